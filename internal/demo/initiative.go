package demo

import (
	"congthidua/internal/initiative"
)

var initiativeNames = []string{
	"Số hóa hồ sơ cán bộ diện quản lý",
	"Bộ câu hỏi kiểm tra kiến thức công tác tổ chức",
	"Rút gọn quy trình bổ nhiệm lại",
	"Bảng theo dõi tiến độ đánh giá tháng",
	"Cẩm nang nghiệp vụ cho chi bộ",
	"Mẫu hóa văn bản tham mưu nhân sự",
}

func (g *generator) initiatives(ranked []*person) error {
	type row struct {
		p     *person
		level string
	}
	var rows []row
	for i, p := range ranked[:max(8, len(ranked)/8)] {
		level := "base"
		if i < 6 {
			level = "province"
		}
		if i%7 != 6 { // one in seven has none
			rows = append(rows, row{p, level})
		}
	}
	err := g.batch(
		`
			INSERT INTO initiatives (id, name, summary, level, year, state, registered_on, registrar_id, decision,
				decided_on)
			VALUES `,
		10,
		len(rows),
		func(i int) []any {
			return []any{
				i + 1,
				initiativeNames[i%len(initiativeNames)],
				initiativeSummary,
				rows[i].level,
				campaignYear,
				initiative.Recognised,
				date(campaignYear, 3, 2),
				rows[i].p.id,
				"37-QĐ/HĐSK",
				date(campaignYear, 9, 18),
			}
		},
	)
	if err != nil {
		return err
	}
	var authors [][]any // one in three alone, the others with the next in rank
	for i, r := range rows {
		first := 100 - i%3*20
		authors = append(authors, []any{i + 1, r.p.id, first})
		if first < 100 {
			authors = append(authors, []any{i + 1, ranked[len(ranked)-1-i].id, 100 - first})
		}
	}
	if err := g.batch(`
		INSERT INTO initiative_authors (initiative_id, person_id, share)
		VALUES `, 3, len(authors), func(i int) []any { return authors[i] }); err != nil {
		return err
	}
	return g.openInitiatives(len(rows))
}

const initiativeSummary = "Bỏ được các bước làm tay, mỗi hồ sơ nhanh hơn khoảng một phần ba; đã dùng ở ba phòng từ " +
	"tháng 5, có bảng so sánh trước và sau."

// openInitiatives are two that wait for the committee and one that was refused, of the first unit's
// people.
func (g *generator) openInitiatives(taken int) error {
	people := g.units[1].people
	if len(people) < 6 {
		return nil
	}
	person := func(i int) int64 { return g.people[people[i]].id }
	for i, x := range []struct {
		name    string
		state   initiative.State
		why     string
		authors [][2]int // place in the unit, share
	}{
		{"Bảng theo dõi hồ sơ chờ ký trên điện thoại", initiative.Registered, "", [][2]int{{4, 60}, {5, 40}}},
		{"Mẫu phiếu lấy ý kiến chi bộ một trang", initiative.Registered, "", [][2]int{{2, 100}}},
		{
			"Đổi màu bìa hồ sơ theo năm",
			initiative.Refused,
			"Chưa có số liệu về hiệu quả; đã có đơn vị khác áp dụng từ trước.",
			[][2]int{{3, 100}},
		},
	} {
		id := taken + 1 + i
		if err := g.tx.Exec(`
			INSERT INTO initiatives (id, name, summary, level, year, state, registered_on, registrar_id, why)
			VALUES (?, ?, ?, 'base', ?, ?, ?, ?, ?)`,
			id, x.name, initiativeSummary, campaignYear, x.state, date(campaignYear, 10, 12+i), person(x.authors[0][0]),
			x.why).Error; err != nil {
			return err
		}
		for _, author := range x.authors {
			if err := g.tx.Exec(`
				INSERT INTO initiative_authors (initiative_id, person_id, share)
				VALUES (?, ?, ?)`, id, person(author[0]), author[1]).Error; err != nil {
				return err
			}
		}
	}
	return nil
}
