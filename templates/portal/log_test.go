package portal

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
)

// What is written to the log somewhere in the program is read by people: each action has a name.
func TestEveryLoggedActionHasAName(t *testing.T) {
	action := regexp.MustCompile(`(?:audit\.Entry\{Action: |audit\.Note\(tx, s\.Clock, a, )"([a-z_.]+)"`)
	found := 0
	err := fs.WalkDir(os.DirFS("../.."), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile("../../" + path)
		for _, m := range action.FindAllStringSubmatch(string(source), -1) {
			found++
			if Actions[m[1]] == "" && !strings.HasSuffix(m[1], ".") {
				t.Errorf("%s: %s", path, m[1])
			}
		}
		return err
	})
	if err != nil || found < 40 {
		t.Fatalf("%d actions found, %v", found, err)
	}
}

func TestBrowserIsSaidInAFewWords(t *testing.T) {
	for agent, want := range map[string]string{
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36 Edg/120.0": "Edge, Windows",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Mobile/15E148 Safari/604.1":        "Safari, iPhone",
		"curl/8.0": "curl/8.0",
	} {
		if got := Browser(agent); got != want {
			t.Errorf("%s: %q", agent, got)
		}
	}
}
