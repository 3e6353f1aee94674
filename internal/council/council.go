package council

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/emulation"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Service keeps the council, its meetings and their votes.
type Service struct {
	Store     *store.Store
	Clock     clock.Clock
	Emulation *emulation.Service
}

// The offices of a council's member.
const (
	Chair     = "chair"
	Secretary = "secretary"
)

// How a member takes part in a meeting.
const (
	Present = "present"
	Absent  = "absent"
	Written = "written" // absent, with a written opinion
)

// The states of a meeting, in their order.
const (
	Draft  = "draft"
	Open   = "open"
	Closed = "closed"
)

// OfficeNames names the offices.
var OfficeNames = map[string]string{ // #nosec G101 -- offices of a council, no credential among them
	Chair:     "Chủ tịch Hội đồng",
	Secretary: "Thư ký Hội đồng",
	"member":  "Ủy viên",
}

// AttendanceNames names how a member takes part.
var AttendanceNames = map[string]string{
	Present: "Có mặt",
	Absent:  "Vắng",
	Written: "Vắng, có ý kiến bằng văn bản",
}

// MeetingStates names the states of a meeting.
var MeetingStates = map[string]string{
	Draft:  "Đang chuẩn bị",
	Open:   "Đang biểu quyết",
	Closed: "Đã kết thúc",
}

// Member is a member of the council, now or at a meeting.
type Member struct {
	PersonID         int64
	Name, Post, Role string
	Attendance       string // at a meeting
	Voted            bool   // at a meeting: that, never what
}

// SetMember takes a person into the council in an office or, with "", ends the term.
func (s *Service) SetMember(ctx context.Context, a access.Actor, personID int64, role string) error {
	if _, err := a.Require(access.MeetingRun); err != nil {
		return err
	}
	if _, known := OfficeNames[role]; !known && role != "" {
		return fault.Invalidf("role", "Chọn vai trò")
	}
	today := clock.Today(s.Clock)
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		var known int64
		if err := tx.Raw(`SELECT count(*) FROM people WHERE id = ?`, personID).Scan(&known).Error; err != nil {
			return err
		}
		if known == 0 {
			return fault.Invalidf("person", "Chọn người thuộc danh sách cán bộ")
		}
		if err := tx.Exec(`UPDATE council_members SET until = ? WHERE person_id = ? AND until IS NULL`, today, personID).Error; err != nil {
			return err
		}
		if role != "" {
			err := tx.Exec(`INSERT INTO council_members (person_id, role, since) VALUES (?, ?, ?)`, personID, role, today).Error
			if store.Duplicate(err) {
				return fault.Conflictf("Hội đồng đã có %s; kết thúc nhiệm kỳ của người đó trước.", OfficeNames[role])
			}
			if err != nil {
				return err
			}
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "council.member", Object: "people", ObjectID: personID, Detail: map[string]any{"role": role}})
	})
}
