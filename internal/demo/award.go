package demo

import (
	"context"
	"fmt"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/award"
	"congthidua/internal/certificate"
	"congthidua/internal/clock"
	"congthidua/internal/org"
	"congthidua/internal/store"
)

// awards are the five decisions of the conference of 5 January 2019 with their true counts and
// invented names, and own ones in every state.
func (g *generator) awards(ctx context.Context, st *store.Store) error {
	s := &award.Service{Store: st, Clock: &clock.Manual{At: Start}}
	committee := access.Actor{Name: "Chuyên viên tổng hợp", Grants: []access.Grant{{Role: access.Committee}}}
	people, units := g.lines(ctx, st, 60)
	if len(people) < 60 || len(units) < 14 {
		return nil
	}
	const decided = "28/12/2018"
	for _, d := range conferred(people, units) {
		id, err := s.CreateDecision(ctx, committee, award.Decision{
			Received:    true,
			Body:        d.body,
			Subject:     d.subject,
			Number:      d.number,
			DecidedOn:   decided,
			SignerTitle: d.title,
			Columns:     award.UsualColumns,
		})
		if err != nil {
			return err
		}
		for i, l := range d.lines {
			l.Year = 2018
			if err := s.AddRecipients(ctx, committee, id, int64(1+i), l); err != nil {
				return fmt.Errorf("%s, %d: %w", d.subject, i, err)
			}
		}
		if err := s.Receive(ctx, committee, id, int64(1+len(d.lines))); err != nil {
			return err
		}
	}
	if err := g.ownAwards(ctx, s, committee, people[48:]); err != nil {
		return err
	}
	clerk := access.Actor{Name: "Văn thư", Grants: []access.Grant{{Role: access.Clerk}}}
	papers := &certificate.Service{Store: st, Clock: s.Clock}
	if err := papers.Register(ctx, clerk, 6); err != nil {
		return err
	}
	if err := papers.SavePrinter(ctx, clerk, certificate.Printer{
		Name: "Máy in bằng phòng Hành chính",
		DX:   1.5,
		DY:   -0.8,
	}); err != nil {
		return err
	}
	if err := thematic(ctx, s, committee, people[50:60]); err != nil {
		return err
	}
	return ceremonies(ctx, st, committee)
}

// thematicSubject is what the decision of the ceremony that is under way is about.
const thematicSubject = "Tặng Bằng khen thành tích chuyên đề chuyển đổi số trong công tác tổ chức xây dựng Đảng"

// thematic is a received decision whose awards are handed over on the demonstration's first morning.
func thematic(ctx context.Context, s *award.Service, committee access.Actor, people []string) error {
	id, err := s.CreateDecision(ctx, committee, award.Decision{
		Received:    true,
		Body:        "Ủy ban nhân dân thành phố",
		Subject:     thematicSubject,
		Number:      "5210/QĐ-UBND",
		DecidedOn:   "30/10/2026",
		SignerTitle: "Chủ tịch",
		Columns:     award.UsualColumns,
	})
	if err != nil {
		return err
	}
	err = s.AddRecipients(ctx, committee, id, 1, award.Lines{
		Form:        "bktp",
		Subject:     award.OfRoster,
		Year:        campaignYear,
		Achievement: "Có thành tích xuất sắc trong chuyển đổi số",
		Text:        strings.Join(people, "\n"),
	})
	if err != nil {
		return err
	}
	return s.Receive(ctx, committee, id, 2)
}

// ownAwards are one that is issued, one that waits for the signature, one draft in which somebody
// stands twice.
func (g *generator) ownAwards(ctx context.Context, s *award.Service, committee access.Actor, people []string) error {
	leader := access.Actor{
		Name:     g.people[0].name,
		PersonID: g.people[0].id,
		Grants:   []access.Grant{{Role: access.Leader, UnitID: 1, Path: "1/"}},
	}
	clerk := access.Actor{Name: "Văn thư", Grants: []access.Grant{{Role: access.Clerk}}}
	grounds := "Luật Thi đua, khen thưởng ngày 15/6/2022\nNghị định số 98/2023/NĐ-CP ngày 31/12/2023 của Chính phủ\nĐề " +
		"nghị của Hội đồng Thi đua - Khen thưởng"
	draft := func(subject string) (int64, error) {
		return s.CreateDecision(ctx, committee, award.Decision{
			Body:    "Ban Tổ chức Thành ủy",
			Subject: subject,
			Grounds: grounds,
			Columns: "post,place,achievement,prize",
		})
	}
	id, err := draft("Tặng Giấy khen thành tích phục vụ đại hội Đảng bộ thành phố")
	if err != nil {
		return err
	}
	err = s.AddRecipients(ctx, committee, id, 1, award.Lines{
		Form:        "gk",
		Subject:     award.OfRoster,
		Year:        campaignYear,
		Achievement: "Thành tích xuất sắc phục vụ đại hội",
		Text:        strings.Join(people[:6], "\n"),
	})
	if err != nil {
		return err
	}
	if err := s.Submit(ctx, committee, id, 2); err != nil {
		return err
	}
	if err := s.Sign(ctx, leader, id, 3, "Trưởng ban"); err != nil {
		return err
	}
	if err := s.Issue(ctx, clerk, id, 4, org.Letterhead{Style: "party", Sign: "BTCTU"}); err != nil {
		return err
	}
	council, err := draft(fmt.Sprintf("Công nhận danh hiệu tập thể năm %d", campaignYear))
	if err != nil {
		return err
	}
	if err := s.AddFromCouncil(ctx, committee, council, 1, campaignYear); err != nil {
		return err
	}
	if err := s.Submit(ctx, committee, council, 2); err != nil {
		return err
	}
	if err := proposals(ctx, s, committee, people[8:]); err != nil {
		return err
	}
	again, err := draft("Tặng Giấy khen thành tích đột xuất quý IV")
	if err != nil {
		return err
	}
	return s.AddRecipients(ctx, committee, again, 1, award.Lines{
		Form:    "gk",
		Subject: award.OfRoster,
		Year:    campaignYear,
		Text:    people[0] + "\n" + people[7],
	})
}

// proposals are one that is being written and one that was sent.
func proposals(ctx context.Context, s *award.Service, committee access.Actor, people []string) error {
	for i, x := range []award.Proposal{
		{
			Kind:    award.Thematic,
			Body:    "Ban Thường vụ Thành ủy",
			Subject: "Tặng Bằng khen thành tích chuyển đổi số trong công tác Đảng",
		},
		{
			Kind:    award.Unplanned,
			Body:    "Ủy ban nhân dân thành phố",
			Subject: "Tặng Bằng khen thành tích đột xuất phòng, chống bão",
		},
	} {
		id, err := s.CreateProposal(ctx, committee, x)
		if err != nil {
			return err
		}
		err = s.Propose(ctx, committee, id, 1, award.Lines{
			Form:        []string{"bktu", "bktp"}[i],
			Subject:     award.OfRoster,
			Year:        campaignYear,
			Achievement: "Có thành tích xuất sắc",
			Text:        people[2*i] + "\n" + people[2*i+1],
		})
		if err != nil {
			return err
		}
		if i == 1 {
			if err := s.Send(ctx, committee, id, 2); err != nil {
				return err
			}
		}
	}
	return nil
}

// lines name people, as a list does, and units; each means exactly one.
func (g *generator) lines(ctx context.Context, st *store.Store, n int) (people, units []string) {
	for i := 0; len(people) < n && i < len(g.people); i += 3 {
		id := g.people[i].id
		found := ""
		for _, with := range []string{"", "birth", "unit"} {
			line := g.people[i].name
			var named []org.Named
			named, err := org.FindNamed(st.Read(ctx), line)
			if err != nil {
				return nil, nil
			}
			for _, x := range named {
				if x.ID == id && with == "birth" {
					line += ", " + x.Birth
				} else if x.ID == id && with == "unit" {
					line += ", " + x.Unit
				}
			}
			if named, err = org.FindNamed(st.Read(ctx), line); err == nil && len(named) == 1 && named[0].ID == id {
				found = line
				break
			}
		}
		if found != "" {
			people = append(people, found)
		}
	}
	for _, u := range g.units[1:] {
		units = append(units, u.name)
	}
	return people, units
}
