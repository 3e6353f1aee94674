package web

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"congthidua/internal/demo"

	"github.com/chromedp/chromedp"
	qrcode "github.com/skip2/go-qrcode"
	"gorm.io/gorm"
)

// film is a moving picture of a QR code, for a camera that is none.
func film(t *testing.T, text string) string {
	t.Helper()
	code, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		t.Fatal(err)
	}
	const width, height, module = 640, 480, 10
	modules := code.Bitmap()
	left, top := (width-len(modules)*module)/2, (height-len(modules)*module)/2
	light := bytes.Repeat([]byte{235}, width*height)
	for y, row := range modules {
		for x, dark := range row {
			for i := range module * module {
				if at := (top+y*module+i/module)*width + left + x*module + i%module; dark {
					light[at] = 16
				}
			}
		}
	}
	frame := fmt.Appendf(nil, "FRAME\n%s%s", light, bytes.Repeat([]byte{128}, width*height/2))
	path := filepath.Join(t.TempDir(), "code.y4m")
	if err := os.WriteFile(path, append([]byte("YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420\n"), frame...), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestFromTheCouncilToTheStageInTheBrowser does it as its people: the leader signs the council's list,
// the clerk numbers and prints it with its certificates, the committee prepares the ceremony, a helper
// checks ten in by name, by camera and without a connection, the clerk runs the programme to its end.
func TestFromTheCouncilToTheStageInTheBrowser(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	decision := p.number(`SELECT id FROM decisions WHERE state = 'signing'`)
	path := fmt.Sprintf("/decisions/%d", decision)
	// The invitation that the camera will read: its code is fixed before the browser starts.
	code := "2345679ACD"
	camera := film(t, code)
	b := chromium(
		t,
		p.URL,
		chromedp.Flag("use-fake-ui-for-media-stream", true),
		chromedp.Flag("use-fake-device-for-media-stream", true),
		chromedp.Flag("use-file-for-fake-video-capture", camera),
	)
	t.Cleanup(func() {
		for line := range strings.Lines(p.log.String()) {
			if t.Failed() && !strings.Contains(line, "level=INFO") {
				t.Log(line)
			}
		}
	})
	as := func(username string) { b.login(username, demo.Password) }
	print := func(what string) {
		if sheet, err := chromedp.Run(b.ctx, chromedp.PrintToPDF()); err != nil || len(sheet) < 1000 {
			t.Errorf("%s does not print: %v", what, err)
		}
	}

	as("leader")
	b.open(path)
	b.fill(`form[action$="/sign"] input[name=title]`, "Trưởng ban")
	b.fill(`form[action$="/sign"] input[name=password]`, demo.Password)
	b.click(`form[action$="/sign"] button`)
	b.sees("main", "Đã ký, chờ số")
	b.logout()
	as("clerk")
	b.open(path)
	b.click(`form[action$="/issue"] button`)
	b.sees("main", "Đã ban hành")
	b.open(path + "/list")
	b.sees("body", "DANH SÁCH")
	print("the list")
	b.open(path + "/certificates")
	b.click(`form[action$="/register"] button`)
	b.sees("main", "15 bằng trong sổ")
	b.logout()

	as("committee")
	b.open("/ceremonies")
	for name, text := range map[string]string{"name": "Lễ công nhận danh hiệu năm", "held_on": "06/11/2026",
		"starts_at": "9:00", "place": "Hội trường", "host": "Trưởng ban", "mc": "Văn phòng", "places": "8"} {
		b.fill(fmt.Sprintf(`form[action="/ceremonies"] [name="%s"]`, name), text)
	}
	b.click(`form[action="/ceremonies"] button`)
	b.sees("h1", "Lễ công nhận danh hiệu năm")
	ceremony := p.number(`SELECT max(id) FROM ceremonies`)
	at := fmt.Sprintf("/ceremonies/%d", ceremony)
	b.do(chromedp.SetValue(chromedp.CSS(`select[name=decision]`), fmt.Sprint(decision)))
	b.click(`form[action$="/decisions"] button.btn:not(.btn-sm)`)
	b.sees("main", "Đã đổi các quyết định")
	b.sees(".stage", "6 Phòng")
	b.open(at + "/guests")
	b.fill(`input[name=link]`, "Bàn cửa chính")
	b.click(`form[action$="/links"] button`)
	b.sees(".helpers", "Bàn cửa chính")
	b.open(at + "/papers/run")
	b.sees("body", "KỊCH BẢN CHƯƠNG TRÌNH")
	print("the run sheet")
	b.open("/")
	b.logout()

	if err := p.store.Write(t.Context(), withCode(ceremony, code)); err != nil {
		t.Fatal(err)
	}
	p.checkTenIn(b, p.link("Bàn cửa chính"), ceremony, code)

	as("clerk")
	b.open(at + "/live")
	b.sees(".facts", "10/15")
	ended := func() int64 {
		return p.number(`SELECT count(*) FROM ceremony_steps WHERE ceremony_id = ? AND ended_at IS NOT NULL`, ceremony)
	}
	turns := 0
	for range 12 {
		if strings.Contains(b.text(".cue"), "Chương trình đã hết") {
			break
		}
		if strings.Contains(b.text(".cue .now"), "Lượt") {
			turns++
		}
		steps := ended()
		last := b.text(".cue .now")
		b.click(`form[action$="/live/forward"] button`)
		until(func() bool { // the page is another
			now := b.text(".cue .now")
			return now != "" && now != last || ended() > steps && strings.Contains(b.text(".cue"), "đã hết")
		})
	}
	b.sees(".cue", "Chương trình đã hết")
	if turns < 2 {
		t.Errorf("%d turns were seen", turns)
	}
	b.open(at + "/papers/received")
	b.sees("body", "trên sân khấu, lượt 1")
}

// withCode gives the last guest of a ceremony a code.
func withCode(ceremony int64, code string) func(tx *gorm.DB) error {
	return func(tx *gorm.DB) error {
		return tx.Exec(
			`UPDATE ceremony_guests SET code = ? WHERE id = (SELECT max(id) FROM ceremony_guests WHERE ceremony_id = ?)`,
			code,
			ceremony,
		).Error
	}
}

// checkTenIn works at a desk on a phone: the first by name, the second by camera, the rest while the
// connection is lost and the page had to be opened anew.
func (p *site) checkTenIn(b *tab, desk string, ceremony int64, code string) {
	t := p.t
	t.Helper()
	b.do(chromedp.EmulateViewport(390, 844))
	b.open(desk)
	b.sees(".count", "0/15")
	left := p.words(
		`SELECT id || ' ' || name FROM ceremony_guests WHERE ceremony_id = ? AND code <> ? ORDER BY name_key, id`,
		ceremony,
		code,
	)
	come := func(guest string) {
		t.Helper()
		id, name, _ := strings.Cut(guest, " ")
		b.fill(`input[name=q]`, strings.ToUpper(name))
		b.click(fmt.Sprintf(`li[data-guest="%s"]:not([hidden]) button.btn-primary`, id))
		b.sees("#line", "Đã ghi: "+name)
	}
	come(left[0])
	b.fill(`input[name=q]`, " ")
	b.click(`#scan`)
	b.sees(".count", "2/15")
	b.click(`#stop`)
	// The service worker keeps the page for when there is no connection.
	b.script(
		`navigator.serviceWorker.ready.then(() => caches.open("desk")).then(c => c.match(location.pathname))` +
			`.then(r => { document.title = r ? "kept" : "lost" })`,
	)
	b.sees("title", "kept")
	p.cut.Store(true)
	come(left[1])
	b.sees("#line", "Mất kết nối")
	b.open(desk)
	b.sees("#line", "Mất kết nối")
	for _, n := range left[2:9] {
		come(n)
	}
	if n := p.number(`SELECT count(*) FROM ceremony_checkins k WHERE k.ceremony_id = ?`, ceremony); n != 2 {
		t.Errorf("%d notes reached the portal without a connection", n)
	}
	p.cut.Store(false)
	until(func() bool {
		return p.number(
			`SELECT count(DISTINCT guest_id) FROM ceremony_checkins WHERE ceremony_id = ? AND present`,
			ceremony,
		) == 10
	})
	b.sees(".count", "10/15")
	if n := p.number(`SELECT count(*) FROM ceremony_checkins WHERE ceremony_id = ?`, ceremony); n != 10 {
		t.Errorf("%d notes were kept, want 10", n)
	}
	b.do(chromedp.EmulateViewport(1280, 900))
}
