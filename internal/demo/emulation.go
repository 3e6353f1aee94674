package demo

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/emulation"
	"congthidua/internal/evaluation"
	"congthidua/internal/initiative"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// campaignYear is the year in full flow: registration is over, who is eligible is computed.
const campaignYear = 2026

// emulation makes two past years with their titles, this year's registrations and the open
// registration of the next year.
func (g *generator) emulation(ctx context.Context, st *store.Store, frameworks *evaluation.Service) error {
	s := &emulation.Service{Store: st, Clock: &clock.Manual{At: Start}, Evaluation: frameworks}
	if err := s.Install(ctx); err != nil {
		return err
	}
	ranked := make([]*person, len(g.people))
	for i := range g.people {
		ranked[i] = &g.people[i]
	}
	slices.SortStableFunc(ranked, func(a, b *person) int { return cmp.Compare(b.skill, a.skill) })
	err := st.Write(ctx, func(tx *gorm.DB) error {
		g.tx = tx
		for _, step := range []func([]*person) error{g.honours, g.initiatives, g.registrations, g.movements, g.clusters} {
			if err := step(ranked); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	actor := access.Actor{Name: "Chuyên viên tổng hợp", Grants: []access.Grant{{Role: access.Committee}}}
	if err := draftEdition(ctx, s, actor); err != nil {
		return err
	}
	if err := s.Compute(ctx, actor, campaignYear, func(int, int) {}); err != nil || g.size.scaled() || g.size.Months < 12 { // without a year of results nobody meets a title
		return err
	}
	return g.council(ctx, st, s, actor)
}

// draftEdition is the catalogue that the committee prepares: one title becomes easier, one harder.
func draftEdition(ctx context.Context, s *emulation.Service, committee access.Actor) error {
	draft, err := s.CopyEdition(ctx, committee, 1)
	if err != nil {
		return err
	}
	_, catalogue, err := s.Edition(ctx, committee, draft)
	if err != nil {
		return err
	}
	edit := func(version int64, code, kind string, change func(r *emulation.Rule)) error {
		title := *catalogue.Title(code)
		for i := range title.Rules {
			if title.Rules[i].Kind == kind {
				change(&title.Rules[i])
			}
		}
		return s.SaveTitle(ctx, committee, draft, version, title)
	}
	if err := edit(1, "cstdt", "streak", func(r *emulation.Rule) {
		r.Years, r.Name, r.Legal = 2, "2 lần liên tục Chiến sĩ thi đua cơ sở", "Dự thảo lấy ý kiến"
	}); err != nil {
		return err
	}
	if err := edit(2, "ttldxs", "member_share", func(r *emulation.Rule) {
		r.Share, r.Name, r.Legal = 0.95, "Trên 95% thành viên đạt Lao động tiên tiến", "Dự thảo lấy ý kiến"
	}); err != nil {
		return err
	}
	return s.SaveEditionHead(ctx, committee, draft, 3, "Danh hiệu thi đua, dự thảo sửa đổi 2027", catalogue.Legal, "Dự thảo lấy ý kiến: CSTĐ cấp tỉnh cần hai lần liên tục, Tập thể lao động xuất sắc cần trên 95% thành viên.")
}

// council has eleven members, one meeting that is over and one that is voting in secret.
func (g *generator) council(ctx context.Context, st *store.Store, s *emulation.Service, committee access.Actor) error {
	var members []access.Actor
	err := store.Each(st.Read(ctx), func(rows *sql.Rows) error {
		a := access.Actor{Grants: []access.Grant{{Role: access.Council}}}
		err := rows.Scan(&a.AccountID, &a.PersonID, &a.Name)
		members = append(members, a)
		return err
	}, `SELECT a.id, a.person_id, p.name FROM accounts a JOIN people p ON p.id = a.person_id WHERE a.username LIKE 'council%' ORDER BY length(a.username), a.username`)
	if err != nil || len(members) < 5 {
		return err
	}
	for i, m := range members {
		role := map[int]string{0: emulation.Chair, 1: emulation.Secretary}[i]
		if role == "" {
			role = "member"
		}
		if err := s.SetMember(ctx, committee, m.PersonID, role); err != nil {
			return err
		}
	}
	chair, secretary := members[0], members[1]
	over, err := s.CreateMeeting(ctx, committee, campaignYear, "04/11/2026", "Phòng họp tầng 3", []string{"ttldtt", "ttldxs"})
	if err != nil {
		return err
	}
	if err := s.OpenVote(ctx, chair, over, 1, []int64{members[len(members)-1].PersonID}); err != nil {
		return err
	}
	v, err := s.Meeting(ctx, committee, over)
	if err != nil {
		return err
	}
	hands := map[int64]int{}
	for i, c := range v.Candidates {
		hands[c.ID] = len(members) - 1 - i%4*2
	}
	if err := s.CountHands(ctx, secretary, over, hands); err != nil {
		return err
	}
	if _, err := s.CloseVote(ctx, chair, over, 2); err != nil {
		return err
	}
	if _, err := s.CloseVote(ctx, secretary, over, 3); err != nil {
		return err
	}
	voting, err := s.CreateMeeting(ctx, committee, campaignYear, "06/11/2026", "Phòng họp tầng 3", []string{"cstdt", "cstdcs"})
	if err != nil {
		return err
	}
	if err := s.SaveAgenda(ctx, committee, voting, "Thông qua biên bản phiên trước\nBáo cáo kết quả tính điều kiện, các trường hợp có ý kiến\nBỏ phiếu kín Chiến sĩ thi đua cấp tỉnh, biểu quyết Chiến sĩ thi đua cơ sở\nCông bố kết quả, kết luận"); err != nil {
		return err
	}
	if err := g.works(ctx, st); err != nil {
		return err
	}
	if err := g.documents(ctx, st); err != nil {
		return err
	}
	if err := g.awards(ctx, st); err != nil {
		return err
	}
	return s.OpenVote(ctx, chair, voting, 1, []int64{members[len(members)-1].PersonID})
}

// honours are the titles of past years: the better half had Lao động tiên tiến, the best tenth
// Chiến sĩ thi đua cơ sở, some of them three times, some with a gap between.
func (g *generator) honours(ranked []*person) error {
	var rows [][]any
	add := func(p *person, title string, year int) {
		rows = append(rows, []any{p.id, title, year, map[string]string{"cstdt": "6120/QĐ-UBND"}[title] + map[bool]string{true: "215-QĐ/BTCTU"}[title != "cstdt"], date(year+1, 1, 12)})
	}
	tenth := max(6, len(ranked)/10)
	for i, p := range ranked {
		for _, year := range []int{campaignYear - 2, campaignYear - 1} {
			if i < len(ranked)*8/10 && !p.disciplined {
				add(p, "ldtt", year)
			}
		}
		switch {
		case i >= tenth:
		case i%5 == 4: // a gap
			add(p, "cstdcs", campaignYear-3)
			add(p, "cstdcs", campaignYear-1)
		default:
			for year := campaignYear - 3 + i%3/2; year < campaignYear; year++ {
				add(p, "cstdcs", year)
			}
		}
		if i < 2 {
			add(p, "cstdt", campaignYear-1)
		}
	}
	return g.batch(`INSERT INTO honours (person_id, title, year, decision, decided_on) VALUES `, 5, len(rows), func(i int) []any { return rows[i] })
}

var initiativeNames = []string{"Số hóa hồ sơ cán bộ diện quản lý", "Bộ câu hỏi kiểm tra kiến thức công tác tổ chức", "Rút gọn quy trình bổ nhiệm lại", "Bảng theo dõi tiến độ đánh giá tháng", "Cẩm nang nghiệp vụ cho chi bộ", "Mẫu hóa văn bản tham mưu nhân sự"}

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
	err := g.batch(`INSERT INTO initiatives (id, name, summary, level, year, state, registered_on, registrar_id, decision, decided_on) VALUES `, 10, len(rows), func(i int) []any {
		return []any{i + 1, initiativeNames[i%len(initiativeNames)], initiativeSummary, rows[i].level, campaignYear, initiative.Recognised, date(campaignYear, 3, 2), rows[i].p.id, "37-QĐ/HĐSK", date(campaignYear, 9, 18)}
	})
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
	if err := g.batch(`INSERT INTO initiative_authors (initiative_id, person_id, share) VALUES `, 3, len(authors), func(i int) []any { return authors[i] }); err != nil {
		return err
	}
	return g.openInitiatives(len(rows))
}

const initiativeSummary = "Bỏ được các bước làm tay, mỗi hồ sơ nhanh hơn khoảng một phần ba; đã dùng ở ba phòng từ tháng 5, có bảng so sánh trước và sau."

// openInitiatives are two that wait for the committee and one that was refused, of the first unit's
// people.
func (g *generator) openInitiatives(taken int) error {
	people := g.units[1].people
	if len(people) < 6 {
		return nil
	}
	person := func(i int) int64 { return g.people[people[i]].id }
	for i, x := range []struct {
		name, state, why string
		authors          [][2]int // place in the unit, share
	}{
		{"Bảng theo dõi hồ sơ chờ ký trên điện thoại", initiative.Registered, "", [][2]int{{4, 60}, {5, 40}}},
		{"Mẫu phiếu lấy ý kiến chi bộ một trang", initiative.Registered, "", [][2]int{{2, 100}}},
		{"Đổi màu bìa hồ sơ theo năm", initiative.Refused, "Chưa có số liệu về hiệu quả; đã có đơn vị khác áp dụng từ trước.", [][2]int{{3, 100}}},
	} {
		id := taken + 1 + i
		if err := g.tx.Exec(`INSERT INTO initiatives (id, name, summary, level, year, state, registered_on, registrar_id, why) VALUES (?, ?, ?, 'base', ?, ?, ?, ?, ?)`, id, x.name, initiativeSummary, campaignYear, x.state, date(campaignYear, 10, 12+i), person(x.authors[0][0]), x.why).Error; err != nil {
			return err
		}
		for _, author := range x.authors {
			if err := g.tx.Exec(`INSERT INTO initiative_authors (initiative_id, person_id, share) VALUES (?, ?, ?)`, id, person(author[0]), author[1]).Error; err != nil {
				return err
			}
		}
	}
	return nil
}

// registrations are those of the year in full flow, nearly all confirmed, two of them late, and
// the first ones of the year to come.
func (g *generator) registrations(ranked []*person) error {
	for _, c := range []struct {
		id, year  int
		self, due string
		through   int
		state     string
	}{{1, campaignYear, date(campaignYear, 1, 31), date(campaignYear, 2, 10), 9, "closed"}, {2, campaignYear + 1, date(campaignYear+1, 1, 31), date(campaignYear+1, 2, 10), 12, "open"}} {
		err := g.tx.Exec(`INSERT INTO campaigns (id, year, catalogue_id, self_due, head_due, through, state) VALUES (?, ?, (SELECT min(id) FROM title_catalogues), ?, ?, ?, ?)`, c.id, c.year, c.self, c.due, c.through, c.state).Error
		if err != nil {
			return err
		}
	}
	var rows [][]any
	at := time.Date(campaignYear, 1, 20, 9, 0, 0, 0, clock.Zone).UnixMilli()
	enter := func(campaign int, person any, unit int64, title, state, reason string) {
		rows = append(rows, []any{campaign, person, unit, title, pick(g, commitments), state, reason, at})
	}
	for i, p := range ranked {
		if g.chance(4) {
			continue // registered for nothing
		}
		state, reason := emulation.Confirmed, ""
		switch {
		case i%97 == 41:
			state, reason = emulation.Late, "Đi công tác dài ngày, về sau hạn đăng ký"
		case i%61 == 17:
			state = emulation.Registered
		}
		enter(1, p.id, p.unit, "ldtt", state, reason)
		if i < len(ranked)/6 {
			enter(1, p.id, p.unit, "cstdcs", state, reason)
		}
		if i < max(10, len(ranked)/30) {
			enter(1, p.id, p.unit, "cstdt", emulation.Confirmed, "")
		}
		if i%40 == 3 {
			enter(2, p.id, p.unit, "ldtt", emulation.Registered, "")
		}
	}
	enter(1, ranked[0].id, ranked[0].unit, "cstdtq", emulation.Confirmed, "")
	for i, u := range g.units {
		if len(u.people) < 5 || i%9 == 8 {
			continue
		}
		enter(1, nil, u.id, "ttldtt", emulation.Confirmed, "")
		if i%3 == 0 {
			enter(1, nil, u.id, "ttldxs", emulation.Confirmed, "")
		}
	}
	return g.batch(`INSERT INTO registrations (campaign_id, person_id, unit_id, title, commitment, state, late_reason, registered_at) VALUES `, 8, len(rows), func(i int) []any { return rows[i] })
}

var commitments = []string{"Hoàn thành 100% nhiệm vụ được giao, đúng hạn", "Không có sản phẩm phải làm lại", "Hoàn thành tốt nhiệm vụ, có một sáng kiến được công nhận", "Rút ngắn thời gian xử lý hồ sơ 20%"}
