package shipped_test

import (
	"reflect"
	"strings"
	"sync"
	"testing"

	"congthidua/internal/shipped"
	"congthidua/internal/trial"

	"gorm.io/gorm"
	"gorm.io/gorm/schema"
)

// withoutModel are the tables that no model writes, each with the reason.
var withoutModel = map[string]string{
	"goose_db_version": "the migrations' own",
	"document_text":    "full-text search, which the engines keep each in its own way",
}

// TestModelsAreTheSchema holds every model against the migrated schema, on either engine: each field has its
// column and each column its field, NULL is a pointer, defaults and unique keys are told in the tags, and
// every table has its model.
func TestModelsAreTheSchema(t *testing.T) {
	t.Parallel()
	st := trial.Empty(t)
	db := st.Read(t.Context())
	known := map[string]bool{}
	for _, model := range shipped.Models() {
		parsed, err := schema.Parse(model, &sync.Map{}, db.NamingStrategy)
		if err != nil {
			t.Fatalf("%T: %v", model, err)
		}
		known[parsed.Table] = true
		t.Run(parsed.Table, func(t *testing.T) { compare(t, db, model, parsed) })
	}
	tables, err := db.Migrator().GetTables()
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range tables {
		inner := strings.HasPrefix(table, "sqlite_") || strings.HasPrefix(table, "document_text_")
		if !known[table] && withoutModel[table] == "" && !inner {
			t.Errorf("the table %s has no model", table)
		}
	}
}

// column is what the database says of a column.
type column struct {
	Name     string
	Required bool    // NOT NULL
	Fallback *string // the default as SQL, nil without one
}

// columnsOf asks the database itself: GORM's reading of SQLite's tables takes a CHECK for a type.
func columnsOf(t *testing.T, db *gorm.DB, table string) (list []column) {
	t.Helper()
	query := `SELECT name, "notnull" AS required, dflt_value AS fallback FROM pragma_table_xinfo(?)` // with generated ones
	if db.Name() == "postgres" {
		query = `SELECT column_name AS name, is_nullable = 'NO' AS required, column_default AS fallback
			FROM information_schema.columns WHERE table_name = ? AND table_schema = current_schema()`
	}
	if err := db.Raw(query, table).Scan(&list).Error; err != nil {
		t.Fatal(err)
	}
	return list
}

func compare(t *testing.T, db *gorm.DB, model any, parsed *schema.Schema) {
	t.Helper()
	columns := columnsOf(t, db, parsed.Table)
	if len(columns) == 0 {
		t.Fatal("there is no such table")
	}
	seen := map[string]bool{}
	for _, c := range columns {
		seen[c.Name] = true
		field := parsed.FieldsByDBName[c.Name]
		if field == nil {
			t.Errorf("the column %s has no field", c.Name)
			continue
		}
		if field.PrimaryKey {
			continue
		}
		if pointer := field.FieldType.Kind() == reflect.Pointer; pointer == c.Required {
			t.Errorf("%s: the column is NOT NULL: %v, the field is a pointer: %v", field.Name, c.Required, pointer)
		}
		told := strings.Trim(field.DefaultValue, "'")
		if field.FieldType.Kind() == reflect.Bool {
			// With default:true in its tag, GORM would write TRUE where the field is false: Create leaves zero
			// values to the default. So a bool carries none, and the column's TRUE is never used.
			if told != "" {
				t.Errorf("%s: a bool must not have a default in its tag", field.Name)
			}
			continue
		}
		if fallback := c.word(); !zero(fallback) && !strings.EqualFold(told, fallback) {
			t.Errorf("%s: the column's default is %q, the tag says %q", field.Name, fallback, told)
		}
		if told != "" && c.Fallback == nil {
			t.Errorf("%s: the tag names a default that the column does not have", field.Name)
		}
	}
	for _, field := range parsed.Fields {
		if field.DBName != "" && !seen[field.DBName] {
			t.Errorf("the field %s has no column %s", field.Name, field.DBName)
		}
	}
	for _, index := range parsed.ParseIndexes() {
		if !db.Migrator().HasIndex(model, index.Name) {
			t.Errorf("there is no index %s", index.Name)
		}
	}
}

// word is the default without quotes and casts, "" without one.
func (c column) word() string {
	if c.Fallback == nil {
		return ""
	}
	text, _, _ := strings.Cut(*c.Fallback, "::")
	return strings.Trim(text, "'")
}

func zero(text string) bool {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "", "0", "0.0", "false", "null":
		return true
	}
	return false
}
