package org

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Post is a place held in a unit. A person has one present main post.
type Post struct {
	store.Record
	PersonID int64  `gorm:"index:posts_person;uniqueIndex:posts_one_main,where:main AND until IS NULL"`
	UnitID   int64  `gorm:"index:posts_unit;index:posts_present,where:main AND until IS NULL"`
	Title    string `gorm:"size:120"`
	Level    int64  `gorm:"default:90"` // order in lists, small ones first
	Heads    bool   // the unit
	Manager  bool
	Main     bool    `gorm:"index:posts_unit"`
	Since    *string `gorm:"size:10"`
	Until    *string `gorm:"size:10"` // the first day on which it is no longer held
}

// newPost is a post with what its title says of level, headship and management.
func newPost(person, unit int64, title string) Post {
	p := Post{PersonID: person, UnitID: unit, Title: title}
	p.Level, p.Heads, p.Manager = RankOf(title)
	return p
}

func (p *Post) checkTitle(wrong fault.Fields) { wrong.Text("title", &p.Title, 1, 120) }

// AddPost gives a person a post. With Main it replaces the present main post, which must still be at the
// given version; otherwise it is a second post beside it.
func (s *Service) AddPost(ctx context.Context, a access.Actor, add Post, mainVersion int64) error {
	reach, err := a.Require(access.PeopleEdit)
	if err != nil {
		return err
	}
	wrong, since := fault.Fields{}, ""
	if add.Since != nil {
		since = *add.Since
	}
	add.checkTitle(wrong)
	wrong.Date("since", &since)
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		p, err := othersFile(tx, a, reach, add.PersonID)
		if err != nil {
			return err
		}
		unit, err := openUnit(tx, reach, &add.UnitID, "unit", "Chọn đơn vị")
		if err != nil {
			return err
		}
		post := newPost(p.ID, unit.ID, add.Title)
		post.Main, post.Since = add.Main, &since
		if post.Main {
			if err := endMain(tx, p.ID, since, mainVersion); err != nil {
				return err
			}
		}
		if err := tx.Create(&post).Error; err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "post.add", "people", p.ID,
			audit.Detail{"title": post.Title, "unit": unit.ID, "main": post.Main})
	})
}

// endMain ends the present main post of a person from a day on. It must be at the version from which the
// page was made.
func endMain(tx *gorm.DB, person int64, day string, version int64) error {
	main, err := mainPost(tx, person)
	if err != nil {
		return err
	}
	if main.Since != nil && day < *main.Since {
		return fault.Invalidf("since", "Chức vụ đang giữ nhận từ ngày %s, sau ngày này", viet.ShowDate(*main.Since))
	}
	return store.Update(tx, &main, version, store.Change{"until": day})
}

// mainPost is the present main post of a person, else fault.ErrNotFound.
func mainPost(tx *gorm.DB, person int64) (main Post, err error) {
	return main, store.First(tx.Where("person_id = ? AND main AND until IS NULL", person), &main)
}

// EndPost ends a second post today; the main post ends only by a new one.
func (s *Service) EndPost(ctx context.Context, a access.Actor, personID, postID, version int64) error {
	reach, err := a.Require(access.PeopleEdit)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		p, err := othersFile(tx, a, reach, personID)
		if err != nil {
			return err
		}
		var post Post
		second := tx.Where("id = ? AND person_id = ? AND NOT main AND until IS NULL", postID, p.ID)
		if err := store.First(second, &post); err != nil {
			return err
		}
		if err := store.Update(tx, &post, version, store.Change{"until": clock.Today(s.Clock)}); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "post.end", "people", p.ID, nil)
	})
}
