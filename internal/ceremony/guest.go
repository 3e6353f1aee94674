package ceremony

import (
	"context"
	"net/mail"
	"strings"
	"unicode/utf8"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/code"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Invitee is who is invited: a recipient, or somebody without an award.
type Invitee struct {
	store.Record
	CeremonyID  int64
	RecipientID *int64
	Name        string `gorm:"size:300"`
	NameKey     string // without tone marks, for finding and ordering
	Post        string `gorm:"size:400"`
	Email       string `gorm:"size:120"`
	Code        string // what the QR code of the invitation says
	MailedAt    *int64 // milliseconds
}

// TableName implements gorm's Tabler.
func (Invitee) TableName() string { return "ceremony_guests" }

// Guest is an invitee with whether they have come, as pages and papers show it.
type Guest struct {
	ID, Version    int64
	RecipientID    int64 // 0: invited without an award
	Name, NameKey  string
	Post, Email    string
	Code           string
	MailedAt       int64 // milliseconds, 0 while no mail went out
	Present        bool
	At             int64  // when last noted, milliseconds
	Desk           string // that noted it
	Representative string // who came for the guest
	TakenOut       bool   // of a recipient: no place on the stage
	Had            bool   // of a recipient: has been on it
}

// MayDrop reports whether the guest can be taken off the list: not a recipient, and noted at no desk.
func (g Guest) MayDrop() bool { return g.RecipientID == 0 && g.At == 0 }

// AwaitsLetter reports whether an invitation can still go out by mail.
func (g Guest) AwaitsLetter() bool { return g.Email != "" && g.MailedAt == 0 }

// mostGuests is how many guests may be added at once.
const mostGuests = 1000

// inviteRecipients puts the recipients of a ceremony among its guests, who are not there yet.
func inviteRecipients(tx *gorm.DB, id int64) error {
	list, err := uninvited(tx, id)
	if err != nil {
		return err
	}
	guests := make([]Invitee, len(list))
	for i, r := range list {
		guests[i] = Invitee{RecipientID: &list[i].ID, Name: r.Name, Post: viet.List(r.Post, r.Place), Email: r.Email}
	}
	return invite(tx, id, guests)
}

func invite(tx *gorm.DB, id int64, guests []Invitee) error {
	if len(guests) == 0 {
		return nil
	}
	for i := range guests {
		guests[i].CeremonyID, guests[i].NameKey, guests[i].Code = id, viet.SearchKey(guests[i].Name), code.New()
	}
	return tx.CreateInBatches(guests, 200).Error
}

// dropGuests takes recipients off the list of guests; not once one of them has come.
func dropGuests(tx *gorm.DB, id int64, recipients []int64) error {
	var guests []int64
	those := tx.Model(&Invitee{}).Where("ceremony_id = ? AND recipient_id IN ?", id, recipients)
	if err := those.Pluck("id", &guests).Error; err != nil {
		return err
	}
	var come int64
	if err := tx.Model(&CheckInNote{}).Where("guest_id IN ?", guests).Count(&come).Error; err != nil {
		return err
	}
	if come > 0 {
		return fault.Conflictf("Đã có người của quyết định này điểm danh; không bỏ quyết định được nữa.")
	}
	return tx.Where("id IN ?", guests).Delete(&Invitee{}).Error
}

// AddGuests invites people without an award, one to a line: "name; post; e-mail". Recipients who are not
// among the guests yet are added as well.
func (s *Service) AddGuests(ctx context.Context, a access.Actor, id int64, text string) error {
	guests, err := readGuests(text)
	if err != nil {
		return err
	}
	return s.prepare(ctx, a, id, "ceremony.guests", audit.Detail{"guests": len(guests)},
		func(tx *gorm.DB, _ Ceremony) error {
			if err := invite(tx, id, guests); err != nil {
				return err
			}
			return inviteRecipients(tx, id)
		})
}

func readGuests(text string) (list []Invitee, err error) {
	wrong := fault.Fields{}
	for line := range strings.Lines(text) {
		if line = viet.Clean(line); line != "" {
			list = append(list, readGuest(line, wrong))
		}
	}
	if len(list) > mostGuests {
		wrong.Refuse("guests", "Mỗi lần không quá %d người.", mostGuests)
	}
	return list, wrong.Err()
}

// readGuest reads one line; what cannot be understood is refused with the line.
func readGuest(line string, wrong fault.Fields) Invitee {
	parts := strings.Split(line, ";")
	for len(parts) < 3 {
		parts = append(parts, "")
	}
	g := Invitee{Name: viet.Clean(parts[0]), Post: viet.Clean(parts[1]), Email: viet.Clean(parts[2])}
	switch n := utf8.RuneCountInString(g.Name); {
	case len(parts) > 3:
		wrong.Refuse("guests",
			"Dòng «%s» có quá nhiều dấu chấm phẩy: ghi «họ tên; chức vụ, đơn vị; thư điện tử».", line)
	case n < 2 || n > 300 || utf8.RuneCountInString(g.Post) > 400:
		wrong.Refuse("guests", "Dòng «%s» thiếu họ tên hoặc quá dài.", line)
	case g.Email != "" && !isAddress(g.Email):
		wrong.Refuse("guests", "Dòng «%s»: «%s» không phải địa chỉ thư điện tử.", line, g.Email)
	}
	return g
}

// isAddress reports whether s is one e-mail address and nothing else.
func isAddress(s string) bool {
	a, err := mail.ParseAddress(s)
	return err == nil && a.Address == s && len(s) <= 120
}

// SaveGuest changes a guest's e-mail address; version is that of the page.
func (s *Service) SaveGuest(ctx context.Context, a access.Actor, id, guest, version int64, email string) error {
	if email = viet.Clean(email); email != "" && !isAddress(email) {
		return fault.Invalidf("email", "«%s» không phải địa chỉ thư điện tử.", email)
	}
	return s.prepare(ctx, a, id, "ceremony.guest", audit.Detail{"guest": guest, "drop": false},
		func(tx *gorm.DB, _ Ceremony) error {
			g, err := invitee(tx, id, guest)
			if err != nil {
				return err
			}
			return store.Update(tx, &g, version, store.Change{"email": email})
		})
}

// DropGuest takes a guest off the list; version is that of the page. A recipient stays on it, and so does
// who has been noted at a desk.
func (s *Service) DropGuest(ctx context.Context, a access.Actor, id, guest, version int64) error {
	return s.prepare(ctx, a, id, "ceremony.guest", audit.Detail{"guest": guest, "drop": true},
		func(tx *gorm.DB, _ Ceremony) error {
			g, err := invitee(tx, id, guest)
			if err != nil {
				return err
			}
			var noted int64
			if err := tx.Model(&CheckInNote{}).Where("guest_id = ?", guest).Count(&noted).Error; err != nil {
				return err
			}
			if g.RecipientID != nil || noted > 0 {
				return fault.ErrStale
			}
			return store.OneRow(tx.Where("version = ?", version).Delete(&g))
		})
}

func invitee(tx *gorm.DB, id, guest int64) (g Invitee, err error) {
	return g, store.First(tx.Where("id = ? AND ceremony_id = ?", guest, id), &g)
}
