package cluster

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Row is a cluster as the list shows it.
type Row struct {
	Cluster
	Lead string // name of the unit that presides
	Size int    // members
}

// Overview is the list of clusters with what the actor may do.
type Overview struct {
	Rows   []Row
	Rights Rights
}

// Rights are what an actor may do with clusters now.
type Rights struct {
	Create bool  // begin a new one
	Edit   bool  // write the draft, take units in and out
	Next   State // to which the actor may move it, "" for none
	Record bool  // record the meeting
}

// View is a cluster with its criteria and members: in their ranking from the meeting on, before in the order
// of the tree.
type View struct {
	Row
	Criteria  []Criterion
	Standings []Standing
	Rights    Rights
}

// Max is the most points that a member can have.
func (v View) Max() (sum float64) {
	for _, x := range v.Criteria {
		sum += x.Max
	}
	return sum
}

// Ranked reports whether the members stand in their ranking.
func (c Cluster) Ranked() bool { return c.State == Gathering || c.State == Over }

// Sheet is one member with its marks and its cluster.
type Sheet struct {
	Member
	Cluster View // without its members
	Rights  SheetRights
}

// SheetRights are what an actor may do with a member's marks now.
type SheetRights struct {
	Mark bool // give those of the state that the cluster is in
}

// selectRows reads the rows of clusters.
const selectRows = `
		SELECT c.*, COALESCE(lead.name, '') AS lead,
			(SELECT count(*) FROM cluster_members m WHERE m.cluster_id = c.id) AS size
		FROM clusters c
		LEFT JOIN units lead ON lead.id = c.lead_id
		WHERE `

// visible is the condition on a cluster c: some member lies within reach, and a draft is there only for who
// runs clusters.
func visible(a access.Actor) (where string, args []any) {
	reach := a.Reach(access.ClusterView)
	if runs(a) {
		return "TRUE", nil
	}
	if reach.All {
		return "c.state <> ?", []any{Draft}
	}
	where, args = reach.Condition("", "m.unit_id")
	where = `c.state <> ? AND EXISTS (SELECT 1 FROM cluster_members m WHERE m.cluster_id = c.id AND ` + where + `)`
	return where, append([]any{Draft}, args...)
}

// Clusters lists the clusters that the actor sees, the latest year first.
func (s *Service) Clusters(ctx context.Context, a access.Actor) (v Overview, err error) {
	if !a.May(access.ClusterView) {
		return v, fault.ErrForbidden
	}
	v.Rights.Create = runs(a)
	where, args := visible(a)
	return v, s.Store.Read(ctx).Raw(selectRows+where+`
		ORDER BY c.year DESC, c.name
		LIMIT 500`, args...).Scan(&v.Rows).Error
}

// Cluster reads one with its members, else fault.ErrNotFound.
func (s *Service) Cluster(ctx context.Context, a access.Actor, id int64) (v View, err error) {
	if !a.May(access.ClusterView) {
		return v, fault.ErrForbidden
	}
	db := s.Store.Read(ctx)
	if v, err = view(db, a, id); err != nil {
		return v, err
	}
	members, err := shownMembers(db, a, v.Cluster)
	if err != nil {
		return v, err
	}
	if v.Ranked() {
		v.Standings = Rank(v.Criteria, members)
		return v, nil
	}
	for _, m := range members {
		v.Standings = append(v.Standings, Standing{Member: m})
	}
	return v, nil
}

// view reads a cluster that the actor sees without its members, with what the actor may do.
func view(db *gorm.DB, a access.Actor, id int64) (v View, err error) {
	where, args := visible(a)
	if err := store.One(db.Raw(selectRows+`c.id = ? AND `+where, append([]any{id}, args...)...), &v.Row); err != nil {
		return v, err
	}
	if runs(a) {
		v.Rights = Rights{Edit: v.State == Draft, Next: next[v.State]}
	}
	v.Rights.Record = gathers(a, a.Reach(access.ClusterMark), v.Cluster)
	v.Criteria, err = criteriaOf(db, id)
	return v, err
}

// Member reads one member whose marks the actor may see, with its cluster, else fault.ErrNotFound.
func (s *Service) Member(ctx context.Context, a access.Actor, clusterID, id int64) (v Sheet, err error) {
	if !a.May(access.ClusterView) {
		return v, fault.ErrForbidden
	}
	db := s.Store.Read(ctx)
	if v.Cluster, err = view(db, a, clusterID); err != nil {
		return v, err
	}
	if v.Member, err = shownMember(db, a, v.Cluster.Cluster, id); err != nil {
		return v, err
	}
	v.Rights.Mark = marks(a, a.Reach(access.ClusterMark), v.Cluster.Cluster, v.Member)
	return v, nil
}

// shownMember reads one member of a cluster; one whose marks the actor may not see is fault.ErrNotFound.
func shownMember(db *gorm.DB, a access.Actor, c Cluster, id int64) (Member, error) {
	members, err := shownMembers(db, a, c)
	if err != nil {
		return Member{}, err
	}
	for _, m := range members {
		if m.ID == id && m.Shown {
			return m, nil
		}
	}
	return Member{}, fault.ErrNotFound
}

// shownMembers reads the members with the marks that the actor may see. Until the meeting those are for the
// member itself, for its checker and for who sees everything; then for all members.
func shownMembers(db *gorm.DB, a access.Actor, c Cluster) ([]Member, error) {
	reach := a.Reach(access.ClusterView)
	if reach.All || c.Ranked() {
		return readMembers(db, c.ID, a.PersonID, "TRUE")
	}
	own, args := reach.Condition("", "m.unit_id")
	checks, checkArgs := reach.Condition("", "m.checker_id")
	return readMembers(db, c.ID, a.PersonID, own+" OR "+checks, append(args, checkArgs...)...)
}

// membersOf reads the members with all their marks.
func membersOf(db *gorm.DB, id int64) ([]Member, error) { return readMembers(db, id, 0, "TRUE") }

// readMembers reads the members in the order of the tree with the marks that a condition shows, as a person
// sees them.
func readMembers(db *gorm.DB, id, person int64, shown string, args ...any) (list []Member, err error) {
	err = db.Raw(`
		SELECT m.*, u.name AS unit, COALESCE(ch.name, '') AS checker, COALESCE(`+shown+`, FALSE) AS shown,
			EXISTS (
				SELECT 1
				FROM posts po
				JOIN units pu ON pu.id = po.unit_id
				WHERE po.person_id = ?
				AND po.until IS NULL
				AND substr(pu.path, 1, length(u.path)) = u.path) AS own
		FROM cluster_members m
		JOIN units u ON u.id = m.unit_id
		LEFT JOIN units ch ON ch.id = m.checker_id
		WHERE m.cluster_id = ?
		ORDER BY u.path`, append(args, person, id)...).Scan(&list).Error
	if err != nil {
		return nil, err
	}
	var all []Mark
	err = db.Raw(`
		SELECT k.*
		FROM cluster_marks k
		JOIN cluster_members m ON m.id = k.member_id
		WHERE m.cluster_id = ?`, id).Scan(&all).Error
	if err != nil {
		return nil, err
	}
	at := map[int64]int{}
	for i, m := range list {
		at[m.ID] = i
	}
	for _, k := range all {
		if m := &list[at[k.MemberID]]; m.Shown {
			m.Marks = append(m.Marks, k)
		}
	}
	return list, nil
}

// placed is the name of the cluster of a kind and year that a unit is in, "" for none.
func placed(db *gorm.DB, kind Kind, year int, unit int64) (name string, err error) {
	return name, db.Raw(`
		SELECT c.name
		FROM clusters c
		JOIN cluster_members m ON m.cluster_id = c.id
		WHERE c.kind = ? AND c.year = ? AND m.unit_id = ?
		LIMIT 1`, kind, year, unit).Scan(&name).Error
}

// alsoIn is the name of another cluster of a kind and year that has a member of this one, "" for none.
func alsoIn(db *gorm.DB, id int64, kind Kind, year int) (name string, err error) {
	return name, db.Raw(`
		SELECT c.name
		FROM clusters c
		JOIN cluster_members m ON m.cluster_id = c.id
		JOIN cluster_members mine ON mine.unit_id = m.unit_id AND mine.cluster_id = ?
		WHERE c.kind = ? AND c.year = ? AND c.id <> ?
		LIMIT 1`, id, kind, year, id).Scan(&name).Error
}

// Place is a unit's place in a cluster of the year, 0 while its ranking is open.
type Place struct {
	Cluster  string
	State    State
	Rank, Of int
}

// Places are a unit's in the clusters of a year, whoever may see them: they decide on titles. Other rooms
// read it within their own transaction, so it takes no actor.
func Places(db *gorm.DB, unitID int64, year int) (list []Place, err error) {
	var clusters []Cluster
	err = db.Raw(`
		SELECT c.*
		FROM clusters c
		JOIN cluster_members m ON m.cluster_id = c.id
		WHERE m.unit_id = ? AND c.year = ? AND c.state <> ?
		ORDER BY c.name`, unitID, year, Draft).Scan(&clusters).Error
	if err != nil {
		return nil, err
	}
	for _, c := range clusters {
		place := Place{Cluster: c.Name, State: c.State}
		if c.State == Over {
			if place.Rank, place.Of, err = rankOf(db, c.ID, unitID); err != nil {
				return nil, err
			}
		}
		list = append(list, place)
	}
	return list, nil
}

// rankOf is a unit's rank among the members of a cluster, and how many there are.
func rankOf(db *gorm.DB, id, unit int64) (rank, of int, err error) {
	criteria, err := criteriaOf(db, id)
	if err != nil {
		return 0, 0, err
	}
	members, err := membersOf(db, id)
	if err != nil {
		return 0, 0, err
	}
	for _, m := range Rank(criteria, members) {
		if m.UnitID == unit {
			rank = m.Rank
		}
	}
	return rank, len(members), nil
}

// waiting is what a cluster waits for from the head of a unit.
type waiting struct {
	State               State // of the cluster
	ClusterID, MemberID int64 // MemberID is 0 for the meeting
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
