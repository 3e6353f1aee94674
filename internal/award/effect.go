package award

import (
	"errors"
	"fmt"

	"congthidua/internal/fault"
	"congthidua/internal/honour"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// takeEffect does what follows from a decision that has its number and day: it ends the lines that a correction
// or revocation replaces, reckons prizes and writes the ledger of titles held. It returns what changes in the
// decision itself.
func takeEffect(tx *gorm.DB, d DecisionRow) (store.Change, error) {
	c, err := InForce(tx, d.DecidedOn)
	if err != nil {
		return nil, err
	}
	list, err := c.recipients(tx, d.Decision)
	if err != nil {
		return nil, err
	}
	change := store.Change{"number": d.Number, "decided_on": d.DecidedOn}
	if d.Kind != Grant {
		if err := endOld(tx, d, list); err != nil {
			return nil, err
		}
	}
	if d.Kind == Revocation {
		return change, nil
	}
	known, err := salaries(tx)
	if err != nil {
		return nil, err
	}
	for i := range list {
		r := &list[i]
		prize := c.Prize(r.Form, r.Collective, d.DecidedOn, known)
		change["base_salary"], change["prize_legal"] = prize.Salary, prize.Legal
		err := store.Update(tx, r, r.Version, store.Change{
			"form_name":   r.FormName,
			"coefficient": prize.Coefficient,
			"prize":       prize.Amount,
		})
		if err != nil {
			return nil, err
		}
		if err := record(tx, d.Decision, *r, c.Named(r.Awardee)); err != nil {
			return nil, err
		}
	}
	return change, nil
}

// title is the entry of the ledger that a line of a decision makes.
func title(number, on string, w Awardee) honour.Honour {
	return honour.Honour{
		PersonID:  w.PersonID,
		UnitID:    w.UnitID,
		Title:     w.Form,
		Year:      w.Year,
		Decision:  number,
		DecidedOn: on,
	}
}

// record enters a line into the ledger of titles held, which has people and units of the body only.
func record(tx *gorm.DB, d Decision, r Recipient, f Form) error {
	if r.PersonID == nil && r.UnitID == nil {
		return nil
	}
	err := honour.Record(tx, title(d.Number, d.DecidedOn, r.Awardee))
	if store.Duplicate(err) {
		return fault.Conflictf("%s đã có %s của năm %d.", r.Name, f.Name, r.Year)
	}
	return err
}

// endOld ends the lines of the old decision that this one replaces, in the ledger too.
func endOld(tx *gorm.DB, d DecisionRow, list []Recipient) error {
	for i := range list {
		r := &list[i]
		if r.ReplacesID == nil {
			continue
		}
		var old Recipient
		err := store.First(tx.Where("id = ? AND ended_by IS NULL", *r.ReplacesID), &old)
		if errors.Is(err, fault.ErrNotFound) {
			return fault.ErrStale
		}
		if err != nil {
			return err
		}
		if err := store.Update(tx, &old, old.Version, store.Change{"ended_by": d.ID}); err != nil {
			return err
		}
		if d.Kind == Correction && old.RegistrationID != nil { // the line that holds answers the council's result
			err := store.Update(tx, r, r.Version, store.Change{"registration_id": *old.RegistrationID})
			if err != nil {
				return err
			}
		}
		if old.PersonID == nil && old.UnitID == nil {
			continue
		}
		reason := fmt.Sprintf("%s theo %s ngày %s: %s",
			KindNames[d.Kind], d.Number, viet.ShowDate(d.DecidedOn), d.Reason)
		if err := honour.End(tx, title(d.OldNumber, d.OldOn, old.Awardee), reason); err != nil {
			return err
		}
	}
	return nil
}
