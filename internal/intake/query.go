package intake

import (
	"context"

	"congthidua/internal/access"
)

// PageSize is how many findings a page shows.
const PageSize = 100

// RowAnswer is a finding with the answer that was given.
type RowAnswer struct {
	Row
	Answer *int64 // nil: not asked or not answered
}

// Rows lists the findings of one action, page counted from 0.
func (s *Service) Rows(ctx context.Context, a access.Actor, id int64, action Action, page int) (rows []RowAnswer, err error) {
	reach, err := a.Require(access.PeopleEdit)
	if err != nil {
		return nil, err
	}
	db := s.Store.Read(ctx)
	if _, err := find(db, reach, id); err != nil {
		return nil, err
	}
	return rows, db.Raw(`
		SELECT r.*, x.answer
		FROM import_rows r
		LEFT JOIN import_answers x ON x.import_id = r.import_id AND x.number = r.number
		WHERE r.import_id = ? AND r.action = ?
		ORDER BY r.number
		LIMIT ? OFFSET ?`, id, action, PageSize, page*PageSize).Scan(&rows).Error
}
