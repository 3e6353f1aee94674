package web

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"congthidua/internal/ceremony"
	"congthidua/internal/fault"
	pages "congthidua/templates/ceremony"
	"congthidua/templates/component"

	qrcode "github.com/skip2/go-qrcode"
)

// linkKey is a helper's link as it stands in an address: its number, and a part that nobody can compute
// without the portal's secret.
func (s *Server) linkKey(id int64) string {
	mac := hmac.New(sha256.New, s.Secret)
	fmt.Fprintf(mac, "link %d", id)
	return fmt.Sprintf("%d-%s", id, base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:16]))
}

// qrImage is a QR code as the address of an image.
func qrImage(text string) (string, error) {
	png, err := qrcode.Encode(text, qrcode.Medium, 264)
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(png), err
}

// helper opens the desk or screen of the helper's link in the path.
func (c *call) helper(kind ceremony.LinkKind) (ceremony.Gate, error) {
	key := c.Param("key")
	number, _, _ := strings.Cut(key, "-")
	id, ok := parseID(number)
	if !ok || !hmac.Equal([]byte(key), []byte(c.server.linkKey(id))) {
		return ceremony.Gate{}, fault.ErrNotFound
	}
	return c.server.Ceremony.GateByLink(c.Request().Context(), id, kind, c.RealIP())
}

// deskGate opens the desk of the path: a helper's by its link, else that of who is logged in.
func (c *call) deskGate() (ceremony.Gate, error) {
	if c.Param("key") != "" {
		return c.helper(ceremony.Desk)
	}
	id, err := c.ID("id")
	if err != nil {
		return ceremony.Gate{}, err
	}
	return c.server.Ceremony.GateOf(c.Request().Context(), c.Actor, id)
}

func (s *Server) desk(c *call) error { return c.showDesk(http.StatusOK, component.Form{}) }

func (c *call) showDesk(status int, form component.Form) error {
	gate, err := c.deskGate()
	if err != nil {
		return err
	}
	stage, err := c.server.Ceremony.Hall(c.Request().Context(), gate)
	if err != nil {
		return err
	}
	if c.Query("as") == "json" {
		return c.JSON(http.StatusOK, c.deskState(stage, nil))
	}
	return c.Render(status, pages.DeskPage(pages.Desk{
		Stage: stage, Desk: gate.Name, Path: c.Request().URL.Path,
		Query: c.Query("q"), Notice: c.notice(), Form: form,
	}))
}

// deskState is what the script of a desk is told.
func (c *call) deskState(v ceremony.Stage, done []ceremony.Outcome) map[string]any {
	type guest struct {
		ID       int64  `json:"id"`
		Present  bool   `json:"present"`
		At       int64  `json:"at"`
		Desk     string `json:"desk"`
		By       string `json:"by"`
		TakenOut bool   `json:"out"`
	}
	guests := make([]guest, len(v.Guests))
	for i, g := range v.Guests {
		guests[i] = guest{g.ID, g.Present, g.At, g.Desk, g.Representative, g.TakenOut}
	}
	return map[string]any{
		"token":  c.server.token(c.sessionID),
		"now":    c.server.Clock.Now().UnixMilli(),
		"guests": guests,
		"done":   done,
	}
}

// checkIn keeps what a desk noted: one note of a form, or all that a desk has kept while it was cut off.
// The latter come from the script, as parallel fields, and are answered with what became of each.
func (s *Server) checkIn(c *call) error {
	gate, err := c.deskGate()
	if err != nil {
		return err
	}
	notes, err := c.notes()
	if err != nil {
		return err
	}
	done, err := s.Ceremony.CheckIn(c.Request().Context(), gate, notes)
	if c.Request().Header.Get("X-Desk") == "" {
		if err != nil {
			return c.Again(err, c.showDesk)
		}
		return c.Done(c.Request().URL.Path, deskNotice(done))
	}
	if err != nil {
		return err
	}
	stage, err := s.Ceremony.Hall(c.Request().Context(), gate)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, c.deskState(stage, done))
}

// deskNotices say what became of a note.
var deskNotices = map[ceremony.NoteState]string{
	ceremony.Noted:   "Đã ghi điểm danh.",
	ceremony.Again:   "Khách này đã điểm danh trước đó; không đếm hai lần.",
	ceremony.Unknown: "Mã này không có trong danh sách khách.",
}

// deskNotice says what became of the one note of a form.
func deskNotice(done []ceremony.Outcome) string {
	if len(done) != 1 {
		return deskNotices[ceremony.Noted]
	}
	return deskNotices[done[0].State]
}

// mostAge is how old a note may be said to be, in milliseconds; more is read as this.
const mostAge = int64(48 * time.Hour / time.Millisecond)

// notes reads the notes of a desk out of the form.
func (c *call) notes() (list []ceremony.Note, err error) {
	if c.Value("once") != "" {
		return []ceremony.Note{{
			Token: c.Value("once"), Guest: c.Number("guest"), Code: c.Value("code"),
			Present: c.Value("present") == "1", Representative: c.Value("representative"),
		}}, nil
	}
	tokens, guests, codes := c.form["token"], c.form["guest"], c.form["code"]
	present, by, ages := c.form["present"], c.form["by"], c.form["age"]
	after := c.form["after"]
	if len(after) == 0 { // a page that was kept from before this field was sent
		after = make([]string, len(tokens))
	}
	for _, field := range [][]string{guests, codes, present, by, ages, after} {
		if len(field) != len(tokens) {
			return nil, fault.Invalidf("", "Ghi chép điểm danh không hợp lệ.")
		}
	}
	for i, token := range tokens {
		guest, _ := parseID(guests[i])
		age, err := strconv.ParseInt(ages[i], 10, 64)
		if err != nil {
			age = 0 // just now
		}
		list = append(list, ceremony.Note{
			Token: token, Guest: guest, Code: codes[i], Present: present[i] == "1", Representative: by[i],
			Age: time.Duration(min(max(age, 0), mostAge)) * time.Millisecond, After: after[i],
		})
	}
	return list, nil
}
