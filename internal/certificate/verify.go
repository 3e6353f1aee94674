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

// verifySetting holds whether anybody may check certificates: on, which is also what nothing means, or off.
const (
	verifySetting = "verify"
	verifyOn      = "on"
	verifyOff     = "off"
)

// Verifiable reports whether anybody may check certificates. It is asked before anybody is known, so it takes no
// actor.
func (s *Service) Verifiable(ctx context.Context) (bool, error) {
	value, err := s.Store.Setting(ctx, verifySetting)
	return value != verifyOff, err
}

// SwitchVerify switches the public check on or off.
func (s *Service) SwitchVerify(ctx context.Context, a access.Actor, on bool) error {
	if err := a.RequireAll(access.AccountsManage); err != nil {
		return err
	}
	value := verifyOff
	if on {
		value = verifyOn
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := store.SetSetting(tx, verifySetting, value); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "verify.switch", "settings", 0, audit.Detail{"verify": value})
	})
}

// Proof is what anybody may know of a certificate by its code: no more than stands on it, and whether it still
// holds.
type Proof struct {
	Name              string
	Form, FormName    string // code and name
	Number, DecidedOn string
	Body              string
	Year, Serial      int
	Ended             award.Kind // kind of the decision that ended it, "" while it holds
	EndedBy, EndedOn  string     // number and day of that decision
}

// Verify finds a certificate by its code, written with or without its hyphen. Anybody may ask, so it takes no
// actor.
func (s *Service) Verify(ctx context.Context, typed string) (p Proof, err error) {
	known, ok := code.Parse(typed)
	if !ok {
		return p, fault.ErrNotFound
	}
	if p, err = findProof(s.Store.Read(ctx), known); err != nil {
		return p, err
	}
	p.FormName = award.FormName(award.Awardee{Form: p.Form, FormName: p.FormName})
	return p, nil
}
