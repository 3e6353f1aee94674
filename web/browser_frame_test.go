package web

import (
	"strings"
	"testing"

	"congthidua/internal/demo"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// outOfView names what of the frame lies below the edge of the window or is not drawn.
const outOfView = `[...document.querySelectorAll(
	".side nav > a, .side nav summary, .side nav a[aria-current], .top .colours, .top [name=language], .me > summary")]
	.filter((e) => {
		const box = e.getBoundingClientRect();
		return box.height === 0 || box.bottom > innerHeight || box.right > innerWidth;
	})
	.map((e) => e.textContent.trim() || e.getAttribute("aria-label")).join(", ")`

// TestTheFrameIsInViewInTheBrowser: on an office notebook every role sees its whole navigation, the account, the
// language and the colours; on a phone the menu has all of it.
func TestTheFrameIsInViewInTheBrowser(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	for role, path := range map[string]string{
		"committee": "/people", "leader": "/ceremonies", "clerk": "/certificates", "head": "/initiatives",
		"cadre1": "/evaluations", "admin": "/audit", "auditor": "/audit", "council2": "/councils",
	} {
		t.Run(role, func(t *testing.T) {
			b := chromium(t, p.URL)
			b.login(role, demo.Password)
			b.do(chromedp.EmulateViewport(1366, 650))
			for _, at := range []string{"/", path} {
				b.open(at)
				hidden, err := evaluate[string](b, outOfView)
				if err != nil || hidden != "" {
					t.Errorf("at %s out of view: %s, %v", at, hidden, err)
				}
			}
			b.do(chromedp.EmulateViewport(390, 844))
			b.open(path)
			b.click(".drawer > summary")
			b.sees(".drawer nav", "Trợ giúp")
			b.click(".me > summary")
			b.sees(".me > div", "Đăng xuất")
		})
	}
}

// TestThePaletteInTheBrowser finds a person with the keyboard alone, and finds them again among what was opened.
func TestThePaletteInTheBrowser(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := chromium(t, p.URL)
	b.login("committee", demo.Password)
	b.types("k", chromedp.KeyModifiers(chromedp.ModifierCtrl))
	b.types("ho minh tuan")
	b.sees(".palette [aria-selected=true]", "Hồ Minh Tuấn")
	b.types(kb.Enter)
	b.sees("h1", "Hồ Minh Tuấn")
	person := b.where()
	if !until(func() bool {
		kept, err := evaluate[string](b, `sessionStorage.getItem("recent") ?? ""`)
		return err == nil && strings.Contains(kept, person)
	}) {
		t.Fatal("the page was not noted as opened")
	}

	b.open("/people")
	b.types("/")
	b.sees(".palette [role=group] b", "Vừa mở")
	b.sees(".palette", "Hồ Minh Tuấn")
	if typed, err := evaluate[string](b, `document.querySelector(".palette input").value`); err != nil || typed != "" {
		t.Errorf("the key that opens it typed %q, %v", typed, err)
	}
	b.types(kb.Escape)
	if open, err := evaluate[bool](b, `document.querySelector(".palette").open`); err != nil || open {
		t.Errorf("open after Escape: %t, %v", open, err)
	}
	b.do(chromedp.Click(chromedp.CSS("h1")))
	b.types("/")
	b.do(chromedp.WaitVisible(chromedp.CSS(".palette[open]")))
	b.types("khong co ai ten nay")
	b.sees(".palette [role=listbox]", "Không tìm thấy")
	b.script(`document.querySelector(".palette input").value = ""`)
	b.types("an")
	b.sees(".palette [role=option]", "An")
	first := b.text(".palette [aria-selected=true]")
	b.types(kb.ArrowDown)
	if second := b.text(".palette [aria-selected=true]"); second == first || second == "" {
		t.Errorf("the arrow went from %q to %q", first, second)
	}
	b.types(kb.Escape)
	b.open("/people")
	b.do(chromedp.Click(chromedp.CSS(`.page input[type=search]`)))
	b.types("a/b")
	if typed, err := evaluate[string](b, `document.querySelector(".page input[type=search]").value`); err != nil ||
		typed != "a/b" {
		t.Errorf("typed %q, %v", typed, err)
	}
	if !strings.HasPrefix(person, "/people/") {
		t.Errorf("Enter led to %s", person)
	}
	b.logout()
	b.login("cadre1", demo.Password)
	b.types("/")
	b.sees(".palette", "Enter")
	if text := b.text(".palette"); strings.Contains(text, "Hồ Minh Tuấn") {
		t.Error("the next person sees what the last one opened")
	}
}

// TestDarkByTheSystemInTheBrowser: the first page is dark where the system wishes it, and the button chooses light.
func TestDarkByTheSystemInTheBrowser(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := chromium(t, p.URL)
	b.prefersDark()
	b.open("/login")
	b.do(chromedp.WaitVisible(chromedp.CSS(`html[data-bs-theme=dark] form`)))
	b.login("cadre1", demo.Password)
	b.do(chromedp.WaitVisible(chromedp.CSS(`html[data-bs-theme=dark] .shell`)))
	b.click(`button.colours`)
	b.do(chromedp.WaitVisible(chromedp.CSS(`html[data-bs-theme=light] .shell`)))
	b.click(`button.colours`)
	b.do(chromedp.WaitVisible(chromedp.CSS(`html[data-theme=dark] .shell`)))
	b.click(`.me > summary`)
	b.click(`.me button[value=system]`)
	b.do(chromedp.WaitVisible(chromedp.CSS(`html[data-theme=system][data-bs-theme=dark] .shell`)))
}

// TestTheMonthByKeysInTheBrowser: j leads into the points and types nothing, a figure that is none is refused
// without tearing the table, and what is saved is said and counted on the page.
func TestTheMonthByKeysInTheBrowser(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := chromium(t, p.URL)
	b.login("head", demo.Password)
	b.open("/units/2/periods/14")
	active := func() string {
		s, err := evaluate[string](b, `document.activeElement.name + "=" + document.activeElement.value`)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	scores, err := evaluate[[]string](b, `[...document.querySelectorAll(".score[name^=points]")].map((e) => e.name + "=" + e.value)`)
	if err != nil || len(scores) < 4 {
		t.Fatalf("%v %v", scores, err)
	}
	for _, step := range []struct {
		key  string
		want int
	}{{"j", 0}, {"j", 1}, {kb.ArrowDown, 2}, {kb.Enter, 3}, {"k", 2}, {kb.ArrowUp, 1}} {
		b.types(step.key)
		if got := active(); got != scores[step.want] {
			t.Errorf("after %q the focus is at %s, want %s", step.key, got, scores[step.want])
		}
	}
	if chosen := b.text("[data-count]"); chosen != "0" {
		t.Errorf("%s are chosen already", chosen)
	}
	name, _, _ := strings.Cut(scores[1], "=")
	row := `tr:has([name="` + name + `"])`
	waiting := b.text("#count-waiting")
	b.fill(`[name="`+name+`"]`, "abc")
	b.types(kb.Tab)
	b.sees(row+" [role=alert]", "«abc» không phải điểm")
	height, err := evaluate[float64](b, `document.querySelector('`+row+`').offsetHeight`)
	if err != nil || height > 150 {
		t.Errorf("the refused row is %.0f pixels high, %v", height, err)
	}
	b.fill(`[name="`+name+`"]`, "77,5")
	b.types(kb.Tab)
	b.sees("[data-said]", "Đã lưu điểm của")
	b.sees("#progress", "Đã chấm")
	if now := b.text("#count-waiting"); now == "" {
		t.Errorf("%q waited, now %q", waiting, now)
	}
	b.do(chromedp.Focus(chromedp.CSS(`[name="` + name + `"]`)))
	b.types("o")
	b.sees("h1", "")
	if !until(func() bool { return strings.HasPrefix(b.where(), "/evaluations/") }) {
		t.Errorf("o led to %s", b.where())
	}
}
