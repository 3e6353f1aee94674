package org

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Unit is a unit of the body. No two units below the same one share a SearchKey.
type Unit struct {
	store.Record
	ParentID  *int64
	Path      string // ids from the root down, each followed by "/"
	Code      string `gorm:"size:40;uniqueIndex:units_code,where:code <> ''"` // of the office's files, "" for none
	Name      string `gorm:"size:200"`
	SearchKey string // without tone marks
	Kind      UnitKind
	Position  int64   // order among siblings
	ClosedOn  *string `gorm:"size:10"`
}

// FindUnit returns a unit within reach, else fault.ErrNotFound.
func FindUnit(db *gorm.DB, reach access.Reach, id int64) (u Unit, err error) {
	return u, store.First(db.Scopes(reach.Within("", "id")).Where("id = ?", id), &u)
}

// WholeBody reports whether a reach holds the whole body, whether or not it names the units one by one.
func WholeBody(db *gorm.DB, reach access.Reach) (bool, error) {
	if reach.All || len(reach.Paths) == 0 {
		return reach.All, nil
	}
	var roots []string
	if err := db.Model(&Unit{}).Where("parent_id IS NULL").Pluck("path", &roots).Error; err != nil {
		return false, err
	}
	outside := func(path string) bool { return !reach.Covers(path) }
	return len(roots) > 0 && !slices.ContainsFunc(roots, outside), nil
}

// Root returns the number of the unit at the top of the tree, the body itself.
func Root(db *gorm.DB) (int64, error) {
	var root Unit
	err := store.First(db.Where("parent_id IS NULL"), &root)
	if errors.Is(err, fault.ErrNotFound) {
		err = fault.Conflictf("Chưa có cơ quan. Tạo bằng: portal account create admin --agency \"Tên cơ quan\".")
	}
	return root.ID, err
}

// CreateAgency makes the root unit of an empty database; there is one body to a portal.
func (s *Service) CreateAgency(ctx context.Context, a access.Actor, name string) (int64, error) {
	if err := a.RequireAll(access.UnitsEdit); err != nil {
		return 0, err
	}
	u, wrong := Unit{Name: name, Kind: Agency}, fault.Fields{}
	wrong.Text("name", &u.Name, 1, 200)
	if err := wrong.Err(); err != nil {
		return 0, err
	}
	err := s.Store.Write(ctx, func(tx *gorm.DB) error {
		var roots int64
		if err := tx.Model(&Unit{}).Where("parent_id IS NULL").Count(&roots).Error; err != nil {
			return err
		}
		if roots > 0 {
			return fault.Conflictf("Đã có cơ quan; tạo đơn vị trực thuộc trong cổng.")
		}
		if err := insertUnit(tx, &u, ""); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "unit.create", "units", u.ID, audit.Detail{"name": u.Name})
	})
	return u.ID, err
}

// insertUnit writes a new unit behind its siblings. Its path ends with its own number, which is known
// only then.
func insertUnit(tx *gorm.DB, u *Unit, parentPath string) error {
	var last int64
	if err := tx.Model(&Unit{}).Select("COALESCE(MAX(position), 0)").Scan(&last).Error; err != nil {
		return err
	}
	u.SearchKey, u.Position = viet.SearchKey(u.Name), last+1
	u.Path = "new " + u.Name
	if err := tx.Create(u).Error; err != nil {
		return err
	}
	return tx.Model(u).UpdateColumn("path", fmt.Sprintf("%s%d/", parentPath, u.ID)).Error
}

// check refuses what is wrong on a unit's form.
func (u *Unit) check() error {
	wrong := fault.Fields{}
	wrong.Text("code", &u.Code, 0, 40)
	wrong.Text("name", &u.Name, 2, 200)
	fault.Choice(wrong, "kind", u.Kind, UnitKinds, "Chọn loại đơn vị")
	return wrong.Err()
}

// CreateUnit makes a unit below an open one within reach.
func (s *Service) CreateUnit(ctx context.Context, a access.Actor, u Unit) (int64, error) {
	reach, err := a.Require(access.UnitsEdit)
	if err != nil {
		return 0, err
	}
	if err := u.check(); err != nil {
		return 0, err
	}
	u.Record = store.Record{}
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		parent, err := openUnit(tx, reach, u.ParentID, "parent", "Chọn đơn vị cấp trên")
		if err != nil {
			return err
		}
		if err := unitCodeFree(tx, u); err != nil {
			return err
		}
		if err := takenName(insertUnit(tx, &u, parent.Path)); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "unit.save", "units", u.ID, audit.Detail{"name": u.Name, "kind": u.Kind})
	})
	return u.ID, err
}

// SaveUnit changes the code, the name and the kind of a unit that is still at the version of u.
func (s *Service) SaveUnit(ctx context.Context, a access.Actor, u Unit) error {
	reach, err := a.Require(access.UnitsEdit)
	if err != nil {
		return err
	}
	if err := u.check(); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		old, err := FindUnit(tx, reach, u.ID)
		if err != nil {
			return err
		}
		if err := unitCodeFree(tx, u); err != nil {
			return err
		}
		err = takenName(store.Update(tx, &old, u.Version, store.Change{
			"code":       u.Code,
			"name":       u.Name,
			"search_key": viet.SearchKey(u.Name),
			"kind":       u.Kind,
		}))
		if err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "unit.save", "units", u.ID, audit.Detail{"name": u.Name, "kind": u.Kind})
	})
}

// openUnit returns the open unit within reach that a form names, or refuses the field.
func openUnit(tx *gorm.DB, reach access.Reach, id *int64, field, message string) (u Unit, err error) {
	if id != nil {
		u, err = FindUnit(tx, reach, *id)
	}
	if errors.Is(err, fault.ErrNotFound) || err == nil && (u.ID == 0 || u.ClosedOn != nil) {
		return u, fault.Invalidf(field, message)
	}
	return u, err
}

// unitCodeFree refuses a code that another unit has.
func unitCodeFree(tx *gorm.DB, u Unit) error {
	var taken int64
	err := tx.Model(&Unit{}).Where("code = ? AND code <> '' AND id <> ?", u.Code, u.ID).Count(&taken).Error
	if err == nil && taken > 0 {
		err = codeTaken(u.Code)
	}
	return err
}

// takenName says of a broken unique key that the unit's name is taken: its code was looked at before.
func takenName(err error) error {
	if store.Duplicate(err) {
		return fault.Invalidf("name", "Đã có đơn vị cùng tên ở cấp này")
	}
	return err
}

func codeTaken(code string) error {
	return fault.Invalidf("code", "Mã «%s» đã được dùng", code)
}
