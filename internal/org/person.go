package org

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Person is somebody on the roster.
type Person struct {
	store.Record
	Code           string  `gorm:"size:40;uniqueIndex:people_code,where:code <> ''"` // of the office's files, "" for none
	Name           string  `gorm:"size:100"`
	NameKey        string  `gorm:"index:people_name"`   // sorts by given name
	SearchKey      string  `gorm:"index:people_search"` // without tone marks
	BirthDate      *string `gorm:"size:10"`
	BirthPrecision viet.Precision
	Gender         Gender
	Kind           PersonKind
	PartyDate      *string `gorm:"size:10"` // of admission to the Party
	Phone          string  `gorm:"size:20"`
	Email          string  `gorm:"size:120"`
	Note           string  `gorm:"size:500"`
}

// TableName implements gorm's Tabler.
func (Person) TableName() string { return "people" }

// FindPerson returns somebody of whom a present post lies within reach, else fault.ErrNotFound.
func FindPerson(db *gorm.DB, reach access.Reach, id int64) (p Person, err error) {
	present := db.Session(&gorm.Session{NewDB: true}).Model(&Post{}).Select("person_id").
		Scopes(reach.Within("person_id", "unit_id")).Where("person_id = ? AND until IS NULL", id)
	return p, store.First(db.Where("id = ? AND id IN (?)", id, present), &p)
}

// check refuses what is wrong on a person's form and fills the keys.
func (p *Person) check() error {
	wrong := fault.Fields{}
	wrong.Text("name", &p.Name, 2, 100)
	wrong.Text("code", &p.Code, 0, 40)
	wrong.Text("phone", &p.Phone, 0, 20)
	wrong.Text("email", &p.Email, 0, 120)
	wrong.Lines("note", &p.Note, 0, 500)
	fault.Choice(wrong, "kind", p.Kind, Kinds, "Chọn đối tượng")
	fault.Choice(wrong, "gender", p.Gender, Genders, "Chọn giới tính")
	p.BirthPrecision = ""
	if p.BirthDate != nil {
		date, precision, ok := viet.ParseDate(*p.BirthDate)
		if !ok {
			wrong.Refuse("birth", "Không có ngày «%s»; ghi ngày/tháng/năm hoặc chỉ năm", *p.BirthDate)
		}
		p.BirthDate, p.BirthPrecision = &date, precision
	}
	if p.PartyDate != nil {
		date := *p.PartyDate
		wrong.Date("party", &date)
		p.PartyDate = &date
	}
	p.NameKey, p.SearchKey = viet.SortKey(p.Name), viet.SearchKey(p.Name)
	return wrong.Err()
}

// CreatePerson makes a person with a main post.
func (s *Service) CreatePerson(ctx context.Context, a access.Actor, p Person, main Post) (int64, error) {
	reach, err := a.Require(access.PeopleEdit)
	if err != nil {
		return 0, err
	}
	if err := p.check(); err != nil {
		return 0, err
	}
	wrong := fault.Fields{}
	main.checkTitle(wrong)
	if err := wrong.Err(); err != nil {
		return 0, err
	}
	p.Record = store.Record{}
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		if _, err := openUnit(tx, reach, &main.UnitID, "unit", "Chọn đơn vị"); err != nil {
			return err
		}
		if err := takenCode(tx.Create(&p).Error, p); err != nil {
			return err
		}
		post := newPost(p.ID, main.UnitID, main.Title)
		post.Main = true
		if err := tx.Create(&post).Error; err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "person.create", "people", p.ID, nil)
	})
	return p.ID, err
}

// SavePerson changes the file of somebody who is still at the version of p; posts are left alone.
func (s *Service) SavePerson(ctx context.Context, a access.Actor, p Person) error {
	reach, err := a.Require(access.PeopleEdit)
	if err != nil {
		return err
	}
	if err := p.check(); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		old, err := FindPerson(tx, reach, p.ID)
		if err != nil {
			return err
		}
		err = takenCode(store.Update(tx, &old, p.Version, store.Change{
			"code":            p.Code,
			"name":            p.Name,
			"name_key":        p.NameKey,
			"search_key":      p.SearchKey,
			"birth_date":      p.BirthDate,
			"birth_precision": p.BirthPrecision,
			"gender":          p.Gender,
			"kind":            p.Kind,
			"party_date":      p.PartyDate,
			"phone":           p.Phone,
			"email":           p.Email,
			"note":            p.Note,
		}), p)
		if err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "person.save", "people", p.ID, nil)
	})
}

// takenCode says of a broken unique key which code it is about: people have no other.
func takenCode(err error, p Person) error {
	if store.Duplicate(err) {
		return codeTaken(p.Code)
	}
	return err
}

// othersFile returns somebody within reach whose posts, absences and disciplines the actor may record:
// nobody records the own.
func othersFile(tx *gorm.DB, a access.Actor, reach access.Reach, id int64) (Person, error) {
	p, err := FindPerson(tx, reach, id)
	if err != nil {
		return p, err
	}
	return p, a.Judge(p.ID)
}
