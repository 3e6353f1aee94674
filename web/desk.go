package web

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
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

// linkKey is a helper's link as it stands in an address: its number, and what nobody without the
// secret can make of it.
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

// gate opens the desk or screen of the path: a helper's by its link, else that of who is logged in.
func (c *call) gate(kind string) (ceremony.Gate, error) {
	key := c.Param("key")
	if key == "" {
		id, err := c.ID("id")
		if err != nil {
			return ceremony.Gate{}, err
		}
		return c.server.Ceremony.GateOf(c.Actor, id)
	}
	number, _, _ := strings.Cut(key, "-")
	id, ok := parseID(number)
	if !ok || !hmac.Equal([]byte(key), []byte(c.server.linkKey(id))) {
		return ceremony.Gate{}, fault.ErrNotFound
	}
	return c.server.Ceremony.GateByLink(c.Request().Context(), id, kind, c.RealIP())
}

func (s *Server) desk(c *call) error { return c.showDesk(http.StatusOK, component.Form{}) }

func (c *call) showDesk(status int, form component.Form) error {
	gate, err := c.gate(ceremony.Desk)
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
	return c.Render(status, pages.DeskPage(pages.Desk{Stage: stage, Desk: gate.Name, Path: c.Request().URL.Path, Query: c.Query("q"), Notice: c.notice(), Form: form}))
}

// deskState is what a desk that keeps working without the page is told.
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
	return map[string]any{"token": c.server.token(c.sessionID), "now": c.server.Clock.Now().UnixMilli(), "guests": guests, "done": done}
}

// checkIn keeps what a desk noted: one note of a form, or all that a desk has kept while it was cut
// off. The latter come as parallel fields and are answered with what became of each.
func (s *Server) checkIn(c *call) error {
	gate, err := c.gate(ceremony.Desk)
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
		switch {
		case len(done) == 1 && done[0].State == "again":
			return c.Done(c.Request().URL.Path, "Khách này đã điểm danh trước đó; không đếm hai lần.")
		case len(done) == 1 && done[0].State == "unknown":
			return c.Done(c.Request().URL.Path, "Mã này không có trong danh sách khách.")
		}
		return c.Done(c.Request().URL.Path, "Đã ghi điểm danh.")
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

// notes reads the notes of a desk out of the form.
func (c *call) notes() (list []ceremony.Note, err error) {
	if c.Value("once") != "" {
		return []ceremony.Note{{Token: c.Value("once"), Guest: c.Number("guest"), Code: c.Value("code"), Present: c.Value("present") == "1", Representative: c.Value("representative")}}, nil
	}
	fields := [][]string{c.form["token"], c.form["guest"], c.form["code"], c.form["present"], c.form["by"], c.form["age"]}
	for _, f := range fields {
		if len(f) != len(fields[0]) {
			return nil, fault.Invalidf("", "Ghi chép điểm danh không hợp lệ.")
		}
	}
	for i := range fields[0] {
		guest, _ := parseID(fields[1][i])
		age, _ := strconv.ParseInt(fields[5][i], 10, 64)
		list = append(list, ceremony.Note{Token: fields[0][i], Guest: guest, Code: fields[2][i], Present: fields[3][i] == "1", Representative: fields[4][i], Age: time.Duration(min(max(age, 0), 48*3600*1000)) * time.Millisecond})
	}
	return list, nil
}

// screen is the page for the screen in the hall.
func (s *Server) screen(c *call) error {
	var v ceremony.Stage
	var err error
	if c.Param("key") != "" {
		var gate ceremony.Gate
		if gate, err = c.gate(ceremony.Screen); err == nil {
			v, err = s.Ceremony.Hall(c.Request().Context(), gate)
		}
	} else {
		v, err = c.stage()
	}
	if err != nil {
		return err
	}
	events := strings.TrimSuffix(c.Request().URL.Path, "/screen") + "/events"
	return c.Render(http.StatusOK, pages.ScreenPage(v, events))
}

// screenEvents tells the hall's screen when it has to look again.
func (s *Server) screenEvents(c *call) error {
	gate, err := c.gate(ceremony.Screen)
	if err != nil {
		return err
	}
	return c.follow(gate.Ceremony)
}

// ceremonyEvents does so for who is logged in.
func (s *Server) ceremonyEvents(c *call) error {
	v, err := c.stage()
	if err != nil {
		return err
	}
	return c.follow(v.ID)
}

// How long a stream of events lasts before the browser asks anew, and with its right to ask; how
// often it looks; and how often it says something so that nothing in between cuts it off.
const (
	streamLife = 5 * time.Minute
	streamLook = time.Second
	streamHush = 15
)

// follow streams an event whenever something of a ceremony has changed. Looking costs a query only
// after this process has written, or every fifth time for what a command beside it may have done.
func (c *call) follow(id int64) error {
	ctx, s := c.Request().Context(), c.server
	out := http.NewResponseController(c.Response())
	if err := out.SetWriteDeadline(time.Time{}); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	h := c.Response().Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("X-Accel-Buffering", "no") // a proxy may not hold events back
	c.Response().WriteHeader(http.StatusOK)
	tick := time.NewTicker(streamLook)
	defer tick.Stop()
	last, writes := "", int64(-1)
	for n := 0; n < int(streamLife/streamLook); n++ {
		if now := s.Store.Writes(); now != writes || n%5 == 0 {
			writes = now
			mark, err := s.Ceremony.Mark(ctx, id)
			if err != nil {
				return nil //nolint:nilerr // the answer has begun; the browser asks again
			}
			if mark != last {
				last = mark
				fmt.Fprintf(c.Response(), "data: %s\n\n", mark)
			}
		}
		if n%streamHush == 0 {
			fmt.Fprint(c.Response(), ": \n\n")
		}
		if err := out.Flush(); err != nil {
			return nil //nolint:nilerr // nobody listens any more
		}
		select {
		case <-ctx.Done():
			return nil
		case <-s.closing:
			return nil
		case <-tick.C:
		}
	}
	return nil
}

// EndStreams ends what would keep a server that shuts down waiting.
func (s *Server) EndStreams() { s.closeOnce.Do(func() { close(s.closing) }) }
