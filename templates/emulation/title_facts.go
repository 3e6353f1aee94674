package emulation

import (
	"strconv"
	"strings"

	"congthidua/internal/emulation"
	"congthidua/internal/initiative"
	"congthidua/internal/org"
	"congthidua/internal/viet"
	"congthidua/templates/component"
)

// TitleFacts lists what an edition of the titles says, point by point, for a comparison with another one.
func TitleFacts(c *emulation.Catalogue) []component.Fact {
	facts := []component.Fact{
		{Key: "legal", Name: "Căn cứ pháp lý", Text: c.Legal},
		{Key: "note", Name: "Ghi chú", Text: c.Note},
	}
	for _, x := range c.Titles {
		add := func(key, name, text string) {
			facts = append(facts, component.Fact{Key: x.Code + "." + key, Name: x.Name + ": " + name, Text: text})
		}
		add("title", "tên", x.Name+" ("+initiative.LevelNames[x.Level]+")")
		for _, r := range x.Rules {
			add("rule."+r.Code, strings.ToLower(kindName(r.Kind)), r.Name+figures(c, r)+" – "+r.Legal)
		}
		if x.Quota != nil {
			of := TitleName(c.Titles, x.Quota.Of)
			add("quota", "hạn mức", viet.Percent(x.Quota.Share)+" "+of+" – "+x.Quota.Legal)
		}
		how := "giơ tay"
		if x.Vote.Secret {
			how = "phiếu kín"
		}
		least := "từ "
		if x.Vote.Above {
			least = "trên "
		}
		add("vote", "biểu quyết", how+", "+least+viet.Percent(x.Vote.Share)+" – "+x.Vote.Legal)
	}
	return facts
}

// figures are a rule's parameters in words.
func figures(c *emulation.Catalogue, r emulation.Rule) string {
	var parts []string
	add := func(field, text string) {
		if r.Reads(field) {
			parts = append(parts, text)
		}
	}
	add("grade", "từ loại "+r.Grade)
	add("from", "từ "+strings.ToLower(org.DisciplineNames[org.DisciplineForm(r.From)]))
	add("title", TitleName(c.Titles, r.Title))
	add("level", "cấp "+initiative.LevelNames[r.Level])
	add("count", strconv.Itoa(r.Count))
	add("years", strconv.Itoa(r.Years)+" năm")
	add("least", "đóng góp từ "+strconv.Itoa(r.Least)+"%")
	add("share", "trên "+viet.Percent(r.Share))
	if len(parts) == 0 {
		return ""
	}
	return " [" + strings.Join(parts, ", ") + "]"
}
