// Package org keeps who works where: units in a tree, people, their posts, absences and disciplines,
// and the letterhead of the papers that the body issues.
//
// # What it keeps
//
// A Unit lies below another one; the one without a parent is the body itself, and there is one to a
// portal. Path lists the ids from the root down, each followed by a slash ("1/5/"): a unit and all below
// it share a prefix that no other unit has, because the slash ends each id ("1/2/" is no prefix of
// "1/20/"). Reach of access is compared by these paths.
//
// A Person has exactly one present main post and any number of second posts. A post is present while
// Until is NULL; Until is the first day on which it is no longer held. Level orders posts, 0 being the
// highest; Heads marks who heads the unit, Manager who manages. All three are read from the title
// (RankOf). An Absence is a time without work in the unit, or an arrival or departure. A Discipline is a
// decision or conclusion that weighs on the month's grade; it is never changed or removed.
//
// # Who may do what
//
// access.PeopleView reads, access.PeopleEdit changes people and what belongs to them, access.UnitsEdit
// changes the tree. Every method finds what it works on within the reach of its permission: what lies
// outside is fault.ErrNotFound. Nobody records the own posts, absences and disciplines
// (access.Actor.Judge); File.Rights tells the page so. The letterhead is the administrator's.
//
// # Lists
//
// People and Tree are held to milliseconds at 150,000 people and 3,150 units: reach narrows posts by the
// unit's id, and the tree unfolds two levels at a time. Selects of units elsewhere take UnitNames, which
// counts nobody.
//
// # Rosters
//
// Roster is a kind of list that package intake brings in. A row finds its person by the code, by name and
// year of birth in the same unit, or by name and full day of birth elsewhere; see plan.find. A second run
// of the same file changes nothing.
//
// Functions that take a handle of the database instead of an actor (FindPerson, FindUnit, FindNamed,
// ReadLetterhead, Root) serve other rooms within their own use cases, which have checked access before.
package org

import (
	"congthidua/internal/clock"
	"congthidua/internal/store"
)

// Service holds the use cases of the organisation.
type Service struct {
	Store *store.Store
	Clock clock.Clock
}

// Models are the tables of this room.
var Models = []any{&Unit{}, &Person{}, &Post{}, &Absence{}, &Discipline{}}
