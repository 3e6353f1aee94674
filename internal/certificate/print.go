package certificate

import (
	"context"
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// certificatePrint is one print of one certificate.
type certificatePrint struct {
	ID            int64 `gorm:"primaryKey"`
	CertificateID int64 `gorm:"index:certificate_prints_certificate"`
	At            int64 `gorm:"index:certificate_prints_certificate"` // milliseconds
	Actor         string
	Reason        string `gorm:"size:300"` // why it was printed again, "" the first time
}

// TableName implements gorm's schema.Tabler.
func (certificatePrint) TableName() string { return "certificate_prints" }

// Printing says which certificates of a decision are printed, how, and why again.
type Printing struct {
	Decision int64
	Only     int64 // the certificate with this number alone, 0 for all
	Layout   int64 // 0 where each has the layout of its form
	Reason   string
}

// Print counts a print of certificates, keeps it in their log, and returns what is printed. One that was printed
// before is printed again for a reason only.
func (s *Service) Print(ctx context.Context, a access.Actor, want Printing, p Paper) (b Batch, err error) {
	reach, err := a.Require(access.CertificatePrint)
	if err != nil {
		return b, err
	}
	wrong := fault.Fields{}
	wrong.Text("reason", &want.Reason, 0, 300)
	if err := wrong.Err(); err != nil {
		return b, err
	}
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		if b, err = batch(tx, reach, want, clock.Today(s.Clock), p); err != nil {
			return err
		}
		if b.List, err = pick(b.List, want.Only); err != nil {
			return err
		}
		at := s.Clock.Now().UnixMilli()
		for i := range b.List {
			if err := count(tx, &b.List[i].Certificate, want.Reason, at, a.Name); err != nil {
				return err
			}
		}
		return audit.Note(tx, s.Clock, a, "certificate.print", "decisions", want.Decision,
			audit.Detail{"certificates": len(b.List), "reason": want.Reason})
	})
	return b, err
}

// pick is the certificate with the number only, or all of them for 0.
func pick(list []Entry, only int64) ([]Entry, error) {
	if only == 0 {
		if len(list) == 0 {
			return nil, fault.Conflictf("Chưa có bằng nào trong sổ; vào sổ trước.")
		}
		return list, nil
	}
	i := slices.IndexFunc(list, func(e Entry) bool { return e.ID == only })
	if i < 0 {
		return nil, fault.ErrNotFound
	}
	return list[i : i+1], nil
}

// count notes one print of a certificate.
func count(tx *gorm.DB, c *Certificate, reason string, at int64, actor string) error {
	if c.Prints > 0 && reason == "" {
		return fault.Invalidf("reason", "Có bằng đã in; ghi lý do in lại")
	}
	if err := store.OneRow(tx.Model(c).UpdateColumn("prints", c.Prints+1)); err != nil {
		return err
	}
	return tx.Create(&certificatePrint{CertificateID: c.ID, At: at, Actor: actor, Reason: reason}).Error
}
