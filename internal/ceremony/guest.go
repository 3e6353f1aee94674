package ceremony

import (
	"context"
	"net/mail"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/code"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Guest is who is invited: a recipient, or somebody without an award.
type Guest struct {
	ID, RecipientID           int64
	Name, NameKey, Post       string
	Email                     string
	Code                      string // what the QR code of the invitation says
	MailedAt                  int64  // milliseconds, 0 while no mail went out
	Present                   bool   `gorm:"->"`
	At                        int64  `gorm:"->"` // when last noted, milliseconds
	Desk, Representative      string `gorm:"->"`
	Collective, TakenOut, Had bool   `gorm:"->"` // of a recipient: no place on the stage; has been on it
}

// inviteRecipients puts the recipients of a ceremony among its guests, who are not there yet.
func inviteRecipients(tx *gorm.DB, id int64) error {
	var list []struct {
		ID                       int64
		Name, Post, Place, Email string
	}
	if err := tx.Raw(`SELECT r.id, r.name, r.post, r.place, COALESCE(p.email, '') AS email FROM recipients r JOIN ceremony_decisions d ON d.decision_id = r.decision_id LEFT JOIN people p ON p.id = r.person_id
		WHERE d.ceremony_id = ? AND NOT EXISTS (SELECT 1 FROM ceremony_guests g WHERE g.ceremony_id = d.ceremony_id AND g.recipient_id = r.id) ORDER BY r.id`, id).Scan(&list).Error; err != nil {
		return err
	}
	for _, r := range list {
		if err := insertGuest(tx, id, Guest{RecipientID: r.ID, Name: r.Name, Post: viet.List(r.Post, r.Place), Email: r.Email}); err != nil {
			return err
		}
	}
	return nil
}

func insertGuest(tx *gorm.DB, id int64, g Guest) error {
	var recipient *int64
	if g.RecipientID != 0 {
		recipient = &g.RecipientID
	}
	return tx.Exec(`INSERT INTO ceremony_guests (ceremony_id, recipient_id, name, name_key, post, email, code) VALUES (?, ?, ?, ?, ?, ?, ?)`, id, recipient, g.Name, viet.SearchKey(g.Name), g.Post, g.Email, code.New()).Error
}

// dropGuests takes the recipients of a decision off the list of guests; not once one has come.
func dropGuests(tx *gorm.DB, id, decision int64) error {
	const those = ` FROM ceremony_guests WHERE ceremony_id = ? AND recipient_id IN (SELECT id FROM recipients WHERE decision_id = ?)`
	come, err := store.Count(tx, `SELECT count(*) FROM ceremony_checkins WHERE guest_id IN (SELECT id`+those+`)`, id, decision)
	if err != nil {
		return err
	}
	if come > 0 {
		return fault.Conflictf("Đã có người của quyết định này điểm danh; không bỏ quyết định được nữa.")
	}
	return tx.Exec(`DELETE`+those, id, decision).Error
}

// AddGuests invites people without an award, one to a line: "name; post; e-mail". Recipients who are
// not among the guests yet come along.
func (s *Service) AddGuests(ctx context.Context, a access.Actor, id int64, text string) (added int, err error) {
	guests, err := readGuests(text)
	if err != nil {
		return 0, err
	}
	return len(guests), s.prepare(ctx, a, id, "ceremony.guests", map[string]any{"guests": len(guests)}, func(tx *gorm.DB) error {
		for _, g := range guests {
			if err := insertGuest(tx, id, g); err != nil {
				return err
			}
		}
		return inviteRecipients(tx, id)
	})
}

func readGuests(text string) (list []Guest, err error) {
	wrong := fault.Fields{}
	for line := range strings.Lines(text) {
		if line = viet.Clean(line); line == "" {
			continue
		}
		parts := strings.Split(line, ";")
		for len(parts) < 3 {
			parts = append(parts, "")
		}
		g := Guest{Name: viet.Clean(parts[0]), Post: viet.Clean(parts[1]), Email: viet.Clean(parts[2])}
		switch n := len([]rune(g.Name)); {
		case len(parts) > 3:
			wrong.Refuse("guests", "Dòng «%s» có quá nhiều dấu chấm phẩy: ghi «họ tên; chức vụ, đơn vị; thư điện tử».", line)
		case n < 2 || n > 300 || len([]rune(g.Post)) > 400:
			wrong.Refuse("guests", "Dòng «%s» thiếu họ tên hoặc quá dài.", line)
		case g.Email != "" && !address(g.Email):
			wrong.Refuse("guests", "Dòng «%s»: «%s» không phải địa chỉ thư điện tử.", line, g.Email)
		}
		list = append(list, g)
	}
	if len(list) > 1000 {
		wrong.Refuse("guests", "Mỗi lần không quá %d người.", 1000)
	}
	return list, wrong.Err()
}

// address reports whether s is one e-mail address and nothing else.
func address(s string) bool {
	a, err := mail.ParseAddress(s)
	return err == nil && a.Address == s && len(s) <= 120
}

// SaveGuest changes a guest's address, or takes a guest without an award off the list.
func (s *Service) SaveGuest(ctx context.Context, a access.Actor, id, guest int64, email string, drop bool) error {
	if email = viet.Clean(email); email != "" && !address(email) {
		return fault.Invalidf("email", "«%s» không phải địa chỉ thư điện tử.", email)
	}
	return s.prepare(ctx, a, id, "ceremony.guest", map[string]any{"guest": guest, "drop": drop}, func(tx *gorm.DB) error {
		if drop {
			return store.OneRow(tx.Exec(`DELETE FROM ceremony_guests WHERE id = ? AND ceremony_id = ? AND recipient_id IS NULL AND NOT EXISTS (SELECT 1 FROM ceremony_checkins c WHERE c.guest_id = ceremony_guests.id)`, guest, id))
		}
		return store.OneRow(tx.Exec(`UPDATE ceremony_guests SET email = ? WHERE id = ? AND ceremony_id = ?`, email, guest, id))
	})
}

// Mailed notes that an invitation went out.
func (s *Service) Mailed(ctx context.Context, a access.Actor, id, guest int64) error {
	if _, err := a.Require(access.CeremonyPrint); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := store.OneRow(tx.Exec(`UPDATE ceremony_guests SET mailed_at = ? WHERE id = ? AND ceremony_id = ?`, s.Clock.Now().UnixMilli(), guest, id)); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "ceremony.mailed", Object: "ceremonies", ObjectID: id, Detail: map[string]any{"guest": guest}})
	})
}

// Guests lists who is invited with who has come, by the order of the alphabet.
func (s *Service) Guests(ctx context.Context, a access.Actor, id int64) ([]Guest, error) {
	if _, err := a.Require(access.CeremonyView); err != nil {
		return nil, err
	}
	return guests(s.Store.Read(ctx), id)
}

// guests reads the list; the last note of a guest is what counts.
func guests(db *gorm.DB, id int64) (list []Guest, err error) {
	return list, db.Raw(`SELECT g.id, COALESCE(g.recipient_id, 0) AS recipient_id, g.name, g.name_key, g.post, g.email, g.code, COALESCE(g.mailed_at, 0) AS mailed_at,
		COALESCE(c.present, FALSE) AS present, COALESCE(c.at, 0) AS at, COALESCE(c.desk, '') AS desk, COALESCE(c.representative, '') AS representative,
		COALESCE(r.collective, FALSE) AS collective, COALESCE(x.representative = '', FALSE) AS taken_out, st.recipient_id IS NOT NULL AS had
		FROM ceremony_guests g LEFT JOIN ceremony_checkins c ON c.token = (SELECT l.token FROM ceremony_checkins l WHERE l.ceremony_id = g.ceremony_id AND l.guest_id = g.id ORDER BY l.at DESC, l.token DESC LIMIT 1)
		LEFT JOIN recipients r ON r.id = g.recipient_id LEFT JOIN ceremony_absences x ON x.ceremony_id = g.ceremony_id AND x.recipient_id = g.recipient_id
		LEFT JOIN ceremony_stands st ON st.ceremony_id = g.ceremony_id AND st.recipient_id = g.recipient_id
		WHERE g.ceremony_id = ? AND (r.id IS NULL OR r.ended_by IS NULL OR st.recipient_id IS NOT NULL) ORDER BY g.name_key, g.id LIMIT 5000`, id).Scan(&list).Error
}
