package award

import (
	"strings"
	"unicode/utf8"

	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Subject is whom typed lines name.
type Subject string

// The subjects of typed lines.
const (
	OfRoster    Subject = "person"       // people of the roster, by code or name
	OfBody      Subject = "unit"         // units of the body, by code or name
	Outsider    Subject = "outsider"     // people who are not on the roster
	OutsideUnit Subject = "outside_unit" // collectives of other bodies
)

// Subjects lists them as they are offered; SubjectNames names them.
var (
	Subjects     = []Subject{OfRoster, OfBody, Outsider, OutsideUnit}
	SubjectNames = map[Subject]string{
		OfRoster:    "Cán bộ trong danh sách",
		OfBody:      "Đơn vị trong cơ quan",
		Outsider:    "Người ngoài, đã nghỉ, đã mất",
		OutsideUnit: "Tập thể ngoài cơ quan",
	}
)

// Lines are awardees as typed: one to a line, all with the same form, year and achievement. A person's line is a
// code or a name, perhaps with more behind a comma; a collective's line is the name of a unit; an outsider's is
// "name; post; body", perhaps with "; who receives for the deceased".
type Lines struct {
	Form        string
	Subject     Subject
	Year        int
	Achievement string
	Text        string
}

// The bounds of typed lines.
const (
	firstYear    = 1950
	mostLines    = 500
	mostLineText = 600 // characters of one line
)

// read understands typed lines with a form that may be given on a day, all or none; what cannot be understood is
// refused with the line.
func (s *Service) read(tx *gorm.DB, day string, l Lines) (list []Awardee, err error) {
	form, err := formOn(tx, l.Form, day)
	if err != nil {
		return nil, err
	}
	wrong := fault.Fields{}
	if form == nil {
		wrong.Refuse("form", "Chọn hình thức khen thưởng")
	}
	if now := s.Clock.Now().Year(); l.Year < firstYear || l.Year > now {
		wrong.Refuse("year", "Năm từ 1950 đến %d", now)
	}
	wrong.Text("achievement", &l.Achievement, 0, MostAchievement)
	n := 0
	for line := range strings.Lines(l.Text) {
		if line = viet.Clean(line); line == "" {
			continue
		}
		if n++; n > mostLines {
			wrong.Refuse("lines", "Không quá %d dòng một lần", mostLines)
			break
		}
		w, err := meant(tx, l.Subject, line, wrong)
		if err != nil {
			return nil, err
		}
		w.Form, w.Year, w.Achievement = l.Form, l.Year, l.Achievement
		if form != nil {
			w.FormName = form.Name
		}
		list = append(list, w)
	}
	if n == 0 {
		wrong.Refuse("lines", "Ghi ít nhất một dòng")
	}
	return list, wrong.Err()
}

// meant reads one line.
func meant(tx *gorm.DB, subject Subject, line string, wrong fault.Fields) (w Awardee, err error) {
	switch subject {
	case OfRoster:
		return meantPerson(tx, line, wrong)
	case OfBody:
		return meantUnit(tx, line, wrong)
	case Outsider, OutsideUnit:
		return meantOutsider(subject, line, wrong), nil
	}
	wrong.Refuse("kind", "Chọn đối tượng")
	return w, nil
}

func meantPerson(tx *gorm.DB, line string, wrong fault.Fields) (w Awardee, err error) {
	found, err := org.FindNamed(tx, line)
	switch {
	case err != nil:
		return w, err
	case len(found) == 0:
		wrong.Refuse("lines", "«%s»: không có trong danh sách cán bộ", line)
		return w, nil
	case len(found) > 1:
		wrong.Refuse("lines", "«%s» là ai trong %s", line, org.Doubtful(found))
		return w, nil
	}
	w.PersonID = &found[0].ID
	return w, fill(tx, &w)
}

func meantUnit(tx *gorm.DB, line string, wrong fault.Fields) (w Awardee, err error) {
	ids, err := unitsNamed(tx, line)
	if err != nil {
		return w, err
	}
	if len(ids) != 1 {
		wrong.Refuse("lines", "«%s»: có %d đơn vị tên này", line, len(ids))
		return w, nil
	}
	w.UnitID, w.Collective = &ids[0], true
	return w, fill(tx, &w)
}

func meantOutsider(subject Subject, line string, wrong fault.Fields) Awardee {
	parts := append(strings.Split(line, ";"), "", "", "")
	w := Awardee{
		Collective:     subject == OutsideUnit,
		Post:           viet.Clean(parts[1]),
		Place:          viet.Clean(parts[2]),
		Representative: viet.Clean(parts[3]),
		Level:          lowest,
	}
	w.setName(viet.Clean(parts[0]))
	long := utf8.RuneCountInString
	if long(w.Name) < 2 || long(line) > mostLineText ||
		max(long(w.Name), long(w.Post), long(w.Place), long(w.Representative)) > mostPart {
		wrong.Refuse("lines", "«%s»: ghi «tên; chức vụ; cơ quan»", line)
	}
	return w
}

// fill takes name, post and place of a person or unit as they stand today; the line keeps them.
func fill(tx *gorm.DB, w *Awardee) error {
	now, err := standing(tx, *w)
	if err != nil {
		return err
	}
	w.Post, w.Place, w.Level = now.Post, now.Place, now.Level
	w.setName(now.Name)
	return nil
}
