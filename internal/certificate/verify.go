package certificate

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/award"
	"congthidua/internal/code"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// verifySetting switches the public check off with "off".
const verifySetting = "verify"

// Verifiable reports whether anybody may check certificates.
func (s *Service) Verifiable(ctx context.Context) (bool, error) {
	value, err := s.Store.Setting(ctx, verifySetting)
	return value != "off", err
}

// SwitchVerify switches the public check on or off.
func (s *Service) SwitchVerify(ctx context.Context, a access.Actor, on bool) error {
	if _, err := a.Require(access.AccountsManage); err != nil {
		return err
	}
	value := map[bool]string{true: "on", false: "off"}[on]
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := store.SetSetting(tx, verifySetting, value); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "verify.switch", Object: "settings", Detail: map[string]any{"verify": value}})
	})
}

// Proof is what anybody may know of a certificate by its code: no more than stands on it, and whether
// it still holds.
type Proof struct {
	Name, Form, Number, DecidedOn, Body string
	Year, Serial                        int
	Ended, EndedBy, EndedOn             string // kind, number and day of the decision that ended it, "" for none
}

// Verify finds a certificate by its code, written with or without its hyphen.
func (s *Service) Verify(ctx context.Context, typed string) (p Proof, err error) {
	known, ok := code.Parse(typed)
	if !ok {
		return p, fault.ErrNotFound
	}
	err = s.Store.Read(ctx).Raw(`SELECT r.name, r.form, d.number, d.decided_on, d.body, c.year, c.serial, COALESCE(e.kind, '') AS ended, COALESCE(e.number, '') AS ended_by, COALESCE(e.decided_on, '') AS ended_on
		FROM certificates c JOIN recipients r ON r.id = c.recipient_id JOIN decisions d ON d.id = r.decision_id LEFT JOIN decisions e ON e.id = r.ended_by WHERE c.code = ?`, known).Scan(&p).Error
	if err == nil && p.Number == "" {
		err = fault.ErrNotFound
	}
	if catalogue, catalogueErr := award.Shipped(); catalogueErr == nil && catalogue.Form(p.Form) != nil {
		p.Form = catalogue.Form(p.Form).Name
	}
	return p, err
}
