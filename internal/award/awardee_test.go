package award

import (
	"reflect"
	"slices"
	"testing"

	"gorm.io/gorm/schema"
)

// TestEveryTextOfALineIsAField: a text of Awardee is typed, or it follows from something else.
func TestEveryTextOfALineIsAField(t *testing.T) {
	follows := []string{"Form", "FormName", "NameKey"}
	var w Awardee
	texts := map[*string]string{}
	for v, i := reflect.ValueOf(&w).Elem(), 0; i < v.NumField(); i++ {
		if text, is := v.Field(i).Addr().Interface().(*string); is {
			texts[text] = v.Type().Field(i).Name
		}
	}
	columns := schema.NamingStrategy{}
	for _, f := range LineFields {
		name := texts[f.Of(&w)]
		if delete(texts, f.Of(&w)); columns.ColumnName("", name) != f.Code || f.Label == "" || f.Most == 0 {
			t.Errorf("%+v is of %q", f, name)
		}
	}
	for _, name := range texts {
		if !slices.Contains(follows, name) {
			t.Errorf("%s cannot be typed", name)
		}
	}
	for code, column := range pastColumns {
		if !slices.ContainsFunc(LineFields, func(f LineField) bool { return f.Code == code }) ||
			PastFieldNames[column] == "" {
			t.Errorf("the list has %s as %s", code, column)
		}
	}
}
