package certificate

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"congthidua/internal/award"
	"congthidua/internal/fault"
)

// TestEveryBlankIsFilled: the list of blanks gives every value of a certificate, a sample of it, and its meaning.
func TestEveryBlankIsFilled(t *testing.T) {
	t.Parallel()
	c := Certificate{Code: "ABCDEFGHJK"}
	filled, err := values(award.Decision{DecidedOn: "2026-12-28"}, c, award.Recipient{}, award.Form{}, Paper{})
	if err != nil {
		t.Fatal(err)
	}
	want := slices.Sorted(maps.Keys(ForCertificate.Sample()))
	if got := slices.Sorted(maps.Keys(filled)); !slices.Equal(got, want) {
		t.Errorf("filled %q, in the sample %q", got, want)
	}
	addressed := slices.Sorted(maps.Keys(Addressed("", "", "")))
	for use := range UseNames {
		for _, b := range use.Blanks() {
			if b.Name == "" || b.About == "" || b.Sample == "" || (b.Of != nil) != (use == ForCertificate) {
				t.Errorf("%q: %+v", use, b)
			}
		}
		known := slices.Sorted(maps.Keys(use.Sample()))
		if (use == ForEnvelope || use == ForLabel) && !slices.Equal(known, addressed) {
			t.Errorf("%q: %q, addressed %q", use, known, addressed)
		}
	}
}

// TestAnUnknownBlankIsRefused: what nothing fills would be printed as it stands.
func TestAnUnknownBlankIsRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ layout, text, blank string }{
		{"giay-khen-a4", "Tặng {name}, {serial}", ""},
		{"giay-khen-a4", "Tặng {nme}", "{nme}"},
		{"giay-khen-a4", "{name} {ceremony}", "{ceremony}"},
		{"giay-khen-a4", "{}", "{}"},
		{"giay-moi-a5", "{ceremony}", ""},
		{"giay-moi-a5", "{achievement}", "{achievement}"},
		{"phong-bi-dl", "{body}", ""},
		{"nhan-70x37", "{code}", "{code}"},
	} {
		l := shipped(t)[c.layout]
		i := slices.IndexFunc(l.Fields, func(f Field) bool { return f.Code == "name" })
		l.Fields[i].Text = c.text
		err := l.Check()
		if c.blank == "" {
			if err != nil {
				t.Errorf("%s, %s: %v", c.layout, c.text, err)
			}
			continue
		}
		var refused fault.Invalid
		errors.As(err, &refused)
		said := ""
		for _, text := range refused.Fields {
			said += text.String()
		}
		if !strings.Contains(said, c.blank) || !strings.Contains(said, "«"+boxNames[l.Use]["name"]+"»") {
			t.Errorf("%s, %s: %q", c.layout, c.text, said)
		}
	}
}

// TestEveryBoxHasAName, and no name is left over from a box that is gone.
func TestEveryBoxHasAName(t *testing.T) {
	t.Parallel()
	named := map[Use]map[string]bool{}
	for code, l := range shipped(t) {
		if named[l.Use] == nil {
			named[l.Use] = map[string]bool{}
		}
		for _, f := range l.Fields {
			named[l.Use][f.Code] = true
			if boxNames[l.Use][f.Code] == "" {
				t.Errorf("%s: the box %s has no name", code, f.Code)
			}
		}
	}
	for use, names := range boxNames {
		for code := range names {
			if !named[use][code] {
				t.Errorf("%q: there is no box %s", use, code)
			}
		}
	}
}
