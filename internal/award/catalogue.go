package award

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"congthidua/internal/viet"
)

// Form is a form of commendation (hình thức khen thưởng). Forms stand in the order of their rank.
type Form struct {
	Code  string `yaml:"code"`
	Name  string `yaml:"name"`
	Short string `yaml:"short"` // "Bằng khen"
	Kind  string `yaml:"kind"`  // order, title, flag, medal, certificate
}

// Catalogue is what the catalogues of awards say on a day: forms, papers of dossiers, and the decrees on prizes.
type Catalogue struct {
	Forms   []Form        // the highest first
	Prizes  []PrizeLaw    // all that are published, a later one after an earlier one
	Dossier []Requirement // papers, in the order of the dossier
}

// PrizeLaw is a decree on prizes, in force from a day until the next one.
type PrizeLaw struct {
	Legal        string
	From         string                 // 2006-01-02
	To           string                 // the last day, "" while there is none
	Round        int64                  // up to a multiple of this, in đồng
	Coefficients map[string]Coefficient // by the code of the form
}

// Coefficient is what a form brings, in base salaries; 0 is none.
type Coefficient struct {
	Persons   float64 `yaml:"persons"`
	Units     float64 `yaml:"units"`
	Unchecked bool    `yaml:"unchecked"` // not compared with the text of the law
}

// Salary is the base salary (mức lương cơ sở) in force from a day on, in đồng.
type Salary struct {
	Since  string `yaml:"from" gorm:"primaryKey;size:10"` // 2006-01-02
	Amount int64  `yaml:"amount"`
	Legal  string `yaml:"legal" gorm:"size:200"`
}

// TableName implements gorm's schema.Tabler.
func (Salary) TableName() string { return "base_salaries" }

// Form returns a form by its code, nil where there is none.
func (c *Catalogue) Form(code string) *Form {
	for i := range c.Forms {
		if c.Forms[i].Code == code {
			return &c.Forms[i]
		}
	}
	return nil
}

// Rank is the place of a form, 0 the highest; one that is not known comes last.
func (c *Catalogue) Rank(code string) int {
	if i := slices.IndexFunc(c.Forms, func(f Form) bool { return f.Code == code }); i >= 0 {
		return i
	}
	return len(c.Forms)
}

// titleKind is the kind of a form that is an emulation title.
const titleKind = "title"

// Named is the form of a line, under the name that the line keeps. A form that is not in the catalogue (a title of
// the catalogue of titles, say) has a name, but neither rank nor prize.
func (c *Catalogue) Named(w Awardee) Form {
	form := Form{Code: w.Form, Name: w.Form, Short: "Danh hiệu", Kind: titleKind}
	if known := c.Form(w.Form); known != nil {
		form = *known
	}
	form.Name = cmp.Or(w.FormName, form.Name)
	return form
}

// rename gives a line that is not issued yet the name that its form has now; one that the catalogue does not
// have keeps its own.
func (c *Catalogue) rename(w *Awardee) {
	if form := c.Form(w.Form); form != nil {
		w.FormName = form.Name
	}
}

// dong writes an amount of money.
func dong(amount int64) string { return viet.Count(int(amount)) }

// Prize is the money that goes with a form, with how it was reckoned.
type Prize struct {
	Amount      int64 // đồng
	Coefficient float64
	Salary      int64
	Legal       string
	Unchecked   bool
}

// How is the sum in words: "0,3 × 2.340.000 = 702.000, làm tròn lên 710.000".
func (p Prize) How() string {
	if p.Coefficient == 0 {
		return "không kèm tiền thưởng"
	}
	raw := product(p.Coefficient, p.Salary)
	text := fmt.Sprintf("%s × %s = %s", viet.Points(p.Coefficient), dong(p.Salary), dong(raw))
	if raw != p.Amount {
		text += ", làm tròn lên " + dong(p.Amount)
	}
	return text
}

// law returns the decree on prizes in force on a day, nil where there is none.
func (c *Catalogue) law(on string) (law *PrizeLaw) {
	for i, x := range c.Prizes {
		if x.From <= on && (x.To == "" || x.To >= on) {
			law = &c.Prizes[i]
		}
	}
	return law
}

// Prize reckons a form's prize on a decision's date: coefficient × base salary in force that day,
// rounded up as the decree of that day says. Before the first decree or salary there is none.
func (c *Catalogue) Prize(form string, collective bool, on string, salaries []Salary) Prize {
	var p Prize
	for _, s := range salaries {
		if s.Since <= on {
			p.Salary = s.Amount
		}
	}
	law := c.law(on)
	if law == nil {
		return p
	}
	k := law.Coefficients[form]
	p.Coefficient, p.Legal, p.Unchecked = k.Persons, law.Legal, k.Unchecked
	if collective {
		p.Coefficient = k.Units
	}
	p.Amount = product(p.Coefficient, p.Salary)
	if law.Round > 0 {
		p.Amount = (p.Amount + law.Round - 1) / law.Round * law.Round
	}
	return p
}

// product multiplies exactly: coefficients have at most three decimals.
func product(coefficient float64, salary int64) int64 {
	return int64(math.Round(coefficient*1000)) * salary / 1000
}
