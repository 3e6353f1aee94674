package award

import (
	"fmt"

	"congthidua/internal/intake"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Write keeps a line until all of its decision are known.
func (r *pastReader) Write(_ *gorm.DB, f intake.Finding) error {
	x, ok := f.Value.(pastRow)
	if !ok {
		return fmt.Errorf("row %d was not judged as a recipient", f.Number)
	}
	d := r.decisions[x.key]
	if d == nil {
		d = &pastDecision{pastKey: x.key}
		r.decisions[x.key], r.order = d, append(r.order, d)
	}
	d.list = append(d.list, x.who)
	return nil
}

// Close writes the decisions as issued ones, with prizes and honours.
func (r *pastReader) Close(tx *gorm.DB) (map[string]any, error) {
	lines := 0
	for _, d := range r.order {
		if err := d.write(tx); err != nil {
			return nil, err
		}
		lines += len(d.list)
	}
	return map[string]any{"decisions": len(r.order), "recipients": lines}, nil
}

// write writes a decision of the list and lets it take effect.
func (d *pastDecision) write(tx *gorm.DB) error {
	made := Decision{
		Kind:      Grant,
		State:     Draft,
		Received:  true,
		Body:      d.body,
		Subject:   "Tặng " + d.list[0].FormName,
		Number:    d.number,
		DecidedOn: d.on,
		Columns:   UsualColumns,
		Ordering:  ByPrecedence,
	}
	if err := tx.Create(&made).Error; err != nil {
		return duplicated(err)
	}
	list := make([]Awardee, len(d.list))
	for i, typed := range d.list {
		w := typed
		if w.PersonID != nil || w.UnitID != nil {
			if err := fill(tx, &w); err != nil {
				return err
			}
		} else {
			w.Level = lowest
			w.setName(typed.Name)
		}
		if typed.Post != "" || typed.Place != "" { // the list says what was then, not what is now
			w.Post, w.Place = typed.Post, typed.Place
		}
		list[i] = w
	}
	if err := putRecipients(tx, made.ID, list); err != nil {
		return err
	}
	change, err := takeEffect(tx, DecisionRow{Decision: made})
	if err != nil {
		return err
	}
	change["state"] = Issued
	return store.Advance(tx, &made, made.Version, Draft, change)
}
