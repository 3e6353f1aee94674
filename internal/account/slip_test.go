package account_test

import (
	"fmt"
	"slices"
	"testing"

	"congthidua/internal/access"
)

// TestSlips: who has no account gets one, with the roles of the main post.
func TestSlips(t *testing.T) {
	d := newDesk(t)
	d.exec(`DELETE FROM accounts WHERE username <> 'binh'`)
	if none, err := d.IssueSlips(t.Context(), admin, 99); err != nil || len(none) != 0 {
		t.Errorf("a unit that there is not: %+v %v", none, err)
	}
	slips, err := d.IssueSlips(t.Context(), admin, 2)
	d.must(err)
	if len(slips) != 1 || slips[0].Username != "an.nv" || slips[0].Unit != "Phòng Một" || slips[0].Post != "Trưởng phòng" {
		t.Fatalf("%+v", slips)
	}
	d.must(d.login("an.nv", slips[0].Password, "10.0.0.1"))
	if a := d.actor("an.nv"); !a.MustChange || !slices.Equal(rolesOf(a), []string{"cadre 1/2/", "head 1/2/"}) {
		t.Errorf("a head: %+v", a)
	}
	slips, err = d.IssueSlips(t.Context(), admin, 1)
	d.must(err)
	var names []string
	for _, s := range slips {
		names = append(names, fmt.Sprint(s.Username, rolesOf(d.actor(s.Username))))
	}
	if !slices.Equal(names, []string{"dung.h[cadre 1/ leader 1/]", "chi.t[cadre 1/3/]"}) {
		t.Errorf("%v", names)
	}
	if again, err := d.IssueSlips(t.Context(), admin, 1); err != nil || len(again) != 0 {
		t.Errorf("a second time: %+v %v", again, err)
	}
	if d.logged("account.slips") != 2 || d.number(`SELECT count(*) FROM grants WHERE role = ?`, access.Leader) != 1 {
		t.Error("the log or the grants")
	}
}
