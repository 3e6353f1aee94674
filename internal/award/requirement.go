package award

import (
	"slices"

	"congthidua/internal/attachment"

	"gorm.io/gorm"
)

// Source is where a paper of a dossier comes from.
type Source string

// The sources.
const (
	FromPortal      Source = "portal"      // the portal writes it
	FromReports     Source = "reports"     // of the achievement reports on the lines
	FromCouncil     Source = "council"     // minutes of a meeting of the council that is closed
	FromInitiatives Source = "initiatives" // recognised initiatives
	FromPosts       Source = "posts"       // the posts that somebody has held
	FromFile        Source = "file"        // a file that is attached
)

// Requirement is a paper that a dossier needs.
type Requirement struct {
	Code  string         `yaml:"code"`
	Name  string         `yaml:"name"`
	From  Source         `yaml:"from"`
	Forms []string       `yaml:"forms"` // for whom, none: for everybody
	Kinds []ProposalKind `yaml:"kinds"` // of proposals, none: all
}

// asks reports whether a proposal needs the paper for a line.
func (r Requirement) asks(p Proposal, x ProposalLine) bool {
	return (len(r.Kinds) == 0 || slices.Contains(r.Kinds, p.Kind)) &&
		(len(r.Forms) == 0 || slices.Contains(r.Forms, x.Form))
}

// general reports whether every proposal needs the paper, whoever is in it.
func (r Requirement) general() bool { return len(r.Forms) == 0 && len(r.Kinds) == 0 }

// Need is a paper of a dossier with whether it is there.
type Need struct {
	Requirement
	Files   []attachment.File // attached for it
	Missing []string          // for whom it is not in the record
}

// Done reports whether the paper is there: made, found in the record, or attached.
func (n Need) Done() bool { return len(n.Files) > 0 || len(n.Missing) == 0 && n.From != FromFile }

// Attachable reports whether a file may stand for the paper; what the portal writes it writes by itself.
func (n Need) Attachable() bool { return n.From != FromPortal }

// needs goes through the papers that a proposal's dossier needs.
func (c *Catalogue) needs(db *gorm.DB, p Proposal, list []ProposalLine) (needs []Need, err error) {
	files, err := attachment.Of(db, proposalFiles, p.ID)
	if err != nil {
		return nil, err
	}
	found, err := foundFor(db, p.ID)
	if err != nil {
		return nil, err
	}
	for _, r := range c.Dossier {
		if n, asked := need(r, p, list, found[r.From], files); asked {
			needs = append(needs, n)
		}
	}
	return needs, nil
}

// need is one paper of a dossier; found are the lines for which the record has it. It is asked for by a line, by
// a file that is there for it, or, while there are no lines, by every proposal.
func need(
	r Requirement, p Proposal, list []ProposalLine, found map[int64]bool, files []attachment.File,
) (n Need, asked bool) {
	n, asked = Need{Requirement: r}, len(list) == 0 && r.general()
	inRecord := r.From != FromPortal && r.From != FromFile
	for _, x := range list {
		if !r.asks(p, x) {
			continue
		}
		asked = true
		if inRecord && !found[x.ID] {
			n.Missing = append(n.Missing, x.Name)
		}
	}
	for _, f := range files {
		if f.Label == r.Code {
			n.Files = append(n.Files, f)
		}
	}
	return n, asked || len(n.Files) > 0
}
