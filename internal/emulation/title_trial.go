package emulation

import (
	"context"

	"congthidua/internal/access"
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
	if err := a.RequireAll(access.TitlesEdit); err != nil {
		return trial, err
	}
	_, other, err := s.Edition(ctx, a, id)
	if err != nil {
		return trial, err
	}
	c, own, err := s.CampaignOf(s.Store.Read(ctx), year)
	if err != nil {
		return trial, err
	}
	trial.Year = c.Year
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
					trial.Shifts = append(trial.Shifts, Shift{
						ID: r.ID, Title: other.Title(r.Title).Name, Old: old, New: result.Verdict, Why: result.Why(),
					})
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
	ids := make([]int64, len(shifts))
	for i, x := range shifts {
		ids[i] = x.ID
	}
	rows, err := namesOf(s.Store.Read(ctx), ids)
	if err != nil {
		return err
	}
	names := map[int64]Shift{}
	for _, x := range rows {
		names[x.ID] = x
	}
	for i := range shifts {
		shifts[i].Name, shifts[i].Unit = names[shifts[i].ID].Name, names[shifts[i].ID].Unit
	}
	return nil
}

// Registered counts a year's registrations, which is how long a trial takes.
func (s *Service) Registered(ctx context.Context, a access.Actor, year int) (int, error) {
	if err := a.RequireAll(access.TitlesEdit); err != nil {
		return 0, err
	}
	var n int64
	err := s.Store.Read(ctx).Model(&Registration{}).Where("state <> ?", Withdrawn).
		Where("campaign_id IN (?)", s.Store.Read(ctx).Model(&Campaign{}).Select("id").Where("year = ?", year)).
		Count(&n).Error
	return int(n), err
}
