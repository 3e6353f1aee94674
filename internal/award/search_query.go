package award

import (
	"context"
	"errors"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/viet"
)

// searched is how many of the latest decisions a search looks through: they have no search keys.
const searched = 2000

// Search returns the latest decisions, at most so many, that the actor sees and whose number, subject or body
// contains a text, without tone marks.
func (s *Service) Search(ctx context.Context, a access.Actor, find string, most int) (found []Decision, err error) {
	db := s.Store.Read(ctx)
	v, err := sightOf(db, a)
	if err != nil {
		return nil, err
	}
	where, args := v.condition()
	rows, err := db.Raw(`
		SELECT d.id, d.number, d.decided_on, d.subject, d.body, d.state
		FROM decisions d
		WHERE `+where+`
		ORDER BY d.id DESC
		LIMIT ?`, append(args, searched)...).Rows()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	key := viet.SearchKey(find)
	for len(found) < most && rows.Next() {
		var d Decision
		if err := rows.Scan(&d.ID, &d.Number, &d.DecidedOn, &d.Subject, &d.Body, &d.State); err != nil {
			return nil, err
		}
		if strings.Contains(viet.SearchKey(d.Number+" "+d.Subject+" "+d.Body), key) {
			found = append(found, d)
		}
	}
	return found, rows.Err()
}
