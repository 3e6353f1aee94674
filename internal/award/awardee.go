package award

import (
	"cmp"

	"congthidua/internal/access"
	"congthidua/internal/viet"
)

// Awardee is who is honoured, with what and for which year, as it stands on lists and certificates: a person or
// a collective, of the own body or not. A line keeps names, post and place as they were when it was written.
type Awardee struct {
	Form           string `gorm:"size:40"`  // code of the form, see Catalogue
	FormName       string `gorm:"size:200"` // as the catalogue called it when the line was written or issued
	Collective     bool
	PersonID       *int64 // nil for a collective, and for who is not on the roster
	UnitID         *int64 // nil for a person, and for a collective that is no unit of the body
	RegistrationID *int64 // nil where it does not come from the council's result
	Year           int    // of the achievement
	Name           string `gorm:"size:200"`
	NameKey        string // orders by name
	Level          int64  // orders by precedence, 0 the highest
	Post           string `gorm:"size:200"`
	Place          string `gorm:"size:200"` // unit, or another body
	Achievement    string `gorm:"size:1000"`
	Representative string `gorm:"size:200"` // who receives for the deceased
}

// The bounds of a line's texts.
const (
	mostPart        = 200  // characters of name, post, place and representative
	MostAchievement = 1000 // characters of what somebody is honoured for
)

// LineField is a text of a line that is typed and can be corrected: its input in the line's form, its bounds, and
// the column that is written.
type LineField struct {
	Code  string // name of the input, and of the column
	Label string // Vietnamese
	Least int    // characters; with one or more the text must be there
	Most  int    // characters
	Wide  bool   // the input takes the whole width of the form
	Of    func(w *Awardee) *string
}

// LineFields are the texts of a line in the order of its form. A new one is one entry here, with the English of its
// label, and the field of Awardee with its column.
var LineFields = []LineField{
	{
		Code:  "name",
		Label: "Tên như trên bằng",
		Least: 2,
		Most:  mostPart,
		Of:    func(w *Awardee) *string { return &w.Name },
	},
	{
		Code:  "post",
		Label: "Chức vụ",
		Most:  mostPart,
		Of:    func(w *Awardee) *string { return &w.Post },
	},
	{
		Code:  "place",
		Label: "Đơn vị, cơ quan",
		Most:  mostPart,
		Of:    func(w *Awardee) *string { return &w.Place },
	},
	{
		Code:  "representative",
		Label: "Người nhận thay",
		Most:  mostPart,
		Of:    func(w *Awardee) *string { return &w.Representative },
	},
	{
		Code:  "achievement",
		Label: "Thành tích",
		Most:  MostAchievement,
		Wide:  true,
		Of:    func(w *Awardee) *string { return &w.Achievement },
	},
}

// lowest is the precedence of who has no post in the body.
const lowest = 90

// Person is the number of the person, 0 for a collective and for who is not on the roster.
func (w Awardee) Person() int64 {
	if w.PersonID == nil {
		return 0
	}
	return *w.PersonID
}

// Where is post and place in one line.
func (w Awardee) Where() string { return viet.List(w.Post, w.Place) }

// named is the name with who receives for the deceased.
func (w Awardee) named() string {
	if w.Representative != "" {
		return w.Name + " (người nhận thay: " + w.Representative + ")"
	}
	return w.Name
}

// setName changes the name and what it is ordered by.
func (w *Awardee) setName(name string) {
	w.Name, w.NameKey = name, viet.SortKey(name)
	if w.Collective {
		w.NameKey = viet.SearchKey(name)
	}
}

// before orders lines by the rank of the form, collectives before persons; what the query ordered stays within.
func (c *Catalogue) before(x, y Awardee) int {
	return cmp.Or(
		cmp.Compare(c.Rank(x.Form), c.Rank(y.Form)),
		cmp.Compare(x.Form, y.Form), // forms that the catalogue does not know all have the last rank
		cmp.Compare(kindOrder(x), kindOrder(y)),
	)
}

func kindOrder(w Awardee) int {
	if w.Collective {
		return 0
	}
	return 1
}

// judge refuses who is among the lines.
func judge(a access.Actor, lines []Awardee) error {
	ids := make([]int64, 0, len(lines))
	for _, w := range lines {
		if id := w.Person(); id != 0 {
			ids = append(ids, id)
		}
	}
	return a.Judge(ids...)
}
