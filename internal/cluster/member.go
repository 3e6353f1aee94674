package cluster

import (
	"context"
	"errors"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// inDraft runs a change of the members of a draft that is still at the version.
func (s *Service) inDraft(
	ctx context.Context, a access.Actor, id, version int64, action string, unit int64,
	change func(tx *gorm.DB, c Cluster) (store.Change, error),
) error {
	if err := a.RequireAll(access.ClusterRun); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, err := find(tx, a, id)
		if err != nil {
			return err
		}
		if c.State != Draft || c.Version != version {
			return fault.ErrStale
		}
		also, err := change(tx, c)
		if err != nil {
			return err
		}
		if err := store.Advance(tx, &c, version, Draft, also); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, action, object, id, audit.Detail{"unit": unit})
	})
}

// AddMember takes a unit into a draft. A unit is in one cluster of a kind in a year, since
// it is ranked once.
func (s *Service) AddMember(ctx context.Context, a access.Actor, id, version, unit int64) error {
	return s.inDraft(ctx, a, id, version, "cluster.member", unit, func(tx *gorm.DB, c Cluster) (store.Change, error) {
		_, err := org.FindUnit(tx, a.Reach(access.ClusterRun), unit)
		if errors.Is(err, fault.ErrNotFound) {
			return nil, fault.Invalidf("unit", "Chọn đơn vị")
		}
		if err != nil {
			return nil, err
		}
		other, err := placed(tx, c.Kind, c.Year, unit)
		if err != nil {
			return nil, err
		}
		if other != "" {
			return nil, fault.Invalidf("unit", "Đơn vị đã ở trong «%s» của năm này", other)
		}
		return nil, tx.Create(&Membership{ClusterID: id, UnitID: unit}).Error
	})
}

// RemoveMember takes a unit out of a draft.
func (s *Service) RemoveMember(ctx context.Context, a access.Actor, id, version, unit int64) error {
	return s.inDraft(ctx, a, id, version, "cluster.remove", unit, func(tx *gorm.DB, c Cluster) (store.Change, error) {
		also := store.Change{}
		if c.Presides(unit) {
			also["lead_id"] = nil
		}
		return also, store.OneRow(tx.Where("cluster_id = ? AND unit_id = ?", id, unit).Delete(&Membership{}))
	})
}

// Lead makes a member of a draft the one that presides.
func (s *Service) Lead(ctx context.Context, a access.Actor, id, version, unit int64) error {
	return s.inDraft(ctx, a, id, version, "cluster.lead", unit, func(tx *gorm.DB, _ Cluster) (store.Change, error) {
		var m Membership
		err := store.First(tx.Where("cluster_id = ? AND unit_id = ?", id, unit), &m)
		return store.Change{"lead_id": unit}, err
	})
}
