package static

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// modules are the names of the portal's own scripts.
func modules(t *testing.T) []string {
	t.Helper()
	var names []string
	err := fs.WalkDir(Files, "js", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && path.Ext(name) == ".js" {
			names = append(names, name)
		}
		return err
	})
	if err != nil || len(names) < 10 {
		t.Fatalf("%d modules, %v", len(names), err)
	}
	return names
}

func read(t *testing.T, name string) string {
	t.Helper()
	content, err := Files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// TestScriptsSayNothing: whatever a person reads passes the catalogue of texts, so that a script holds no
// sentence. Vietnamese letters are the sign of one.
func TestScriptsSayNothing(t *testing.T) {
	t.Parallel()
	for _, name := range modules(t) {
		for number, line := range strings.Split(read(t, name), "\n") {
			code, _, _ := strings.Cut(line, "//") // comments are English, but may name a letter
			if at := strings.IndexFunc(code, vietnamese); at >= 0 {
				t.Errorf("%s:%d says something of its own: %s", name, number+1, strings.TrimSpace(line))
			}
		}
	}
}

// vietnamese reports whether a letter is one that Vietnamese has and English has not.
func vietnamese(r rune) bool {
	const letters = "ăâđêôơưàáãèéìíĩòóõùúũýĂÂĐÊÔƠƯÀÁÃÈÉÌÍĨÒÓÕÙÚŨÝ"
	return strings.ContainsRune(letters, r) || r >= 0x1ea0 && r <= 0x1ef9
}

func TestImports(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		module string
		want   []string
	}{
		{"js/job.js", []string{"js/lib/dom.js"}},
		{"js/card.js", []string{"js/lib/dom.js", "js/lib/autosave.js"}},
		{"js/programme.js", []string{"js/lib/dom.js"}},
		{
			"js/desk.js",
			[]string{
				"js/lib/dom.js",
				"js/lib/text.js",
				"js/desk/notes.js",
				"js/desk/offline.js",
				"js/desk/camera.js",
				"js/lib/token.js", // through notes.js
			},
		},
		{"js/lib/dom.js", []string{}},
		{"js/none.js", []string{}},
	} {
		t.Run(c.module, func(t *testing.T) {
			t.Parallel()
			for range 2 { // the second time from memory
				if got := Imports(c.module); !slices.Equal(got, c.want) {
					t.Errorf("imports %q, want %q", got, c.want)
				}
			}
		})
	}
}

// TestEveryImportIsSeen holds the pattern that finds imports against a plain look at the files, and every
// import against the files that there are.
func TestEveryImportIsSeen(t *testing.T) {
	t.Parallel()
	anyImport := regexp.MustCompile(`(?m)^\s*(import|export .* from)\b`)
	for _, name := range modules(t) {
		source := read(t, name)
		if strings.Contains(source, "import(") {
			t.Errorf("%s loads a module later, which the page does not announce", name)
		}
		seen := importLine.FindAllStringSubmatch(source, -1)
		if all := anyImport.FindAllString(source, -1); len(all) != len(seen) {
			t.Errorf("%s has %d imports, of which %d are seen", name, len(all), len(seen))
		}
		for _, match := range seen {
			if _, err := Files.ReadFile(path.Join(path.Dir(name), match[1])); err != nil {
				t.Errorf("%s imports what does not exist: %v", name, err)
			}
		}
	}
}
