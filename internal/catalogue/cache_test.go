package catalogue_test

import (
	"errors"
	"testing"

	"congthidua/internal/catalogue"
)

// TestCache: a published edition is read once, a draft and a body that cannot be read each time.
func TestCache(t *testing.T) {
	t.Parallel()
	unreadable := errors.New("unreadable")
	for name, x := range map[string]struct {
		state catalogue.State
		fails error
		reads int // of three calls
	}{
		"published":  {catalogue.Published, nil, 1},
		"a draft":    {catalogue.Draft, nil, 3},
		"unreadable": {catalogue.Published, unreadable, 3},
	} {
		t.Run(name, func(t *testing.T) {
			var cache catalogue.Cache[string]
			reads := 0
			for range 3 {
				e := catalogue.Edition{State: x.state, Body: "a"}
				got, err := cache.Of(e, func(body string) (*string, error) {
					reads++
					return &body, x.fails
				})
				if !errors.Is(err, x.fails) || err == nil && *got != "a" {
					t.Fatalf("%v, %v", got, err)
				}
			}
			if reads != x.reads {
				t.Errorf("read %d times, want %d", reads, x.reads)
			}
			other := catalogue.Edition{State: catalogue.Published, Body: "b"}
			got, err := cache.Of(other, func(body string) (*string, error) { return &body, nil })
			if err != nil || *got != "b" {
				t.Errorf("another edition: %v, %v", got, err)
			}
		})
	}
}
