package ceremony

import (
	"time"

	"congthidua/internal/clock"
)

// Step is a part of the programme as it ran: a point, or a turn of the awards.
type Step struct {
	Ordinal   int
	Item      int // the point's ordinal
	Turn      int // 0 for a point without turns
	StartedAt int64
	EndedAt   int64 // milliseconds, 0 while it runs
}

// The places of a moment while the programme runs.
const (
	Done  = "done"
	Now   = "now"
	Next  = "next"
	Later = "later"
)

// Cue is a moment of the programme as it is run: what was, is and comes next, and when by the clock.
type Cue struct {
	Moment
	Place        string
	Planned      time.Time
	Began, Ended time.Time // zero while not
	Expected     time.Time // of what is still to come: when it will begin
}

// Live is the programme over the real clock.
type Live struct {
	Cues          []Cue
	Steps         int // taken; what a change of the place has to name, so that two hands do not skip a turn
	Current, Next *Cue
	Over          bool          // the last has ended
	Delay         time.Duration // behind the plan, negative ahead of it
	End           time.Time     // expected, or when it ended
}

// Running reports whether the programme has begun and is not over.
func (l Live) Running() bool { return l.Steps > 0 && !l.Over }

// Follow lays the steps that were taken over the programme and reckons when the rest will begin.
// The awards' own point only heads its turns and is none of the cues.
func Follow(c Ceremony, moments []Moment, steps []Step, now time.Time) (l Live) {
	day, _ := time.ParseInLocation(clock.Date, c.HeldOn, clock.Zone) // the database holds only days
	taken := map[[2]int]Step{}
	for _, s := range steps {
		taken[[2]int{s.Item, s.Turn}] = s
	}
	l.Steps = len(steps)
	for _, m := range moments {
		if m.Turn == nil && m.Item.Awards {
			continue
		}
		cue := Cue{Moment: m, Place: Later, Planned: day.Add(m.At)}
		if s, yes := taken[m.step()]; yes {
			cue.Place, cue.Began = Now, time.UnixMilli(s.StartedAt).In(clock.Zone)
			if s.EndedAt != 0 {
				cue.Place, cue.Ended = Done, time.UnixMilli(s.EndedAt).In(clock.Zone)
			}
		}
		l.Cues = append(l.Cues, cue)
	}
	l.expect(now)
	return l
}

// step names a moment among the steps.
func (m Moment) step() [2]int {
	if m.Turn == nil {
		return [2]int{m.Item.Ordinal, 0}
	}
	return [2]int{m.Item.Ordinal, m.Turn.Number}
}

// expect finds the present cue and the next, and when each that is left will begin: not before what
// runs now has had its time, and not before the present.
func (l *Live) expect(now time.Time) {
	left := 0
	for i := range l.Cues {
		if l.Cues[i].Place == Now {
			l.Current = &l.Cues[i]
		} else if l.Cues[i].Place == Later {
			left++
		}
	}
	if len(l.Cues) == 0 {
		return
	}
	l.Over = l.Steps > 0 && left == 0 && l.Current == nil
	if l.Over {
		for _, c := range l.Cues {
			if c.Ended.After(l.End) {
				l.End = c.Ended
			}
		}
		last := l.Cues[len(l.Cues)-1]
		l.Delay = l.End.Sub(last.Planned.Add(span(last.Minutes)))
		return
	}
	at := l.Cues[0].Planned
	if at.Before(now) || l.Steps > 0 {
		at = now
	}
	if l.Current != nil {
		if until := l.Current.Began.Add(span(l.Current.Minutes)); until.After(at) {
			at = until
		}
	}
	for i := range l.Cues {
		if l.Cues[i].Place != Later {
			continue
		}
		if l.Next == nil {
			l.Cues[i].Place, l.Next = Next, &l.Cues[i]
			l.Delay = at.Sub(l.Cues[i].Planned)
		}
		l.Cues[i].Expected = at
		at = at.Add(span(l.Cues[i].Minutes))
	}
	l.End = at
	if l.Next == nil { // the last is running
		l.Delay = at.Sub(l.Current.Planned.Add(span(l.Current.Minutes)))
	}
}
