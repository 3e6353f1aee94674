package evaluation

import (
	"database/sql"

	"congthidua/internal/access"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// The statements of this file run at every save of a card. They are prepared by the driver and scanned by
// hand: through models a save takes half as much CPU again (the row "a save" of `make bench`).

// Card is a scorecard with what its unit and its month say of it.
type Card struct {
	Scorecard
	Unit, Path       string
	Year, Month      int
	PeriodState      PeriodState
	Kind             string // of the person: cadre, civil_servant …
	UnitSubmitted    bool   // the unit has handed its month in
	SelfDue, HeadDue string
	AppealDays       int
	PublishedAt      *int64
	SelfSheet        Sheet
	HeadSheet        Sheet // the reviewer's
}

const cardColumns = `
	c.id, c.version, c.period_id, c.person_id, c.unit_id, c.framework_id,
	c.name, c.name_key, c.post, c.level, c.manager, c.reviewer,
	c.state, c.excuse, c.excuse_kind, c.returned, c.parts,
	c.self_points, c.head_points, c.points, c.grade, c.earned_grade,
	c.settled, c.remark, c.reviewed_by, c.revision`

func (c *Scorecard) scan() []any {
	return []any{
		&c.ID, &c.Version, &c.PeriodID, &c.PersonID, &c.UnitID, &c.FrameworkID,
		&c.Name, &c.NameKey, &c.Post, &c.Level, &c.Manager, &c.Reviewer,
		&c.State, &c.Excuse, &c.ExcuseKind, &c.Returned, &c.Parts,
		&c.SelfPoints, &c.HeadPoints, &c.Points, &c.Grade, &c.EarnedGrade,
		&c.Settled, &c.Remark, &c.ReviewedBy, &c.Revision,
	}
}

const cardByID = `
	SELECT` + cardColumns + `,
		u.name, u.path,
		p.year, p.month, p.state, p.self_due, p.head_due, p.appeal_days, p.published_at,
		pe.kind, pu.submitted_at IS NOT NULL, s.self, s.head
	FROM scorecards c
	JOIN units u ON u.id = c.unit_id
	JOIN periods p ON p.id = c.period_id
	JOIN people pe ON pe.id = c.person_id
	JOIN period_units pu ON pu.period_id = c.period_id AND pu.unit_id = c.unit_id
	LEFT JOIN sheets s ON s.scorecard_id = c.id
	WHERE c.id = ` + store.ID + ` AND `

// card reads a scorecard within reach, or returns fault.ErrNotFound.
func card(db *gorm.DB, reach access.Reach, id int64) (Card, error) {
	where, args := reach.PathCondition("c.person_id", "u.path")
	var c Card
	targets := append(c.scan(),
		&c.Unit, &c.Path,
		&c.Year, &c.Month, &c.PeriodState, &c.SelfDue, &c.HeadDue, &c.AppealDays, &c.PublishedAt,
		&c.Kind, &c.UnitSubmitted, &c.SelfSheet, &c.HeadSheet)
	scan := func(rows *sql.Rows) error { return rows.Scan(targets...) }
	if err := store.Each(db, scan, cardByID+where, append([]any{id}, args...)...); err != nil {
		return c, err
	}
	if c.ID == 0 {
		return c, fault.ErrNotFound
	}
	return c, nil
}

const selfScore = `
	UPDATE scorecards
	SET self_points = ?, points = ?, grade = ?, earned_grade = ?, parts = ?, version = version + 1
	WHERE id = ` + store.ID + ` AND state = ? AND version = ` + store.ID

// keepSelfScore writes what the cadre's own sheet comes to, if the card is still the draft that was read.
func keepSelfScore(tx *gorm.DB, c Card, r Result, parts string) error {
	return store.ExecOne(tx, selfScore, r.Points, r.Points, r.Grade, r.Grade, parts, c.ID, Draft, c.Version)
}

const headScore = `
	UPDATE scorecards
	SET state = ?, head_points = ?, points = ?, grade = ?, earned_grade = ?, settled = '', parts = ?,
		remark = ?, returned = '', reviewed_by = ?, version = version + 1
	WHERE id = ` + store.ID + ` AND state = ? AND version = ` + store.ID

// keepHeadScore writes what the reviewer's sheet comes to, if the card is still as it was read.
func keepHeadScore(tx *gorm.DB, a access.Actor, c Card, r Result, parts, remark string) error {
	return store.ExecOne(tx, headScore,
		Reviewed, r.Points, r.Points, r.Grade, r.Grade, parts, remark, a.AccountID, c.ID, c.State, c.Version)
}

const disciplinesUpTo = `
	SELECT person_id, form, decision, decided_on, on_duty
	FROM disciplines
	WHERE decided_on >= ? AND decided_on <= ?`

// disciplined reads discipline and conclusions of the year up to the end of the month, of one person or,
// with 0, of all; who is not in it has none.
func disciplined(db *gorm.DB, year, month int, person int64) (map[int64]Circumstances, error) {
	known := map[int64]Circumstances{}
	query, args := disciplinesUpTo, []any{firstDay(year, 1), lastDay(year, month)}
	if person != 0 {
		query, args = query+` AND person_id = `+store.ID, append(args, person)
	}
	err := store.Each(db, func(rows *sql.Rows) error {
		var id int64
		var form, decision, decidedOn string
		var onDuty bool
		if err := rows.Scan(&id, &form, &decision, &decidedOn, &onDuty); err != nil {
			return err
		}
		about := known[id]
		about.take(form, disciplineText(form, decision, decidedOn), onDuty)
		known[id] = about
		return nil
	}, query+` ORDER BY decided_on`, args...)
	return known, err
}

const (
	selfSheet = `UPDATE sheets SET self = ? WHERE scorecard_id = ` + store.ID
	headSheet = `UPDATE sheets SET head = ? WHERE scorecard_id = ` + store.ID
)

// keepSheet writes one side's sheet of a card: selfSheet or headSheet.
func keepSheet(tx *gorm.DB, cardID int64, side string, sheet Sheet) error {
	return store.ExecOne(tx, side, sheet, cardID)
}

const newEvent = `
	INSERT INTO scorecard_events (scorecard_id, at, actor, step, note)
	VALUES (?, ?, ?, ?, ?)`

// keepEvent adds a step to the history of a card.
func keepEvent(tx *gorm.DB, e Event) error {
	_, err := store.Exec(tx, newEvent, e.ScorecardID, e.At, e.Actor, e.Step, e.Note)
	return err
}
