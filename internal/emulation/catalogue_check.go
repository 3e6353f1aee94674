package emulation

import (
	"fmt"
	"slices"

	"congthidua/internal/fault"
	"congthidua/internal/initiative"
	"congthidua/internal/org"
	"congthidua/internal/viet"
)

// Kinds lists the kinds of rules in the order in which they are offered, with their names.
var Kinds = []struct{ Code, Name string }{
	{"registered", "Đăng ký thi đua"}, {"year_grade", "Xếp loại năm"}, {"no_discipline", "Không bị kỷ luật"}, {"initiative", "Sáng kiến được công nhận"},
	{"cluster_rank", "Thứ hạng trong cụm, khối"},
	{"streak", "Danh hiệu liên tục nhiều năm"}, {"meets", "Đạt điều kiện của danh hiệu khác"}, {"member_share", "Tỷ lệ thành viên đạt danh hiệu"}, {"no_member_discipline", "Thành viên không bị kỷ luật"},
}

// kindFields are the parameters that a kind of rule reads.
var kindFields = map[string][]string{
	"registered": nil, "year_grade": {"grade"}, "no_discipline": {"from"}, "no_member_discipline": {"from"}, "initiative": {"level", "count", "years", "least"}, "cluster_rank": {"count"},
	"streak": {"title", "years"}, "meets": {"title"}, "member_share": {"title", "share"},
}

// ofUnits are the kinds that look at a collective; the others look at a person, but for
// "registered" and "meets", which look at both.
var ofUnits = map[string]bool{"member_share": true, "no_member_discipline": true, "cluster_rank": true}

// Fits reports whether rules of the kind can stand in titles of the subject.
func Fits(kind, subject string) bool {
	return kind == "registered" || kind == "meets" || ofUnits[kind] == (subject == "unit")
}

// Names are the titles that a rule of the kind can name within a title.
func (c *Catalogue) Names(kind string, within Title) (list []Title) {
	for _, t := range c.Titles {
		if kind == "meets" && t.Subject == within.Subject && t.Code != within.Code || kind != "meets" && t.Subject == "person" {
			list = append(list, t)
		}
	}
	return list
}

// Reads reports whether the rule's kind reads a parameter.
func (r Rule) Reads(field string) bool { return slices.Contains(kindFields[r.Kind], field) }

// YearGrades are the grades of a year that a rule can ask for, the best first.
var YearGrades = []string{"A", "B", "C"}

// Check says what is wrong with the catalogue, by place: "titles.2.rules.0.years".
func (c *Catalogue) Check() error {
	wrong := fault.Fields{}
	seen := map[string]bool{}
	for i, t := range c.Titles {
		if t.Code == "" || seen[t.Code] {
			wrong.Refuse(fmt.Sprintf("titles.%d.code", i), "Mã danh hiệu trống hoặc trùng")
		}
		seen[t.Code] = true
		for place, text := range c.checkTitle(t) {
			wrong[fmt.Sprintf("titles.%d.%s", i, place)] = text
		}
	}
	return wrong.Err()
}

// checkTitle checks one title within its catalogue; the places are relative to it.
func (c *Catalogue) checkTitle(t Title) fault.Fields {
	wrong := fault.Fields{}
	if n := len([]rune(t.Name)); n < 3 || n > 200 {
		wrong.Refuse("name", "Tên dài từ %d đến %d ký tự", 3, 200)
	}
	if t.Subject != "person" && t.Subject != "unit" {
		wrong.Refuse("subject", "Chọn cá nhân hoặc tập thể")
	}
	if !slices.Contains(initiative.Levels, t.Level) {
		wrong.Refuse("level", "Chọn cấp")
	}
	portion(wrong, "vote.share", t.Vote.Share)
	if t.Quota != nil {
		portion(wrong, "quota.share", t.Quota.Share)
		if of := c.Title(t.Quota.Of); of == nil || of.Subject != t.Subject || t.Quota.Of == t.Code {
			wrong.Refuse("quota.of", "Chọn một danh hiệu khác cùng đối tượng")
		}
	}
	for i, r := range t.Rules {
		c.checkRule(wrong, fmt.Sprintf("rules.%d.", i), t, r)
	}
	return wrong
}

func portion(wrong fault.Fields, place string, share float64) {
	if share <= 0 || share > 1 {
		wrong.Refuse(place, "Ghi tỷ lệ lớn hơn 0, không quá 100")
	}
}

func (c *Catalogue) checkRule(wrong fault.Fields, at string, t Title, r Rule) {
	if kinds[r.Kind] == nil || !Fits(r.Kind, t.Subject) {
		wrong.Refuse(at+"kind", "Loại điều kiện không dùng được cho danh hiệu này")
		return
	}
	for field, text := range map[string]string{"name": r.Name, "legal": r.Legal} {
		if n := len([]rune(text)); n == 0 || n > 300 {
			wrong.Refuse(at+field, "Ghi từ %d đến %d ký tự", 1, 300)
		}
	}
	if r.Reads("grade") && !slices.Contains(YearGrades, r.Grade) {
		wrong.Refuse(at+"grade", "Chọn xếp loại")
	}
	if r.Reads("from") && !slices.Contains(org.DisciplineForms, org.DisciplineForm(r.From)) {
		wrong.Refuse(at+"from", "Chọn hình thức kỷ luật")
	}
	if r.Reads("level") && !slices.Contains(initiative.Levels, r.Level) {
		wrong.Refuse(at+"level", "Chọn cấp")
	}
	for field, n := range map[string]int{"count": r.Count, "years": r.Years} {
		if r.Reads(field) && (n < 1 || n > 20) {
			wrong.Refuse(at+field, "Ghi một số từ %d đến %d", 1, 20)
		}
	}
	if r.Least < 0 || r.Least > 100 {
		wrong.Refuse(at+"least", "Ghi một số từ %d đến %d", 0, 100)
	}
	if r.Reads("share") && (r.Share <= 0 || r.Share >= 1) {
		wrong.Refuse(at+"share", "Ghi tỷ lệ lớn hơn 0, nhỏ hơn 100")
	}
	if !r.Reads("title") {
		return
	}
	switch named := c.Names(r.Kind, t); {
	case !slices.ContainsFunc(named, func(x Title) bool { return x.Code == r.Title }):
		wrong.Refuse(at+"title", "Chọn danh hiệu")
	case r.Kind == "meets" && c.leadsTo(r.Title, t.Code, 0):
		wrong.Refuse(at+"title", "«%s» lại đòi chính danh hiệu này", c.Title(r.Title).Name)
	}
}

// leadsTo reports whether the rules of a title come, over other titles, to the one with the code.
func (c *Catalogue) leadsTo(from, code string, depth int) bool {
	if from == code || depth > len(c.Titles) {
		return true
	}
	t := c.Title(from)
	if t == nil {
		return false
	}
	return slices.ContainsFunc(t.Rules, func(r Rule) bool { return r.Kind == "meets" && c.leadsTo(r.Title, code, depth+1) })
}

// newRule is a rule of a kind as it begins in a title: with figures that hold, to be edited.
func (c *Catalogue) newRule(kind string, within Title) (r Rule) {
	r = Rule{Kind: kind, Legal: "Quy chế thi đua của cơ quan"}
	for _, k := range Kinds {
		if k.Code == kind {
			r.Name = k.Name
		}
	}
	if r.Reads("grade") {
		r.Grade = "B"
	}
	if r.Reads("from") {
		r.From = string(org.DisciplineForms[0])
	}
	if r.Reads("level") {
		r.Level = initiative.Levels[0]
	}
	if r.Reads("count") {
		r.Count = 1
	}
	if r.Reads("years") {
		r.Years = 1
	}
	if r.Reads("share") {
		r.Share = 0.5
	}
	if named := c.Names(kind, within); r.Reads("title") && len(named) > 0 {
		r.Title = named[0].Code
	}
	return r
}

// clean puts a title's texts in order.
func (t *Title) clean() {
	for _, text := range []*string{&t.Name, &t.Vote.Legal} {
		*text = viet.Clean(*text)
	}
	for i := range t.Rules {
		t.Rules[i].Name, t.Rules[i].Legal = viet.Clean(t.Rules[i].Name), viet.Clean(t.Rules[i].Legal)
	}
	if t.Quota != nil {
		t.Quota.Legal = viet.Clean(t.Quota.Legal)
	}
}
