package demo

import (
	"cmp"
	"context"
	"slices"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/catalogue"
	"congthidua/internal/clock"
	"congthidua/internal/council"
	"congthidua/internal/emulation"
	"congthidua/internal/evaluation"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// campaignYear is the year in full flow: registration is over, who is eligible is computed.
const campaignYear = 2026

// emulation makes two past years with their titles, this year's registrations and the open
// registration of the next year.
func (g *generator) emulation(ctx context.Context, st *store.Store, frameworks *evaluation.Service) error {
	at := &clock.Manual{At: Start}
	editions := &catalogue.Service{Store: st, Clock: at, Kinds: []catalogue.Kind{emulation.CatalogueKind()}}
	s := &emulation.Service{Store: st, Clock: at, Evaluation: frameworks, Editions: editions}
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
	if err := s.Compute(ctx, actor, campaignYear, func(int, int) {}); err != nil || g.size.scaled() ||
		g.size.Months < 12 { // without a year of results nobody meets a title
		return err
	}
	return g.council(ctx, st, &council.Service{Store: st, Clock: s.Clock, Emulation: s}, actor)
}

// draftEdition is the catalogue that the committee prepares: one title becomes easier, one harder.
func draftEdition(ctx context.Context, s *emulation.Service, committee access.Actor) error {
	list, err := s.Editions.Editions(ctx, committee, emulation.TitlesKind)
	if err != nil {
		return err
	}
	draft, err := s.Editions.Copy(ctx, committee, list[0].ID)
	if err != nil {
		return err
	}
	_, titles, err := s.Edition(ctx, committee, draft)
	if err != nil {
		return err
	}
	edit := func(version int64, code string, kind emulation.RuleKind, change func(r *emulation.Rule)) error {
		title := *titles.Title(code)
		for i := range title.Rules {
			if title.Rules[i].Kind == kind {
				change(&title.Rules[i])
			}
		}
		return s.SaveTitle(ctx, committee, draft, version, title)
	}
	if err := edit(1, "cstdt", emulation.Streak, func(r *emulation.Rule) {
		r.Years, r.Name, r.Legal = 2, "2 lần liên tục Chiến sĩ thi đua cơ sở", "Dự thảo lấy ý kiến"
	}); err != nil {
		return err
	}
	if err := edit(2, "ttldxs", emulation.MemberShare, func(r *emulation.Rule) {
		r.Share, r.Name, r.Legal = 0.95, "Trên 95% thành viên đạt Lao động tiên tiến", "Dự thảo lấy ý kiến"
	}); err != nil {
		return err
	}
	return s.SaveEditionHead(ctx, committee, draft, 3, "Danh hiệu thi đua, dự thảo sửa đổi 2027", titles.Legal,
		"Dự thảo lấy ý kiến: CSTĐ cấp tỉnh cần hai lần liên tục, Tập thể lao động xuất sắc cần trên 95% thành viên.")
}

// honours are the titles of past years: the better half had Lao động tiên tiến, the best tenth
// Chiến sĩ thi đua cơ sở, some of them three times, some with a gap between.
func (g *generator) honours(ranked []*person) error {
	var rows [][]any
	add := func(p *person, title string, year int) {
		rows = append(
			rows,
			[]any{
				p.id,
				title,
				year,
				map[string]string{"cstdt": "6120/QĐ-UBND"}[title] + map[bool]string{true: "215-QĐ/BTCTU"}[title != "cstdt"],
				date(year+1, 1, 12),
			},
		)
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
	return g.batch(`INSERT INTO honours (person_id, title, year, decision, decided_on) VALUES `, 5, len(rows),
		func(i int) []any { return rows[i] })
}

// registrations are those of the year in full flow, nearly all confirmed, two of them late, and
// the first ones of the year to come.
func (g *generator) registrations(ranked []*person) error {
	for _, c := range []struct {
		id, year  int
		self, due string
		through   int
		state     string
	}{
		{1, campaignYear, date(campaignYear, 1, 31), date(campaignYear, 2, 10), 9, "closed"},
		{2, campaignYear + 1, date(campaignYear+1, 1, 31), date(campaignYear+1, 2, 10), 12, "open"},
	} {
		err := g.tx.Exec(
			`
				INSERT INTO campaigns (id, year, catalogue_id, self_due, head_due, through, state)
				VALUES (?, ?, (SELECT min(id) FROM editions WHERE kind = 'titles'), ?, ?, ?, ?)`,
			c.id, c.year, c.self, c.due, c.through, c.state).Error
		if err != nil {
			return err
		}
	}
	var rows [][]any
	at := time.Date(campaignYear, 1, 20, 9, 0, 0, 0, clock.Zone).UnixMilli()
	enter := func(campaign int, person any, unit int64, title string, state emulation.State, reason string) {
		rows = append(rows, []any{campaign, person, unit, title, pick(g, commitments), string(state), reason, at})
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
	return g.batch(
		`
			INSERT INTO registrations (campaign_id, person_id, unit_id, title, commitment, state, late_reason,
				registered_at)
			VALUES `,
		8, len(rows), func(i int) []any { return rows[i] })
}

var commitments = []string{
	"Hoàn thành 100% nhiệm vụ được giao, đúng hạn",
	"Không có sản phẩm phải làm lại",
	"Hoàn thành tốt nhiệm vụ, có một sáng kiến được công nhận",
	"Rút ngắn thời gian xử lý hồ sơ 20%",
}
