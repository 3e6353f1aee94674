package certificate

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/award"
	"congthidua/internal/clock"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// ofDecision are the certificates of a decision, by recipient.
func ofDecision(db *gorm.DB, decision int64) (map[int64]Certificate, error) {
	var list []Certificate
	err := db.Where("recipient_id IN (SELECT id FROM recipients WHERE decision_id = ?)", decision).Find(&list).Error
	byRecipient := make(map[int64]Certificate, len(list))
	for _, c := range list {
		byRecipient[c.RecipientID] = c
	}
	return byRecipient, err
}

// lastSerial is the last serial number of a year, 0 where there is none.
func lastSerial(db *gorm.DB, year int) (int, error) {
	return store.Count(db, `
		SELECT COALESCE(MAX(serial), 0)
		FROM certificates
		WHERE year = ?`, year)
}

// Printed is one time at which certificates of a decision were printed.
type Printed struct {
	At            int64 // milliseconds
	Actor, Reason string
	Certificates  int
	Serial        int // of the first
}

// Prints lists when the certificates of a decision were printed, the latest first.
func (s *Service) Prints(ctx context.Context, a access.Actor, decision int64) (list []Printed, err error) {
	reach, err := a.Require(access.CertificateView)
	if err != nil {
		return nil, err
	}
	db := s.Store.Read(ctx)
	if _, _, err := award.DecisionWithin(db, reach, decision, clock.Today(s.Clock)); err != nil {
		return nil, err
	}
	return list, db.Raw(`
		SELECT p.at, p.actor, p.reason, count(*) AS certificates, min(c.serial) AS serial
		FROM certificate_prints p
		JOIN certificates c ON c.id = p.certificate_id
		JOIN recipients r ON r.id = c.recipient_id
		WHERE r.decision_id = ?
		GROUP BY p.at, p.actor, p.reason
		ORDER BY p.at DESC
		LIMIT 100`, decision).Scan(&list).Error
}

// findProof reads what a certificate with a code proves.
func findProof(db *gorm.DB, code string) (p Proof, err error) {
	return p, store.One(db.Raw(`
		SELECT
			r.name, r.form, r.form_name,
			d.number, d.decided_on, d.body,
			c.year, c.serial,
			COALESCE(e.kind, '') AS ended,
			COALESCE(e.number, '') AS ended_by,
			COALESCE(e.decided_on, '') AS ended_on
		FROM certificates c
		JOIN recipients r ON r.id = c.recipient_id
		JOIN decisions d ON d.id = r.decision_id
		LEFT JOIN decisions e ON e.id = r.ended_by
		WHERE c.code = ?`, code), &p)
}
