package ceremony_test

import (
	"errors"
	"strings"
	"testing"

	"gorm.io/gorm"

	"congthidua/internal/access"
	"congthidua/internal/ceremony"
	"congthidua/internal/certificate"
	"congthidua/internal/fault"
	"congthidua/internal/notice"
	"congthidua/internal/org"
)

func TestGuestsAsTheyAreTyped(t *testing.T) {
	t.Parallel()
	h := open(t)
	for _, c := range []struct{ name, text, want, guests string }{
		{"name, post, address", "Hoàng Bảo; Phó phòng; bao@thanhuy.example",
			"done", "Hoàng Bảo/Phó phòng/bao@thanhuy.example"},
		{"name only", "Hoàng Quốc Bảo", "done", "Hoàng Quốc Bảo//"},
		{"blank lines", "\n  An  Ninh \n\n", "done", "An Ninh//"},
		{"none", "", "done", ""},
		{"too many parts", "An; Bình; c@d.example; e", "invalid", ""},
		{"name of one letter", "A; Bình", "invalid", ""},
		{"no name", "; Bình", "invalid", ""},
		{"name of 300", strings.Repeat("ễ", 300), "done", strings.Repeat("ễ", 300) + "//"},
		{"name of 301", strings.Repeat("ễ", 301), "invalid", ""},
		{"post of 401", "An; " + strings.Repeat("ễ", 401), "invalid", ""},
		{"an address that is none", "An; Bình; không phải", "invalid", ""},
		{"an address with a name", "An; Bình; Bình <b@c.example>", "invalid", ""},
		{"one wrong line", "An\nB", "invalid", ""},
		{"1000 lines", strings.Repeat("An\n", 1000), "done", strings.TrimSuffix(strings.Repeat("An//|", 1000), "|")},
		{"1001 lines", strings.Repeat("An\n", 1001), "invalid", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			id := h.ceremony(today, 2)
			if got := outcome(h.AddGuests(t.Context(), committee, id, c.text)); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
			var list []string
			codes := map[string]bool{}
			for _, g := range h.see(id).Guests {
				list = append(list, g.Name+"/"+g.Post+"/"+g.Email)
				codes[g.Code] = true
			}
			if got := strings.Join(list, "|"); got != c.guests || len(codes) != len(list) {
				t.Errorf("%d codes, guests %.200s", len(codes), got)
			}
		})
	}
}

// TestRecipientsAreInvited once, with the address on the roster, and stay on the list.
func TestRecipientsAreInvited(t *testing.T) {
	t.Parallel()
	h := open(t)
	ctx := t.Context()
	d := h.decision(
		line{unit: 9, name: "An Ninh"},
		line{unit: 9, collective: true, name: "Đơn vị 9"},
		line{name: "Người ngoài"},
	)
	h.exec(`UPDATE people SET email = 'an@ban.example'`)
	id := h.ceremony(today, 2, d)
	if got := namesOf(h.see(id).Guests); got != "An Ninh, Người ngoài, Đơn vị 9" {
		t.Errorf("invited: %s", got)
	}
	if g := h.guest(id, "An Ninh"); g.Email != "an@ban.example" || g.RecipientID != h.called("An Ninh") {
		t.Errorf("%+v", g)
	}
	h.recipient(d, 9, line{unit: 2, name: "Thêm sau"})
	h.must(h.AddGuests(ctx, committee, id, ""))
	h.must(h.AddLink(ctx, committee, id, ceremony.Desk, "Bàn 1"))
	if got := namesOf(h.see(id).Guests); got != "An Ninh, Người ngoài, Thêm sau, Đơn vị 9" {
		t.Errorf("invited: %s", got)
	}
	g := h.guest(id, "An Ninh")
	if got := outcome(h.DropGuest(ctx, committee, id, g.ID, g.Version)); got != "stale" {
		t.Errorf("a recipient taken off the list: %s", got)
	}
}

// TestAGuestIsDropped unless a desk has noted the guest, or somebody has changed the address meanwhile.
func TestAGuestIsDropped(t *testing.T) {
	t.Parallel()
	h, id := prepared(t, today)
	ctx := t.Context()
	h.must(h.AddGuests(ctx, committee, id, "Khách hai\nKhách ba"))
	noted, changed := h.guest(id, "Khách hai"), h.guest(id, "Khách ba")
	h.send(h.desk(id, "Bàn 1"), ceremony.Note{Token: token(1), Guest: noted.ID, Present: true})
	h.send(h.desk(id, "Bàn 1"), ceremony.Note{Token: token(2), Guest: noted.ID})
	if got := outcome(h.DropGuest(ctx, committee, id, noted.ID, noted.Version)); got != "stale" {
		t.Errorf("noted at a desk: %s", got)
	}
	h.must(h.SaveGuest(ctx, committee, id, changed.ID, changed.Version, "ba@bao.example"))
	if got := outcome(h.DropGuest(ctx, committee, id, changed.ID, changed.Version)); got != "stale" {
		t.Errorf("from an old page: %s", got)
	}
	other := h.ceremony(today, 2)
	if got := outcome(h.DropGuest(ctx, committee, other, changed.ID, changed.Version+1)); got != "not found" {
		t.Errorf("at another ceremony: %s", got)
	}
	if got := outcome(h.SaveGuest(ctx, committee, other, changed.ID, changed.Version+1, "")); got != "not found" {
		t.Errorf("changed at another ceremony: %s", got)
	}
	h.must(h.DropGuest(ctx, committee, id, changed.ID, changed.Version+1))
	if got := namesOf(h.see(id).Guests); got != "A 01, A 02, A 03, Khách hai, Khách mời" {
		t.Errorf("left are %s", got)
	}
	long := strings.Repeat("x", 109) + "@bao.example" // 121
	for _, email := range []string{"không", "a b@c.example", "An <a@b.example>", long} {
		g := h.guest(id, "Khách mời")
		if got := outcome(h.SaveGuest(ctx, committee, id, g.ID, g.Version, email)); got != "invalid" {
			t.Errorf("%q: %s", email, got)
		}
	}
}

// TestNoteMailed notes when an invitation went out by mail, and by nothing else, and makes no page old.
func TestNoteMailed(t *testing.T) {
	t.Parallel()
	h, id := prepared(t, today)
	g := h.guest(id, "Khách mời")
	const at = 1_793_000_000_000
	sentBy := func(channel string) ceremony.Guest {
		h.must(h.Store.Write(t.Context(), func(tx *gorm.DB) error {
			return ceremony.NoteMailed(tx, channel, g.ID, at)
		}))
		return h.guest(id, "Khách mời")
	}
	if other := sentBy("pigeon"); other.MailedAt != 0 {
		t.Errorf("mailed by another channel: %+v", other)
	}
	after := sentBy(notice.Mail)
	if after.MailedAt != at || after.Version != g.Version {
		t.Errorf("%+v", after)
	}
}

// TestMailInvitations writes a letter to each guest with an address who has none yet, once.
func TestMailInvitations(t *testing.T) {
	t.Parallel()
	h, id := prepared(t, today)
	outbox := &notice.Service{Store: h.Store, Clock: h.clock}
	mail := func(a access.Actor) ([]int64, error) {
		return h.MailInvitations(t.Context(), a, id, outbox, org.Letterhead{}, certificate.Layout{})
	}
	for who, a := range everybody {
		if who == "committee" {
			continue
		}
		if _, err := mail(a); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("%s: %v", who, err)
		}
	}
	if _, err := mail(committee); outcome(err) != "conflict" {
		t.Errorf("nobody has an address: %v", err)
	}
	g := h.guest(id, "Khách mời")
	h.must(h.SaveGuest(t.Context(), committee, id, g.ID, g.Version, "khach@thanhuy.example"))
	queued, err := mail(committee)
	if err != nil || len(queued) != 1 {
		t.Fatalf("%v: %v", queued, err)
	}
	_, err = mail(committee) // takes the place of the letter that still waits
	h.must(err)
	if n := h.number(`SELECT count(*) FROM notices WHERE object_id = ?`, g.ID); n != 1 {
		t.Errorf("%d letters wait for one guest", n)
	}
}
