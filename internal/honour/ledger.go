package honour

import "gorm.io/gorm"

// Record enters a title into the ledger. It serves the rooms whose decisions give titles, within the transaction
// in which a decision takes effect; store.Duplicate tells that the title of that year is held already.
func Record(tx *gorm.DB, h Honour) error {
	row := map[string]any{
		"title":      h.Title,
		"year":       h.Year,
		"decision":   h.Decision,
		"decided_on": h.DecidedOn,
	}
	switch {
	case h.PersonID != 0:
		row["person_id"] = h.PersonID
	default:
		row["unit_id"] = h.UnitID
	}
	return tx.Table("honours").Create(row).Error
}

// End takes back, with a reason, the title of a year that somebody holds by a decision, within the transaction
// in which another decision ends it. A title that is not held any more stays as it is.
func End(tx *gorm.DB, h Honour, reason string) error {
	holder, id := "person_id = ?", h.PersonID
	if h.PersonID == 0 {
		holder, id = "unit_id = ?", h.UnitID
	}
	return tx.Table("honours").
		Where("title = ? AND year = ? AND decision = ? AND revoked = ''", h.Title, h.Year, h.Decision).
		Where(holder, id).
		UpdateColumn("revoked", reason).Error
}
