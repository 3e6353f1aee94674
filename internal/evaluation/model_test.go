package evaluation_test

import (
	"sync"
	"testing"

	"congthidua/internal/evaluation"
	"congthidua/internal/trial"

	"gorm.io/gorm/schema"
)

// TestModelsAreTheTables holds the records against the migrated schema: columns, nullability, indexes.
func TestModelsAreTheTables(t *testing.T) {
	t.Parallel()
	db := trial.Empty(t).Read(t.Context())
	for _, model := range evaluation.Models {
		s, err := schema.Parse(model, &sync.Map{}, db.NamingStrategy)
		if err != nil {
			t.Fatal(err)
		}
		columns, err := db.Migrator().ColumnTypes(model)
		if err != nil {
			t.Fatal(err)
		}
		known := map[string]bool{}
		for _, c := range columns {
			known[c.Name()] = true
			field := s.LookUpField(c.Name())
			if field == nil {
				t.Errorf("%s.%s has no field", s.Table, c.Name())
				continue
			}
			nullable, ok := c.Nullable()
			pointer := field.FieldType.Kind().String() == "ptr"
			if ok && !field.PrimaryKey && nullable != pointer {
				t.Errorf("%s.%s may be NULL: %v, the field is a pointer: %v", s.Table, c.Name(), nullable, pointer)
			}
		}
		for _, field := range s.Fields {
			if !known[field.DBName] {
				t.Errorf("%s.%s is no column", s.Table, field.DBName)
			}
		}
		for _, index := range s.ParseIndexes() {
			if !db.Migrator().HasIndex(model, index.Name) {
				t.Errorf("%s has no index %s", s.Table, index.Name)
			}
		}
	}
}
