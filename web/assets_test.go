package web

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"congthidua/static"
)

// TestAssetsAreKeptByVersion: under the version that stands in the pages a file may be kept for a year;
// under every other address the browser has to ask.
func TestAssetsAreKeptByVersion(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.visitor()
	version := p.app.assets.version
	if !versionFolder.MatchString(version) {
		t.Fatalf("the version is %q", version)
	}
	for _, c := range []struct {
		path, kind, keep string
		status           int
	}{
		{"/static/" + version + "/css/base.css", "text/css; charset=utf-8", "public, max-age=31536000, immutable", 200},
		{"/static/" + version + "/js/lib/dom.js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable", 200},
		{"/static/" + version + "/fonts/Tinos_400Regular.ttf", "font/ttf", "public, max-age=31536000, immutable", 200},
		{"/static/0123456789ab/js/app.js", "text/javascript; charset=utf-8", "no-cache", 200},
		{"/static/js/app.js", "text/javascript; charset=utf-8", "no-cache", 200},
		{"/static/" + deskWorker, "text/javascript; charset=utf-8", "no-cache", 200},
		{"/static/" + version, "", "no-store", 404},
		{"/static/" + version + "/js/none.js", "", "no-store", 404},
		{"/static/" + version + "/" + version + "/js/app.js", "", "no-store", 404},
	} {
		t.Run(c.path, func(t *testing.T) {
			got := b.get(c.path)
			if got.Status != c.status || got.Header.Get("Cache-Control") != c.keep {
				t.Errorf("%d %q, want %d %q", got.Status, got.Header.Get("Cache-Control"), c.status, c.keep)
			}
			if kind := got.Header.Get("Content-Type"); c.kind != "" && kind != c.kind {
				t.Errorf("it is %q, want %q", kind, c.kind)
			}
			if allowed := got.Header.Get("Service-Worker-Allowed"); (allowed != "") != strings.HasSuffix(c.path, deskWorker) {
				t.Errorf("it may work for %q", allowed)
			}
		})
	}
}

var assetOf = regexp.MustCompile(`/static/([^"]+)`)

// TestPagesNameTheirModules: a page loads its module and, at the same time, what that imports, all under
// one version; every address it names exists.
func TestPagesNameTheirModules(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("head")
	got := b.get("/units/2/periods/14")
	for _, module := range []string{"js/app.js", "js/month.js"} {
		if got.Find(`script[type=module][src="/static/`+p.app.assets.version+"/"+module+`"]`).Length() != 1 {
			t.Errorf("the month does not load %s", module)
		}
		for _, imported := range static.Imports(module) {
			if got.Find(`link[rel=modulepreload][href="/static/`+p.app.assets.version+"/"+imported+`"]`).Length() == 0 {
				t.Errorf("the month does not announce %s, which %s imports", imported, module)
			}
		}
	}
	seen := map[string]bool{}
	for _, match := range assetOf.FindAllStringSubmatch(got.Body, -1) {
		path, _, _ := strings.Cut(match[1], "#")
		if seen[path] {
			continue
		}
		seen[path] = true
		if name, ok := strings.CutPrefix(path, p.app.assets.version+"/"); !ok {
			t.Errorf("%s has no version", path)
		} else if _, known := p.app.assets.files[name]; !known {
			t.Errorf("there is no %s", name)
		}
	}
	if len(seen) < 6 {
		t.Errorf("the month names %d files", len(seen))
	}
	if status := b.get("/static/" + p.app.assets.version + "/js/app.js").Status; status != http.StatusOK {
		t.Errorf("its module answers %d", status)
	}
}
