package award

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"sync"

	"congthidua/data"
	"congthidua/internal/viet"

	"gopkg.in/yaml.v3"
)

// Form is a form of commendation (hình thức khen thưởng). Forms stand in the order of their rank.
type Form struct {
	Code  string `yaml:"code"`
	Name  string `yaml:"name"`
	Short string `yaml:"short"` // "Bằng khen"
	Kind  string `yaml:"kind"`  // order, title, flag, medal, certificate
}

// Catalogue is the forms, prizes and base salaries that come with the portal.
type Catalogue struct {
	Sources  []string   `yaml:"sources"`
	Note     string     `yaml:"note"`
	Forms    []Form     `yaml:"forms"` // the highest first
	Prizes   []PrizeLaw `yaml:"prizes"`
	Salaries []Salary   `yaml:"salaries"`

	Dossier []Requirement `yaml:"dossier"` // papers, in the order of the dossier
}

// PrizeLaw is a decree on prizes, in force from a day until the next one.
type PrizeLaw struct {
	Legal        string                 `yaml:"legal"`
	From         string                 `yaml:"from"`  // 2006-01-02
	Round        int64                  `yaml:"round"` // up to a multiple of this, in đồng
	Coefficients map[string]Coefficient `yaml:"coefficients"`
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

// Shipped is the catalogue that comes with the portal.
var Shipped = sync.OnceValues(func() (*Catalogue, error) {
	text, err := data.Catalogue.ReadFile("catalogue/awards.yaml")
	if err != nil {
		return nil, err
	}
	var c Catalogue
	if err := yaml.Unmarshal(text, &c); err != nil {
		return nil, fmt.Errorf("awards.yaml: %w", err)
	}
	for _, law := range c.Prizes {
		for code := range law.Coefficients {
			if c.Form(code) == nil {
				return nil, fmt.Errorf("awards.yaml: %s: no form %q", law.Legal, code)
			}
		}
	}
	return &c, nil
})

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

// Named is the form of a line. Of one that is not in the catalogue (a title of the catalogue of titles, say) it
// is what the line keeps: it has a name, but neither rank nor prize.
func (c *Catalogue) Named(w Awardee) Form {
	if f := c.Form(w.Form); f != nil {
		return *f
	}
	return Form{Code: w.Form, Name: cmp.Or(w.FormName, w.Form), Short: "Danh hiệu", Kind: "title"}
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

// Prize reckons a form's prize on a decision's date: coefficient × base salary in force that day,
// rounded up as the decree of that day says. Before the first decree or salary there is none.
func (c *Catalogue) Prize(form string, collective bool, on string, salaries []Salary) Prize {
	var p Prize
	for _, s := range salaries {
		if s.Since <= on {
			p.Salary = s.Amount
		}
	}
	for _, law := range c.Prizes {
		if law.From > on {
			continue
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
	}
	return p
}

// product multiplies exactly: coefficients have at most three decimals.
func product(coefficient float64, salary int64) int64 {
	return int64(math.Round(coefficient*1000)) * salary / 1000
}
