package web

import (
	"context"
	"fmt"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// tab is a person's tab in a real browser.
type tab struct {
	t    *testing.T
	ctx  context.Context
	base string
}

// chromium starts a browser with a profile of its own.
func chromium(t *testing.T, base string, flags ...chromedp.ExecAllocatorOption) *tab {
	t.Helper()
	if _, err := exec.LookPath("chromium"); err != nil {
		t.Skip("chromium is not installed; make test installs it")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-quic", true))
	options = append(options, flags...)
	allocator, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	console := watchConsole(t)
	ctx, cancel := chromedp.NewContext(allocator, chromedp.WithListener(console))
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 4*time.Minute)
	t.Cleanup(cancel)
	// The first action starts the browser, which lives as long as its context.
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

// do takes the steps one by one. A step that found its element on a page which was just being
// replaced has done nothing yet, and is taken again on the new page.
func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 20*time.Second)
	defer cancel()
	for _, step := range steps {
		err := chromedp.Do(ctx, step)
		for err != nil && replaced(err) && ctx.Err() == nil {
			time.Sleep(50 * time.Millisecond)
			err = chromedp.Do(ctx, step)
		}
		if err != nil {
			where, _ := chromedp.Run(b.ctx, chromedp.Location())
			b.t.Fatalf("at %s: %v\n%.600s", where, err, b.text("main"))
		}
	}
}

// replaced tells that the page went away under a step; -32000 is the protocol's code for that.
func replaced(err error) bool { return strings.Contains(err.Error(), "(-32000)") }

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

func (b *tab) script(code string) {
	b.t.Helper()
	for range 100 {
		_, err := chromedp.Run(b.ctx, chromedp.Evaluate[any](code))
		if err == nil || strings.Contains(err.Error(), "undefined") {
			return
		}
		if !replaced(err) {
			b.t.Fatalf("%s: %v", code, err)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func (b *tab) text(selector string) string {
	s, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](fmt.Sprintf(`[...document.querySelectorAll(%q)].map(n => n.innerText).join(" ")`, selector)))
	if err != nil {
		return err.Error()
	}
	return strings.Join(strings.Fields(s), " ")
}

// sees waits until an element says something; the machine may be a slow one.
func (b *tab) sees(selector, want string) {
	b.t.Helper()
	for range 400 {
		if strings.Contains(b.text(selector), want) {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	where, _ := chromedp.Run(b.ctx, chromedp.Location())
	b.t.Fatalf("at %s: %s does not say %q but %.800q", where, selector, want, b.text(selector))
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
	b.do(chromedp.Click(chromedp.CSS(`.me form[action="/logout"] button`)), chromedp.WaitVisible(chromedp.CSS(`form[action="/login"]`)))
}
