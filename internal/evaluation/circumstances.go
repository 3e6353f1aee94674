package evaluation

import (
	"fmt"

	"congthidua/internal/org"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// circumstancesOf collects what can force the grade of one card.
func circumstancesOf(db *gorm.DB, c Card) (Circumstances, error) {
	known, err := disciplined(db, c.Year, c.Month, c.PersonID)
	about := known[c.PersonID]
	about.Manager, about.Kind = c.Manager, c.Kind
	return about, err
}

// Forms of discipline that rules ask for by name.
const (
	formDegradation = "degradation" // a conclusion of degradation or of a violation
	formCorruption  = "corruption"  // corruption punished in the unit that the person leads
)

// take notes one disciplinary decision or conclusion; the first one that counts is named.
func (about *Circumstances) take(form, text string, onDuty bool) {
	switch form {
	case formDegradation:
		about.Degraded = true
	case formCorruption:
		about.Corruption = true
	default:
		if !onDuty {
			return
		}
		about.Disciplined = true
	}
	if about.Discipline == "" {
		about.Discipline = text
	}
}

func disciplineText(form, decision, on string) string {
	return fmt.Sprintf("%s, %s ngày %s", org.DisciplineNames[org.DisciplineForm(form)], decision, viet.ShowDate(on))
}
