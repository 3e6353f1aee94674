package demo

import (
	"fmt"

	"congthidua/internal/org"
	"congthidua/internal/store"
	"congthidua/internal/viet"
)

var (
	families = []string{
		"Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đinh",
		"Trịnh", "Mai", "Tạ",
	}
	middles = []string{
		"Văn", "Hữu", "Đức", "Minh", "Thanh", "Quốc", "Xuân", "Ngọc", "Quang", "Anh", "Thị", "Thị Thu", "Thị Hồng",
		"Thùy", "Khánh", "Bảo",
	}
	givens = []string{
		"An", "Ánh", "Ân", "Bình", "Chi", "Cường", "Dũng", "Đạt", "Giang", "Hà", "Hạnh", "Hiếu", "Hùng", "Khoa", "Lan",
		"Linh", "Long", "Mai", "Nam", "Nga", "Oanh", "Phúc", "Phượng", "Quân", "Sơn", "Thảo", "Trang", "Tuấn", "Ước",
		"Vân", "Vinh", "Yến",
	}
	rooms = []string{
		"Phòng Tổ chức cơ sở đảng, đảng viên", "Phòng Tổ chức cán bộ", "Phòng Bảo vệ chính trị nội bộ",
		"Phòng Đào tạo, bồi dưỡng cán bộ", "Phòng Chính sách cán bộ", "Phòng Thi đua, khen thưởng",
		"Phòng Huyện ủy viên, cán bộ quận", "Văn phòng",
	}
	district = []string{"Ba Đình", "Hoàn Kiếm", "Đống Đa", "Cầu Giấy", "Đông Anh", "Gia Lâm"}
)

// roomSize is how many people a unit of the scaled demonstration has, as in the benchmark's floor.
const roomSize = 50

// organisation makes units, people with posts, absences and discipline, accounts.
func (g *generator) organisation() error {
	root := g.unit("", "Ban Tổ chức Thành ủy", "agency")
	g.person(root, "Trưởng ban")
	for range 4 {
		g.person(root, "Phó Trưởng ban")
	}
	if g.size.scaled() {
		g.fill(root)
	} else {
		for i, name := range rooms {
			u := g.unit(g.units[root].path, name, "department")
			g.room(u, g.between(13, 19), i == len(rooms)-1)
		}
		for _, name := range district {
			u := g.unit(g.units[root].path, "Ban Tổ chức "+districtTitle(name), "district")
			g.districtRoom(u, g.between(15, 22))
		}
	}
	if err := g.insertUnits(); err != nil {
		return err
	}
	if err := g.insertPeople(); err != nil {
		return err
	}
	if err := g.circumstances(); err != nil {
		return err
	}
	return g.accounts()
}

func districtTitle(name string) string {
	if name == "Đông Anh" || name == "Gia Lâm" {
		return "Huyện ủy " + name
	}
	return "Quận ủy " + name
}

// fill makes districts of twenty rooms of fifty until there are enough people.
func (g *generator) fill(root int) {
	parent := root
	for n := 0; len(g.people) < g.size.People; n++ {
		if n%20 == 0 {
			parent = g.unit(g.units[root].path, fmt.Sprintf("Đảng ủy số %d", n/20+1), "district")
		}
		u := g.unit(g.units[parent].path, fmt.Sprintf("Phòng số %d", n+1), "department")
		g.room(u, min(roomSize, g.size.People-len(g.people)), false)
	}
}

func (g *generator) unit(parentPath, name, kind string) int {
	id := int64(len(g.units) + 1)
	g.units = append(g.units, unit{id: id, path: fmt.Sprintf("%s%d/", parentPath, id), name: name + "\x00" + kind})
	return len(g.units) - 1
}

func (g *generator) room(u, size int, office bool) {
	titles := []string{"Trưởng phòng", "Phó Trưởng phòng", "Phó Trưởng phòng"}
	if office {
		titles = []string{"Chánh Văn phòng", "Phó Chánh Văn phòng", "Văn thư", "Nhân viên lái xe"}
	}
	g.staff(u, size, titles)
}

func (g *generator) districtRoom(u, size int) {
	g.staff(u, size, []string{"Trưởng ban Tổ chức", "Phó Trưởng ban Tổ chức", "Phó Trưởng ban Tổ chức"})
}

func (g *generator) staff(u, size int, titles []string) {
	others := []string{
		"Chuyên viên", "Chuyên viên", "Chuyên viên", "Chuyên viên chính", "Chuyên viên cao cấp", "Cán sự",
	}
	for i := range size {
		if i < len(titles) {
			g.person(u, titles[i])
		} else {
			g.person(u, pick(g, others))
		}
	}
}

func (g *generator) person(u int, title string) {
	name := pick(g, families) + " " + pick(g, middles) + " " + pick(g, givens)
	level, heads, manager := org.RankOf(title)
	kind := pick(g, []string{"civil_servant", "civil_servant", "civil_servant", "cadre", "public_employee"})
	if level >= 85 {
		kind = "worker"
	}
	p := person{
		id:      int64(len(g.people) + 1),
		unit:    g.units[u].id,
		name:    name,
		key:     viet.SortKey(name),
		post:    title,
		kind:    kind,
		level:   level,
		heads:   heads,
		manager: manager,
		skill:   81.5 + 5.5*g.random.NormFloat64(),
	}
	if manager {
		p.skill += 2
	}
	g.units[u].people = append(g.units[u].people, len(g.people))
	g.people = append(g.people, p)
}

// batch writes rows of a table in INSERTs that stay below SQLite's limit on variables.
func (g *generator) batch(head string, columns, rows int, row func(i int) []any) error {
	const most = 400
	for from := 0; from < rows; from += most {
		to := min(rows, from+most)
		args := make([]any, 0, (to-from)*columns)
		for i := from; i < to; i++ {
			args = append(args, row(i)...)
		}
		if err := g.tx.Exec(head+store.Placeholders(to-from, columns), args...).Error; err != nil {
			return err
		}
	}
	return nil
}

func (g *generator) insertUnits() error {
	return g.batch(
		`INSERT INTO units (id, parent_id, path, name, search_key, kind, position) VALUES `,
		7,
		len(g.units),
		func(i int) []any {
			u := &g.units[i]
			var kind string
			for j, r := range u.name {
				if r == 0 {
					u.name, kind = u.name[:j], u.name[j+1:]
					break
				}
			}
			return []any{u.id, parentOf(u.path), u.path, u.name, viet.SearchKey(u.name), kind, u.id}
		},
	)
}

// parentOf reads the id of the unit above out of a path ("1/5/").
func parentOf(path string) any {
	var ids []int64
	n := int64(0)
	for _, r := range path {
		if r == '/' {
			ids, n = append(ids, n), 0
			continue
		}
		n = n*10 + int64(r-'0')
	}
	if len(ids) < 2 {
		return nil
	}
	return ids[len(ids)-2]
}

func (g *generator) insertPeople() error {
	err := g.batch(
		`
			INSERT INTO people (id, name, name_key, search_key, birth_date, birth_precision, gender, kind, party_date,
				phone)
			VALUES `,
		10,
		len(g.people),
		func(i int) []any {
			p := g.people[i]
			born := g.between(1967, 1998)
			return []any{
				p.id,
				p.name,
				p.key,
				viet.SearchKey(p.name),
				date(born, g.between(1, 12), g.between(1, 28)),
				"day",
				pick(g, []string{"male", "female"}),
				p.kind,
				date(born+g.between(24, 27), g.between(1, 12), g.between(1, 28)),
				fmt.Sprintf("09%08d", g.between(10_000_000, 99_999_999)),
			}
		},
	)
	if err != nil {
		return err
	}
	return g.batch(
		`INSERT INTO posts (person_id, unit_id, title, level, heads, manager, main, since) VALUES `,
		8,
		len(g.people),
		func(i int) []any {
			p := g.people[i]
			return []any{
				p.id,
				p.unit,
				p.post,
				p.level,
				p.heads,
				p.manager,
				true,
				date(g.between(2015, 2024), g.between(1, 12), 1),
			}
		},
	)
}

// circumstances are what keeps people from being classified or forces a grade, and merged posts.
func (g *generator) circumstances() error {
	type record struct {
		sql  string
		args []any
	}
	var list []record
	absence := func(place int, kind, since string, until any, note string) {
		p := &g.people[place]
		p.away = kind
		list = append(
			list,
			record{
				`INSERT INTO absences (person_id, kind, since, until, note) VALUES (?, ?, ?, ?, ?)`,
				[]any{p.id, kind, since, until, note},
			},
		)
	}
	n := 0
	for i := range g.people {
		p := &g.people[i]
		if p.manager || i%23 != 7 {
			continue
		}
		switch n % 5 {
		case 0:
			absence(i, "maternity", "2026-07-01", "2026-12-31", "Nghỉ thai sản")
		case 1:
			absence(i, "study", "2026-09-01", "2027-06-30", "Cao cấp lý luận chính trị, hệ tập trung")
		case 2:
			absence(i, "secondment", "2026-03-01", nil, "Biệt phái, do nơi đến đánh giá")
		case 3:
			absence(i, "sick", "2026-10-01", "2026-11-30", "Điều trị dài ngày")
		case 4:
			p.disciplined = true
			list = append(
				list,
				record{
					`
						INSERT INTO disciplines (person_id, form, decision, decided_on, on_duty, note)
						VALUES (?, 'reprimand', ?, '2026-06-12', TRUE, 'Chậm trễ trong tham mưu')`,
					[]any{p.id, fmt.Sprintf("%d-QĐ/BTCTU", 100+n)},
				},
			)
		}
		if n++; n == 40 {
			break
		}
	}
	if !g.size.scaled() {
		// A merged post: the head of one room also heads another.
		list = append(
			list,
			record{
				`
					INSERT INTO posts (person_id, unit_id, title, level, heads, manager, main, since)
					VALUES (?, ?, 'Trưởng phòng', 30, TRUE, TRUE, FALSE, '2025-01-01')`,
				[]any{g.people[g.units[2].people[0]].id, g.units[6].id},
			},
		)
	}
	for _, r := range list {
		if err := g.tx.Exec(r.sql, r.args...).Error; err != nil {
			return err
		}
	}
	return nil
}
