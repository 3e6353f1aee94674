package honour

import (
	"fmt"
	"slices"
	"strings"

	"congthidua/internal/intake"
	"congthidua/internal/sheet"
	"congthidua/internal/viet"
)

// query is what a row says of whom it means.
type query struct{ code, name, birth, unit string }

// match finds whom a row means, or the options between which somebody must choose, or says why
// there is nobody. A person's name alone never decides; it needs the year of birth.
func (l holders) match(q query) (id int64, options []intake.Option, reason string) {
	if q.code != "" {
		return l.matchCode(q)
	}
	birth := yearOf(q.birth)
	if q.birth != "" && birth == "" {
		return 0, nil, "Ngày sinh không có thật: «" + q.birth + "»"
	}
	if l.born && birth == "" {
		return l.ask(q, "Thiếu mã và năm sinh, chưa chắc là ai")
	}
	exact := l.keep(l.byName[plain(q.name)], func(h holder) bool { return h.birth == birth })
	if len(exact) > 1 && q.unit != "" {
		if here := l.keep(exact, func(h holder) bool { return viet.SearchKey(sheet.Section(q.unit)) == viet.SearchKey(h.unit) }); len(here) > 0 {
			exact = here
		}
	}
	switch {
	case len(exact) == 1:
		return exact[0], nil, ""
	case len(exact) > 1:
		return 0, l.options(exact), fmt.Sprintf("Có %d người, tập thể cùng tên «%s»%s", len(exact), q.name, bornIn(birth))
	}
	return l.ask(q, fmt.Sprintf("Không có đúng «%s»%s, chỉ có tên giống", q.name, bornIn(birth)))
}

// ask offers all whose name is alike without tone marks; where there are none it says so.
func (l holders) ask(q query, reason string) (int64, []intake.Option, string) {
	alike := l.bySearchName[viet.SearchKey(q.name)]
	if len(alike) == 0 {
		return 0, nil, "Không có «" + q.name + "» trong danh sách cán bộ, đơn vị"
	}
	return 0, l.options(alike), reason
}

func (l holders) matchCode(q query) (id int64, options []intake.Option, reason string) {
	id, known := l.byCode[q.code]
	switch {
	case !known:
		return 0, nil, "Không có mã «" + q.code + "»"
	case q.name != "" && viet.SearchKey(q.name) != viet.SearchKey(l.byID[id].name):
		return 0, l.options([]int64{id}), fmt.Sprintf("Mã %s là của %s, tên trong tệp là «%s»", q.code, l.byID[id].name, q.name)
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
