package document

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/work"
)

// overdueListed is how many overdue documents a list holds.
const overdueListed = 100

// Overdue is an incoming document past its day that is not settled.
type Overdue struct {
	ID           int64
	Symbol, Due  string
	Subject      string
	Author, Lead string // Lead: who deals with it, "" for nobody yet
}

// Overdue lists the incoming documents past their day, the oldest day first, for who sees the registers of the
// whole body; for others there are none. Restricted ones are left out.
func (s *Service) Overdue(ctx context.Context, a access.Actor) (list []Overdue, err error) {
	reach, err := a.Require(access.DocumentView)
	if err != nil || !reach.All {
		return nil, err
	}
	return list, s.Store.Read(ctx).Raw(`
		SELECT d.id, d.symbol, d.due, d.subject, d.author,
			COALESCE((
				SELECT l.name
				FROM tasks t
				JOIN people l ON l.id = t.lead_id
				WHERE t.source = ? AND t.source_id = d.id
				ORDER BY t.id
				LIMIT 1), '') AS lead
		FROM documents d
		WHERE d.direction = ? AND NOT d.restricted AND d.state <> ? AND d.due <> '' AND d.due < ?
		ORDER BY d.due, d.id
		LIMIT ?`, work.FromDocument, In, Settled, s.today(), overdueListed).Scan(&list).Error
}
