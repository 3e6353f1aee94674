package locale_test

import (
	"context"
	"os"
	"strconv"
	"strings"
	"testing"

	"congthidua/internal/locale"
)

func TestLanguages(t *testing.T) {
	for name, want := range map[string]locale.Language{
		"en": locale.English, "vi": locale.Vietnamese, "": locale.Vietnamese, "EN": locale.Vietnamese, "fr": locale.Vietnamese,
	} {
		if got := locale.Parse(name); got != want {
			t.Errorf("%q: %s, want %s", name, got, want)
		}
	}
	if got := locale.Of(t.Context()); got != locale.Vietnamese {
		t.Errorf("a context that says nothing: %s", got)
	}
	if got := locale.Of(locale.With(t.Context(), locale.English)); got != locale.English {
		t.Errorf("a context that says English: %s", got)
	}
}

func TestT(t *testing.T) {
	english := locale.With(t.Context(), locale.English)
	for _, c := range []struct {
		name string
		ctx  context.Context
		text string
		args []any
		want string
	}{
		{"Vietnamese", t.Context(), "%d chỗ", []any{3}, "3 chỗ"},
		{"English", english, "%d chỗ", []any{3}, "3 places"},
		{"a text without English stays", english, "không ai dịch %d", []any{3}, "không ai dịch 3"},
		{"what is filled in is not translated", english, "%s", []any{"%d chỗ"}, "%d chỗ"},
		{"without blanks a percent sign is one", t.Context(), "đạt 100%", nil, "đạt 100%"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := locale.T(c.ctx, c.text, c.args...); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
	if !locale.Has("%d chỗ") || locale.Has("không ai dịch %d") {
		t.Error("Has does not know the catalogue")
	}
}

func TestTitle(t *testing.T) {
	for text, want := range map[string]string{"đơn vị": "Đơn vị", "ảnh": "Ảnh", "A": "A", "": "", "1 chỗ": "1 chỗ"} {
		if got := locale.Title(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// The catalogue of English texts is edited by many: one text a line, key and value in quotes, each key once,
// no value empty.
func TestTheCatalogueHasOneTextALine(t *testing.T) {
	content, err := os.ReadFile("../../data/locale/en.yaml")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for i, line := range strings.Split(strings.TrimSuffix(string(content), "\n"), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		quoted, err := strconv.QuotedPrefix(line)
		if err != nil {
			t.Errorf("line %d: the key is not in quotes: %s", i+1, line)
			continue
		}
		key, errKey := strconv.Unquote(quoted)
		value, errValue := strconv.Unquote(strings.TrimPrefix(line[len(quoted):], ": "))
		switch {
		case errKey != nil || errValue != nil || !strings.HasPrefix(line[len(quoted):], ": "):
			t.Errorf("line %d is not \"key\": \"value\": %s", i+1, line)
		case strings.TrimSpace(value) == "" || strings.TrimSpace(key) == "":
			t.Errorf("line %d: an empty text: %s", i+1, line)
		case seen[key] != 0:
			t.Errorf("line %d: %q stands in line %d already", i+1, key, seen[key])
		}
		seen[key] = i + 1
	}
	if len(seen) < 1000 {
		t.Errorf("only %d texts were read", len(seen))
	}
}
