package access_test

import (
	"fmt"
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/trial"

	"gorm.io/gorm"
)

// Reaches of the tests, over units 1 with 2, 3 and 20 below it and 21 below 2; person n0 works in unit n.
var (
	none      = access.Reach{}
	all       = access.Reach{All: true}
	two       = access.Reach{Paths: []string{"1/2/"}, Units: []int64{2}}
	twenty    = access.Reach{Paths: []string{"1/20/"}, Units: []int64{20}}
	root      = access.Reach{Paths: []string{"1/"}, Units: []int64{1}}
	several   = access.Reach{Paths: []string{"1/2/21/", "1/20/"}, Units: []int64{21, 20}}
	own       = access.Reach{Person: 30}
	ownAndTwo = access.Reach{Person: 30, Paths: []string{"1/2/"}, Units: []int64{2}}
)

func TestCoversAndIncludes(t *testing.T) {
	for name, c := range map[string]struct {
		reach    access.Reach
		path     string
		person   int64
		covers   bool // the unit
		includes bool // the person or the unit
	}{
		"the unit":               {two, "1/2/", 20, true, true},
		"below the unit":         {two, "1/2/21/", 210, true, true},
		"a unit of like number":  {two, "1/20/", 200, false, false},
		"a longer like number":   {two, "1/200/", 2000, false, false},
		"above the unit":         {two, "1/", 10, false, false},
		"the root has all below": {root, "1/20/", 200, true, true},
		"everything":             {all, "1/3/", 30, true, true},
		"nothing":                {none, "1/2/", 20, false, false},
		"one of several":         {several, "1/20/", 200, true, true},
		"none of several":        {several, "1/2/", 20, false, false},
		"the own person":         {own, "1/3/", 30, false, true},
		"another person":         {own, "1/3/", 31, false, false},
		"no person":              {access.Reach{}, "1/3/", 0, false, false},
		"own and unit: own":      {ownAndTwo, "1/3/", 30, false, true},
		"own and unit: unit":     {ownAndTwo, "1/2/", 20, true, true},
		"own and unit: neither":  {ownAndTwo, "1/20/", 200, false, false},
	} {
		if got := c.reach.Covers(c.path); got != c.covers {
			t.Errorf("%s: covers %v", name, got)
		}
		if got := c.reach.Includes(c.person, c.path); got != c.includes {
			t.Errorf("%s: includes %v", name, got)
		}
	}
	for name, r := range map[string]access.Reach{"all": all, "two": two, "own": own} {
		if r.None() {
			t.Errorf("%s is none", name)
		}
	}
	if !none.None() || !none.OwnOnly() || !own.OwnOnly() || two.OwnOnly() || all.OwnOnly() || ownAndTwo.OwnOnly() {
		t.Error("what reaches nothing, and what ends at the own person")
	}
}

// body is a database with the units and people of the tests.
func body(t *testing.T) *gorm.DB {
	t.Helper()
	st := trial.Empty(t)
	err := st.Write(t.Context(), func(tx *gorm.DB) error {
		for unit, path := range map[int64]string{1: "1/", 2: "1/2/", 3: "1/3/", 20: "1/20/", 21: "1/2/21/"} {
			name := fmt.Sprint("unit ", unit)
			err := tx.Exec(`INSERT INTO units (id, path, name, search_key, kind) VALUES (?, ?, ?, ?, 'department')`,
				unit, path, name, name).Error
			if err != nil {
				return err
			}
			err = tx.Exec(`INSERT INTO people (id, name, name_key, search_key, kind) VALUES (?, ?, ?, ?, 'cadre')`,
				unit*10, name, name, name).Error
			if err != nil {
				return err
			}
			err = tx.Exec(`INSERT INTO posts (person_id, unit_id, title) VALUES (?, ?, 'x')`, unit*10, unit).Error
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return st.Read(t.Context())
}

// TestQueriesWithinReach holds the three ways in which a query is narrowed to the same people.
func TestQueriesWithinReach(t *testing.T) {
	db := body(t)
	ask := func(query *gorm.DB) string {
		t.Helper()
		var ids []int64
		if err := query.Scan(&ids).Error; err != nil {
			t.Fatal(err)
		}
		return strings.Trim(fmt.Sprint(ids), "[]")
	}
	for name, c := range map[string]struct {
		reach         access.Reach
		people, units string // in order of their numbers
	}{
		"all":         {all, "10 20 30 200 210", "1 2 3 20 21"},
		"none":        {none, "", ""},
		"unit 2":      {two, "20 210", "2 21"},
		"unit 20":     {twenty, "200", "20"},
		"the root":    {root, "10 20 30 200 210", "1 2 3 20 21"},
		"several":     {several, "200 210", "20 21"},
		"own":         {own, "30", ""},
		"own and two": {ownAndTwo, "20 30 210", "2 21"},
	} {
		t.Run(name, func(t *testing.T) {
			where, args := c.reach.Condition("po.person_id", "po.unit_id")
			got := ask(db.Raw(`SELECT po.person_id FROM posts po WHERE `+where+` ORDER BY 1`, args...))
			if got != c.people {
				t.Errorf("Condition: %s, want %s", got, c.people)
			}
			where, args = c.reach.PathCondition("po.person_id", "u.path")
			got = ask(db.Raw(`SELECT po.person_id FROM posts po JOIN units u ON u.id = po.unit_id WHERE `+where+` ORDER BY 1`, args...))
			if got != c.people {
				t.Errorf("PathCondition: %s, want %s", got, c.people)
			}
			got = ask(db.Table("posts").Scopes(c.reach.Within("person_id", "unit_id")).Order("person_id").Select("person_id"))
			if got != c.people {
				t.Errorf("Within: %s, want %s", got, c.people)
			}
			where, args = c.reach.Condition("", "u.id")
			got = ask(db.Raw(`SELECT u.id FROM units u WHERE `+where+` ORDER BY 1`, args...))
			if got != c.units {
				t.Errorf("Condition without a person: %s, want %s", got, c.units)
			}
			where, args = c.reach.PathCondition("", "u.path")
			got = ask(db.Raw(`SELECT u.id FROM units u WHERE `+where+` ORDER BY 1`, args...))
			if got != c.units {
				t.Errorf("PathCondition without a person: %s, want %s", got, c.units)
			}
		})
	}
	t.Run("rows without a unit", func(t *testing.T) {
		where, args := ownAndTwo.Condition("po.person_id", "")
		if got := ask(db.Raw(`SELECT po.person_id FROM posts po WHERE `+where, args...)); got != "30" {
			t.Errorf("%s", got)
		}
		if where, _ := two.Condition("po.person_id", ""); where != "FALSE" {
			t.Errorf("a reach over units: %s", where)
		}
	})
}
