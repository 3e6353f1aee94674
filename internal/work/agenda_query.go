package work

import (
	"context"
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Agenda makes the review of a unit that the actor sees, with all below it, for a week out of what happened.
func (s *Service) Agenda(ctx context.Context, a access.Actor, unit int64, w Week) (v Agenda, err error) {
	reach, err := a.Require(access.TaskView)
	if err != nil {
		return v, err
	}
	db := s.Store.Read(ctx)
	u, err := unitSeen(db, a, reach, unit)
	if err != nil {
		return v, err
	}
	v.Week, v.Unit, v.Path, v.Today = w, u.Name, u.Path, s.today()
	var before Review
	if v.Review, before, err = reviewsOf(db, unit, w); err != nil {
		return v, err
	}
	v.Previous = before.Conclusion
	v.MayRun = a.Reach(access.TaskAssign).Covers(v.Path) && v.Review.runs(v.Today) == nil
	if err := v.read(db, before.ID); err != nil {
		return v, err
	}
	if v.Called, err = calledTo(db, v.Review); err != nil {
		return v, err
	}
	v.Chair, err = chairOf(db, unit)
	return v, err
}

// read fills the lists of tasks.
func (v *Agenda) read(db *gorm.DB, before int64) error {
	end := min(v.Sunday, v.Today)
	next := v.After()
	var given, done, late, arising, coming store.Where
	given.And("t.source = ? AND t.source_id IN ?", FromWeek, []int64{before, v.Review.ID})
	done.And("t.done_on BETWEEN ? AND ?", v.Monday, v.Sunday)
	late.And("t.state <> ? AND t.due <= ? AND t.due < ?", Cancelled, end, v.Today)
	late.And("(t.done_on = '' OR t.done_on > ?)", end)
	arising.And("t.assigned_on BETWEEN ? AND ? AND t.source <> ?", v.Monday, v.Sunday, FromWeek)
	coming.And("t.state IN ? AND t.due BETWEEN ? AND ?", inWork, next.Monday, next.Sunday)
	below, args := access.Reach{Paths: []string{v.Path}}.Condition("", "t.unit_id")
	for _, c := range []*store.Where{&done, &late, &arising, &coming} {
		c.And(below, args...)
	}
	var tasks []Seen
	for _, part := range []struct {
		into *[]Seen
		of   store.Where
	}{
		{&tasks, given},
		{&v.Done, done},
		{&v.Late, late},
		{&v.Arising, arising},
		{&v.Coming, coming},
	} {
		if err := agendaTasks(db, part.of, part.into); err != nil {
			return err
		}
	}
	for _, t := range tasks {
		switch t.SourceID { // 0 is the number of no review, and of no task of one
		case before:
			v.Decided = append(v.Decided, t)
		case v.Review.ID:
			v.Tasks = append(v.Tasks, t)
		}
	}
	return nil
}

// agendaTasks reads a part of the agenda, unit by unit. Its tasks are found first: names are joined to these
// alone.
func agendaTasks(db *gorm.DB, c store.Where, into *[]Seen) error {
	return db.Raw(`
		SELECT `+listColumns+taskJoins+`
		WHERE t.id IN (
			SELECT t.id FROM tasks t
			JOIN units u ON u.id = t.unit_id
			WHERE `+c.SQL()+`
			ORDER BY u.path, t.due, t.id
			LIMIT ?)
		ORDER BY u.path, l.name_key, t.due, t.id`, append(slices.Clone(c.Args), AgendaLimit)...).Scan(into).Error
}

const calledColumns = `
		SELECT p.id AS person_id, p.name, COALESCE(po.title, '') AS post,
			COALESCE(x.present, TRUE) AS present, COALESCE(x.why, '') AS why
		FROM people p
		LEFT JOIN posts po ON po.person_id = p.id AND po.main AND po.until IS NULL
		LEFT JOIN units u ON u.id = po.unit_id`

// calledTo are those called to a review, with what is written of them; present until written otherwise. Once it
// is concluded they are those who were called then, whoever has left since.
func calledTo(db *gorm.DB, r Review) (list []Called, err error) {
	const order = `
		ORDER BY u.path, po.level, p.name_key, p.id
		LIMIT ?`
	if r.State == ReviewClosed {
		return list, db.Raw(calledColumns+`
		JOIN review_attendance x ON x.person_id = p.id
		WHERE x.review_id = ?`+order, r.ID, calledLimit).Scan(&list).Error
	}
	return list, db.Raw(calledColumns+`
		LEFT JOIN review_attendance x ON x.person_id = p.id AND x.review_id = ?
		WHERE p.id IN (
			SELECT w.person_id FROM posts w
			WHERE w.unit_id IN (SELECT id FROM units WHERE id = ? OR parent_id = ?)
				AND w.main AND w.until IS NULL
				AND (w.unit_id = ? OR w.heads))`+order,
		r.ID, r.UnitID, r.UnitID, r.UnitID, calledLimit).Scan(&list).Error
}

// chairOf is who heads a unit today; nobody where no head is in office.
func chairOf(db *gorm.DB, unit int64) (c Chair, err error) {
	return c, db.Raw(`
		SELECT p.name, po.title AS post, u.parent_id IS NULL AS top
		FROM posts po
		JOIN people p ON p.id = po.person_id
		JOIN units u ON u.id = po.unit_id
		WHERE po.unit_id = ? AND po.heads AND po.until IS NULL
		ORDER BY po.level, p.id
		LIMIT 1`, unit).Scan(&c).Error
}
