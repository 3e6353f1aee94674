package catalogue_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"congthidua/internal/catalogue"
)

func TestWhatIsWrongIsNamedByItsPlace(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		old, changed string
		place        string
	}{
		"no name":               {"name: Mức thưởng theo nghị định", "name: ''", "name"},
		"no legal basis":        {"legal: Nghị định 98/2023/NĐ-CP, điều 54\n", "", "legal"},
		"a day that is none":    {`"2024-01-01"`, `"2024-02-31"`, "from"},
		"an end before the day": {"round: 10000", "to: \"2023-12-31\"\nround: 10000", "to"},
		"a number as text":      {"round: 10000", "round: nhiều", "round"},
		"a number too small":    {"round: 10000", "round: 0", "round"},
		"a number too large":    {"round: 10000", "round: 100001", "round"},
		"a coefficient too big": {"persons: 0.3", "persons: 100.1", "forms.0.persons"},
		"a negative one":        {"persons: 0.3", "persons: -0.1", "forms.0.persons"},
		"no choice":             {"kind: flag", "kind: cup", "forms.1.kind"},
		"a code twice":          {"code: cotd", "code: ldtt", "forms.1.code"},
		"a code too short":      {"code: cotd", "code: c", "forms.1.code"},
		"an unknown field":      {"round: 10000", "rounds: 1\nround: 10000", "rounds"},
		"no rows":               {body[strings.Index(body, "forms:"):], "", "forms"},
	} {
		t.Run(name, func(t *testing.T) {
			changed := strings.Replace(body, x.old, x.changed, 1)
			if changed == body {
				t.Fatal("the test changes nothing")
			}
			_, faults, err := prizes().Parse(changed)
			if err != nil || len(faults) == 0 {
				t.Fatalf("%v, %v", faults, err)
			}
			if _, named := faults[x.place]; !named {
				t.Errorf("refused at %v, want %s", slices.Collect(maps.Keys(faults)), x.place)
			}
		})
	}
	if _, faults, err := prizes().Parse(body); err != nil || len(faults) > 0 {
		t.Errorf("the good one: %v %v", faults, err)
	}
	if _, _, err := prizes().Parse("a: [b"); placesOf(err) == nil {
		t.Errorf("no YAML: %v", err)
	}
}

func TestAFormIsReadByPlaces(t *testing.T) {
	t.Parallel()
	form := map[string][]string{
		"name": {" Mức  thưởng mới "}, "legal": {"Nghị định mới"}, "round": {"10.000"},
		"forms.0.#": {
			"2",
		}, "forms.0.code": {"ldtt"}, "forms.0.persons": {"0,35"}, "forms.0.kind": {"title"}, "forms.0.sure": {"1"},
		"forms.1.#": {"1"}, "forms.1.code": {"cotd"}, "forms.1.persons": {""}, "forms.1.kind": {"flag"},
		"forms.2.#": {"3"}, "forms.2.code": {""}, "forms.2.persons": {""}, "forms.2.kind": {"title"},
	}
	k := prizes()
	c, wrong := k.ReadForm(form, catalogue.Head{Code: "prizes", From: "2024-01-01"})
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	rows := c.Values.Rows("forms")
	if c.Head.Name != "Mức thưởng mới" || c.Head.Code != "prizes" || c.Values.Whole("round") != 10_000 ||
		len(rows) != 2 {
		t.Fatalf("%+v", c)
	}
	if rows[0].Text("code") != "cotd" || rows[1].Text("code") != "ldtt" || rows[1].Number("persons") != 0.35 ||
		!rows[1].Flag("sure") ||
		rows[0].Flag("sure") {
		t.Errorf("the rows stand in the order of their numbers: %+v", rows)
	}
	if faults := k.Check(c); len(faults) > 0 {
		t.Errorf("%v", faults)
	}
	form["forms.0.persons"] = []string{"nhiều"}
	if _, wrong := k.ReadForm(form, catalogue.Head{}); wrong["forms.0.persons"].Format == "" {
		t.Errorf("a number that is none: %v", wrong)
	}
	for i := range 501 {
		at := fmt.Sprintf("forms.%d.", i)
		form[at+"#"], form[at+"code"], form[at+"persons"] = []string{fmt.Sprint(i + 1)}, []string{fmt.Sprint("c", i)}, []string{"1"}
	}
	if c, wrong := k.ReadForm(form, catalogue.Head{}); wrong["forms"].Format == "" || len(c.Values.Rows("forms")) != 500 {
		t.Errorf("501 rows: %v", wrong)
	}
}

// TestARowThatMovedIsTheSameRow: editions are compared by the codes of their rows.
func TestARowThatMovedIsTheSameRow(t *testing.T) {
	t.Parallel()
	k := prizes()
	left, _, _ := k.Parse(body)
	right, _, _ := k.Parse(strings.NewReplacer(
		"    - {code: ldtt, persons: 0.3, kind: title, sure: true}\n",
		"",
		"    - {code: cotd, kind: flag}\n",
		"    - {code: cotd, kind: flag}\n    - {code: ldtt, persons: 0.4, kind: title, sure: true}\n",
	).Replace(body))
	text := map[string]string{}
	for _, f := range k.Facts(left) {
		text[f.Key] = f.Text
	}
	differ := []string{}
	for _, f := range k.Facts(right) {
		if text[f.Key] != f.Text {
			differ = append(differ, f.Key)
		}
	}
	slices.Sort(differ)
	if want := []string{"forms.cotd.#", "forms.ldtt.#", "forms.ldtt.persons"}; !slices.Equal(differ, want) {
		t.Errorf("they differ in %v, want %v", differ, want)
	}
}
