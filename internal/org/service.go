package org

import (
	"context"
	"fmt"

	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// CreateAgency makes the root unit of an empty database; there is one body to a portal.
func (s *Service) CreateAgency(ctx context.Context, name string) (int64, error) {
	name = viet.Clean(name)
	if name == "" || len([]rune(name)) > 200 {
		return 0, fault.Invalidf("name", "Ghi tên cơ quan, không quá 200 ký tự")
	}
	var id int64
	err := s.Store.Write(ctx, func(tx *gorm.DB) error {
		var roots int64
		if err := tx.Raw(`SELECT count(*) FROM units WHERE parent_id IS NULL`).Scan(&roots).Error; err != nil {
			return err
		}
		if roots > 0 {
			return fault.Conflictf("Đã có cơ quan; tạo đơn vị trực thuộc trong cổng.")
		}
		var err error
		if id, err = insertUnit(tx, Unit{Name: name, Kind: "agency"}); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, audit.Who{}, audit.Entry{Action: "unit.create", Object: "units", ObjectID: id, Detail: map[string]any{"name": name}})
	})
	return id, err
}

func insertUnit(tx *gorm.DB, u Unit) (int64, error) {
	parentPath := ""
	if u.ParentID != nil {
		if err := tx.Raw(`SELECT path FROM units WHERE id = ? AND closed_on IS NULL`, *u.ParentID).Scan(&parentPath).Error; err != nil {
			return 0, err
		}
		if parentPath == "" {
			return 0, fault.Invalidf("parent", "Chọn đơn vị cấp trên")
		}
	}
	var id int64
	err := tx.Raw(`INSERT INTO units (parent_id, path, code, name, search_key, kind, position) VALUES (?, ?, ?, ?, ?, ?, (SELECT COALESCE(MAX(position), 0) + 1 FROM units)) RETURNING id`,
		u.ParentID, "new "+u.Name, u.Code, u.Name, viet.SearchKey(u.Name), u.Kind).Scan(&id).Error
	if err != nil {
		return 0, err
	}
	return id, tx.Exec(`UPDATE units SET path = ? WHERE id = ?`, fmt.Sprintf("%s%d/", parentPath, id), id).Error
}

// unitCodeFree refuses a code that another unit has.
func unitCodeFree(tx *gorm.DB, u Unit) error {
	var taken int
	err := tx.Raw(`SELECT count(*) FROM units WHERE code = ? AND code <> '' AND id <> ?`, u.Code, u.ID).Scan(&taken).Error
	if err == nil && taken > 0 {
		err = codeTaken(u.Code)
	}
	return err
}

func codeTaken(code string) error {
	return fault.Invalidf("code", "Mã «%s» đã được dùng", code)
}

// SaveUnit makes a unit (ID 0) or renames one (with the version it was read with).
func (s *Service) SaveUnit(ctx context.Context, who audit.Who, u Unit) (int64, error) {
	u.Name, u.Code = viet.Clean(u.Name), viet.Clean(u.Code)
	wrong := fault.Fields{}
	if len([]rune(u.Code)) > 40 {
		wrong.Refuse("code", "Không quá %d ký tự", 40)
	}
	if n := len([]rune(u.Name)); n < 2 || n > 200 {
		wrong.Refuse("name", "Tên đơn vị dài từ 2 đến 200 ký tự")
	}
	if _, known := UnitKindNames[u.Kind]; !known {
		wrong.Refuse("kind", "Chọn loại đơn vị")
	}
	if u.ID == 0 && u.ParentID == nil {
		wrong.Refuse("parent", "Chọn đơn vị cấp trên")
	}
	if err := wrong.Err(); err != nil {
		return 0, err
	}
	id := u.ID
	err := s.Store.Write(ctx, func(tx *gorm.DB) error {
		err := unitCodeFree(tx, u)
		if err != nil {
			return err
		}
		if u.ID == 0 {
			id, err = insertUnit(tx, u)
		} else {
			err = store.OneRow(tx.Exec(`UPDATE units SET code = ?, name = ?, search_key = ?, kind = ?, version = version + 1 WHERE id = ? AND version = ?`, u.Code, u.Name, viet.SearchKey(u.Name), u.Kind, u.ID, u.Version))
		}
		if store.Duplicate(err) {
			return fault.Invalidf("name", "Đã có đơn vị cùng tên ở cấp này")
		}
		if err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, who, audit.Entry{Action: "unit.save", Object: "units", ObjectID: id, Detail: map[string]any{"name": u.Name, "kind": u.Kind}})
	})
	return id, err
}

// checkPerson refuses what is wrong on a person's form and fills the keys.
func checkPerson(p *Person) error {
	wrong := fault.Fields{}
	p.Name = viet.Clean(p.Name)
	if n := len([]rune(p.Name)); n < 2 || n > 100 {
		wrong.Refuse("name", "Họ và tên dài từ 2 đến 100 ký tự")
	}
	if _, known := KindNames[p.Kind]; !known {
		wrong.Refuse("kind", "Chọn đối tượng")
	}
	if _, known := GenderNames[p.Gender]; !known {
		wrong.Refuse("gender", "Chọn giới tính")
	}
	p.BirthPrecision = ""
	if p.BirthDate != nil {
		date, precision, ok := viet.ParseDate(*p.BirthDate)
		if !ok {
			wrong.Refuse("birth", "Không có ngày «%s»; ghi ngày/tháng/năm hoặc chỉ năm", *p.BirthDate)
		}
		p.BirthDate, p.BirthPrecision = &date, string(precision)
	}
	if p.PartyDate != nil {
		date, precision, ok := viet.ParseDate(*p.PartyDate)
		if !ok || precision != viet.Day {
			wrong.Refuse("party", "Không có ngày «%s»; ghi ngày/tháng/năm", *p.PartyDate)
		}
		p.PartyDate = &date
	}
	p.Code = viet.Clean(p.Code)
	for field, limit := range map[string]int{"code": 40, "phone": 20, "email": 120, "note": 500} {
		text := map[string]string{"code": p.Code, "phone": p.Phone, "email": p.Email, "note": p.Note}[field]
		if len([]rune(text)) > limit {
			wrong.Refuse(field, "Không quá %d ký tự", limit)
		}
	}
	p.NameKey, p.SearchKey = viet.SortKey(p.Name), viet.SearchKey(p.Name)
	return wrong.Err()
}

// SavePerson makes a person with a main post (ID 0), or changes one. once is the one-off token
// of the form that makes somebody, so that a form sent twice makes one.
func (s *Service) SavePerson(ctx context.Context, who audit.Who, p Person, main Post) (int64, error) {
	if err := checkPerson(&p); err != nil {
		return 0, err
	}
	if p.ID == 0 {
		if main.Title = viet.Clean(main.Title); main.Title == "" || len([]rune(main.Title)) > 120 {
			return 0, fault.Invalidf("title", "Ghi chức vụ, không quá 120 ký tự")
		}
		if main.UnitID == 0 {
			return 0, fault.Invalidf("unit", "Chọn đơn vị")
		}
	}
	err := s.Store.Write(ctx, func(tx *gorm.DB) error {
		if p.ID != 0 {
			err := store.OneRow(tx.Exec(`UPDATE people SET code = ?, name = ?, name_key = ?, search_key = ?, birth_date = ?, birth_precision = ?, gender = ?, kind = ?, party_date = ?, phone = ?, email = ?, note = ?, version = version + 1
				WHERE id = ? AND version = ?`, p.Code, p.Name, p.NameKey, p.SearchKey, p.BirthDate, p.BirthPrecision, p.Gender, p.Kind, p.PartyDate, p.Phone, p.Email, p.Note, p.ID, p.Version))
			if store.Duplicate(err) {
				return codeTaken(p.Code)
			}
			if err != nil {
				return err
			}
			return audit.Write(tx, s.Clock, who, audit.Entry{Action: "person.save", Object: "people", ObjectID: p.ID})
		}
		err := tx.Raw(`INSERT INTO people (code, name, name_key, search_key, birth_date, birth_precision, gender, kind, party_date, phone, email, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
			p.Code, p.Name, p.NameKey, p.SearchKey, p.BirthDate, p.BirthPrecision, p.Gender, p.Kind, p.PartyDate, p.Phone, p.Email, p.Note).Scan(&p.ID).Error
		if store.Duplicate(err) {
			return codeTaken(p.Code)
		}
		if err != nil {
			return err
		}
		w := rosterWriter{tx: tx}
		if err := w.insertPost(p.ID, main.UnitID, main.Title, true); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, who, audit.Entry{Action: "person.create", Object: "people", ObjectID: p.ID})
	})
	return p.ID, err
}

// AddPost gives a person a post: a second one, or with post.Main a new main post that ends
// the old one the day before.
func (s *Service) AddPost(ctx context.Context, who audit.Who, post Post) error {
	post.Title = viet.Clean(post.Title)
	wrong := fault.Fields{}
	if post.Title == "" || len([]rune(post.Title)) > 120 {
		wrong.Refuse("title", "Ghi chức vụ, không quá 120 ký tự")
	}
	if post.UnitID == 0 {
		wrong.Refuse("unit", "Chọn đơn vị")
	}
	since, precision, ok := "", viet.Day, true
	if post.Since != nil {
		since, precision, ok = viet.ParseDate(*post.Since)
	}
	if post.Since == nil || !ok || precision != viet.Day {
		wrong.Refuse("since", "Ghi ngày nhận chức vụ: ngày/tháng/năm")
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	level, heads, manager := RankOf(post.Title)
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if post.Main {
			if err := tx.Exec(`UPDATE posts SET until = ? WHERE person_id = ? AND main AND until IS NULL`, since, post.PersonID).Error; err != nil {
				return err
			}
		}
		err := tx.Exec(`INSERT INTO posts (person_id, unit_id, title, level, heads, manager, main, since) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
			post.PersonID, post.UnitID, post.Title, level, heads, manager, post.Main, since).Error
		if err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, who, audit.Entry{Action: "post.add", Object: "people", ObjectID: post.PersonID, Detail: map[string]any{"title": post.Title, "unit": post.UnitID, "main": post.Main}})
	})
}

// EndPost ends a second post today; the main post ends only by a new one.
func (s *Service) EndPost(ctx context.Context, who audit.Who, personID, postID int64) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		err := store.OneRow(tx.Exec(`UPDATE posts SET until = ? WHERE id = ? AND person_id = ? AND NOT main AND until IS NULL`, clock.Today(s.Clock), postID, personID))
		if err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, who, audit.Entry{Action: "post.end", Object: "people", ObjectID: personID})
	})
}

// AddAbsence records leave, secondment, arrival or departure.
func (s *Service) AddAbsence(ctx context.Context, who audit.Who, a Absence) error {
	wrong := fault.Fields{}
	if _, known := AbsenceNames[a.Kind]; !known {
		wrong.Refuse("kind", "Chọn loại")
	}
	since, precision, ok := viet.ParseDate(a.Since)
	if !ok || precision != viet.Day {
		wrong.Refuse("since", "Ngày bắt đầu không đúng")
	}
	if a.Until != nil {
		until, precision, ok := viet.ParseDate(*a.Until)
		if !ok || precision != viet.Day || until < since {
			wrong.Refuse("until", "Ngày kết thúc không đúng hoặc trước ngày bắt đầu")
		}
		a.Until = &until
	}
	if len([]rune(a.Note)) > 500 {
		wrong.Refuse("note", "Không quá 500 ký tự")
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := tx.Exec(`INSERT INTO absences (person_id, kind, since, until, note) VALUES (?, ?, ?, ?, ?)`, a.PersonID, a.Kind, since, a.Until, viet.Clean(a.Note)).Error; err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, who, audit.Entry{Action: "absence.add", Object: "people", ObjectID: a.PersonID, Detail: map[string]any{"kind": a.Kind, "since": since}})
	})
}

// RemoveAbsence takes back an absence recorded by mistake.
func (s *Service) RemoveAbsence(ctx context.Context, who audit.Who, personID, id int64) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := store.OneRow(tx.Exec(`DELETE FROM absences WHERE id = ? AND person_id = ?`, id, personID)); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, who, audit.Entry{Action: "absence.remove", Object: "people", ObjectID: personID})
	})
}

// AddDiscipline records a disciplinary decision; it is never removed, only added to.
func (s *Service) AddDiscipline(ctx context.Context, who audit.Who, d Discipline) error {
	wrong := fault.Fields{}
	if _, known := DisciplineNames[d.Form]; !known {
		wrong.Refuse("form", "Chọn hình thức")
	}
	if d.Decision = viet.Clean(d.Decision); d.Decision == "" || len([]rune(d.Decision)) > 100 {
		wrong.Refuse("decision", "Ghi số quyết định, không quá 100 ký tự")
	}
	on, precision, ok := viet.ParseDate(d.DecidedOn)
	if !ok || precision != viet.Day {
		wrong.Refuse("decided_on", "Ngày quyết định không đúng")
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		err := tx.Exec(`INSERT INTO disciplines (person_id, form, decision, decided_on, on_duty, note) VALUES (?, ?, ?, ?, ?, ?)`, d.PersonID, d.Form, d.Decision, on, d.OnDuty, viet.Clean(d.Note)).Error
		if err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, who, audit.Entry{Action: "discipline.add", Object: "people", ObjectID: d.PersonID, Detail: map[string]any{"form": d.Form, "decision": d.Decision}})
	})
}
