package cluster

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

const columns = `c.*, COALESCE(c.lead_id, 0) AS lead_id, COALESCE((SELECT u.name FROM units u WHERE u.id = c.lead_id), '') AS lead, (SELECT count(*) FROM cluster_members m WHERE m.cluster_id = c.id) AS size`

// within is the condition on a cluster c: some member lies within reach, and a draft is
// there only for who runs clusters.
func within(a access.Actor) (where string, args []any) {
	reach := a.Reach(access.ClusterView)
	if reach.All {
		return `(c.state <> 'draft' OR ?)`, []any{a.May(access.ClusterRun)}
	}
	where, args = reach.PathCondition("", "u.path")
	return `c.state <> 'draft' AND EXISTS (SELECT 1 FROM cluster_members m JOIN units u ON u.id = m.unit_id WHERE m.cluster_id = c.id AND ` + where + `)`, args
}

// find reads one within reach with its criteria.
func find(db *gorm.DB, a access.Actor, id int64) (Cluster, error) {
	var c Cluster
	where, args := within(a)
	if err := db.Raw(`SELECT `+columns+` FROM clusters c WHERE c.id = ? AND `+where, append([]any{id}, args...)...).Scan(&c).Error; err != nil {
		return c, err
	}
	if c.ID == 0 {
		return c, fault.ErrNotFound
	}
	return c, db.Raw(`SELECT id, name, max FROM cluster_criteria WHERE cluster_id = ? ORDER BY ordinal`, id).Scan(&c.Criteria).Error
}

// shownMembers reads the members with their marks. Until the meeting a member's marks are for
// itself, for its checker and for who sees everything; then for all members.
func shownMembers(db *gorm.DB, a access.Actor, c Cluster) (list []Member, err error) {
	shown, args := "1 = 1", []any(nil)
	if reach := a.Reach(access.ClusterView); !reach.All && c.State != Gathering && c.State != Over {
		own, ownArgs := reach.PathCondition("", "u.path")
		checks, checkArgs := reach.PathCondition("", "ch.path")
		shown, args = own+" OR "+checks, append(ownArgs, checkArgs...)
	}
	return membersOf(db, c, shown, args...)
}

// membersOf reads the members with the marks that a condition shows.
func membersOf(db *gorm.DB, c Cluster, shown string, args ...any) (list []Member, err error) {
	err = db.Raw(`SELECT m.id, m.cluster_id, m.unit_id, COALESCE(m.checker_id, 0) AS checker_id, m.version, u.name AS unit, COALESCE(ch.name, '') AS checker, COALESCE(`+shown+`, 1 = 0) AS shown
		FROM cluster_members m JOIN units u ON u.id = m.unit_id LEFT JOIN units ch ON ch.id = m.checker_id WHERE m.cluster_id = ? ORDER BY u.path`, append(args, c.ID)...).Scan(&list).Error
	if err != nil {
		return nil, err
	}
	var marks []Mark
	if err := db.Raw(`SELECT k.* FROM cluster_marks k JOIN cluster_members m ON m.id = k.member_id WHERE m.cluster_id = ?`, c.ID).Scan(&marks).Error; err != nil {
		return nil, err
	}
	at := map[int64]int{}
	for i, m := range list {
		at[m.ID] = i
	}
	for _, k := range marks {
		if m := &list[at[k.MemberID]]; m.Shown {
			m.Marks = append(m.Marks, k)
		}
	}
	return list, nil
}

// findMember reads one member of a cluster; one whose marks the actor may not see is not found.
func findMember(db *gorm.DB, a access.Actor, clusterID, id int64) (Cluster, Member, error) {
	c, err := find(db, a, clusterID)
	if err != nil {
		return c, Member{}, err
	}
	members, err := shownMembers(db, a, c)
	if err != nil {
		return c, Member{}, err
	}
	for _, m := range members {
		if m.ID == id && m.Shown {
			return c, m, nil
		}
	}
	return c, Member{}, fault.ErrNotFound
}

// List lists those within reach, the latest year first.
func (s *Service) List(ctx context.Context, a access.Actor) (list []Cluster, err error) {
	if _, err := a.Require(access.ClusterView); err != nil {
		return nil, err
	}
	where, args := within(a)
	return list, s.Store.Read(ctx).Raw(`SELECT `+columns+` FROM clusters c WHERE `+where+` ORDER BY c.year DESC, c.name LIMIT 500`, args...).Scan(&list).Error
}

// Find reads one with its members: in their ranking from the meeting on, before in the order of
// the tree.
func (s *Service) Find(ctx context.Context, a access.Actor, id int64) (c Cluster, list []Standing, err error) {
	db := s.Store.Read(ctx)
	if c, err = find(db, a, id); err != nil {
		return c, nil, err
	}
	members, err := shownMembers(db, a, c)
	if err != nil {
		return c, nil, err
	}
	if c.State == Gathering || c.State == Over {
		return c, Rank(c.Criteria, members), nil
	}
	for _, m := range members {
		list = append(list, Standing{Member: m})
	}
	return c, list, nil
}

// FindMember reads one member with its marks and its cluster.
func (s *Service) FindMember(ctx context.Context, a access.Actor, clusterID, id int64) (Cluster, Member, error) {
	return findMember(s.Store.Read(ctx), a, clusterID, id)
}

// Place is a unit's place in a cluster of the year, 0 while its ranking is open.
type Place struct {
	Cluster, State string
	Rank, Of       int
}

// Places are a unit's in the clusters of a year, whoever may see them: they decide on titles. Other rooms
// read it within their own transaction, so it takes no actor.
func Places(db *gorm.DB, unitID int64, year int) (list []Place, err error) {
	var clusters []Cluster
	err = db.Raw(`SELECT c.id, c.name, c.state FROM clusters c JOIN cluster_members m ON m.cluster_id = c.id WHERE m.unit_id = ? AND c.year = ? AND c.state <> 'draft' ORDER BY c.name`, unitID, year).Scan(&clusters).Error
	for _, c := range clusters {
		place := Place{Cluster: c.Name, State: c.State}
		if c.State == Over {
			if err := db.Raw(`SELECT id, name, max FROM cluster_criteria WHERE cluster_id = ? ORDER BY ordinal`, c.ID).Scan(&c.Criteria).Error; err != nil {
				return nil, err
			}
			members, err := membersOf(db, c, "1 = 1")
			if err != nil {
				return nil, err
			}
			for _, m := range Rank(c.Criteria, members) {
				if m.UnitID == unitID {
					place.Rank, place.Of = m.Rank, len(members)
				}
			}
		}
		list = append(list, place)
	}
	return list, err
}

// waiting is what a cluster waits for from the head of a unit.
type waiting struct {
	State               string // of the cluster
	ClusterID, MemberID int64  // MemberID is 0 for the meeting
	Name, Unit, Due     string
}

// waitingFor reads what clusters wait for from the heads of units: their own marks, the marks of the unit
// that they check, the meeting of the cluster that they preside.
func waitingFor(db *gorm.DB, units []int64) (list []waiting, err error) {
	in, ids := store.In(units)
	args := append(append([]any{SelfScore}, ids...), SelfScore, CrossCheck)
	args = append(append(append(args, ids...), CrossCheck, Gathering), ids...)
	err = db.Raw(`
		SELECT c.state, c.id AS cluster_id, m.id AS member_id, c.name, u.name AS unit, c.self_due AS due
		FROM clusters c
		JOIN cluster_members m ON m.cluster_id = c.id
		JOIN units u ON u.id = m.unit_id
		WHERE c.state = ?
		AND m.unit_id IN `+in+`
		AND NOT EXISTS (SELECT 1 FROM cluster_marks k WHERE k.member_id = m.id AND k.stage = ?)
		UNION ALL
		SELECT c.state, c.id, m.id, c.name, u.name, c.check_due
		FROM clusters c
		JOIN cluster_members m ON m.cluster_id = c.id
		JOIN units u ON u.id = m.unit_id
		WHERE c.state = ?
		AND m.checker_id IN `+in+`
		AND NOT EXISTS (SELECT 1 FROM cluster_marks k WHERE k.member_id = m.id AND k.stage = ?)
		UNION ALL
		SELECT c.state, c.id, 0, c.name, '', ''
		FROM clusters c
		WHERE c.state = ?
		AND c.held_on = ''
		AND c.lead_id IN `+in, args...).Scan(&list).Error
	return list, err
}
