package store_test

import (
	"testing"

	"congthidua/internal/store"
	"congthidua/internal/trial"
)

// TestContains: what people type is no pattern, on either engine.
func TestContains(t *testing.T) {
	t.Parallel()
	db := trial.Empty(t).Read(t.Context())
	for _, test := range []struct {
		text, find string
		want       bool
	}{
		{"ke hoach 100%", "100%", true},
		{"ke hoach 1000", "100%", false},
		{"ho_so", "o_s", true},
		{"hoxso", "o_s", false},
		{`a\b`, `\`, true},
		{"ab", `\`, false},
		{"an", "", true},
	} {
		var found bool
		err := store.One(db.Raw(`SELECT `+store.Contains("x.text")+` FROM (SELECT CAST(? AS TEXT) AS text) x`,
			store.Pattern(test.find), test.text), &found)
		if err != nil || found != test.want {
			t.Errorf("%q in %q: %v, %v", test.find, test.text, found, err)
		}
	}
}
