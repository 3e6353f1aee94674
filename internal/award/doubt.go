package award

import (
	"fmt"

	"congthidua/internal/org"
	"congthidua/internal/viet"
)

// Doubt is something about a line that must be looked at before the decision or proposal goes on. A grave one
// keeps it from going on.
type Doubt struct {
	Text, Legal string
	Grave       bool
}

// Doubts are what is doubtful, by line.
type Doubts map[int64][]Doubt

func (d Doubts) add(line int64, found Doubt) { d[line] = append(d[line], found) }

// Grave counts the lines with something that keeps them from going on.
func (d Doubts) Grave() (n int) {
	for _, list := range d {
		for _, found := range list {
			if found.Grave {
				n++
				break
			}
		}
	}
	return n
}

// The legal sources of doubts.
const (
	lawOnce       = "Một thành tích không khen thưởng hai lần (Luật TĐKT 2022, chương II)"
	lawDiscipline = "Luật TĐKT 2022, chương VII"
)

// once is a doubt that keeps a line from going on, because one achievement is not honoured twice.
func once(text string) Doubt { return Doubt{Text: text, Legal: lawOnce, Grave: true} }

const twiceHere = "có hai lần trong danh sách này"

// unknownForms adds the lines whose form the catalogue of awards does not have: a title that only the catalogue
// of titles knows, for which no rank is laid down.
func (c *Catalogue) unknownForms(found Doubts, id int64, w Awardee) {
	if c.Form(w.Form) == nil {
		found.add(id, Doubt{Text: fmt.Sprintf(
			"«%s» chưa có trong danh mục hình thức khen thưởng: xếp sau cùng", c.Named(w).Name)})
	}
}

// unknownPrizes adds the lines whose form the decree of the day does not name: they bring no money because
// nothing is laid down, not because the decree says so.
func (c *Catalogue) unknownPrizes(found Doubts, id int64, w Awardee, day string) {
	law := c.law(day)
	if law == nil {
		return
	}
	if _, laidDown := law.Coefficients[w.Form]; !laidDown {
		found.add(id, Doubt{Text: noPrize, Legal: law.Legal})
	}
}

// doubtRow is what a check finds about a line.
type doubtRow struct {
	ID       int64
	Subject  string // of the other decision or proposal
	State    State  // of the other decision
	Same     bool   // it is in this very list
	Decision string // of a title held, or of a discipline
	Day      string // of that decision
	Form     string // of a discipline
}

// inDecision is a line that stands in a decision, this one or another.
func inDecision(r doubtRow) Doubt {
	if r.Same {
		return once(twiceHere)
	}
	return once("đã có trong «" + r.Subject + "» (" + StateNames[r.State] + ")")
}

// inProposal is a line that stands in a proposal, this one or another.
func inProposal(r doubtRow) Doubt {
	if r.Same {
		return once(twiceHere)
	}
	return once("đã có trong đề nghị «" + r.Subject + "»")
}

func inDraftDecision(r doubtRow) Doubt {
	return once("đã có trong bản soạn quyết định «" + r.Subject + "»")
}

func alreadyHeld(r doubtRow) Doubt {
	return once(fmt.Sprintf("đã được tặng theo %s ngày %s", r.Decision, viet.ShowDate(r.Day)))
}

func punished(r doubtRow) Doubt {
	return Doubt{
		Text:  fmt.Sprintf("%s, %s ngày %s", org.DisciplineNames[org.DisciplineForm(r.Form)], r.Decision, viet.ShowDate(r.Day)),
		Legal: lawDiscipline,
	}
}

func punishedOn(r doubtRow) Doubt {
	return Doubt{
		Text:  fmt.Sprintf("%s ngày %s", org.DisciplineNames[org.DisciplineForm(r.Form)], viet.ShowDate(r.Day)),
		Legal: lawDiscipline,
	}
}

// What is missing about a line.
const (
	noAchievement = "chưa ghi thành tích"
	noReport      = "thiếu báo cáo thành tích"
	noPrize       = "chưa có mức tiền thưởng cho danh hiệu này"
)
