package council

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"math/big"

	"congthidua/internal/access"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Choice is what stands on a ballot.
type Choice string

// The choices on a ballot. Blank is a ballot that nobody has filled, or that was left blank.
const (
	Blank   Choice = "-"
	For     Choice = "F"
	Against Choice = "A"
)

// Vote is whether a member has voted.
type Vote string

// The two of them.
const (
	NotVoted Vote = "-"
	Voted    Vote = "V"
)

// Participation says that a member has voted, never what. It has no key in common with Ballot.
type Participation struct {
	MeetingID int64 `gorm:"primaryKey;autoIncrement:false"`
	PersonID  int64 `gorm:"primaryKey;autoIncrement:false"`
	Voted     Vote  `gorm:"default:-"`
}

// TableName names the table.
func (Participation) TableName() string { return "participation" }

// Ballot is a vote on a candidate, nobody's. Its key is drawn by chance and places it in the box.
type Ballot struct {
	Key         string `gorm:"primaryKey;size:32"`
	CandidateID int64
	Choice      Choice `gorm:"default:-"`
}

// secrecy refuses a secret vote where the engine of the database would tell who voted how.
func (s *Service) secrecy() error {
	if s.Store.Engine() == "sqlite" {
		return nil
	}
	return fault.Conflictf("Không bỏ phiếu kín được khi cơ sở dữ liệu là PostgreSQL: " +
		"số giao dịch mà PostgreSQL giữ ở từng dòng cho biết ai đã bỏ lá phiếu nào. " +
		"Bỏ phiếu kín ngoài hệ thống, hoặc trên bản cài đặt dùng SQLite.")
}

// Cast puts the actor's ballot on the secret candidates into the box. That somebody has voted and
// what was voted are two rows that nothing joins: no time, no order, no log entry. A second
// ballot of the same member is a Conflict; a member has no say in the own case.
func (s *Service) Cast(ctx context.Context, a access.Actor, id int64, choices map[int64]Choice) error {
	err := s.Store.Write(ctx, func(tx *gorm.DB) error {
		t, err := sit(tx, a, id)
		if err != nil {
			return err
		}
		if err := t.voting(); err != nil {
			return err
		}
		if t.mine.Attendance != Present {
			return fault.Conflictf("Bạn được ghi là vắng mặt; ý kiến bằng văn bản do Thư ký nhập.")
		}
		list, err := nominees(tx, id)
		if err != nil {
			return err
		}
		return s.drop(tx, id, a.PersonID, chosen(list, true), choices)
	})
	if err != nil {
		return err
	}
	return s.Store.Seal(ctx)
}

// CastWritten enters the written opinion of an absent member. Whoever enters it has read it, and is concerned
// by none of the cases on it (Seats.Enters).
func (s *Service) CastWritten(
	ctx context.Context, a access.Actor, id, version, person int64, choices map[int64]Choice,
) error {
	err := s.Store.Write(ctx, func(tx *gorm.DB) error {
		t, err := sit(tx, a, id)
		if err != nil {
			return err
		}
		list, err := nominees(tx, id)
		if err != nil {
			return err
		}
		list = chosen(list, true)
		if !t.seats.Enters(a.PersonID, concerns(list)) || person == a.PersonID {
			return fault.ErrForbidden
		}
		absent, sits := t.seats.Of(person)
		if !sits || absent.Attendance != Absent {
			return fault.Invalidf("person", "Chọn một thành viên vắng mặt chưa có ý kiến")
		}
		if err := t.voting(); err != nil {
			return err
		}
		if err := store.Advance(tx, &t.Meeting, version, Open, reconsidered()); err != nil {
			return err
		}
		if err := s.drop(tx, id, person, list, choices); err != nil {
			return err
		}
		return store.OneRow(tx.Model(&absent).UpdateColumn("attendance", Written))
	})
	if err != nil {
		return err
	}
	return s.Store.Seal(ctx)
}

// layOut writes who sits at the meeting, the list of who has voted, empty, and for every member and secret
// candidate a blank ballot.
func layOut(tx *gorm.DB, t table, list []Nominee) error {
	if err := tx.CreateInBatches(&t.seats, 200).Error; err != nil {
		return err
	}
	var blanks []Ballot
	participation := make([]Participation, len(t.seats))
	for i, m := range t.seats {
		participation[i] = Participation{MeetingID: t.ID, PersonID: m.PersonID, Voted: NotVoted}
		for _, n := range chosen(list, true) {
			blanks = append(blanks, Ballot{Key: ballotKey(), CandidateID: n.ID, Choice: Blank})
		}
	}
	if err := tx.CreateInBatches(&participation, 200).Error; err != nil || len(blanks) == 0 {
		return err
	}
	return tx.CreateInBatches(&blanks, 200).Error
}

// drop notes that a member has voted and fills a blank for each choice, any of them. The own case is left out.
func (s *Service) drop(tx *gorm.DB, id, person int64, list []Nominee, choices map[int64]Choice) error {
	if err := s.secrecy(); err != nil { // a database that was moved while the vote was open
		return err
	}
	voted := tx.Model(&Participation{}).
		Where("meeting_id = ? AND person_id = ? AND voted = ?", id, person, NotVoted).
		UpdateColumn("voted", Voted)
	if voted.Error != nil {
		return voted.Error
	}
	if voted.RowsAffected != 1 {
		return fault.Conflictf("Phiếu của bạn đã ở trong hòm phiếu; không ai xem hay đổi được nữa.")
	}
	for _, n := range list {
		choice := choices[n.ID]
		switch {
		case choice == "" || n.PersonID != 0 && n.PersonID == person:
			continue
		case choice != For && choice != Against:
			return fault.Invalidf("", "Chọn đồng ý hoặc không đồng ý")
		}
		if err := fill(tx, n.ID, choice); err != nil {
			return err
		}
	}
	return nil
}

// fill writes a choice on one of the candidate's blanks.
func fill(tx *gorm.DB, candidate int64, choice Choice) error {
	var blanks []string
	err := tx.Model(&Ballot{}).Where("candidate_id = ? AND choice = ?", candidate, Blank).Pluck("key", &blanks).Error
	if err != nil {
		return err
	}
	if len(blanks) == 0 {
		return fault.Conflictf("Hòm phiếu không còn phiếu trống.")
	}
	place, err := rand.Int(rand.Reader, big.NewInt(int64(len(blanks))))
	if err != nil {
		return err
	}
	key := blanks[place.Int64()]
	return store.OneRow(tx.Model(&Ballot{}).Where("key = ? AND choice = ?", key, Blank).UpdateColumn("choice", choice))
}

// ballotKey places a ballot in the box by chance.
func ballotKey() string {
	raw := make([]byte, 16)
	_, _ = rand.Read(raw) // never fails; see crypto/rand
	return hex.EncodeToString(raw)
}
