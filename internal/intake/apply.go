package intake

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Apply carries an import out: all its good rows in one transaction, or none. The rows are judged
// again inside the transaction, so that what was changed since the dry run counts. What is refused while
// writing leaves the import Failed, with the reason; a page that is out of date changes nothing.
func (s *Service) Apply(ctx context.Context, a access.Actor, id, version int64, progress Progress) error {
	reach, err := a.Require(access.PeopleEdit)
	if err != nil {
		return err
	}
	i, err := find(s.Store.Read(ctx), reach, id)
	if err != nil {
		return err
	}
	var m mapping
	if err := json.Unmarshal([]byte(i.Mapping), &m); err != nil {
		return err
	}
	before := i
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := store.Advance(tx, &i, version, Checked, store.Change{"state": Applied}); err != nil {
			return err
		}
		detail, err := s.write(tx, opener{a, reach, i, m}, progress)
		if err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "import.apply", "imports", id, detail)
	})
	if err == nil || stale(err) {
		return err
	}
	return errors.Join(err, s.fail(ctx, before, fmt.Errorf("không ghi được, chưa có gì thay đổi: %w", err)))
}

// write judges every row again and carries the good ones out.
func (s *Service) write(tx *gorm.DB, o opener, progress Progress) (audit.Detail, error) {
	r, err := s.open(tx, o)
	if err != nil {
		return nil, err
	}
	done := 0
	err = o.each(r, func(f Finding) error {
		if done++; done%batchRows == 0 {
			progress.tell(done)
		}
		if f.Action != Add && f.Action != Change {
			return nil
		}
		return r.Write(tx, f)
	})
	if err != nil {
		return nil, err
	}
	return r.Close(tx)
}
