package org

import (
	"context"
	"errors"
	"slices"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/fault"

	"gorm.io/gorm"
)

// UnitRow is a unit as selects show it.
type UnitRow struct {
	ID, ParentID int64 // ParentID is 0 for the root
	Path, Name   string
}

// Depth is how far below the root the unit stands.
func (u UnitRow) Depth() int { return strings.Count(u.Path, "/") - 1 }

// UnitNames lists the open units within the actor's reach of a permission, in the order of the tree.
func (s *Service) UnitNames(ctx context.Context, a access.Actor, p access.Permission) ([]UnitRow, error) {
	reach, err := a.Require(p)
	if err != nil {
		return nil, err
	}
	where, args := reach.Condition("", "u.id")
	var rows []UnitRow
	err = s.Store.Read(ctx).Raw(`
		SELECT u.id, COALESCE(u.parent_id, 0) AS parent_id, u.path, u.name
		FROM units u
		WHERE u.closed_on IS NULL AND `+where+`
		ORDER BY u.position, u.id`, args...).Scan(&rows).Error
	return inTreeOrder(rows, func(u UnitRow) UnitRow { return u }), err
}

// UnitName returns a unit within the actor's reach of a permission, else fault.ErrNotFound.
func (s *Service) UnitName(ctx context.Context, a access.Actor, p access.Permission, id int64) (UnitRow, error) {
	reach, err := a.Require(p)
	if err != nil {
		return UnitRow{}, err
	}
	u, err := FindUnit(s.Store.Read(ctx), reach, id)
	return u.row(), err
}

func (u Unit) row() UnitRow {
	row := UnitRow{ID: u.ID, Path: u.Path, Name: u.Name}
	if u.ParentID != nil {
		row.ParentID = *u.ParentID
	}
	return row
}

// UnitFile is a unit with what the actor may do with it now.
type UnitFile struct {
	Unit
	Rights UnitRights
}

// UnitRights are what the actor may do with a unit.
type UnitRights struct {
	Edit bool // change it, make units below it
}

// Unit returns a unit within reach, else fault.ErrNotFound.
func (s *Service) Unit(ctx context.Context, a access.Actor, id int64) (f UnitFile, err error) {
	reach, err := a.Require(access.PeopleView)
	if err != nil {
		return f, err
	}
	f.Unit, err = FindUnit(s.Store.Read(ctx), reach, id)
	f.Rights.Edit = a.Reach(access.UnitsEdit).Covers(f.Path)
	return f, err
}

// UnitNode is a unit as the tree shows it.
type UnitNode struct {
	UnitRow
	Kind   UnitKind
	People int  // with their main post in the unit itself
	Parent bool // has open units below it
	Open   bool // those stand in the tree, behind it
}

// Tree is the tree of units as far as it is unfolded.
type Tree struct {
	Nodes  []UnitNode
	Total  int // open units within reach, shown or not
	Rights UnitRights
}

// Tree returns the open units within reach: the highest ones, the units right below them, and those on
// the way to the unit unfolded (0 for none) with those right below it. An unfolded unit out of reach
// unfolds nothing.
func (s *Service) Tree(ctx context.Context, a access.Actor, unfolded int64) (t Tree, err error) {
	reach, err := a.Require(access.PeopleView)
	if err != nil {
		return t, err
	}
	db := s.Store.Read(ctx)
	where, args := reach.Condition("", "id")
	total := int64(0)
	if err := db.Model(&Unit{}).Where("closed_on IS NULL AND "+where, args...).Count(&total).Error; err != nil {
		return t, err
	}
	t.Total = int(total)
	open, err := highest(db, reach)
	if err != nil {
		return t, err
	}
	if u, err := FindUnit(db, reach, unfolded); err == nil {
		open = append(open, ancestors(u.Path)...)
	} else if !notFound(err) {
		return t, err
	}
	where, args = reach.Condition("", "u.id")
	t.Nodes, err = nodes(db, "(u.id IN ? OR u.parent_id IN ?) AND "+where, append([]any{open, open}, args...)...)
	for i := range t.Nodes {
		t.Nodes[i].Open = slices.Contains(open, t.Nodes[i].ID)
	}
	edit := a.Reach(access.UnitsEdit)
	t.Rights.Edit = edit.All || len(edit.Paths) > 0
	return t, err
}

// Below returns the open units right below one within reach, else fault.ErrNotFound.
func (s *Service) Below(ctx context.Context, a access.Actor, id int64) ([]UnitNode, error) {
	reach, err := a.Require(access.PeopleView)
	if err != nil {
		return nil, err
	}
	db := s.Store.Read(ctx)
	u, err := FindUnit(db, reach, id)
	if err != nil {
		return nil, err
	}
	return nodes(db, "u.parent_id = ?", u.ID)
}

// highest returns the units at the top of a reach: the root, or those for which it was given.
func highest(db *gorm.DB, reach access.Reach) (ids []int64, err error) {
	if !reach.All {
		return reach.Units, nil
	}
	return ids, db.Model(&Unit{}).Where("parent_id IS NULL").Pluck("id", &ids).Error
}

// nodes reads units with how many people work in each, in the order of the tree.
func nodes(db *gorm.DB, where string, args ...any) (list []UnitNode, err error) {
	err = db.Raw(`
		SELECT u.id, COALESCE(u.parent_id, 0) AS parent_id, u.path, u.name, u.kind,
			(SELECT count(*) FROM posts po WHERE po.unit_id = u.id AND po.main AND po.until IS NULL) AS people,
			EXISTS (SELECT 1 FROM units b WHERE b.parent_id = u.id AND b.closed_on IS NULL) AS parent
		FROM units u
		WHERE u.closed_on IS NULL AND `+where+`
		ORDER BY u.position, u.id`, args...).Scan(&list).Error
	return inTreeOrder(list, func(n UnitNode) UnitRow { return n.UnitRow }), err
}

// ancestors returns the ids of a path: of the unit and of all above it.
func ancestors(path string) (ids []int64) {
	id := int64(0)
	for _, r := range path {
		if r == '/' {
			ids, id = append(ids, id), 0
			continue
		}
		id = id*10 + int64(r-'0')
	}
	return ids
}

func notFound(err error) bool { return errors.Is(err, fault.ErrNotFound) }

// inTreeOrder puts every unit behind its parent, siblings as they came. What has no parent in the list
// stands at the top.
func inTreeOrder[T any](list []T, row func(T) UnitRow) []T {
	children := map[int64][]T{}
	here := map[int64]bool{}
	for _, x := range list {
		here[row(x).ID] = true
	}
	for _, x := range list {
		parent := row(x).ParentID
		if !here[parent] {
			parent = 0
		}
		children[parent] = append(children[parent], x)
	}
	ordered := make([]T, 0, len(list))
	var walk func(parent int64)
	walk = func(parent int64) {
		for _, x := range children[parent] {
			ordered = append(ordered, x)
			walk(row(x).ID)
		}
	}
	walk(0)
	return ordered
}
