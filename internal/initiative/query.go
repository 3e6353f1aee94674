package initiative

import (
	"context"
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Row is an initiative of an author within reach.
type Row struct {
	ID                  int64
	Name                string
	Level               Level
	Year, Share         int
	State               State
	Decision, DecidedOn string
	Author, Post, Unit  string
}

// PageSize is how many rows a page of the list shows.
const PageSize = 100

// Filter narrows the list; empty fields do not.
type Filter struct {
	Year  int
	Level Level
	State State
	Find  string // part of an author's name, without tone marks
	Page  int    // from 0
	All   bool   // without pages, for papers
}

// Overview is a page of the list, how many rows match, and what the actor may do.
type Overview struct {
	Rows   []Row
	Total  int
	Rights ListRights
}

// ListRights are what an actor may do with the register now.
type ListRights struct {
	Register bool // as its first author
	Record   bool // enter those of past years
}

// List lists initiatives by author, the latest first, with how many match.
func (s *Service) List(ctx context.Context, a access.Actor, f Filter) (v Overview, err error) {
	reach, err := a.Require(access.RegistrationView)
	if err != nil {
		return v, err
	}
	v.Rights.Register = a.PersonID != 0 && a.May(access.InitiativeMake)
	v.Rights.Record = a.May(access.HonoursEdit)
	where := f.where(reach)
	db := s.Store.Read(ctx)
	v.Total, err = store.Count(db, `
		SELECT count(*)
		FROM initiatives i
		JOIN initiative_authors x ON x.initiative_id = i.id
		WHERE `+where.SQL(), where.Args...)
	if err != nil || v.Total == 0 {
		return v, err
	}
	limit, args := "", where.Args
	if !f.All {
		limit, args = `
			LIMIT ? OFFSET ?`, append(args, PageSize, PageSize*f.Page)
	}
	// The page is found first: posts and units are read for its rows alone.
	err = db.Raw(`
		SELECT i.id, i.name, i.state, i.level, i.year, page.share, i.decision, i.decided_on,
			page.author, COALESCE(po.title, '') AS post, COALESCE(u.name, '') AS unit
		FROM (
			SELECT x.initiative_id, x.person_id, x.share, pe.name AS author, pe.name_key
			FROM initiatives i
			JOIN initiative_authors x ON x.initiative_id = i.id
			JOIN people pe ON pe.id = x.person_id
			WHERE `+where.SQL()+`
			ORDER BY i.year DESC, `+height+` DESC, pe.name_key, i.id`+limit+`
		) page
		JOIN initiatives i ON i.id = page.initiative_id
		LEFT JOIN posts po ON po.person_id = page.person_id AND po.main AND po.until IS NULL
		LEFT JOIN units u ON u.id = po.unit_id
		ORDER BY i.year DESC, `+height+` DESC, page.name_key, i.id`, args...).Scan(&v.Rows).Error
	return v, err
}

// height orders levels, as the register's index does.
const height = `CASE i.level WHEN '` + Nation + `' THEN 3 WHEN '` + Province + `' THEN 2 ELSE 1 END`

// where is the condition on initiatives i and their authors x. The authors of a reach are found through their
// posts first: a condition on the post beside the author would make SQLite read the whole register.
func (f Filter) where(reach access.Reach) (w store.Where) {
	w.AndIf(f.Year != 0, "i.year = ?", f.Year)
	w.AndIf(f.Level != "", "i.level = ?", f.Level)
	w.AndIf(f.State != "", "i.state = ?", f.State)
	w.AndIf(f.Find != "", "x.person_id IN (SELECT id FROM people WHERE "+store.Contains("search_key")+")",
		store.Pattern(viet.SearchKey(f.Find)))
	if !reach.All {
		below, values := access.Reach{Paths: reach.Paths}.Condition("", "unit_id")
		w.And("(x.person_id = ? OR x.person_id IN (SELECT person_id FROM posts WHERE main AND until IS NULL AND "+
			below+"))", append([]any{reach.Person}, values...)...)
	}
	return w
}

// Basis is the decision that recognises it, or how it stands without one.
func (r Row) Basis() string {
	if r.State != Recognised {
		return StateNames[r.State]
	}
	return r.Decision + ", " + viet.ShowDate(r.DecidedOn)
}

// Author is an author with the share in percent; Post, Unit and Path are "" for who holds no post.
type Author struct {
	Authorship
	Name, Post, Unit, Path string
}

// View is an initiative with its authors and files, and what the actor may do now.
type View struct {
	Initiative
	Authors []Author
	Files   []FileRow
	Rights  Rights
}

// FileRow is a file of an initiative.
type FileRow struct {
	attachment.File
	MayDetach bool // the actor may take it away
}

// Rights are what an actor may do with an initiative now.
type Rights struct {
	Edit   bool // change and withdraw it
	Decide bool
	Attach bool // add files
}

// Initiative reads one within reach with its authors and files.
func (s *Service) Initiative(ctx context.Context, a access.Actor, id int64) (v View, err error) {
	reach, err := a.Require(access.RegistrationView)
	if err != nil {
		return v, err
	}
	db := s.Store.Read(ctx)
	if v.Initiative, err = find(db, reach, id); err != nil {
		return v, err
	}
	if v.Authors, err = authorsOf(db, id); err != nil {
		return v, err
	}
	files, err := attachment.Of(db, object, id)
	if err != nil {
		return v, err
	}
	for _, f := range files {
		v.Files = append(v.Files, FileRow{File: f, MayDetach: detaches(a, v.Initiative, v.Authors, f)})
	}
	v.Rights.Edit = v.mine(a)
	v.Rights.Decide = v.State == Registered && edits(a, v.Authors)
	v.Rights.Attach = v.Rights.Edit || edits(a, v.Authors)
	return v, nil
}

// find reads one of which an author lies within reach, else fault.ErrNotFound.
func find(db *gorm.DB, reach access.Reach, id int64) (i Initiative, err error) {
	where, args := reach.Condition("x.person_id", "po.unit_id")
	return i, store.One(db.Raw(`
		SELECT i.*
		FROM initiatives i
		WHERE i.id = ?
		AND EXISTS (
			SELECT 1
			FROM initiative_authors x
			LEFT JOIN posts po ON po.person_id = x.person_id AND po.main AND po.until IS NULL
			WHERE x.initiative_id = i.id AND `+where+`)`, append([]any{id}, args...)...), &i)
}

// authorsOf reads the authors: who registered it first, then by their share.
func authorsOf(db *gorm.DB, id int64) (list []Author, err error) {
	return list, db.Raw(`
		SELECT x.*, pe.name, COALESCE(po.title, '') AS post, COALESCE(u.name, '') AS unit,
			COALESCE(u.path, '') AS path
		FROM initiative_authors x
		JOIN initiatives i ON i.id = x.initiative_id
		JOIN people pe ON pe.id = x.person_id
		LEFT JOIN posts po ON po.person_id = x.person_id AND po.main AND po.until IS NULL
		LEFT JOIN units u ON u.id = po.unit_id
		WHERE x.initiative_id = ?
		ORDER BY CASE WHEN x.person_id = i.registrar_id THEN 0 ELSE 1 END, x.share DESC, x.person_id`, id).
		Scan(&list).Error
}

// persons are the authors' numbers.
func persons(authors []Author) (ids []int64) {
	for _, x := range authors {
		ids = append(ids, x.PersonID)
	}
	return ids
}

// covers reports whether all authors lie within reach.
func covers(reach access.Reach, authors []Author) bool {
	outside := func(x Author) bool { return !reach.Includes(x.PersonID, x.Path) }
	return !reach.None() && !slices.ContainsFunc(authors, outside)
}

// Of returns what persons have contributed to recognised initiatives, the latest first, in one query.
// persons is a condition on a person's id that comes from the code. Other rooms read it within their
// own transaction, so it takes no actor.
func Of(db *gorm.DB, persons string, args ...any) (list []Contribution, err error) {
	err = db.Raw(`
		SELECT i.id, a.person_id, i.name, i.level, i.year, a.share, i.decision, i.decided_on
		FROM initiative_authors a
		JOIN initiatives i ON i.id = a.initiative_id AND i.state = ?
		WHERE a.person_id `+persons+`
		ORDER BY i.year DESC, i.id`, append([]any{Recognised}, args...)...).Scan(&list).Error
	return list, err
}

// waiting counts the initiatives that wait for who has this reach of honours.edit: those of which an author
// lies within it, but none is the person.
func waiting(db *gorm.DB, reach access.Reach, person int64) (int, error) {
	where, args := reach.Condition("x.person_id", "po.unit_id")
	args = append([]any{Registered, person}, args...)
	return store.Count(db, `
		SELECT count(*)
		FROM initiatives i
		WHERE i.state = ?
		AND NOT EXISTS (
			SELECT 1
			FROM initiative_authors own
			WHERE own.initiative_id = i.id AND own.person_id = ?)
		AND EXISTS (
			SELECT 1
			FROM initiative_authors x
			LEFT JOIN posts po ON po.person_id = x.person_id AND po.main AND po.until IS NULL
			WHERE x.initiative_id = i.id AND `+where+`)`, args...)
}
