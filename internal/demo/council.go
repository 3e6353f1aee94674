package demo

import (
	"context"
	"database/sql"

	"congthidua/internal/access"
	"congthidua/internal/council"
	"congthidua/internal/store"
)

// council has eleven members, one meeting that is over and one that is voting in secret.
func (g *generator) council(ctx context.Context, st *store.Store, s *council.Service, committee access.Actor) error {
	members, err := councillors(ctx, st)
	if err != nil || len(members) < 5 {
		return err
	}
	for i, m := range members {
		role := council.Ordinary
		switch i {
		case 0:
			role = council.Chair
		case 1:
			role = council.Secretary
		}
		if err := s.Appoint(ctx, committee, m.PersonID, role); err != nil {
			return err
		}
	}
	chair, secretary := members[0], members[1]
	over, err := s.Convene(ctx, committee, council.Convening{
		Year:   campaignYear,
		HeldOn: "04/11/2026",
		Place:  "Phòng họp tầng 3",
		Titles: []string{"ttldtt", "ttldxs"},
	})
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
	if err := s.CountHands(ctx, secretary, over, 2, hands); err != nil {
		return err
	}
	if _, err := s.CloseVote(ctx, chair, over, 3); err != nil {
		return err
	}
	if _, err := s.CloseVote(ctx, secretary, over, 4); err != nil {
		return err
	}
	titles := []string{"cstdt", "cstdcs"}
	if st.Engine() != "sqlite" {
		titles = titles[1:] // the council holds no secret vote there
	}
	voting, err := s.Convene(ctx, committee, council.Convening{
		Year:   campaignYear,
		HeldOn: "06/11/2026",
		Place:  "Phòng họp tầng 3",
		Titles: titles,
	})
	if err != nil {
		return err
	}
	if err := s.SaveAgenda(ctx, committee, voting, 1, "Thông qua biên bản phiên trước\n"+
		"Báo cáo kết quả tính điều kiện, các trường hợp có ý kiến\n"+
		"Bỏ phiếu kín Chiến sĩ thi đua cấp tỉnh, biểu quyết Chiến sĩ thi đua cơ sở\n"+
		"Công bố kết quả, kết luận"); err != nil {
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
	return s.OpenVote(ctx, chair, voting, 2, []int64{members[len(members)-1].PersonID})
}

// councillors are the people who have a login of the council, in the order of its number.
func councillors(ctx context.Context, st *store.Store) (members []access.Actor, err error) {
	return members, store.Each(st.Read(ctx), func(rows *sql.Rows) error {
		a := access.Actor{Grants: []access.Grant{{Role: access.Council}}}
		err := rows.Scan(&a.AccountID, &a.PersonID, &a.Name)
		members = append(members, a)
		return err
	}, `
		SELECT a.id, a.person_id, p.name
		FROM accounts a
		JOIN people p ON p.id = a.person_id
		WHERE a.username LIKE 'council%'
		ORDER BY length(a.username), a.username`)
}
