package document

import (
	"fmt"

	"gorm.io/gorm"
)

// Outgoing is a paper in its register (sổ văn bản đi).
type Outgoing struct {
	Register string // "QĐ"
	Year     int
	Number   int
	Symbol   string // "215-QĐ/BTCTU"
	IssuedOn string // 2006-01-02
	Subject  string
	Signer   string
}

// Issue gives a paper the next number of its register and year and enters it. Numbers have no gaps:
// this is done in the transaction that issues the paper, or not at all. sign is what stands behind
// the number, state papers write a colon's style of their own.
func Issue(tx *gorm.DB, o Outgoing, sign string, state bool) (Outgoing, error) {
	if err := tx.Raw(`SELECT COALESCE(MAX(number), 0) + 1 FROM outgoing WHERE register = ? AND year = ?`, o.Register, o.Year).Scan(&o.Number).Error; err != nil {
		return o, err
	}
	o.Symbol = fmt.Sprintf("%d-%s/%s", o.Number, o.Register, sign)
	if state { // Nghị định 30/2020/NĐ-CP
		o.Symbol = fmt.Sprintf("%d/%s-%s", o.Number, o.Register, sign)
	}
	return o, tx.Exec(`INSERT INTO outgoing (register, year, number, symbol, issued_on, subject, signer) VALUES (?, ?, ?, ?, ?, ?, ?)`, o.Register, o.Year, o.Number, o.Symbol, o.IssuedOn, o.Subject, o.Signer).Error
}
