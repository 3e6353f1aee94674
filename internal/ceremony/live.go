package ceremony

import (
	"time"

	"congthidua/internal/clock"
)

// Step is a part of the programme as it ran: an item, or a turn of the awards.
type Step struct {
	CeremonyID int64 `gorm:"primaryKey;autoIncrement:false"`
	Ordinal    int   `gorm:"primaryKey;autoIncrement:false"` // from 0
	Item       int   // the item's ordinal
	Turn       int   // 0 for an item without turns
	StartedAt  int64 // milliseconds
	EndedAt    *int64
}

// TableName implements gorm's Tabler.
func (Step) TableName() string { return "ceremony_steps" }

// Progress is where a part of the programme stands while it runs.
type Progress string

// The stages of progress.
const (
	Done  Progress = "done"
	Now   Progress = "now"
	Next  Progress = "next"
	Later Progress = "later"
)

// ProgressNames name them.
var ProgressNames = map[Progress]string{Done: "Xong", Now: "Đang", Next: "Tiếp theo", Later: "Sau đó"}

// Cue is a moment of the programme as it is run: what was, is and comes next, and when by the clock.
type Cue struct {
	Moment
	Progress     Progress
	Planned      time.Time
	Began, Ended time.Time // zero while not
	Expected     time.Time // of what is still to come: when it will begin
}

// Live is the programme over the real clock.
type Live struct {
	Cues          []Cue
	Steps         int // taken; whoever moves the programme names it, so that two people do not skip a turn
	Current, Next *Cue
	Over          bool          // the last part has ended
	Delay         time.Duration // behind the plan, negative ahead of it
	End           time.Time     // expected, or when it ended
}

// Running reports whether the programme has begun and is not over.
func (l Live) Running() bool { return l.Steps > 0 && !l.Over }

// Follow lays the steps that were taken over the programme and works out when the rest will begin. The
// awards' own item only heads its turns and is no cue.
func Follow(c Ceremony, moments []Moment, steps []Step, now time.Time) (l Live) {
	day, _ := time.ParseInLocation(clock.Date, c.HeldOn, clock.Zone) // the database holds only days
	taken := map[place]Step{}
	for _, s := range steps {
		taken[place{s.Item, s.Turn}] = s
	}
	l.Steps = len(steps)
	for _, m := range moments {
		if m.Turn == nil && m.Item.Awards {
			continue
		}
		cue := Cue{Moment: m, Progress: Later, Planned: day.Add(m.At)}
		if s, yes := taken[m.place()]; yes {
			cue.Progress, cue.Began = Now, time.UnixMilli(s.StartedAt).In(clock.Zone)
			if s.EndedAt != nil {
				cue.Progress, cue.Ended = Done, time.UnixMilli(*s.EndedAt).In(clock.Zone)
			}
		}
		l.Cues = append(l.Cues, cue)
	}
	l.expect(now)
	return l
}

// place names a moment among the steps.
type place struct {
	item int // its ordinal
	turn int // its number, 0 for the item itself
}

func (m Moment) place() place {
	if m.Turn == nil {
		return place{item: m.Item.Ordinal}
	}
	return place{item: m.Item.Ordinal, turn: m.Turn.Number}
}

// expect finds the present cue and the next, and when each that is left will begin: not before what runs
// now has had its time, and not before the present.
func (l *Live) expect(now time.Time) {
	left := 0
	for i := range l.Cues {
		switch l.Cues[i].Progress {
		case Now:
			l.Current = &l.Cues[i]
		case Later:
			left++
		case Done, Next:
		}
	}
	if len(l.Cues) == 0 {
		return
	}
	if l.Over = l.Steps > 0 && left == 0 && l.Current == nil; l.Over {
		l.finish()
		return
	}
	at := l.free(now)
	for i := range l.Cues {
		cue := &l.Cues[i]
		if cue.Progress != Later {
			continue
		}
		if l.Next == nil {
			cue.Progress, l.Next = Next, cue
			l.Delay = at.Sub(cue.Planned)
		}
		cue.Expected = at
		at = at.Add(span(cue.Minutes))
	}
	l.End = at
	if l.Next == nil { // the last is running
		l.Delay = at.Sub(l.Current.Planned.Add(span(l.Current.Minutes)))
	}
}

// finish notes when a programme that is over ended.
func (l *Live) finish() {
	for _, c := range l.Cues {
		if c.Ended.After(l.End) {
			l.End = c.Ended
		}
	}
	last := l.Cues[len(l.Cues)-1]
	l.Delay = l.End.Sub(last.Planned.Add(span(last.Minutes)))
}

// free is when the next part can begin.
func (l *Live) free(now time.Time) time.Time {
	at := l.Cues[0].Planned
	if at.Before(now) || l.Steps > 0 {
		at = now
	}
	if l.Current != nil {
		if until := l.Current.Began.Add(span(l.Current.Minutes)); until.After(at) {
			at = until
		}
	}
	return at
}
