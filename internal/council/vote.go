package council

import (
	"context"
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/emulation"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// OpenVote fixes who belongs to the council and what passes, and opens the vote. The chair or the secretary
// does it; who is absent is named by the person's number.
func (s *Service) OpenVote(ctx context.Context, a access.Actor, id, version int64, absent []int64) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		t, err := presides(tx, a, id)
		if err != nil {
			return err
		}
		if err := store.Advance(tx, &t.Meeting, version, Draft, store.Change{"state": Open}); err != nil {
			return err
		}
		list, err := nominees(tx, id)
		if err != nil {
			return err
		}
		for i := range t.seats {
			t.seats[i].Attendance = Present
			if slices.Contains(absent, t.seats[i].PersonID) {
				t.seats[i].Attendance = Absent
			}
		}
		if err := s.mayOpen(t.seats, list); err != nil {
			return err
		}
		if err := layOut(tx, t, list); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "meeting.open", object, id, audit.Detail{
			"members":    len(t.seats),
			"absent":     len(t.seats) - t.seats.present(),
			"candidates": len(list),
		})
	})
}

// mayOpen refuses a vote that could not be held or closed.
func (s *Service) mayOpen(seats Seats, list []Nominee) error {
	_, chaired := seats.held(Chair)
	_, kept := seats.held(Secretary)
	switch {
	case !chaired || !kept:
		return fault.Conflictf("Hội đồng chưa có đủ Chủ tịch và Thư ký.")
	case len(list) == 0:
		return fault.Conflictf("Phiên họp không có ai để xét.")
	case len(chosen(list, true)) > 0:
		return s.secrecy()
	}
	return nil
}

// CountHands enters how many members agreed with candidates by show of hands. Whoever keeps the count of a
// candidate enters it (Seats.Enters).
func (s *Service) CountHands(ctx context.Context, a access.Actor, id, version int64, counts map[int64]int) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		t, err := sit(tx, a, id)
		if err != nil {
			return err
		}
		list, err := nominees(tx, id)
		if err != nil {
			return err
		}
		mine := slices.DeleteFunc(chosen(list, false), func(n Nominee) bool {
			return !t.seats.Enters(a.PersonID, concerns([]Nominee{n}))
		})
		if len(mine) == 0 {
			return fault.ErrForbidden
		}
		if err := t.voting(); err != nil {
			return err
		}
		if err := store.Advance(tx, &t.Meeting, version, Open, reconsidered()); err != nil {
			return err
		}
		if err := enterHands(tx, t, list, mine, counts); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "meeting.hands", object, id, audit.Detail{"counts": len(counts)})
	})
}

// enterHands checks and writes the counts of those candidates for whom the actor keeps the count; a count for
// another one is fault.ErrForbidden.
func enterHands(tx *gorm.DB, t table, list, mine []Nominee, counts map[int64]int) error {
	wrong := fault.Fields{}
	for _, n := range chosen(list, false) {
		count, given := counts[n.ID]
		if !given {
			continue
		}
		if !slices.ContainsFunc(mine, func(m Nominee) bool { return m.ID == n.ID }) {
			return fault.ErrForbidden
		}
		if most := t.seats.hands(n.PersonID); count < 0 || count > most {
			wrong.Refuse("", "%s: số đồng ý từ 0 đến %d", n.Name, most)
			continue
		}
		if err := store.OneRow(tx.Model(&n.Candidate).UpdateColumn("votes_for", count)); err != nil {
			return err
		}
	}
	return wrong.Err()
}

// reconsidered takes back what the chair or the secretary has agreed to: the count is not the one they saw.
func reconsidered() store.Change {
	return store.Change{"chair_closes": false, "secretary_closes": false}
}

// CloseVote is said by the chair and by the secretary; with the second word the box is opened,
// counted and sealed for good, and who has passed becomes proposed. done reports that; Shred is due then.
func (s *Service) CloseVote(ctx context.Context, a access.Actor, id, version int64) (done bool, err error) {
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		t, err := presides(tx, a, id)
		if err != nil {
			return err
		}
		list, err := nominees(tx, id)
		if err != nil {
			return err
		}
		chair, secretary := t.ChairCloses || t.mine.Role == Chair, t.SecretaryCloses || t.mine.Role == Secretary
		change := store.Change{"chair_closes": chair, "secretary_closes": secretary}
		action := "meeting.close_asked"
		if done = chair && secretary; done {
			change["state"], action = Closed, "meeting.close"
		}
		if err := store.Advance(tx, &t.Meeting, version, Open, change); err != nil {
			return err
		}
		if err := handsEntered(list); err != nil {
			return err
		}
		if done {
			if err := count(tx, id, list, len(t.seats)); err != nil {
				return err
			}
		}
		return audit.Note(tx, s.Clock, a, action, object, id, nil)
	})
	return done && err == nil, err
}

// handsEntered refuses a close before every show of hands is counted.
func handsEntered(list []Nominee) error {
	for _, n := range chosen(list, false) {
		if n.VotesFor == nil {
			return fault.Conflictf("Chưa ghi kết quả biểu quyết giơ tay của %s.", n.Name)
		}
	}
	return nil
}

// count opens the box: votes of all members, present or not, against the pass mark.
func count(tx *gorm.DB, id int64, list []Nominee, members int) error {
	box, err := tally(tx, id)
	if err != nil {
		return err
	}
	for _, n := range list {
		votes, against := box[n.ID][For], box[n.ID][Against]
		if !n.Secret {
			votes, against = *n.VotesFor, 0
		}
		passed, outcome := n.passes(votes, members), emulation.Rejected
		if passed {
			outcome = emulation.Proposed
		}
		counted := tx.Model(&n.Candidate).UpdateColumns(map[string]any{
			"votes_for":     votes,
			"votes_against": against,
			"passed":        passed,
		})
		if err := store.OneRow(counted); err != nil {
			return err
		}
		if err := emulation.Settle(tx, n.RegistrationID, outcome); err != nil {
			return err
		}
	}
	return nil
}

// Shred writes the database's file anew, so that no page keeps what a ballot looked like before
// it was filled. It belongs after every close and takes a while on a large database; writes wait
// for it. It is work of the portal itself after CloseVote, which only the chair and the secretary complete.
func (s *Service) Shred(ctx context.Context, a access.Actor) error {
	if err := a.RequireAll(access.BallotCast); err != nil {
		return err
	}
	return s.Store.Compact(ctx)
}
