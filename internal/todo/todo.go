// Package todo is the list of what waits for somebody: the page "my work" and the number beside it. Each
// room returns its own entries with their words and their links; nothing here knows what they are about.
package todo

import (
	"cmp"
	"context"
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/fault"
)

// Entry is one line of "my work".
type Entry struct {
	Kind  string     // what it is about, room and step: "evaluation.score"
	Text  fault.Text // the sentence, its blanks not yet filled
	Note  fault.Text // a second line; Said holds words that people wrote
	Count int        // how many things the line stands for, at least 1
	Due   string     // 2006-01-02, "" where there is no day
	Late  bool       // Due has passed; Collect sees to it
	Link  string     // the page on which it is done
	Do    string     // what the button says
	Icon  string     // name of the icon
}

// Say is a sentence with its blanks, for Text and Note.
func Say(format string, args ...any) fault.Text { return fault.Text{Format: format, Args: args} }

// Said is a line of words that people wrote: it is shown as it is, in every language.
func Said(words string) fault.Text {
	if words == "" {
		return fault.Text{}
	}
	return fault.Text{Format: "%s", Args: []any{words}}
}

// Source is a room that knows what waits for an actor.
type Source interface {
	Todo(ctx context.Context, a access.Actor) ([]Entry, error)
}

// most is how many entries a list holds at most.
const most = 200

// Collect returns what waits for the actor in all rooms: the late first, then by their day, those
// without a day last; otherwise in the order of the rooms.
func Collect(ctx context.Context, a access.Actor, today string, rooms ...Source) ([]Entry, error) {
	var list []Entry
	for _, room := range rooms {
		entries, err := room.Todo(ctx, a)
		if err != nil {
			return nil, err
		}
		list = append(list, entries...)
	}
	for i := range list {
		list[i].Late = list[i].Due != "" && list[i].Due < today
	}
	slices.SortStableFunc(list, byDay) // whatever is late has the earlier day
	return list[:min(len(list), most)], nil
}

// byDay orders entries by their day; those without one come last.
func byDay(x, y Entry) int {
	switch {
	case x.Due == y.Due:
		return 0
	case x.Due == "":
		return 1
	case y.Due == "":
		return -1
	}
	return cmp.Compare(x.Due, y.Due)
}
