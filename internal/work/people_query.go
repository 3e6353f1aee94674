package work

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/org"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Whom narrows the people, or the units, that a field offers.
type Whom struct {
	Find string  // in names and units, without tone marks
	Keep []int64 // offered whatever Find says: they are chosen already
}

// Choice is somebody, or a unit, that a field offers.
type Choice struct {
	ID   int64
	Name string
	Unit string // of a person
}

// Offer is what a field offers.
type Offer struct {
	List []Choice
	More bool // there are others, to be found by name
}

// OfferSize is how many choices a field offers at once; the rest are found by name.
const OfferSize = 50

// staff joins the people who work today with their units.
const staff = `
		FROM people p
		JOIN posts po ON po.person_id = p.id AND po.main AND po.until IS NULL
		JOIN units u ON u.id = po.unit_id`

// people returns the conditions and the order of a list of people: those found and those chosen, the chosen
// first. Who assigns in the whole body sees heads first.
func (w Whom) people(reach access.Reach) (c store.Where, order string, kept []any) {
	within, args := reach.Condition("", "po.unit_id")
	c.And(within, args...)
	keep := append([]int64{0}, w.Keep...)
	if key := viet.SearchKey(w.Find); key != "" {
		c.And("("+store.Contains("p.search_key")+" OR "+store.Contains("u.search_key")+" OR p.id IN ?)",
			store.Pattern(key), store.Pattern(key), keep)
	}
	order = "path, level, name_key, id"
	if reach.All {
		order = "heads DESC, " + order
	}
	if len(w.Keep) > 0 {
		order, kept = "(id IN ?) DESC, "+order, []any{keep}
	}
	return c, order, kept
}

// Choices offers whom the actor may give work to, by name.
func (s *Service) Choices(ctx context.Context, a access.Actor, w Whom) (o Offer, err error) {
	reach, err := a.Require(access.TaskAssign)
	if err != nil {
		return o, err
	}
	found, order, kept := w.people(reach)
	err = s.Store.Read(ctx).Raw(`
		SELECT id, name, unit
		FROM (SELECT p.id, p.name, p.name_key, u.name AS unit, u.path, po.heads, po.level`+staff+`
			WHERE `+found.SQL()+`) x
		ORDER BY `+order+`
		LIMIT ?`, slices.Concat(found.Args, kept, []any{OfferSize + 1})...).Scan(&o.List).Error
	o.cut()
	return o, err
}

// cut keeps to the size of an offer what was read with one more.
func (o *Offer) cut() {
	if o.More = len(o.List) > OfferSize; o.More {
		o.List = o.List[:OfferSize]
	}
}

// Person is somebody to whom work can be given, with what lies on the table already.
type Person struct {
	ID         int64
	Name       string
	Unit       string
	UnitID     int64
	Open, Late int
	Weight     float64 // of the open tasks, in standard products
}

// PeopleLimit is how many people the form of an assignment lists at once; the rest are found by name.
const PeopleLimit = 500

// People lists whom the actor may give work to, with their load, up to PeopleLimit.
func (s *Service) People(ctx context.Context, a access.Actor, w Whom) (list []Person, err error) {
	reach, err := a.Require(access.TaskAssign)
	if err != nil {
		return nil, err
	}
	found, order, kept := w.people(reach)
	// Whoever is listed is found first: the load is looked up for these alone.
	return list, s.Store.Read(ctx).Raw(`
		SELECT x.id, x.name, x.unit, x.unit_id,
			(SELECT count(*) FROM tasks t WHERE t.lead_id = x.id AND `+overdue+`) AS late,
			(SELECT count(*) FROM tasks t WHERE t.lead_id = x.id AND t.state IN ?) AS open,
			(SELECT COALESCE(sum(t.weight), 0) FROM tasks t WHERE t.lead_id = x.id AND t.state IN ?) AS weight
		FROM (
			SELECT *
			FROM (SELECT p.id, p.name, p.name_key, u.name AS unit, u.id AS unit_id, u.path, po.heads, po.level`+staff+`
				WHERE `+found.SQL()+`) y
			ORDER BY `+order+`
			LIMIT ?) x
		ORDER BY `+order,
		slices.Concat([]any{inWork, s.today(), inWork, inWork}, found.Args, kept, []any{PeopleLimit}, kept)...).
		Scan(&list).Error
}

// UnitChoice is a unit that a field offers.
type UnitChoice struct {
	ID       int64
	ParentID int64
	Path     string
	Name     string
	Position int64
}

// Depth is how far below the root a unit stands.
func (u UnitChoice) Depth() int { return strings.Count(u.Path, "/") - 1 }

// Units are units that a field offers, in the order of the tree.
type Units struct {
	List []UnitChoice
	More bool // there are others, to be found by name
}

// Units offers the open units of which the actor sees tasks and reviews.
func (s *Service) Units(ctx context.Context, a access.Actor, w Whom) (Units, error) {
	reach, err := a.Require(access.TaskView)
	if err != nil {
		return Units{}, err
	}
	return unitsWithin(s.Store.Read(ctx), reach, w)
}

// PlanUnits offers the open units for which the actor may plan.
func (s *Service) PlanUnits(ctx context.Context, a access.Actor, w Whom) (Units, error) {
	reach, err := a.Require(access.TaskAssign)
	if err != nil {
		return Units{}, err
	}
	return unitsWithin(s.Store.Read(ctx), reach, w)
}

// unitsWithin reads units within reach: those found, the chosen ones first, then from the top of the tree.
func unitsWithin(db *gorm.DB, reach access.Reach, w Whom) (u Units, err error) {
	var c store.Where
	within, args := reach.PathCondition("", "u.path")
	c.And(within, args...)
	keep := append([]int64{0}, w.Keep...)
	if key := viet.SearchKey(w.Find); key != "" {
		c.And("("+store.Contains("u.search_key")+" OR u.id IN ?)", store.Pattern(key), keep)
	}
	err = db.Raw(`
		SELECT u.id, COALESCE(u.parent_id, 0) AS parent_id, u.path, u.name, u.position
		FROM units u
		WHERE u.closed_on IS NULL AND `+c.SQL()+`
		ORDER BY (u.id IN ?) DESC, length(u.path) - length(replace(u.path, '/', '')), u.position, u.id
		LIMIT ?`, append(c.Args, keep, OfferSize+1)...).Scan(&u.List).Error
	if u.More = len(u.List) > OfferSize; u.More {
		u.List = u.List[:OfferSize]
	}
	u.List = inTreeOrder(u.List)
	return u, err
}

// inTreeOrder puts every unit behind the nearest one above it that is in the list, siblings by their position.
func inTreeOrder(list []UnitChoice) []UnitChoice {
	slices.SortFunc(list, func(x, y UnitChoice) int {
		return cmp.Or(cmp.Compare(x.Position, y.Position), cmp.Compare(x.ID, y.ID))
	})
	here := make(map[int64]bool, len(list))
	for _, u := range list {
		here[u.ID] = true
	}
	below := map[int64][]UnitChoice{}
	for _, u := range list {
		parent := u.ParentID
		if !here[parent] {
			parent = 0
		}
		below[parent] = append(below[parent], u)
	}
	ordered := make([]UnitChoice, 0, len(list))
	var walk func(parent int64)
	walk = func(parent int64) {
		for _, u := range below[parent] {
			ordered = append(ordered, u)
			walk(u.ID)
		}
	}
	walk(0)
	return ordered
}

// TopUnit is the unit whose review an actor is shown first: the highest within reach, else the own one.
func (s *Service) TopUnit(ctx context.Context, a access.Actor) (int64, error) {
	reach, err := a.Require(access.TaskView)
	if err != nil {
		return 0, err
	}
	db := s.Store.Read(ctx)
	if reach.OwnOnly() {
		at, err := org.PlaceOf(db, a.PersonID)
		return at.ID, err
	}
	within, args := reach.PathCondition("", "u.path")
	var top named
	err = store.One(db.Raw(`
		SELECT u.id
		FROM units u
		WHERE u.closed_on IS NULL AND `+within+`
		ORDER BY length(u.path) - length(replace(u.path, '/', '')), u.position, u.id
		LIMIT 1`, args...), &top)
	return top.ID, err
}
