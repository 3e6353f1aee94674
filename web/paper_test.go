package web

import (
	"archive/zip"
	"bytes"
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"
)

// beginnings are what the files of the formats begin with.
var beginnings = map[string]string{"": "<!doctype html>", ".pdf": "%PDF-", ".docx": "PK\x03\x04", ".xlsx": "PK\x03\x04"}

func TestPapersComeInEveryFormat(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	own := "/evaluations/" + fmt.Sprint(p.card("cadre2", 2026, 8)) + "/paper"
	for path, readers := range map[string][]string{
		"/units/2/periods/14/list": {"head", "committee", "auditor"},
		"/periods/13/list":         {"committee", "leader", "auditor"},
		"/people/list":             {"head", "committee", "auditor"},
		own:                        {"cadre2", "head", "auditor"},
	} {
		for _, reader := range readers {
			b := p.as(reader)
			for format, begin := range beginnings {
				got := b.get(path + format)
				if got.Status != http.StatusOK ||
					!strings.HasPrefix(strings.ToLower(got.Body[:15]), strings.ToLower(begin)) {
					t.Errorf("%s %s%s: %d %.40q", reader, path, format, got.Status, got.Body)
				}
				if as := got.Header.Get("Content-Disposition"); format != "" &&
					(!strings.HasPrefix(as, "attachment") || !strings.Contains(as, format)) {
					t.Errorf("%s%s: %q", path, format, as)
				}
			}
		}
	}
	for path, stranger := range map[string]string{own: "cadre1", "/units/2/periods/14/list": "head2", "/periods/13/list": "head"} {
		for format := range beginnings {
			if got := p.as(stranger).get(path + format); got.Status != http.StatusNotFound &&
				got.Status != http.StatusForbidden {
				t.Errorf("%s reads %s%s: %d", stranger, path, format, got.Status)
			}
		}
	}
	if got := p.as("committee").get("/people/list.exe"); got.Status != http.StatusNotFound {
		t.Errorf("an unknown format: %d", got.Status)
	}
}

func TestALongListIsMadeInTheBackground(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	p.app.LongPaper = 10
	b := p.as("committee")
	got := b.get("/periods/13/list")
	if got.Status != http.StatusOK || got.Find(`a[href="/periods/13/list.docx"]`).Length() != 1 {
		t.Fatalf("the page of a long list: %d %s", got.Status, got.text("main"))
	}
	got = b.get("/periods/13/list.docx")
	until(func() bool { got = b.get(got.URL.Path); return got.Find("a[download]").Length() > 0 })
	file, ok := got.Find("a[download]").Attr("href")
	if !ok {
		t.Fatalf("no file: %s", got.text("main"))
	}
	got = b.get(file)
	book, err := zip.NewReader(bytes.NewReader([]byte(got.Body)), int64(len(got.Body)))
	if err != nil || len(book.File) < 3 || !strings.HasPrefix(got.Header.Get("Content-Disposition"), "attachment") {
		t.Errorf("the file: %v %s", err, got.Header)
	}
	if got := p.as("leader").get(file); got.Status != http.StatusNotFound {
		t.Errorf("somebody else's file: %d", got.Status)
	}
	p.clock.At = p.clock.At.Add(25 * time.Hour)
	b = p.as("committee")
	b.get("/periods/13/list.docx") // the next one sweeps, without a new start of the server
	if got := b.get(file); got.Status != http.StatusNotFound {
		t.Errorf("a day later: %d", got.Status)
	}
	p.app.Jobs.Drain()
	if files, err := os.ReadDir(p.app.Files); err != nil || len(files) != 1 {
		t.Errorf("%d files on the disk, %v", len(files), err)
	}
}

func TestATrialOfManyCardsIsMadeInTheBackground(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	p.app.LongPaper = 10
	b := p.as("committee")
	got := b.get("/catalogues/frameworks/2/try?period=13")
	until(func() bool {
		if got.Find("[data-watch]").Length() > 0 {
			got = b.get(got.URL.Path)
		}
		return got.Find("[data-watch]").Length() == 0
	})
	if got.Status != http.StatusOK || !strings.Contains(got.text("main"), "Không ai đổi loại") ||
		got.URL.Query().Get("job") == "" {
		t.Errorf("%d %s: %s", got.Status, got.URL, got.text("main"))
	}
	if got := b.get("/catalogues/frameworks/2/try?period=13&job=999"); got.Status != http.StatusNotFound {
		t.Errorf("a job that is not there: %d", got.Status)
	}
}
