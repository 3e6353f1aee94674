package evaluation

import (
	"reflect"
	"slices"
	"testing"

	"congthidua/data"
	"congthidua/internal/evaluation"
)

// TestFactsShowEveryDifference: each text, figure and switch of a framework is changed on its own, and the
// comparison shows it. The head of an edition stands beside the comparison.
func TestFactsShowEveryDifference(t *testing.T) {
	t.Parallel()
	text, err := data.Catalogue.ReadFile("catalogue/frameworks-nd335-manager.yaml")
	if err != nil {
		t.Fatal(err)
	}
	read := func() *evaluation.Framework {
		f, err := evaluation.ParseFramework(string(text))
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	before, changed := FrameworkFacts(read()), 0
	for _, leaf := range leavesOf(reflect.ValueOf(read()).Elem(), "") {
		f := read()
		leaf.change(leaf.find(reflect.ValueOf(f).Elem()))
		changed++
		if slices.Equal(FrameworkFacts(f), before) {
			t.Errorf("a change of %s does not show", leaf.name)
		}
	}
	if changed < 60 {
		t.Errorf("only %d places were changed", changed)
	}
}

// leaf is a place of a framework: the way to it, by fields and places in lists.
type leaf struct {
	name string
	way  []int
}

func (l leaf) find(v reflect.Value) reflect.Value {
	for _, step := range l.way {
		if v.Kind() == reflect.Slice {
			v = v.Index(step)
		} else {
			v = v.Field(step)
		}
	}
	return v
}

func (leaf) change(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(v.String() + " khác")
	case reflect.Float64:
		v.SetFloat(v.Float() + 0.25)
	case reflect.Bool:
		v.SetBool(!v.Bool())
	}
}

// leavesOf are the places below a value, but for the head of an edition, its kind and what is not exported.
func leavesOf(v reflect.Value, name string, way ...int) (list []leaf) {
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			list = append(list, leavesOf(v.Index(i), name, append(slices.Clone(way), i)...)...)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			field := v.Type().Field(i)
			if field.IsExported() && !field.Anonymous && field.Name != "Kind" {
				list = append(list, leavesOf(v.Field(i), name+"."+field.Name, append(slices.Clone(way), i)...)...)
			}
		}
	case reflect.String, reflect.Float64, reflect.Bool:
		list = append(list, leaf{name, way})
	}
	return list
}
