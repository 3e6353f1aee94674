package org

import (
	"context"
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// PostRow is a post with the name and the path of its unit.
type PostRow struct {
	Post
	Unit, Path string
	OpensUnit  bool `gorm:"-"` // the actor may open the unit
}

// File is a person with all that the roster knows.
type File struct {
	Person
	Posts       []PostRow // the present main one first, those that have ended last
	Absences    []Absence // the latest first
	Disciplines []Discipline
	Rights      Rights
}

// Rights are what the actor may do with a file now.
type Rights struct {
	Edit   bool // the person's name, dates and contact
	Record bool // posts, absences and disciplines: never the own
}

// Main returns the present main post.
func (f File) Main() PostRow {
	for _, p := range f.Posts {
		if p.Main && p.Until == nil {
			return p
		}
	}
	return PostRow{}
}

// Person returns the file of a person within reach, else fault.ErrNotFound.
func (s *Service) Person(ctx context.Context, a access.Actor, id int64) (f File, err error) {
	reach, err := a.Require(access.PeopleView)
	if err != nil {
		return f, err
	}
	db := s.Store.Read(ctx)
	if f.Person, err = FindPerson(db, reach, id); err != nil {
		return f, err
	}
	if err := f.read(db); err != nil {
		return f, err
	}
	for i := range f.Posts {
		f.Posts[i].OpensUnit = reach.Covers(f.Posts[i].Path)
	}
	edit := a.Reach(access.PeopleEdit)
	f.Rights.Edit = slices.ContainsFunc(f.Posts, func(p PostRow) bool {
		return p.Until == nil && edit.Includes(p.PersonID, p.Path)
	})
	f.Rights.Record = f.Rights.Edit && a.Judge(id) == nil
	return f, nil
}

// EditedPerson returns a person whom the actor may change, for the form, else fault.ErrNotFound.
func (s *Service) EditedPerson(ctx context.Context, a access.Actor, id int64) (Person, error) {
	reach, err := a.Require(access.PeopleEdit)
	if err != nil {
		return Person{}, err
	}
	return FindPerson(s.Store.Read(ctx), reach, id)
}

// read fills in posts, absences and disciplines.
func (f *File) read(db *gorm.DB) error {
	err := db.Raw(`
		SELECT po.*, u.name AS unit, u.path
		FROM posts po
		JOIN units u ON u.id = po.unit_id
		WHERE po.person_id = ?
		ORDER BY CASE WHEN po.until IS NOT NULL THEN 2 WHEN po.main THEN 0 ELSE 1 END, po.id`, f.ID).Scan(&f.Posts).Error
	if err != nil {
		return err
	}
	if err := db.Where("person_id = ?", f.ID).Order("since DESC, id").Find(&f.Absences).Error; err != nil {
		return err
	}
	return db.Where("person_id = ?", f.ID).Order("decided_on DESC, id").Find(&f.Disciplines).Error
}

// PlaceOf returns the unit in which a person works today, else fault.ErrNotFound. Other rooms ask it within
// their own transaction, so it takes no actor.
func PlaceOf(db *gorm.DB, person int64) (u Unit, err error) {
	return u, store.First(db.
		Joins("JOIN posts po ON po.unit_id = units.id").
		Where("po.person_id = ? AND po.main AND po.until IS NULL", person), &u)
}

// UnitOf is the unit in which a person works today, 0 for none. Other rooms ask it within their own
// transaction, so it takes no actor.
func UnitOf(db *gorm.DB, person int64) (id int64, err error) {
	return id, db.Model(&Post{}).Select("unit_id").
		Where("person_id = ? AND main AND until IS NULL", person).Scan(&id).Error
}
