package evaluation

import "testing"

// TestFreeCodes: a group or criterion that is added after another was taken out gets no code that is in use.
func TestFreeCodes(t *testing.T) {
	f := Framework{Groups: []Group{{Code: "nhom2", Criteria: []Criterion{{Code: "nhom2_2"}, {Code: "nhom2_3"}}}}}
	if got := f.FreeGroupCode(); got != "nhom1" {
		t.Errorf("group %s", got)
	}
	f.Groups = append(f.Groups, Group{Code: "nhom1"})
	if got := f.FreeGroupCode(); got != "nhom3" {
		t.Errorf("group %s", got)
	}
	if got := f.Groups[0].FreeCode(); got != "nhom2_1" {
		t.Errorf("criterion %s", got)
	}
	if got := f.Groups[1].FreeCode(); got != "nhom1_1" {
		t.Errorf("criterion of an empty group %s", got)
	}
}
