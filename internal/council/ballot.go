package council

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"math/big"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/emulation"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// The choices on a ballot. A candidate without a choice is a blank.
const (
	For     = "F"
	Against = "A"
)

// Cast puts the actor's ballot on the secret candidates into the box. That somebody has voted and
// what was voted are two rows that nothing joins: no time, no order, no log entry. A second
// ballot of the same member is a Conflict; a member has no say in the own case.
func (s *Service) Cast(ctx context.Context, a access.Actor, meetingID int64, choices map[int64]string) error {
	if _, err := a.Require(access.BallotCast); err != nil {
		return err
	}
	err := s.Store.Write(ctx, func(tx *gorm.DB) error {
		v, err := s.meeting(tx, a, meetingID)
		switch {
		case err != nil:
			return err
		case v.Me == nil:
			return fault.ErrForbidden
		case v.State != Open:
			return fault.Conflictf("Phiên họp không trong thời gian biểu quyết.")
		case v.Me.Attendance != Present:
			return fault.Conflictf("Bạn được ghi là vắng mặt; ý kiến bằng văn bản do Thư ký nhập.")
		}
		return s.drop(tx, v, *v.Me, choices)
	})
	if err != nil {
		return err
	}
	return s.Store.Seal(ctx)
}

// CastWritten enters the written opinion of an absent member; the secretary, who enters it, has
// read it.
func (s *Service) CastWritten(ctx context.Context, a access.Actor, meetingID, personID int64, choices map[int64]string) error {
	err := s.Store.Write(ctx, func(tx *gorm.DB) error {
		v, err := s.inOffice(tx, a, meetingID, Secretary)
		if err != nil {
			return err
		}
		if personID == a.PersonID {
			return fault.ErrForbidden
		}
		for _, m := range v.Members {
			if m.PersonID != personID || m.Attendance != Absent {
				continue
			}
			if v.State != Open {
				return fault.Conflictf("Phiên họp không trong thời gian biểu quyết.")
			}
			if err := s.drop(tx, v, m, choices); err != nil {
				return err
			}
			return tx.Exec(`UPDATE meeting_members SET attendance = 'written' WHERE meeting_id = ? AND person_id = ?`, meetingID, personID).Error
		}
		return fault.Invalidf("person", "Chọn một thành viên vắng mặt chưa có ý kiến")
	})
	if err != nil {
		return err
	}
	return s.Store.Seal(ctx)
}

// printBallots lays out the box: a blank for every member and secret candidate, and the list of
// who has voted, empty.
func printBallots(tx *gorm.DB, v MeetingView) error {
	for _, m := range v.Members {
		if err := tx.Exec(`INSERT INTO participation (meeting_id, person_id) VALUES (?, ?)`, v.ID, m.PersonID).Error; err != nil {
			return err
		}
	}
	for _, c := range v.Candidates {
		if !c.Secret {
			continue
		}
		for range v.Members {
			if err := tx.Exec(`INSERT INTO ballots (key, candidate_id) VALUES (?, ?)`, ballotKey(), c.ID).Error; err != nil {
				return err
			}
		}
	}
	return nil
}

// drop notes that a member has voted and fills a blank for each choice, any of them.
func (s *Service) drop(tx *gorm.DB, v MeetingView, m Member, choices map[int64]string) error {
	result := tx.Exec(`UPDATE participation SET voted = 'V' WHERE meeting_id = ? AND person_id = ? AND voted = '-'`, v.ID, m.PersonID)
	if result.Error != nil {
		return result.Error
	}
	if result.RowsAffected != 1 {
		return fault.Conflictf("Phiếu của bạn đã ở trong hòm phiếu; không ai xem hay đổi được nữa.")
	}
	for _, c := range v.Candidates {
		choice := choices[c.ID]
		if !c.Secret || c.PersonID != 0 && c.PersonID == m.PersonID || choice == "" {
			continue
		}
		if choice != For && choice != Against {
			return fault.Invalidf("", "Chọn đồng ý hoặc không đồng ý")
		}
		if err := fillBlank(tx, c.ID, choice); err != nil {
			return err
		}
	}
	return nil
}

func fillBlank(tx *gorm.DB, candidateID int64, choice string) error {
	var blanks []string
	if err := tx.Raw(`SELECT key FROM ballots WHERE candidate_id = ? AND choice = '-'`, candidateID).Scan(&blanks).Error; err != nil {
		return err
	}
	if len(blanks) == 0 {
		return fault.Conflictf("Hòm phiếu không còn phiếu trống.")
	}
	place, err := rand.Int(rand.Reader, big.NewInt(int64(len(blanks))))
	if err != nil {
		return err
	}
	return store.OneRow(tx.Exec(`UPDATE ballots SET choice = ? WHERE key = ? AND choice = '-'`, choice, blanks[place.Int64()]))
}

// ballotKey places a ballot in the box by chance.
func ballotKey() string {
	raw := make([]byte, 16)
	_, _ = rand.Read(raw) // never fails; see crypto/rand
	return hex.EncodeToString(raw)
}

// CountHands enters how many members agreed with a candidate by show of hands.
func (s *Service) CountHands(ctx context.Context, a access.Actor, meetingID int64, counts map[int64]int) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		v, err := s.inOffice(tx, a, meetingID, Secretary)
		if err != nil {
			return err
		}
		if v.State != Open {
			return fault.Conflictf("Phiên họp không trong thời gian biểu quyết.")
		}
		wrong := fault.Fields{}
		for _, c := range v.Candidates {
			n, given := counts[c.ID]
			if c.Secret || !given {
				continue
			}
			if most := v.hands(c); n < 0 || n > most {
				wrong.Refuse("", "%s: số đồng ý từ 0 đến %d", c.Name, most)
				continue
			}
			if err := tx.Exec(`UPDATE candidates SET votes_for = ? WHERE id = ?`, n, c.ID).Error; err != nil {
				return err
			}
		}
		if err := wrong.Err(); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "meeting.hands", Object: "meetings", ObjectID: meetingID, Detail: map[string]any{"counts": len(counts)}})
	})
}

// hands is how many can be for a candidate: who is there or has written, without the candidate.
func (v MeetingView) hands(c Candidate) int {
	most := 0
	for _, m := range v.Members {
		if m.Attendance != Absent && m.PersonID != c.PersonID {
			most++
		}
	}
	return most
}

// CloseVote is said by the chair and by the secretary; with the second word the box is opened,
// counted and sealed for good, and who has passed becomes proposed. done reports that; Shred is due then.
func (s *Service) CloseVote(ctx context.Context, a access.Actor, id, version int64) (done bool, err error) {
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		v, err := s.inOffice(tx, a, id, Chair, Secretary)
		if err != nil {
			return err
		}
		office := v.Office()
		if v.State != Open || v.Version != version {
			return fault.ErrStale
		}
		for _, c := range v.Candidates {
			if !c.Secret && c.VotesFor == nil {
				return fault.Conflictf("Chưa ghi kết quả biểu quyết giơ tay của %s.", c.Name)
			}
		}
		chair, secretary := v.ChairCloses || office == Chair, v.SecretaryCloses || office == Secretary
		done = chair && secretary
		if !done {
			if err := store.OneRow(tx.Exec(`UPDATE meetings SET chair_closes = ?, secretary_closes = ?, version = version + 1 WHERE id = ? AND version = ?`, chair, secretary, id, version)); err != nil {
				return err
			}
			return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "meeting.close_asked", Object: "meetings", ObjectID: id})
		}
		if err := count(tx, v); err != nil {
			return err
		}
		if err := store.OneRow(tx.Exec(`UPDATE meetings SET state = 'closed', chair_closes = TRUE, secretary_closes = TRUE, version = version + 1 WHERE id = ? AND version = ?`, id, version)); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "meeting.close", Object: "meetings", ObjectID: id})
	})
	return done, err
}

// Shred writes the database's file anew, so that no page keeps what a ballot looked like before
// it was filled. It belongs after every close and takes a while on a large database; writes wait
// for it.
func (s *Service) Shred(ctx context.Context) error { return s.Store.Compact(ctx) }

// count opens the box: votes of all members, present or not, against the pass mark.
func count(tx *gorm.DB, v MeetingView) error {
	for _, c := range v.Candidates {
		votes, against := 0, 0
		if c.Secret {
			var n struct{ Yes, No int }
			err := tx.Raw(`SELECT COUNT(CASE WHEN choice = 'F' THEN 1 END) AS yes, COUNT(CASE WHEN choice = 'A' THEN 1 END) AS no FROM ballots WHERE candidate_id = ?`, c.ID).Scan(&n).Error
			if err != nil {
				return err
			}
			votes, against = n.Yes, n.No
		} else {
			votes = *c.VotesFor
		}
		passed, outcome := c.passes(votes, len(v.Members)), emulation.Rejected
		if passed {
			outcome = emulation.Proposed
		}
		if err := tx.Exec(`UPDATE candidates SET votes_for = ?, votes_against = ?, passed = ? WHERE id = ?`, votes, against, passed, c.ID).Error; err != nil {
			return err
		}
		if err := emulation.Settle(tx, c.RegistrationID, outcome); err != nil {
			return err
		}
	}
	return nil
}
