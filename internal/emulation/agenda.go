package emulation

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/internal/paper"
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

// MeetingFiles keeps the papers of meetings.
type MeetingFiles struct{ *Service }

// Attach puts a paper before the members of a meeting that is not over.
func (s MeetingFiles) Attach(ctx context.Context, a access.Actor, id int64, file attachment.File) error {
	return s.prepare(ctx, a, id, func(tx *gorm.DB) error {
		file.Object, file.ObjectID = meetingObject, id
		return attachment.Add(tx, s.Clock, a.Who(), file)
	})
}

// Detach takes a paper back from a meeting that is not over.
func (s MeetingFiles) Detach(ctx context.Context, a access.Actor, id, file int64) error {
	return s.prepare(ctx, a, id, func(tx *gorm.DB) error {
		if err := attachment.Remove(tx, s.Clock, a.Who(), meetingObject, id, file); err != nil {
			return err
		}
		return tx.Exec(`DELETE FROM paper_reads WHERE attachment_id = ?`, file).Error
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
		case "closed":
			return fault.Conflictf("Phiên họp đã kết thúc.")
		}
		return change(tx)
	})
}

// MeetingPapers lists a meeting's papers with who has opened them.
func (s *Service) MeetingPapers(ctx context.Context, a access.Actor, id int64) (list []MeetingPaper, err error) {
	if _, err := a.Require(access.MeetingView); err != nil {
		return nil, err
	}
	return list, s.Store.Read(ctx).Raw(`SELECT f.*, EXISTS (SELECT 1 FROM paper_reads r WHERE r.attachment_id = f.id AND r.person_id = ?) AS mine, (SELECT count(*) FROM paper_reads r WHERE r.attachment_id = f.id) AS readers
		FROM attachments f WHERE f.object = 'meetings' AND f.object_id = ? ORDER BY f.id`, a.PersonID, id).Scan(&list).Error
}

// File returns a paper and notes, once, that a member of the council has opened it.
func (s MeetingFiles) File(ctx context.Context, a access.Actor, id, file int64) (attachment.File, error) {
	papers, err := s.MeetingPapers(ctx, a, id)
	if err != nil {
		return attachment.File{}, err
	}
	for _, p := range papers {
		if p.ID != file {
			continue
		}
		if p.Mine || a.PersonID == 0 || !a.May(access.BallotCast) {
			return p.File, nil
		}
		return p.File, s.Store.Write(ctx, func(tx *gorm.DB) error {
			return tx.Exec(`INSERT INTO paper_reads (attachment_id, person_id, at) SELECT ?, person_id, ? FROM council_members WHERE person_id = ? AND until IS NULL ON CONFLICT DO NOTHING`, file, s.Clock.Now().UnixMilli(), a.PersonID).Error
		})
	}
	return attachment.File{}, fault.ErrNotFound
}

// AgendaPaper is what a member takes to the meeting: the agenda, the papers, and whom it decides on,
// by title.
func AgendaPaper(l org.Letterhead, v MeetingView, papers []MeetingPaper, now time.Time) paper.Document {
	d := l.Paper(fmt.Sprintf("chuong-trinh-hop-%d", v.ID), "CHƯƠNG TRÌNH", now)
	d.Number = ""
	d.Subject = fmt.Sprintf("phiên họp Hội đồng Thi đua - Khen thưởng ngày %s", viet.ShowDate(v.HeldOn))
	d.Note = "(" + v.Place + ")"
	add := func(strong bool, text string) { d.Blocks = append(d.Blocks, paper.Block{Text: text, Strong: strong}) }
	add(true, "I. Nội dung")
	for i, point := range v.AgendaLines() {
		add(false, fmt.Sprintf("%d. %s", i+1, point))
	}
	if len(papers) > 0 {
		add(true, "II. Tài liệu gửi trước")
		for _, p := range papers {
			add(false, "- "+p.Name)
		}
	}
	add(true, "Người và tập thể được xét")
	for _, title := range v.Titles {
		t := paper.Table{Columns: []paper.Column{{Title: "STT", Width: 12, Align: paper.Center}, {Title: "Họ và tên, tập thể", Width: 55}, {Title: "Chức vụ, đơn vị", Width: 65}, {Title: "Điều kiện", Width: 36}}}
		way := ""
		for _, c := range v.Candidates {
			if c.Title != title.Code {
				continue
			}
			way = "giơ tay, "
			if c.Secret {
				way = "bỏ phiếu kín, "
			}
			way += c.NeedText(len(v.Members))
			place := c.Unit
			if c.Post != "" {
				place = c.Post + ", " + c.Unit
			}
			t.Rows = append(t.Rows, paper.Row{Cells: []string{strconv.Itoa(len(t.Rows) + 1), c.Name, place, VerdictNames[c.Verdict]}})
		}
		if len(t.Rows) > 0 {
			add(false, title.Name+" ("+way+"):")
			d.Blocks = append(d.Blocks, paper.Block{Table: &t})
		}
	}
	d.Signers = []paper.Signer{{Title: "THƯ KÝ"}, {Title: l.Authority, Name: l.Signer}}
	return d
}
