package emulation

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/store"
)

// Shift is a registration that another edition would judge otherwise.
type Shift struct {
	ID                int64
	Name, Unit, Title string
	Old, New          Verdict
	Why               string // what the other edition says
}

// ShiftLimit is how many shifts a trial names; it counts all of them.
const ShiftLimit = 200

// TitleTrial is an edition tried on the registrations of a campaign.
type TitleTrial struct {
	Year          int
	Before, After map[Verdict]int
	Shifts        []Shift // at most ShiftLimit
	Shifted       int
	Unknown       int // registrations for titles that the edition does not have
}

// TryEdition says who would pass under an edition: every registration of a year is judged by the
// campaign's own edition and by this one, from what is known now.
func (s *Service) TryEdition(ctx context.Context, a access.Actor, id int64, year int, progress func(done, total int)) (TitleTrial, error) {
	trial := TitleTrial{Before: map[Verdict]int{}, After: map[Verdict]int{}}
	if _, err := a.Require(access.TitlesEdit); err != nil {
		return trial, err
	}
	_, other, err := s.Edition(ctx, a, id)
	if err != nil {
		return trial, err
	}
	c, err := s.Campaign(ctx, year)
	if err != nil {
		return trial, err
	}
	trial.Year = c.Year
	own, err := s.CatalogueOf(s.Store.Read(ctx), c.CatalogueID)
	if err != nil {
		return trial, err
	}
	_, err = s.byUnit(ctx, c, progress, func(unitID int64) error {
		db, before := s.Store.Read(ctx), map[int64]Verdict{}
		err := s.judge(db, c, own, unitID, func(r Registration, result Result) error {
			before[r.ID] = result.Verdict
			trial.Before[result.Verdict]++
			return nil
		})
		if err != nil {
			return err
		}
		known := 0
		err = s.judge(db, c, other, unitID, func(r Registration, result Result) error {
			known++
			trial.After[result.Verdict]++
			if old := before[r.ID]; old != result.Verdict {
				if trial.Shifted++; trial.Shifted <= ShiftLimit {
					trial.Shifts = append(trial.Shifts, Shift{ID: r.ID, Title: other.Title(r.Title).Name, Old: old, New: result.Verdict, Why: result.Why()})
				}
			}
			return nil
		})
		trial.Unknown += len(before) - known
		return err
	})
	if err != nil {
		return trial, err
	}
	return trial, s.nameShifts(ctx, trial.Shifts)
}

func (s *Service) nameShifts(ctx context.Context, shifts []Shift) error {
	if len(shifts) == 0 {
		return nil
	}
	ids := make([]int64, len(shifts))
	for i, x := range shifts {
		ids[i] = x.ID
	}
	in, args := store.In(ids)
	var rows []Shift
	if err := s.Store.Read(ctx).Raw(`SELECT r.id, COALESCE(pe.name, u.name) AS name, u.name AS unit FROM registrations r JOIN units u ON u.id = r.unit_id LEFT JOIN people pe ON pe.id = r.person_id WHERE r.id IN `+in, args...).Scan(&rows).Error; err != nil {
		return err
	}
	named := map[int64]Shift{}
	for _, x := range rows {
		named[x.ID] = x
	}
	for i := range shifts {
		shifts[i].Name, shifts[i].Unit = named[shifts[i].ID].Name, named[shifts[i].ID].Unit
	}
	return nil
}

// Registered counts a year's registrations, which is how long a trial takes.
func (s *Service) Registered(ctx context.Context, year int) (n int, err error) {
	return n, s.Store.Read(ctx).Raw(`SELECT count(*) FROM registrations r JOIN campaigns c ON c.id = r.campaign_id WHERE c.year = ? AND r.state <> 'withdrawn'`, year).Scan(&n).Error
}
