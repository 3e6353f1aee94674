package todo_test

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/fault"
	"congthidua/internal/todo"

	"github.com/google/go-cmp/cmp"
)

// room is a source that answers what it is told to, and notes who asked.
type room struct {
	entries []todo.Entry
	err     error
	asked   []int64
}

func (r *room) Todo(_ context.Context, a access.Actor) ([]todo.Entry, error) {
	r.asked = append(r.asked, a.AccountID)
	return r.entries, r.err
}

// due is an entry of a kind with its day.
func due(kind, day string) todo.Entry { return todo.Entry{Kind: kind, Due: day, Count: 1} }

func TestCollectOrdersByDay(t *testing.T) {
	first := &room{entries: []todo.Entry{due("a", "2026-11-05"), due("b", ""), due("c", "2026-11-03")}}
	second := &room{entries: []todo.Entry{due("d", "2026-11-04"), due("e", ""), due("f", "2026-11-05"), due("g", "2026-10-31")}}
	actor := access.Actor{AccountID: 7}
	list, err := todo.Collect(t.Context(), actor, "2026-11-04", first, second)
	if err != nil {
		t.Fatal(err)
	}
	type line struct {
		Kind string
		Late bool
	}
	var got []line
	for _, e := range list {
		got = append(got, line{e.Kind, e.Late})
	}
	// What is due today is not late yet; what has the same day stays in the order of the rooms.
	want := []line{{"g", true}, {"c", true}, {"d", false}, {"a", false}, {"f", false}, {"b", false}, {"e", false}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if !slices.Equal(first.asked, []int64{7}) || !slices.Equal(second.asked, []int64{7}) {
		t.Errorf("the rooms were asked for %v and %v", first.asked, second.asked)
	}
}

func TestRoomsKeepTheirOrderWithinADay(t *testing.T) {
	first, second := &room{}, &room{}
	for i := range 30 {
		first.entries = append(first.entries, due(strconv.Itoa(i), "2026-11-05"))
		second.entries = append(second.entries, due(strconv.Itoa(30+i), "2026-11-05"))
	}
	list, err := todo.Collect(t.Context(), access.Actor{}, "2026-11-04", first, second)
	if err != nil || len(list) != 60 {
		t.Fatalf("%d entries, %v", len(list), err)
	}
	for i, e := range list {
		if e.Kind != strconv.Itoa(i) {
			t.Fatalf("entry %d is %s", i, e.Kind)
		}
	}
}

func TestLateIsWorkedOut(t *testing.T) {
	early := todo.Entry{Due: "2026-11-05", Late: true} // as a room must not say
	list, err := todo.Collect(t.Context(), access.Actor{}, "2026-11-04", &room{entries: []todo.Entry{early}})
	if err != nil || len(list) != 1 || list[0].Late {
		t.Errorf("%v, %v", list, err)
	}
}

func TestAListHasTwoHundredEntries(t *testing.T) {
	r := &room{}
	for i := range 250 { // the latest days first
		r.entries = append(r.entries, due(strconv.Itoa(i), "2026-"+strconv.Itoa(999-i)))
	}
	list, err := todo.Collect(t.Context(), access.Actor{}, "2026-11-04", r)
	if err != nil || len(list) != 200 {
		t.Fatalf("%d entries, %v", len(list), err)
	}
	if list[0].Kind != "249" || list[199].Kind != "50" {
		t.Errorf("from %s to %s: the earliest days must stay", list[0].Kind, list[199].Kind)
	}
}

func TestARoomThatFails(t *testing.T) {
	broken := errors.New("query failed")
	fine, failing, unasked := &room{entries: []todo.Entry{due("a", "")}}, &room{err: broken}, &room{}
	list, err := todo.Collect(t.Context(), access.Actor{}, "2026-11-04", fine, failing, unasked)
	if !errors.Is(err, broken) || list != nil {
		t.Errorf("%v, %v: half a list reads as a whole one", list, err)
	}
	if len(unasked.asked) != 0 {
		t.Error("the next room was asked all the same")
	}
}

func TestNothingWaits(t *testing.T) {
	list, err := todo.Collect(t.Context(), access.Actor{}, "2026-11-04", &room{}, &room{})
	if err != nil || len(list) != 0 {
		t.Errorf("%v, %v", list, err)
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct {
		name string
		text fault.Text
		want string
	}{
		{"a sentence with blanks", todo.Say("%d phiếu chờ chấm, %s", 3, "tháng 11"), "3 phiếu chờ chấm, tháng 11"},
		{"a sentence without", todo.Say("Chấm điểm"), "Chấm điểm"},
		{"words of people stay as they are", todo.Said("giảm 50% %d"), "giảm 50% %d"},
		{"no words", todo.Said(""), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.text.String(); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
	if said := todo.Said("Chấm điểm"); said.Format != "%s" {
		t.Errorf("words of people are looked up as the sentence %q", said.Format)
	}
	if empty := todo.Said(""); empty.Format != "" || empty.Args != nil {
		t.Errorf("no words are the text %+v", empty)
	}
}
