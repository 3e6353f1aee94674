package council

import (
	"context"
	"slices"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/emulation"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Meeting is a meeting (phiên họp) of the council on candidates of a campaign.
type Meeting struct {
	store.Record
	CampaignID      int64
	HeldOn          string `gorm:"size:10"` // 2006-01-02
	Place           string `gorm:"size:200"`
	State           State
	Agenda          string `gorm:"size:4000"` // a point to each line
	SecretaryCloses bool   // the secretary has agreed to the close
	ChairCloses     bool   // the chair has agreed to the close
}

// object is how attachments and the audit log name a meeting.
const object = "meetings"

// AgendaLines are the points of a meeting's agenda, one to a line.
func (m Meeting) AgendaLines() []string {
	if m.Agenda == "" {
		return nil
	}
	return strings.Split(m.Agenda, "\n")
}

// Convening is a meeting as it is typed.
type Convening struct {
	Year          int      // of the campaign
	HeldOn, Place string   // the day as people write it
	Titles        []string // codes of the titles on which it decides
}

func (c *Convening) clean() error {
	wrong := fault.Fields{}
	wrong.Date("held_on", &c.HeldOn)
	wrong.Reason("place", &c.Place, 200, "Ghi địa điểm, không quá %d ký tự")
	if len(c.Titles) == 0 {
		wrong.Refuse("titles", "Chọn ít nhất một danh hiệu")
	}
	return wrong.Err()
}

// Convene prepares a meeting on all registrations of the titles that are confirmed, meet every rule and are
// neither decided nor before another meeting. Candidates may be taken out until the vote is opened.
func (s *Service) Convene(ctx context.Context, a access.Actor, typed Convening) (id int64, err error) {
	if err := a.RequireAll(access.MeetingRun); err != nil {
		return 0, err
	}
	if err := typed.clean(); err != nil {
		return 0, err
	}
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		campaign, titles, err := s.Emulation.CampaignOf(tx, typed.Year)
		if err != nil {
			return err
		}
		m := Meeting{CampaignID: campaign.ID, HeldOn: typed.HeldOn, Place: typed.Place, State: Draft}
		if err := tx.Create(&m).Error; err != nil {
			return err
		}
		id = m.ID
		if err := emulation.Convene(tx, campaign.ID); err != nil {
			return err
		}
		n, err := nominate(tx, m, titles, typed.Titles)
		if err != nil {
			return err
		}
		detail := audit.Detail{"year": typed.Year, "candidates": n}
		return audit.Note(tx, s.Clock, a, "meeting.create", object, id, detail)
	})
	return id, err
}

// nominate makes the candidates of a new meeting and returns how many there are; without any it is a Conflict.
func nominate(tx *gorm.DB, m Meeting, titles *emulation.Catalogue, chosen []string) (int, error) {
	var list []Candidate
	for _, t := range titles.Titles {
		if !slices.Contains(chosen, t.Code) {
			continue
		}
		ready, err := undecided(tx, m.CampaignID, t.Code)
		if err != nil {
			return 0, err
		}
		for _, registration := range ready {
			list = append(list, Candidate{
				MeetingID:      m.ID,
				RegistrationID: registration,
				Secret:         t.Vote.Secret,
				Share:          t.Vote.Share,
				Above:          t.Vote.Above,
				Legal:          t.Vote.Legal,
			})
		}
	}
	if len(list) == 0 {
		return 0, fault.Conflictf("Không có đăng ký nào đạt điều kiện mà chưa được xét. Hãy tính điều kiện trước.")
	}
	return len(list), tx.CreateInBatches(&list, 200).Error
}

// find reads a meeting, or returns fault.ErrNotFound. Meetings concern the whole body, so there is no reach.
func find(db *gorm.DB, id int64) (m Meeting, err error) {
	return m, store.First(db.Where("id = ?", id), &m)
}

// DropCandidate takes a candidate out of a meeting that is being prepared. Nobody takes the own one out.
func (s *Service) DropCandidate(ctx context.Context, a access.Actor, id, version, candidate int64) error {
	return s.prepare(ctx, a, id, func(tx *gorm.DB, m Meeting) error {
		if err := store.Advance(tx, &m, version, Draft, nil); err != nil {
			return err
		}
		n, err := nominee(tx, id, candidate)
		if err != nil {
			return err
		}
		if err := a.Judge(n.PersonID); err != nil {
			return err
		}
		if err := store.OneRow(tx.Delete(&Candidate{}, candidate)); err != nil {
			return err
		}
		detail := audit.Detail{"candidate": candidate, "registration": n.RegistrationID}
		return audit.Note(tx, s.Clock, a, "meeting.drop", object, id, detail)
	})
}

// SaveAgenda writes a meeting's agenda until the meeting is over, a point to each line.
func (s *Service) SaveAgenda(ctx context.Context, a access.Actor, id, version int64, agenda string) error {
	wrong := fault.Fields{}
	wrong.Lines("agenda", &agenda, 0, 4000)
	if err := wrong.Err(); err != nil {
		return err
	}
	points := slices.DeleteFunc(strings.Split(agenda, "\n"), func(line string) bool { return line == "" })
	return s.prepare(ctx, a, id, func(tx *gorm.DB, m Meeting) error {
		if err := store.Update(tx, &m, version, store.Change{"agenda": strings.Join(points, "\n")}); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "meeting.agenda", object, id, audit.Detail{"points": len(points)})
	})
}

// prepare changes what surrounds a meeting, for who runs meetings, until the meeting is over.
func (s *Service) prepare(ctx context.Context, a access.Actor, id int64, change func(*gorm.DB, Meeting) error) error {
	if err := a.RequireAll(access.MeetingRun); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		m, err := find(tx, id)
		if err != nil {
			return err
		}
		if m.State == Closed {
			return fault.Conflictf("Phiên họp đã kết thúc.")
		}
		return change(tx, m)
	})
}
