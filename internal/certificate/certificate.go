package certificate

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/award"
	"congthidua/internal/clock"
	"congthidua/internal/code"
	"congthidua/internal/fault"
	"congthidua/internal/org"

	"gorm.io/gorm"
)

// Certificate is an entry of the register (sổ cấp bằng).
type Certificate struct {
	ID          int64 `gorm:"primaryKey"`
	RecipientID int64
	Year        int
	Serial      int    // within the year, without gaps
	Code        string `gorm:"size:10"` // by which anybody can check it
	Prints      int    // how often it was printed
}

// Shown is the code in two halves, as it is read out.
func (c Certificate) Shown() string { return code.Show(c.Code) }

// Number is the serial number with its year, as it stands on the certificate.
func (c Certificate) Number() string { return fmt.Sprintf("%d/%d", c.Serial, c.Year) }

// Entry is a certificate with the line of the decision that it is for, its layout, and what fills its blanks.
type Entry struct {
	Certificate
	Line   award.Recipient
	Layout Layout
	Values Values
}

// Batch is the certificates of a decision in the order of its list, which is that of the stage.
type Batch struct {
	Decision award.DecisionRow
	List     []Entry
	Layouts  []Layout // of certificates
	Chosen   int64    // the layout of all, chosen by hand; 0 where each has the layout of its form
	Missing  int      // recipients whose line holds and who are not in the register
}

// Paper is what stands around the certificates of a decision: the letterhead, and the address of the portal that
// the QR codes name.
type Paper struct {
	Letterhead org.Letterhead
	Base       string
}

// Register gives every recipient of an issued decision whose line holds an entry in the register, where there is
// none yet.
func (s *Service) Register(ctx context.Context, a access.Actor, decision int64) error {
	reach, err := a.Require(access.CertificatePrint)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		d, list, err := award.DecisionWithin(tx, reach, decision, clock.Today(s.Clock))
		if err != nil {
			return err
		}
		if d.State != award.Issued || d.Kind == award.Revocation {
			return fault.Conflictf("Chỉ vào sổ và in bằng của quyết định đã ban hành.")
		}
		added, err := register(tx, d, list)
		if err != nil || added == 0 {
			return err
		}
		return audit.Note(tx, s.Clock, a, "certificate.register", "decisions", decision,
			audit.Detail{"certificates": added})
	})
}

// register writes the entries that are missing, numbered on within the year of the decision.
func register(tx *gorm.DB, d award.DecisionRow, list []award.Recipient) (added int, err error) {
	on, err := time.Parse(clock.Date, d.DecidedOn)
	if err != nil {
		return 0, err
	}
	known, err := ofDecision(tx, d.ID)
	if err != nil {
		return 0, err
	}
	last, err := lastSerial(tx, on.Year())
	if err != nil {
		return 0, err
	}
	var rows []Certificate
	for _, r := range list {
		if _, registered := known[r.ID]; registered || r.EndedBy != nil {
			continue
		}
		last++
		rows = append(rows, Certificate{RecipientID: r.ID, Year: on.Year(), Serial: last, Code: code.New()})
	}
	if len(rows) == 0 {
		return 0, nil
	}
	return len(rows), tx.CreateInBatches(rows, 100).Error
}

// Batch reads the certificates of a decision, to be set by the chosen layout or, for 0, each by that of its form.
func (s *Service) Batch(
	ctx context.Context, a access.Actor, decision, layout int64, p Paper,
) (b Batch, err error) {
	reach, err := a.Require(access.CertificateView)
	if err != nil {
		return b, err
	}
	want := Printing{Decision: decision, Layout: layout}
	return batch(s.Store.Read(ctx), reach, want, clock.Today(s.Clock), p)
}

// batch reads the certificates of a decision within reach. Those of lines that were corrected or revoked are
// left out.
func batch(db *gorm.DB, reach access.Reach, want Printing, today string, p Paper) (b Batch, err error) {
	d, list, err := award.DecisionWithin(db, reach, want.Decision, today)
	if err != nil {
		return b, err
	}
	forms, err := award.InForce(db, cmp.Or(d.DecidedOn, today))
	if err != nil {
		return b, err
	}
	known, err := ofDecision(db, want.Decision)
	if err != nil {
		return b, err
	}
	all, err := layouts(db)
	if err != nil {
		return b, err
	}
	b.Decision, b.Layouts, b.Chosen = d, Of(all, ForCertificate), want.Layout
	for _, r := range list {
		if r.EndedBy != nil {
			continue
		}
		c, registered := known[r.ID]
		if !registered {
			b.Missing++
			continue
		}
		l, err := pickLayout(b.Layouts, want.Layout, r.Form)
		if err != nil {
			return b, err
		}
		filled, err := values(d.Decision, c, r, forms.Named(r.Awardee), p)
		if err != nil {
			return b, err
		}
		b.List = append(b.List, Entry{Certificate: c, Line: r, Layout: l, Values: filled})
	}
	return b, nil
}
