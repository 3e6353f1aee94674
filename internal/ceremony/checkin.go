package ceremony

import (
	"context"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/code"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// The kinds of helpers' links.
const (
	Desk   = "desk"   // checks guests in
	Screen = "screen" // shows who is on the stage
)

// LinkNames name them.
var LinkNames = map[string]string{Desk: "Bàn điểm danh", Screen: "Màn hình lớn"}

// Link opens a page of one ceremony to a helper without an account, on its day only.
type Link struct {
	ID, CeremonyID int64
	Kind, Name     string
	Revoked        bool
	HeldOn         string `gorm:"->"`
}

// AddLink makes a helper's link.
func (s *Service) AddLink(ctx context.Context, a access.Actor, id int64, kind, name string) error {
	if name = viet.Clean(name); name == "" || len([]rune(name)) > 100 {
		return fault.Invalidf("link", "Ghi từ %d đến %d ký tự", 1, 100)
	}
	if LinkNames[kind] == "" {
		return fault.Invalidf("kind", "Chọn loại đường dẫn")
	}
	return s.prepare(ctx, a, id, "ceremony.link", map[string]any{"kind": kind, "name": name}, func(tx *gorm.DB) error {
		if err := inviteRecipients(tx, id); err != nil {
			return err
		}
		return tx.Exec(`INSERT INTO ceremony_links (ceremony_id, kind, name) VALUES (?, ?, ?)`, id, kind, name).Error
	})
}

// RevokeLink closes a helper's link at once.
func (s *Service) RevokeLink(ctx context.Context, a access.Actor, id, link int64) error {
	return s.prepare(ctx, a, id, "ceremony.unlink", map[string]any{"link": link}, func(tx *gorm.DB) error {
		return tx.Exec(`UPDATE ceremony_links SET revoked = TRUE WHERE id = ? AND ceremony_id = ?`, link, id).Error
	})
}

// Links lists the helpers' links of a ceremony.
func (s *Service) Links(ctx context.Context, a access.Actor, id int64) (list []Link, err error) {
	if _, err := a.Require(access.CeremonyRun); err != nil {
		return nil, err
	}
	return list, s.Store.Read(ctx).Raw(`SELECT * FROM ceremony_links WHERE ceremony_id = ? AND NOT revoked ORDER BY kind, id`, id).Scan(&list).Error
}

// Gate is who works at a door of a ceremony: somebody with an account, or a helper by a link.
type Gate struct {
	Ceremony int64
	Name     string // of the desk, as the others see it
	who      audit.Who
}

// GateOf opens the desk of somebody with an account.
func (s *Service) GateOf(a access.Actor, id int64) (Gate, error) {
	if _, err := a.Require(access.CeremonyConduct); err != nil {
		return Gate{}, err
	}
	return Gate{Ceremony: id, Name: a.Name, who: a.Who()}, nil
}

// GateByLink opens the desk or screen of a helper. A link that is unknown, revoked or of another kind
// is not found; on another day than the ceremony's it is refused.
func (s *Service) GateByLink(ctx context.Context, link int64, kind, address string) (Gate, error) {
	var l Link
	if err := s.Store.Read(ctx).Raw(`SELECT l.*, c.held_on FROM ceremony_links l JOIN ceremonies c ON c.id = l.ceremony_id WHERE l.id = ? AND l.kind = ? AND NOT l.revoked`, link, kind).Scan(&l).Error; err != nil {
		return Gate{}, err
	}
	if l.ID == 0 {
		return Gate{}, fault.ErrNotFound
	}
	if l.HeldOn != clock.Today(s.Clock) {
		return Gate{}, fault.Conflictf("Đường dẫn này chỉ dùng trong ngày %s.", viet.ShowDate(l.HeldOn))
	}
	return Gate{Ceremony: l.CeremonyID, Name: l.Name, who: audit.Who{Name: l.Name, Address: address}}, nil
}

// Hall reads a ceremony for a gate.
func (s *Service) Hall(ctx context.Context, g Gate) (Stage, error) {
	return s.stage(s.Store.Read(ctx), g.Ceremony)
}

// Note is what a desk noted: that a guest has come, or that this was a mistake.
type Note struct {
	Token          string // made at the desk; the same note sent twice counts once
	Guest          int64
	Code           string // of the invitation, in place of Guest
	Present        bool
	Representative string
	Age            time.Duration // how long ago it was noted: desks' clocks are not trusted
}

// Outcome says what became of a note.
type Outcome struct {
	Token string `json:"token"`
	Guest int64  `json:"guest"`
	State string `json:"state"` // "noted", "again" where the guest had come before, "unknown"
	Desk  string `json:"desk"`  // where the guest had come before
	At    int64  `json:"at"`    // and when, milliseconds
}

// CheckIn keeps what a desk noted, all or nothing. A guest is there or not by the last note, whatever
// the order in which desks report, so two desks never count one twice. Notes are taken on the day
// only, but also after the ceremony was marked as held: a desk may have been cut off.
func (s *Service) CheckIn(ctx context.Context, g Gate, notes []Note) (list []Outcome, err error) {
	if len(notes) > 2000 {
		return nil, fault.Invalidf("", "Mỗi lần không quá %d người.", 2000)
	}
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		var day string
		if err := tx.Raw(`SELECT held_on FROM ceremonies WHERE id = ?`, g.Ceremony).Scan(&day).Error; err != nil {
			return err
		}
		if day != clock.Today(s.Clock) {
			return fault.Conflictf("Chỉ điểm danh trong ngày tổ chức.")
		}
		counted := 0
		for _, n := range notes {
			outcome, fresh, err := s.note(tx, g, n)
			if err != nil {
				return err
			}
			list = append(list, outcome)
			if fresh {
				counted++
			}
		}
		if counted == 0 {
			return nil
		}
		return audit.Write(tx, s.Clock, g.who, audit.Entry{Action: "ceremony.checkin", Object: "ceremonies", ObjectID: g.Ceremony, Detail: map[string]any{"desk": g.Name, "notes": counted}})
	})
	return list, err
}

func (s *Service) note(tx *gorm.DB, g Gate, n Note) (o Outcome, fresh bool, err error) {
	o = Outcome{Token: n.Token, State: "unknown"}
	n.Representative = viet.Clean(n.Representative)
	if len(n.Token) < 8 || len(n.Token) > 64 || len([]rune(n.Representative)) > 200 {
		return o, false, fault.Invalidf("", "Ghi chép điểm danh không hợp lệ.")
	}
	var before struct {
		ID, RecipientID, At int64
		Present             bool
		Desk                string
	}
	where, value := `g.id = ?`, any(n.Guest)
	if n.Code != "" {
		typed, _ := code.Parse(n.Code) // what is no code is no guest's
		where, value = `g.code = ?`, any(typed)
	}
	if err := tx.Raw(`SELECT g.id, COALESCE(g.recipient_id, 0) AS recipient_id, COALESCE(c.at, 0) AS at, COALESCE(c.present, FALSE) AS present, COALESCE(c.desk, '') AS desk FROM ceremony_guests g
		LEFT JOIN ceremony_checkins c ON c.token = (SELECT l.token FROM ceremony_checkins l WHERE l.ceremony_id = g.ceremony_id AND l.guest_id = g.id AND l.token <> ? ORDER BY l.at DESC, l.token DESC LIMIT 1)
		WHERE g.ceremony_id = ? AND `+where, n.Token, g.Ceremony, value).Scan(&before).Error; err != nil || before.ID == 0 {
		return o, false, err
	}
	o.Guest, o.State = before.ID, "noted"
	if before.Present && n.Present {
		o.State, o.Desk, o.At = "again", before.Desk, before.At
	}
	now := s.Clock.Now()
	kept := tx.Exec(`INSERT INTO ceremony_checkins (token, ceremony_id, guest_id, present, representative, desk, at, received_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (token) DO NOTHING`,
		n.Token, g.Ceremony, before.ID, n.Present, n.Representative, g.Name, now.Add(-min(max(n.Age, 0), 24*time.Hour)).UnixMilli(), now.UnixMilli())
	if kept.Error != nil || kept.RowsAffected == 0 {
		return o, false, kept.Error
	}
	if n.Present && before.RecipientID != 0 {
		if err := s.comes(tx, g.Ceremony, before.RecipientID, n.Representative); err != nil {
			return o, false, err
		}
	}
	return o, true, nil
}

// comes puts on the stage who came: the recipient, or a representative. Who was taken out of the turns
// stays out: putting somebody back reflows what may be on the stage already, and is for whoever runs
// it to decide.
func (s *Service) comes(tx *gorm.DB, id, recipient int64, representative string) error {
	stood, err := store.Count(tx, `SELECT count(*) FROM ceremony_stands WHERE ceremony_id = ? AND recipient_id = ?`, id, recipient)
	if err != nil || stood > 0 {
		return err
	}
	changed := tx.Exec(`DELETE FROM ceremony_absences WHERE ceremony_id = ? AND recipient_id = ? AND representative <> '' AND representative <> ?`, id, recipient, representative)
	if changed.Error != nil || changed.RowsAffected == 0 && representative == "" {
		return changed.Error
	}
	if err := tx.Exec(`UPDATE ceremonies SET version = version + 1 WHERE id = ?`, id).Error; err != nil || representative == "" {
		return err
	}
	return markAbsent(tx, id, recipient, representative)
}
