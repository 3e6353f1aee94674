package award

import (
	"fmt"

	"congthidua/internal/access"
	"congthidua/internal/intake"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Write keeps a recipient until all of the decision are known.
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
	d.list = append(d.list, x.recipient)
	return nil
}

// Close writes the decisions as issued ones, with prizes and honours.
func (r *pastReader) Close(tx *gorm.DB) (map[string]any, error) {
	recipients := 0
	for _, d := range r.order {
		if err := r.write(tx, d); err != nil {
			return nil, err
		}
		recipients += len(d.list)
	}
	return map[string]any{"decisions": len(r.order), "recipients": recipients}, nil
}

func (r *pastReader) write(tx *gorm.DB, d *pastDecision) error {
	form := r.forms[viet.SearchKey(d.list[0].Form)]
	made := Decision{Kind: Grant, Received: true, Body: d.body, Subject: "Tặng " + form.Name, Number: d.number, DecidedOn: d.on, Ordering: "precedence"}
	if err := tx.Raw(`INSERT INTO decisions (kind, received, body, subject, state, number, decided_on) VALUES (?, TRUE, ?, ?, 'draft', ?, ?) RETURNING id`, made.Kind, made.Body, made.Subject, made.Number, made.DecidedOn).Scan(&made.ID).Error; err != nil {
		return duplicated(err)
	}
	for _, x := range d.list {
		x.DecisionID = made.ID
		own := x
		if x.PersonID != 0 || x.UnitID != 0 {
			if err := fill(tx, &own); err != nil {
				return err
			}
		}
		if own.Name == "" || x.PersonID == 0 && x.UnitID == 0 { // nobody of now
			own.Name, own.Level = x.Name, 90
			own.NameKey = nameKey(own)
		}
		if x.Post != "" || x.Place != "" { // the list says what was then, not what is now
			own.Post, own.Place = x.Post, x.Place
		}
		if err := insert(tx, own); err != nil {
			return err
		}
	}
	if err := r.service.takeEffect(tx, access.Actor{}, made); err != nil {
		return err
	}
	return tx.Exec(`UPDATE decisions SET state = 'issued', version = version + 1 WHERE id = ?`, made.ID).Error
}
