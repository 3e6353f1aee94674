package council

import (
	"context"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

const meetingObject = "meetings"

// MeetingPaper is a file to be read before a meeting.
type MeetingPaper struct {
	attachment.File
	Mine    bool // the actor has opened it
	Readers int  // of the council's members
}

// AgendaLines are the points of a meeting's agenda, one to a line.
func (m Meeting) AgendaLines() []string {
	if m.Agenda == "" {
		return nil
	}
	return strings.Split(m.Agenda, "\n")
}

// SaveAgenda writes a meeting's agenda until the meeting is over, a point to each line.
func (s *Service) SaveAgenda(ctx context.Context, a access.Actor, id int64, agenda string) error {
	var points []string
	for line := range strings.Lines(agenda) {
		if line = viet.Clean(line); line != "" {
			points = append(points, line)
		}
	}
	agenda = strings.Join(points, "\n")
	if len([]rune(agenda)) > 4000 {
		return fault.Invalidf("agenda", "Không quá %d ký tự", 4000)
	}
	return s.prepare(ctx, a, id, func(tx *gorm.DB) error {
		if err := store.OneRow(tx.Exec(`UPDATE meetings SET agenda = ? WHERE id = ? AND state <> 'closed'`, agenda, id)); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "meeting.agenda", Object: meetingObject, ObjectID: id, Detail: map[string]any{"points": len(points)}})
	})
}

// prepare changes what surrounds a meeting for who runs meetings, until it is over.
func (s *Service) prepare(ctx context.Context, a access.Actor, id int64, change func(tx *gorm.DB) error) error {
	if _, err := a.Require(access.MeetingRun); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		var state string
		if err := tx.Raw(`SELECT state FROM meetings WHERE id = ?`, id).Scan(&state).Error; err != nil {
			return err
		}
		switch state {
		case "":
			return fault.ErrNotFound
		case Closed:
			return fault.Conflictf("Phiên họp đã kết thúc.")
		}
		return change(tx)
	})
}
