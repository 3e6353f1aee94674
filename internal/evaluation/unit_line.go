package evaluation

import (
	"slices"
	"strings"
)

// Line is one person in a unit's month.
type Line struct {
	ID, PersonID           int64
	FrameworkID            *int64
	Name, NameKey, Post    string
	Level                  int64
	Reviewer               Reviewer
	State                  State
	Excuse, Returned       string
	Parts                  string
	SelfPoints, HeadPoints *float64
	Points                 *float64
	Grade                  string
	Settled, Remark        string
	Version                int64

	Rank   int   // of the grade in the card's framework, 0 where there is none
	Year   Strip // grades of the year up to this month
	Opens  bool  // the actor may open the card
	Rights LineRights
}

// LineRights say what the actor may do with a line of the table now.
type LineRights struct {
	Review bool // score it, with a reason
	Accept bool // take over the cadre's own score
	Settle bool // lower its grade to keep the quota
}

// Difference is the reviewer's points less the cadre's; known only after the review.
func (l *Line) Difference() (float64, bool) {
	if l.SelfPoints == nil || l.HeadPoints == nil {
		return 0, false
	}
	return round2(*l.HeadPoints - *l.SelfPoints), true
}

// PartValues returns the parts of the total in the order of the framework's columns.
func (l *Line) PartValues(n int) []string {
	values := make([]string, n)
	for i, part := range strings.SplitN(l.Parts, "|", n) {
		values[i] = strings.Replace(part, ".", ",", 1)
	}
	return values
}

// NeedsRemark reports whether the reviewer scored differently without saying why.
func (l *Line) NeedsRemark() bool {
	d, ok := l.Difference()
	return ok && d != 0 && l.Remark == ""
}

// LineOf returns one person's line, for the row that is sent back after scoring in place.
func (m UnitMonth) LineOf(id int64) (Line, bool) {
	at := slices.IndexFunc(m.Lines, func(l Line) bool { return l.ID == id })
	if at < 0 {
		return Line{}, false
	}
	return m.Lines[at], true
}

// Chosen returns those of the cards that the actor may accept now, in the order of the table.
func (m UnitMonth) Chosen(ids []int64) (lines []Line) {
	for _, l := range m.Lines {
		if l.Rights.Accept && slices.Contains(ids, l.ID) {
			lines = append(lines, l)
		}
	}
	return lines
}
