package web

import (
	"context"
	"fmt"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// patience is how long one step waits for what it needs. A quiet machine answers within milliseconds;
// the limit only ends a test that would wait for ever, so a busy or slow machine must never reach it.
const patience = 3 * time.Minute

// A condition is looked at again after pause, then less and less often up to longestPause: looking costs
// the browser time that it needs for the page.
const (
	pause        = 20 * time.Millisecond
	longestPause = 300 * time.Millisecond
)

// tab is a person's tab in a real browser.
type tab struct {
	t    *testing.T
	ctx  context.Context
	base string
}

// shared is the one Chromium of this test binary. Every test opens tabs of its own in it, each
// with its own cookies; the process ends with the test binary.
var shared = sync.OnceValues(func() (context.Context, error) { return startChromium() })

// browserPath is where the browser stands, "" where there is none. Debian's headless shell draws no
// window and needs half the time of the whole browser.
func browserPath() string {
	for _, name := range []string{"chromium-headless-shell", "chromium"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// startChromium starts a browser. Its first action starts the process, which lives as long as the context.
func startChromium(flags ...chromedp.ExecAllocatorOption) (context.Context, error) {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(browserPath()), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-quic", true))
	allocator, _ := chromedp.NewExecAllocator(context.Background(), append(options, flags...)...)
	ctx, cancel := chromedp.NewContext(allocator)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900)); err != nil {
		cancel()
		return nil, err
	}
	return ctx, nil
}

// chromium opens a tab with cookies of its own. Flags need a browser of their own.
func chromium(t *testing.T, base string, flags ...chromedp.ExecAllocatorOption) *tab {
	t.Helper()
	if browserPath() == "" {
		t.Skip("chromium is not installed; make test installs it")
	}
	browser, err := shared()
	if len(flags) > 0 && err == nil {
		browser, err = startChromium(flags...)
	}
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext(), chromedp.WithListener(watchConsole(t)))
	t.Cleanup(func() {
		cancel()
		if len(flags) > 0 {
			_ = chromedp.Cancel(browser)
		}
	})
	// The first action opens the tab, which lives as long as the context of this action: none with a limit.
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900)); err != nil {
		t.Fatal(err)
	}
	return &tab{t: t, ctx: ctx, base: base}
}

// watchConsole fails the test that leaves an error on the console: a script that stopped, or what the
// page's policy forbids. Refused requests are none: many tests ask for them.
func watchConsole(t *testing.T) func(ev any) {
	var mu sync.Mutex
	var errors []string
	t.Cleanup(func() {
		mu.Lock()
		defer mu.Unlock()
		for _, text := range errors {
			t.Errorf("on the console: %s", text)
		}
	})
	return func(ev any) {
		text := ""
		switch ev := ev.(type) {
		case *runtime.EventExceptionThrown:
			text = ev.ExceptionDetails.Text
			if ev.ExceptionDetails.Exception != nil {
				text += " " + ev.ExceptionDetails.Exception.Description
			}
		case *cdplog.EventEntryAdded:
			if ev.Entry.Level == cdplog.EntryLevelError && ev.Entry.Source != cdplog.EntrySourceNetwork {
				text = ev.Entry.Text
			}
		}
		if text != "" {
			mu.Lock()
			defer mu.Unlock()
			errors = append(errors, text)
		}
	}
}

// do takes the steps one by one, each with its own limit. A step that found its element on a page
// which was just being replaced has done nothing yet, and is taken again on the new page.
func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	for _, step := range steps {
		if err := b.take(step); err != nil {
			b.t.Fatalf("at %s: %v\n%.600s", b.where(), err, b.text("main"))
		}
	}
}

func (b *tab) take(step chromedp.Action[chromedp.Void]) error {
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	for {
		err := chromedp.Do(ctx, step)
		if err == nil || !replaced(err) || ctx.Err() != nil {
			return err
		}
		time.Sleep(pause)
	}
}

// evaluate returns what a script answers. A page that was just being replaced is asked again.
func evaluate[T any](b *tab, code string) (T, error) {
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	for {
		answer, err := chromedp.Run(ctx, chromedp.Evaluate[T](code))
		if err == nil || !replaced(err) || ctx.Err() != nil {
			return answer, err
		}
		time.Sleep(pause)
	}
}

// until waits for a condition and reports whether it came true.
func until(condition func() bool) bool {
	wait := pause
	for begun := time.Now(); time.Since(begun) < patience; wait = min(wait*3/2, longestPause) {
		if condition() {
			return true
		}
		time.Sleep(wait)
	}
	return false
}

// replaced tells that the page went away under a step; -32000 is the protocol's code for that.
func replaced(err error) bool { return strings.Contains(err.Error(), "(-32000)") }

// where names the page that is open.
func (b *tab) where() string {
	at, err := chromedp.Run(b.ctx, chromedp.Location())
	if err != nil {
		return err.Error()
	}
	return strings.TrimPrefix(at, b.base)
}

func (b *tab) open(path string) { b.t.Helper(); b.do(chromedp.Navigate(b.base + path)) }

// click clicks and, where the page asks first, says yes.
func (b *tab) click(selector string) {
	b.t.Helper()
	b.script(`window.confirm = () => true`)
	b.do(chromedp.Click(chromedp.CSS(selector)))
}

func (b *tab) fill(selector, text string) {
	b.t.Helper()
	b.do(chromedp.WaitVisible(chromedp.CSS(selector)))
	b.script(fmt.Sprintf(`document.querySelector(%q).value = ""`, selector))
	b.do(chromedp.SendKeys(chromedp.CSS(selector), text))
}

// types presses keys, whatever has the focus. A key whose press the page takes for itself types nothing, as on a
// keyboard; chromedp.KeyEvent would type it all the same.
func (b *tab) types(keys string, opts ...chromedp.KeyOption) {
	b.t.Helper()
	for _, r := range keys {
		for _, k := range kb.Encode(r) {
			for _, o := range opts {
				o(k)
			}
			switch {
			case k.Type == kb.KeyChar:
				continue // the press below types it
			case k.Type != input.DispatchKeyEventTypeKeyUp && k.Modifiers&^int64(chromedp.ModifierShift) == 0:
				k.Type, k.Text = input.DispatchKeyEventTypeKeyDown, string(r)
				if len(k.Key) > 1 && k.Key != "Enter" { // a key that types nothing
					k.Type, k.Text = input.DispatchKeyEventTypeRawKeyDown, ""
				}
			}
			b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
				_, err := cdp.Call(ctx, t, input.DispatchKeyEvent, *k)
				return err
			}))
		}
	}
}

// prefersDark is a system whose owner wishes dark colours.
func (b *tab) prefersDark() {
	b.t.Helper()
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		dark := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: dark})
		return err
	}))
}

// script runs code for its effect. A failure names the page and the beginning of the code.
func (b *tab) script(code string) {
	b.t.Helper()
	if _, err := evaluate[any](b, code); err != nil && !strings.Contains(err.Error(), "undefined") {
		b.t.Fatalf("at %s: the script %.80q failed: %v", b.where(), code, err)
	}
}

// text is what the elements say, with single spaces.
func (b *tab) text(selector string) string {
	s, err := evaluate[string](b, fmt.Sprintf(`[...document.querySelectorAll(%q)].map(n => n.innerText).join(" ")`, selector))
	if err != nil {
		return err.Error()
	}
	return strings.Join(strings.Fields(s), " ")
}

// sees waits until an element says something.
func (b *tab) sees(selector, want string) {
	b.t.Helper()
	if !until(func() bool { return strings.Contains(b.text(selector), want) }) {
		b.t.Fatalf("at %s: %s does not say %q but %.800q", b.where(), selector, want, b.text(selector))
	}
}

func (b *tab) login(username, password string) {
	b.t.Helper()
	b.open("/login")
	b.fill(`input[name=username]`, username)
	b.fill(`input[name=password]`, password)
	b.do(chromedp.Click(chromedp.CSS(`form[action="/login"] button`)), chromedp.WaitVisible(chromedp.CSS(`.shell`)))
}

func (b *tab) logout() {
	b.t.Helper()
	b.click(`.me > summary`)
	b.do(chromedp.Click(chromedp.CSS(`.me form[action="/logout"] button`)), chromedp.WaitVisible(chromedp.CSS(`form[action="/login"]`)))
}
