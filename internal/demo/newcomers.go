package demo

import (
	"congthidua/internal/access"
	"congthidua/internal/org"
	"congthidua/internal/viet"
)

// newcomers came into the body in the month in which the demonstration starts: a unit of its own with its
// head (login head15), and a deputy head of the body who is in charge of one department only (login
// leader2). The unit's number 20 begins like that of the department, 2: what one of them reaches, the
// other must not. They come last, so that all other rows keep their numbers.
func (g *generator) newcomers() error {
	if g.size.scaled() {
		return nil
	}
	const (
		centre = 20
		since  = "2026-11-01"
	)
	root, charge := g.units[0].id, g.units[1].id
	unit := org.Unit{
		ParentID:  &root,
		Path:      "1/20/",
		Name:      "Trung tâm Thông tin, lưu trữ",
		SearchKey: viet.SearchKey("Trung tâm Thông tin, lưu trữ"),
		Kind:      org.Department,
		Position:  centre,
	}
	unit.ID = centre
	if err := g.tx.Create(&unit).Error; err != nil {
		return err
	}
	for _, n := range []struct {
		name, title string
		unit        int64
		login       string // "" for none
		grants      []access.Grant
	}{
		{"Vũ Khánh Hòa", "Giám đốc", centre, "head15",
			[]access.Grant{{Role: access.Head, UnitID: centre}, {Role: access.Cadre, UnitID: centre}}},
		{"Đỗ Minh Tâm", "Chuyên viên", centre, "", nil},
		{"Ngô Thanh Tùng", "Phó Trưởng ban", root, "leader2",
			[]access.Grant{{Role: access.Leader, UnitID: charge}, {Role: access.Cadre, UnitID: root}}},
	} {
		p := org.Person{
			Name:      n.name,
			NameKey:   viet.SortKey(n.name),
			SearchKey: viet.SearchKey(n.name),
			Kind:      org.CivilServant,
		}
		if err := g.tx.Create(&p).Error; err != nil {
			return err
		}
		day := since
		post := org.Post{PersonID: p.ID, UnitID: n.unit, Title: n.title, Main: true, Since: &day}
		post.Level, post.Heads, post.Manager = org.RankOf(n.title)
		if err := g.tx.Create(&post).Error; err != nil {
			return err
		}
		if n.login == "" {
			continue
		}
		if err := g.account(n.login, n.name, p.ID, n.grants); err != nil {
			return err
		}
	}
	return nil
}
