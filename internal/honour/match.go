package honour

import (
	"fmt"
	"slices"
	"strings"

	"congthidua/internal/intake"
	"congthidua/internal/sheet"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Query is what a row says of whom it means.
type Query struct{ Code, Name, Birth, Unit string }

// Matcher knows all people and units, to find whom the rows of a list mean, and who of them is within the reach
// of the one who imports.
type Matcher struct {
	people, units holders
	within        map[bool]map[int64]bool // of units and of people, nil for everybody
	importer      int64                   // 0 for nobody on the roster
}

// NewMatcher reads them for somebody who imports.
func NewMatcher(db *gorm.DB, in intake.Opening) (m Matcher, err error) {
	m.importer, m.within = in.Person, map[bool]map[int64]bool{}
	if m.people, err = readPeople(db); err != nil {
		return m, err
	}
	if m.units, err = readUnits(db); err != nil {
		return m, err
	}
	m.within[false], m.within[true], err = within(db, in.Reach)
	return m, err
}

// Barred says why the one who imports may not add to a record: it is the own one, or out of reach; "" else.
func (m Matcher) Barred(unit bool, who int64) string {
	reached := m.within[unit]
	switch {
	case reached != nil && !reached[who]:
		return "Người, tập thể này ngoài phạm vi bạn được sửa"
	case !unit && who == m.importer:
		return "Không ai tự ghi danh hiệu cho mình; người khác nhập dòng này"
	}
	return ""
}

// Match finds the person, or the unit, whom a row means, or the options between which somebody must
// choose, or says why there is nobody.
func (m Matcher) Match(unit bool, q Query) (id int64, options []intake.Option, reason string) {
	return m.list(unit).match(q)
}

func (m Matcher) list(unit bool) holders {
	if unit {
		return m.units
	}
	return m.people
}

// Text says who a person or unit is, so that two of the same name can be told apart.
func (m Matcher) Text(unit bool, id int64) string { return m.list(unit).byID[id].text() }

// match finds whom a row means, or the options between which somebody must choose, or says why
// there is nobody. A person's name alone never decides; it needs the year of birth.
func (l holders) match(q Query) (id int64, options []intake.Option, reason string) {
	if q.Code != "" {
		return l.matchCode(q)
	}
	birth := yearOf(q.Birth)
	if q.Birth != "" && birth == "" {
		return 0, nil, "Ngày sinh không có thật: «" + q.Birth + "»"
	}
	if l.born && birth == "" {
		return l.ask(q, "Thiếu mã và năm sinh, chưa chắc là ai")
	}
	exact := l.keep(l.byName[plain(q.Name)], func(h holder) bool { return h.birth == birth })
	if len(exact) > 1 && q.Unit != "" {
		unit := viet.SearchKey(sheet.Section(q.Unit))
		if here := l.keep(exact, func(h holder) bool { return unit == viet.SearchKey(h.unit) }); len(here) > 0 {
			exact = here
		}
	}
	switch {
	case len(exact) == 1:
		return exact[0], nil, ""
	case len(exact) > 1:
		return 0, l.options(exact), fmt.Sprintf("Có %d người, tập thể cùng tên «%s»%s", len(exact), q.Name, bornIn(birth))
	}
	return l.ask(q, fmt.Sprintf("Không có đúng «%s»%s, chỉ có tên giống", q.Name, bornIn(birth)))
}

// ask offers all whose name is alike without tone marks; where there are none it says so.
func (l holders) ask(q Query, reason string) (int64, []intake.Option, string) {
	alike := l.bySearchName[viet.SearchKey(q.Name)]
	if len(alike) == 0 {
		return 0, nil, "Không có «" + q.Name + "» trong danh sách cán bộ, đơn vị"
	}
	return 0, l.options(alike), reason
}

func (l holders) matchCode(q Query) (id int64, options []intake.Option, reason string) {
	id, known := l.byCode[q.Code]
	switch {
	case !known:
		return 0, nil, "Không có mã «" + q.Code + "»"
	case q.Name != "" && viet.SearchKey(q.Name) != viet.SearchKey(l.byID[id].name):
		whose := fmt.Sprintf("Mã %s là của %s, tên trong tệp là «%s»", q.Code, l.byID[id].name, q.Name)
		return 0, l.options([]int64{id}), whose
	}
	return id, nil, ""
}

func bornIn(year string) string {
	if year == "" {
		return ""
	}
	return " sinh " + year
}

// yearOf reads a year of birth from a date or a year, "" where it is none.
func yearOf(text string) string {
	date, _, ok := sheet.ParseDate(text)
	if !ok {
		return ""
	}
	return date[:4]
}

func (l holders) keep(ids []int64, good func(holder) bool) []int64 {
	return slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { return !good(l.byID[id]) })
}

// mostOptions is how many options a question offers.
const mostOptions = 12

func (l holders) options(ids []int64) (list []intake.Option) {
	for _, id := range ids[:min(len(ids), mostOptions)] {
		list = append(list, intake.Option{ID: id, Text: l.byID[id].text()})
	}
	slices.SortFunc(list, func(a, b intake.Option) int { return strings.Compare(a.Text, b.Text) })
	return list
}
