package ceremony

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"congthidua/internal/award"
)

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		n, places int
		want      []int
	}{
		{31, 10, []int{8, 8, 8, 7}},
		{9, 10, []int{9}},
		{10, 10, []int{10}},
		{11, 10, []int{6, 5}},
		{20, 6, []int{5, 5, 5, 5}},
		{21, 6, []int{6, 5, 5, 5}},
		{5, 1, []int{1, 1, 1, 1, 1}},
		{1, 10, []int{1}},
		{0, 10, nil},
		{5, 0, nil},
	} {
		t.Run(fmt.Sprintf("%d at %d", c.n, c.places), func(t *testing.T) {
			if got := Split(c.n, c.places); !slices.Equal(got, c.want) {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
}

// TestSplitIsEven holds for every number: nobody is left out, no turn has more than the places, there are
// as few turns as possible, and no two differ by more than one.
func TestSplitIsEven(t *testing.T) {
	for places := 1; places <= 12; places++ {
		for n := 1; n <= 60; n++ {
			sizes, sum := Split(n, places), 0
			for _, size := range sizes {
				sum += size
			}
			fewest := n / places
			if n%places > 0 {
				fewest++
			}
			if sum != n || len(sizes) != fewest || slices.Max(sizes) > places ||
				slices.Max(sizes)-slices.Min(sizes) > 1 {
				t.Errorf("%d at %d places: %v", n, places, sizes)
			}
		}
	}
}

func some(form string, collective bool, from, n int) (list []award.Recipient) {
	for i := range n {
		var r award.Recipient
		r.ID, r.Form, r.Collective, r.Name = int64(from+i), form, collective, fmt.Sprint("Người ", from+i)
		list = append(list, r)
	}
	return list
}

// seed is the conference of 5 January 2019 in the order of rank.
func seed() []award.Group {
	return award.Groups(slices.Concat(
		some("hcld3", false, 1, 1),
		some("cotd", true, 100, 6),
		some("knc", false, 200, 31),
		some("bktu", true, 300, 8),
		some("bktu", false, 400, 12),
		some("bktp", true, 500, 3),
		some("bktp", false, 600, 5),
	))
}

// written writes turns as "number: form index/of size".
func written(turns []Turn) string {
	var list []string
	for _, x := range turns {
		list = append(list, fmt.Sprintf("%d: %s %d/%d of %d", x.Number, x.Group.Form.Code, x.Index, x.Of, x.Size))
	}
	return strings.Join(list, ", ")
}

// TestTheSeedsTurns is worked case 14: from the Huân chương down, 31 kỷ niệm chương in 8, 8, 8, 7.
func TestTheSeedsTurns(t *testing.T) {
	turns := Turns(seed(), 10, Marks{Presenters: map[Group]Presenter{{"hcld3", false}: {Presenter: "Bí thư Thành ủy"}}})
	want := "1: hcld3 1/1 of 1, 2: cotd 1/1 of 6, " +
		"3: knc 1/4 of 8, 4: knc 2/4 of 8, 5: knc 3/4 of 8, 6: knc 4/4 of 7, " +
		"7: bktu 1/1 of 8, 8: bktu 1/2 of 6, 9: bktu 2/2 of 6, 10: bktp 1/1 of 3, 11: bktp 1/1 of 5"
	if got := written(turns); got != want {
		t.Errorf("turns %s", got)
	}
	if turns[0].Presenter != "Bí thư Thành ủy" || turns[1].Presenter != "" {
		t.Errorf("presenters %q, %q", turns[0].Presenter, turns[1].Presenter)
	}
	for i, s := range turns[3].Stands {
		if s.Position != i+1 || s.ID != int64(208+i) {
			t.Errorf("place %d of turn 4: %d at %d", i+1, s.ID, s.Position)
		}
	}
}

func TestAbsences(t *testing.T) {
	groups := seed()[2:3] // 31
	for _, c := range []struct {
		name    string
		absence Absence
		sizes   []int
		first   int64
		by      string
	}{
		{"out: the others close up", Absence{Away: true}, []int{10, 10, 10}, 201, ""},
		{"somebody stands in: the place is kept", Absence{Away: true, Representative: "con gái"},
			[]int{8, 8, 8, 7}, 200, "con gái"},
		{"comes after all", Absence{}, []int{8, 8, 8, 7}, 200, ""},
		{"comes after all, whatever is left of the note", Absence{Representative: "con gái"},
			[]int{8, 8, 8, 7}, 200, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			turns := Turns(groups, 10, Marks{Absences: map[int64]Absence{200: c.absence}})
			var sizes []int
			for _, x := range turns {
				sizes = append(sizes, len(x.Stands))
			}
			first := turns[0].Stands[0]
			if !slices.Equal(sizes, c.sizes) || first.ID != c.first || first.By != c.by || first.Position != 1 {
				t.Errorf("%v, first %d by %q at %d", sizes, first.ID, first.By, first.Position)
			}
		})
	}
}

// TestWhoReceivesForTheDeceased: the decision names a representative; one who is announced for the day
// goes before.
func TestWhoReceivesForTheDeceased(t *testing.T) {
	list := some("hcld3", false, 1, 1)
	list[0].Representative = "vợ"
	groups := award.Groups(list)
	if by := Turns(groups, 10, Marks{})[0].Stands[0].By; by != "vợ" {
		t.Errorf("by %q", by)
	}
	announced := Marks{Absences: map[int64]Absence{1: {Away: true, Representative: "con trai"}}}
	if by := Turns(groups, 10, announced)[0].Stands[0].By; by != "con trai" {
		t.Errorf("by %q", by)
	}
}

// TestTurnsThatHaveBeenStay: whoever is taken out or comes late, who has been on the stage stays in the
// turn in which it was, and only the rest of the group is dealt anew.
func TestTurnsThatHaveBeenStay(t *testing.T) {
	groups, stood := seed()[:3], map[int64]Stood{}
	for _, turn := range Turns(groups, 10, Marks{})[:3] { // the order, the flags, the first eight of 31
		for _, s := range turn.Stands {
			stood[s.ID] = Stood{RecipientID: s.ID, Turn: turn.Number, Position: s.Position, ReceivedBy: "người nhận"}
		}
	}
	out := map[int64]Absence{200: {Away: true}, 208: {Away: true}, 209: {Away: true}, 210: {Away: true}}
	turns := Turns(groups, 10, Marks{Absences: out, Stood: stood})
	want := "1: hcld3 1/1 of 1, 2: cotd 1/1 of 6, 3: knc 1/3 of 8, 4: knc 2/3 of 10, 5: knc 3/3 of 10"
	if got := written(turns); got != want {
		t.Errorf("turns %s", got)
	}
	if first := turns[2].Stands[0]; first.ID != 200 || first.By != "người nhận" {
		t.Errorf("the first of a turn that has been: %+v", first)
	}
	// One of the flags had been missing and comes after all: a turn of its own, next.
	delete(stood, 103)
	turns = Turns(groups, 10, Marks{Absences: out, Stood: stood})
	late := turns[3]
	if late.Group.Form.Code != "cotd" || late.Number != 4 || late.Index != 2 || late.Of != 2 ||
		len(late.Stands) != 1 || late.Stands[0].ID != 103 {
		t.Errorf("%+v", late)
	}
}

// TestPlacesAreThoseOfTheDay: a turn that has been is shown by its places, not by the order of the list.
func TestPlacesAreThoseOfTheDay(t *testing.T) {
	stood := map[int64]Stood{
		1: {RecipientID: 1, Turn: 1, Position: 3},
		2: {RecipientID: 2, Turn: 1, Position: 1},
		3: {RecipientID: 3, Turn: 1, Position: 2},
	}
	turns := Turns(award.Groups(some("gk", false, 1, 3)), 5, Marks{Stood: stood})
	var ids []int64
	for _, s := range turns[0].Stands {
		ids = append(ids, s.ID)
	}
	if !slices.Equal(ids, []int64{2, 3, 1}) {
		t.Errorf("in the order %v", ids)
	}
}
