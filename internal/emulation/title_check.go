package emulation

import (
	"fmt"
	"slices"

	"congthidua/internal/fault"
	"congthidua/internal/initiative"
	"congthidua/internal/org"
	"congthidua/internal/viet"
)

// RuleKind is a kind of rule.
type RuleKind string

// The kinds of rules.
const (
	IsRegistered       RuleKind = "registered"
	YearGrade          RuleKind = "year_grade"
	NoDiscipline       RuleKind = "no_discipline"
	HasInitiative      RuleKind = "initiative"
	ClusterRank        RuleKind = "cluster_rank"
	Streak             RuleKind = "streak"
	MeetsTitle         RuleKind = "meets"
	MemberShare        RuleKind = "member_share"
	NoMemberDiscipline RuleKind = "no_member_discipline"
)

// KindInfo describes a kind of rule.
type KindInfo struct {
	Code   RuleKind
	Name   string   // as the screen shows it
	Fields []string // the parameters that it reads
	Looks  []Subject
}

// Kinds lists the kinds of rules in the order in which they are offered.
var Kinds = []KindInfo{
	{Code: IsRegistered, Name: "Đăng ký thi đua", Looks: []Subject{OfPerson, OfUnit}},
	{Code: YearGrade, Name: "Xếp loại năm", Fields: []string{"grade"}, Looks: []Subject{OfPerson}},
	{Code: NoDiscipline, Name: "Không bị kỷ luật", Fields: []string{"from"}, Looks: []Subject{OfPerson}},
	{
		Code: HasInitiative, Name: "Sáng kiến được công nhận",
		Fields: []string{"level", "count", "years", "least"}, Looks: []Subject{OfPerson},
	},
	{Code: ClusterRank, Name: "Thứ hạng trong cụm, khối", Fields: []string{"count"}, Looks: []Subject{OfUnit}},
	{
		Code: Streak, Name: "Danh hiệu liên tục nhiều năm",
		Fields: []string{"title", "years"}, Looks: []Subject{OfPerson},
	},
	{
		Code: MeetsTitle, Name: "Đạt điều kiện của danh hiệu khác",
		Fields: []string{"title"}, Looks: []Subject{OfPerson, OfUnit},
	},
	{
		Code: MemberShare, Name: "Tỷ lệ thành viên đạt danh hiệu",
		Fields: []string{"title", "share"}, Looks: []Subject{OfUnit},
	},
	{Code: NoMemberDiscipline, Name: "Thành viên không bị kỷ luật", Fields: []string{"from"}, Looks: []Subject{OfUnit}},
}

// info returns what is known of a kind; ok is false for a word that is none.
func (k RuleKind) info() (info KindInfo, ok bool) {
	i := slices.IndexFunc(Kinds, func(x KindInfo) bool { return x.Code == k })
	if i < 0 {
		return KindInfo{}, false
	}
	return Kinds[i], true
}

// Fits reports whether rules of the kind can stand in titles of the subject.
func Fits(kind RuleKind, subject Subject) bool {
	info, _ := kind.info()
	return slices.Contains(info.Looks, subject)
}

// Names are the titles that a rule of the kind can name within a title.
func (c *Catalogue) Names(kind RuleKind, within Title) (list []Title) {
	for _, t := range c.Titles {
		fits := t.Subject == OfPerson
		if kind == MeetsTitle {
			fits = t.Subject == within.Subject && t.Code != within.Code
		}
		if fits {
			list = append(list, t)
		}
	}
	return list
}

// Reads reports whether the rule's kind reads a parameter.
func (r Rule) Reads(field string) bool {
	info, _ := r.Kind.info()
	return slices.Contains(info.Fields, field)
}

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
	wrong.Text("name", &t.Name, 3, 200)
	fault.Choice(wrong, "subject", t.Subject, []Subject{OfPerson, OfUnit}, "Chọn cá nhân hoặc tập thể")
	fault.Choice(wrong, "level", t.Level, initiative.Levels, "Chọn cấp")
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
	if !Fits(r.Kind, t.Subject) {
		wrong.Refuse(at+"kind", "Loại điều kiện không dùng được cho danh hiệu này")
		return
	}
	wrong.Text(at+"name", &r.Name, 1, 300)
	wrong.Text(at+"legal", &r.Legal, 1, 300)
	if r.Reads("grade") {
		fault.Choice(wrong, at+"grade", r.Grade, YearGrades, "Chọn xếp loại")
	}
	if r.Reads("from") {
		fault.Choice(wrong, at+"from", org.DisciplineForm(r.From), org.DisciplineForms, "Chọn hình thức kỷ luật")
	}
	if r.Reads("level") {
		fault.Choice(wrong, at+"level", r.Level, initiative.Levels, "Chọn cấp")
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
	if r.Reads("title") {
		c.checkNamed(wrong, at+"title", t, r)
	}
}

// checkNamed checks the title that a rule names.
func (c *Catalogue) checkNamed(wrong fault.Fields, place string, t Title, r Rule) {
	switch named := c.Names(r.Kind, t); {
	case !slices.ContainsFunc(named, func(x Title) bool { return x.Code == r.Title }):
		wrong.Refuse(place, "Chọn danh hiệu")
	case r.Kind == MeetsTitle && c.leadsTo(r.Title, t.Code, 0):
		wrong.Refuse(place, "«%s» lại đòi chính danh hiệu này", c.Title(r.Title).Name)
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
	return slices.ContainsFunc(t.Rules, func(r Rule) bool {
		return r.Kind == MeetsTitle && c.leadsTo(r.Title, code, depth+1)
	})
}

// newRule is a rule of a kind as it begins in a title: with figures that hold, to be edited.
func (c *Catalogue) newRule(kind RuleKind, within Title) (r Rule) {
	info, _ := kind.info()
	r = Rule{Kind: kind, Name: info.Name, Legal: "Quy chế thi đua của cơ quan"}
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
