package council

import (
	"context"
	"fmt"
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/emulation"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Meeting is a meeting (phiên họp) of the council on candidates of a campaign.
type Meeting struct {
	ID, CampaignID               int64
	Year                         int
	HeldOn, Place, State         string
	Agenda                       string // a point to each line
	SecretaryCloses, ChairCloses bool
	Version                      int64
	Members, Candidates          int
}

// Candidate is a registration that a meeting votes on.
type Candidate struct {
	ID, RegistrationID, PersonID int64
	Title, Name, Post, Unit      string
	Secret                       bool
	Share                        float64
	Above                        bool
	Legal                        string
	VotesFor, VotesAgainst       *int
	Passed                       *bool
	Verdict                      emulation.Verdict // as the rules say by now
	Corrected                    bool              // a month of the year was corrected after the rules were applied
}

// Doubt says why an outcome may stand on figures that have changed since; "" where none has. The
// vote stays what it was: somebody has to look.
func (c Candidate) Doubt() string {
	switch {
	case c.Corrected:
		return "Có tháng được điều chỉnh sau khi tính điều kiện: cần tính lại."
	case c.Passed != nil && *c.Passed && c.Verdict != emulation.Met:
		return "Tính lại thì không còn đạt điều kiện: cần xem xét lại."
	}
	return ""
}

// MeetingView is a meeting with everything its page shows.
type MeetingView struct {
	Meeting
	Members    []Member
	Candidates []Candidate
	Titles     []emulation.Title
	Me         *Member // the actor's own place in it, nil for who is no member
}

// CreateMeeting prepares a meeting on all registrations of the titles that meet every rule and
// are not decided yet. Candidates may be taken out until the vote is opened.
func (s *Service) CreateMeeting(ctx context.Context, a access.Actor, year int, heldOn, place string, titles []string) (id int64, err error) {
	if _, err := a.Require(access.MeetingRun); err != nil {
		return 0, err
	}
	wrong := fault.Fields{}
	wrong.Date("held_on", &heldOn)
	if place = viet.Clean(place); place == "" || len([]rune(place)) > 200 {
		wrong.Refuse("place", "Ghi địa điểm, không quá 200 ký tự")
	}
	if len(titles) == 0 {
		wrong.Refuse("titles", "Chọn ít nhất một danh hiệu")
	}
	if err := wrong.Err(); err != nil {
		return 0, err
	}
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, catalogue, err := s.Emulation.CampaignOf(tx, year)
		if err != nil {
			return err
		}
		if err := tx.Raw(`INSERT INTO meetings (campaign_id, held_on, place, state) VALUES (?, ?, ?, 'draft') RETURNING id`, c.ID, heldOn, place).Scan(&id).Error; err != nil {
			return err
		}
		taken := int64(0)
		for _, t := range catalogue.Titles {
			if !slices.Contains(titles, t.Code) {
				continue
			}
			result := tx.Exec(`INSERT INTO candidates (meeting_id, registration_id, secret, share, above, legal) SELECT ?, r.id, ?, ?, ?, ? FROM registrations r
				WHERE r.campaign_id = ? AND r.title = ? AND r.state = 'confirmed' AND r.verdict = 'met' AND r.outcome = '' AND NOT EXISTS (SELECT 1 FROM candidates x JOIN meetings y ON y.id = x.meeting_id WHERE x.registration_id = r.id AND y.state <> 'closed')`,
				id, t.Vote.Secret, t.Vote.Share, t.Vote.Above, t.Vote.Legal, c.ID, t.Code)
			if result.Error != nil {
				return result.Error
			}
			taken += result.RowsAffected
		}
		if taken == 0 {
			return fault.Conflictf("Không có đăng ký nào đạt điều kiện mà chưa được xét. Hãy tính điều kiện trước.")
		}
		if err := emulation.Convene(tx, c.ID); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "meeting.create", Object: "meetings", ObjectID: id, Detail: map[string]any{"year": year, "candidates": taken}})
	})
	return id, err
}

// inOffice reads the meeting for who may vote and holds one of the offices at it.
func (s *Service) inOffice(tx *gorm.DB, a access.Actor, id int64, offices ...string) (MeetingView, error) {
	if _, err := a.Require(access.BallotCast); err != nil {
		return MeetingView{}, err
	}
	v, err := s.meeting(tx, a, id)
	if err == nil && !slices.Contains(offices, v.Office()) {
		err = fault.ErrForbidden
	}
	return v, err
}

// Office is the actor's office at the meeting, "" for who is no member of it.
func (v MeetingView) Office() string {
	if v.Me == nil {
		return ""
	}
	return v.Me.Role
}

// DropCandidate takes a candidate out of a meeting that is being prepared.
func (s *Service) DropCandidate(ctx context.Context, a access.Actor, meetingID, candidateID int64) error {
	if _, err := a.Require(access.MeetingRun); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := store.OneRow(tx.Exec(`DELETE FROM candidates WHERE id = ? AND meeting_id = ? AND (SELECT state FROM meetings WHERE id = ?) = 'draft'`, candidateID, meetingID, meetingID)); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "meeting.drop", Object: "meetings", ObjectID: meetingID, Detail: map[string]any{"candidate": candidateID}})
	})
}

// OpenVote fixes who belongs to the council and what passes, and opens the ballot. The chair or
// the secretary does it; who is absent is named by the person's number.
func (s *Service) OpenVote(ctx context.Context, a access.Actor, id, version int64, absent []int64) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		v, err := s.inOffice(tx, a, id, Chair, Secretary)
		if err != nil {
			return err
		}
		if err := store.OneRow(tx.Exec(`UPDATE meetings SET state = 'open', version = version + 1 WHERE id = ? AND version = ? AND state = 'draft'`, id, version)); err != nil {
			return err
		}
		offices := map[string]bool{}
		for _, m := range v.Members {
			attendance := Present
			if slices.Contains(absent, m.PersonID) {
				attendance = Absent
			}
			offices[m.Role] = true
			if err := tx.Exec(`INSERT INTO meeting_members (meeting_id, person_id, role, attendance) VALUES (?, ?, ?, ?)`, id, m.PersonID, m.Role, attendance).Error; err != nil {
				return err
			}
		}
		if err := printBallots(tx, v); err != nil {
			return err
		}
		switch {
		case !offices[Chair] || !offices[Secretary]:
			return fault.Conflictf("Hội đồng chưa có đủ Chủ tịch và Thư ký.")
		case len(v.Candidates) == 0:
			return fault.Conflictf("Phiên họp không có ai để xét.")
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "meeting.open", Object: "meetings", ObjectID: id, Detail: map[string]any{"members": len(v.Members), "absent": len(absent), "candidates": len(v.Candidates)}})
	})
}

// NeedText says what a candidate needs, of so many members.
func (c Candidate) NeedText(members int) string {
	if c.Above {
		return fmt.Sprintf("trên %s của %d thành viên", viet.Percent(c.Share), members)
	}
	return fmt.Sprintf("ít nhất %s của %d thành viên", viet.Percent(c.Share), members)
}

// passes reports whether so many votes of all members are enough.
func (c Candidate) passes(votes, members int) bool {
	share := float64(votes) / float64(members)
	if c.Above {
		return share > c.Share+1e-9
	}
	return share >= c.Share-1e-9
}

// Case is a candidate with every rule, for the members of the meeting to read before they vote.
func (s *Service) Case(ctx context.Context, a access.Actor, meetingID, candidateID int64) (emulation.Explained, error) {
	v, err := s.Meeting(ctx, a, meetingID)
	if err != nil {
		return emulation.Explained{}, err
	}
	for _, c := range v.Candidates {
		if c.ID == candidateID {
			return s.Emulation.CaseOf(ctx, c.RegistrationID) // who may see the meeting may see its cases
		}
	}
	return emulation.Explained{}, fault.ErrNotFound
}

// TitleOf names a candidate's title.
func (v MeetingView) TitleOf(c Candidate) string {
	for _, t := range v.Titles {
		if t.Code == c.Title {
			return t.Name
		}
	}
	return c.Title
}
