package catalogue

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/fault"

	"gorm.io/gorm"
)

// Kind is a kind of catalogue: what its editions hold and how they are handled.
type Kind struct {
	Code       string // "prizes"; in addresses, files and the database
	Name       string // "Mức tiền thưởng", as the screen shows it
	About      string // one sentence: what it holds and what it steers
	View, Edit access.Permission
	Fields     []Field // of the content

	// FromAMonth lets editions begin on the first day of a month only.
	FromAMonth bool
	// AnyDay lets editions begin on a day that has passed: what the law has set since then.
	AnyDay bool

	// Read replaces the general reading of a body by the room's own. It returns the head and what is wrong
	// with the content, by place.
	Read func(body string) (Head, fault.Fields, error)
	// Dated writes the days of an edition into a body of a kind with a Read of its own; to may be "".
	Dated func(body, from, to string) (string, error)
	// Further checks a content beyond its fields.
	Further func(c Content, wrong fault.Fields)
	// BeforePublish refuses a day on which the edition must not begin.
	BeforePublish func(tx *gorm.DB, e Edition, day string) error
	// Try says what would change if the edition were in force now; nil where nothing can be tried.
	Try func(ctx context.Context, db *gorm.DB, e Edition, today string) (Trial, error)
}

// Trial is an edition tried on what is there.
type Trial struct {
	Looked  int      // how many cases were looked at
	Changed int      // how many would be others
	Shifts  []Shift  // at most MostShifts of them
	Notes   []string // what else is to be known, each a sentence
}

// MostShifts is how many changes a trial names.
const MostShifts = 200

// Shift is one case that an edition would change.
type Shift struct {
	Link          string // of the case
	What          string // the case in words
	Before, After string
}

// Add counts a case and notes it where it changes.
func (t *Trial) Add(link, what, before, after string) {
	t.Looked++
	if before == after {
		return
	}
	t.Changed++
	if len(t.Shifts) < MostShifts {
		t.Shifts = append(t.Shifts, Shift{Link: link, What: what, Before: before, After: after})
	}
}

// Head is what every edition begins with.
type Head struct {
	Code    string   `yaml:"code"`
	Name    string   `yaml:"name"`
	Legal   string   `yaml:"legal"`
	From    string   `yaml:"from"`         // 2006-01-02
	To      string   `yaml:"to,omitempty"` // the last day
	Sources []string `yaml:"sources,omitempty"`
	Note    string   `yaml:"note,omitempty"`
}

// Content is an edition read: its head and the values of its fields.
type Content struct {
	Head   Head
	Values Values
	body   string // of a kind with a reading of its own
}
