package award

import (
	"database/sql"

	"congthidua/internal/store"

	"gorm.io/gorm"
)

// knownDecisions are the decisions of the portal that have a number. They are scanned by hand, as a list to be
// imported may be long (the row "import of" of `make bench`).
func knownDecisions(db *gorm.DB) (map[string]bool, error) {
	known := map[string]bool{}
	return known, store.Each(db, func(rows *sql.Rows) error {
		var number, on string
		err := rows.Scan(&number, &on)
		known[decisionKey(number, on)] = true
		return err
	}, `
		SELECT number, decided_on
		FROM decisions
		WHERE number <> ''`)
}

// knownTitles are the titles of the ledger, scanned by hand (the row "import of" of `make bench`).
func knownTitles(db *gorm.DB) (map[string]bool, error) {
	known := map[string]bool{}
	return known, store.Each(db, func(rows *sql.Rows) error {
		var person, unit int64
		var title string
		var year int
		err := rows.Scan(&person, &unit, &title, &year)
		known[heldKey(person, unit, title, year)] = true
		return err
	}, `
		SELECT COALESCE(person_id, 0), COALESCE(unit_id, 0), title, year
		FROM honours
		WHERE revoked = ''`)
}
