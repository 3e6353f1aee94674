package emulation

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// The offices of a council's member.
const (
	Chair     = "chair"
	Secretary = "secretary"
)

// OfficeNames names them; AttendanceNames names how a member takes part.
var (
	OfficeNames     = map[string]string{Chair: "Chủ tịch Hội đồng", Secretary: "Thư ký Hội đồng", "member": "Ủy viên"} // #nosec G101 -- offices of a council, no credential among them
	AttendanceNames = map[string]string{"present": "Có mặt", "absent": "Vắng", "written": "Vắng, có ý kiến bằng văn bản"}
	MeetingStates   = map[string]string{"draft": "Đang chuẩn bị", "open": "Đang biểu quyết", "closed": "Đã kết thúc"}
)

// CouncilMember is a member of the council, now or at a meeting.
type CouncilMember struct {
	PersonID         int64
	Name, Post, Role string
	Attendance       string // at a meeting
	Voted            bool   // at a meeting: that, never what
}

// Council lists the members of today, the chair first.
func (s *Service) Council(ctx context.Context) (list []CouncilMember, err error) {
	return list, s.Store.Read(ctx).Raw(councilNow).Scan(&list).Error
}

const byOffice = `CASE m.role WHEN 'chair' THEN 0 WHEN 'secretary' THEN 2 ELSE 1 END, po.level, pe.name_key`

const councilNow = `SELECT m.person_id, pe.name, COALESCE(po.title, '') AS post, m.role FROM council_members m JOIN people pe ON pe.id = m.person_id
	LEFT JOIN posts po ON po.person_id = m.person_id AND po.main AND po.until IS NULL WHERE m.until IS NULL ORDER BY ` + byOffice

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
