package access_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/fault"
)

// table is the table of access as it was agreed, written down by hand: policy.go must say the same. A
// change of policy.go without a change here is a mistake, or somebody has not been asked. Columns are the
// roles in the order of roles; cells are how far: "-" nothing, "own", "unit", "all".
const table = `
	people.view           own   unit  unit  all   -     all   all   all
	people.edit           -     -     -     all   -     -     -     -
	units.edit            -     -     -     all   -     -     -     -
	periods.view          own   unit  unit  all   -     all   all   -
	consolidation.view    -     -     unit  all   -     all   all   -
	periods.run           -     -     -     all   -     -     -     -
	periods.approve       -     -     unit  -     -     -     -     -
	month.view            -     unit  unit  all   -     all   all   -
	month.submit          -     unit  unit  -     -     -     -     -
	card.view             own   unit  unit  all   -     -     all   -
	card.score            own   -     -     -     -     -     -     -
	card.review           -     unit  unit  -     -     -     -     -
	leader.review         -     -     unit  -     -     -     -     -
	appeal.decide         -     -     -     all   -     -     -     -
	frameworks.view       own   unit  unit  all   -     -     all   -
	frameworks.edit       -     -     -     all   -     -     -     -
	titles.view           own   unit  unit  all   all   all   all   -
	titles.edit           -     -     -     all   -     -     -     -
	registration.view     own   unit  unit  all   -     all   all   -
	registration.make     own   -     -     -     -     -     -     -
	unit.register         -     unit  unit  -     -     -     -     -
	registration.confirm  -     unit  -     -     -     -     -     -
	registration.heads    -     -     unit  -     -     -     -     -
	campaign.run          -     -     -     all   -     -     -     -
	initiative.make       own   -     -     -     -     -     -     -
	movement.view         own   unit  unit  all   -     all   all   -
	movement.run          -     -     -     all   -     -     -     -
	pledge.make           own   unit  -     -     -     -     -     -
	cluster.view          -     unit  unit  all   -     all   all   -
	cluster.run           -     -     -     all   -     -     -     -
	cluster.mark          -     unit  -     all   -     -     -     -
	honours.edit          -     -     -     all   -     -     -     -
	meeting.view          -     -     -     all   all   all   all   -
	meeting.run           -     -     -     all   -     -     -     -
	ballot.cast           -     -     -     -     all   -     -     -
	proposal.view         -     -     unit  all   -     all   all   -
	proposal.run          -     -     -     all   -     -     -     -
	decision.view         own   unit  unit  all   -     all   all   -
	decision.edit         -     -     -     all   -     -     -     -
	decision.arrange      -     -     -     all   -     all   -     -
	decision.sign         -     -     unit  -     -     -     -     -
	decision.issue        -     -     -     -     -     all   -     -
	ceremony.view         -     -     unit  all   -     all   all   -
	ceremony.run          -     -     -     all   -     -     -     -
	ceremony.print        -     -     -     all   -     all   -     -
	ceremony.conduct      -     -     -     all   -     all   -     -
	task.view             own   unit  unit  all   -     -     all   -
	task.assign           -     unit  unit  all   -     -     -     -
	task.do               own   unit  unit  -     -     -     -     -
	programme.approve     -     -     unit  -     -     -     -     -
	products.edit         -     -     -     all   -     -     -     -
	document.view         own   unit  all   all   -     all   all   -
	document.register     -     -     -     -     -     all   -     -
	document.route        -     unit  unit  all   -     all   -     -
	document.direct       -     -     unit  all   -     -     -     -
	document.sign         -     unit  unit  -     -     -     -     -
	document.draft        own   unit  unit  -     -     -     -     -
	templates.edit        -     -     -     all   -     all   -     -
	overview.view         -     unit  unit  all   -     -     all   -
	catalogues.view       own   unit  unit  all   all   all   all   -
	catalogues.edit       -     -     -     all   -     -     -     -
	certificate.view      -     -     -     all   -     all   all   -
	certificate.print     -     -     -     all   -     all   -     -
	accounts.manage       -     -     -     -     -     -     -     all
	delegate              -     unit  unit  -     -     -     -     -
	audit.view            -     -     -     -     -     -     all   all
`

// roles are the columns of the table.
var roles = []access.Role{"cadre", "head", "leader", "committee", "council", "clerk", "auditor", "admin"}

// rows are the lines of the table: the cells of each permission.
func rows(t *testing.T) map[access.Permission][]string {
	t.Helper()
	found := map[access.Permission][]string{}
	for line := range strings.SplitSeq(strings.TrimSpace(table), "\n") {
		cells := strings.Fields(line)
		if len(cells) != 1+len(roles) {
			t.Fatalf("a line of %d cells: %s", len(cells), line)
		}
		found[access.Permission(cells[0])] = cells[1:]
	}
	return found
}

// person, unit and path of whoever the tests speak of.
const (
	person = 77
	unit   = 2
	path   = "1/2/"
)

// holder holds one role: for a unit, or for the whole body where the unit is 0.
func holder(role access.Role, unitID int64, unitPath string) access.Actor {
	grant := access.Grant{Role: role, UnitID: unitID, Path: unitPath}
	return access.Actor{AccountID: 7, PersonID: person, Grants: []access.Grant{grant}}
}

func TestTheTableOfAccess(t *testing.T) {
	agreed := rows(t)
	for _, rule := range access.Rules {
		if _, ok := agreed[rule.Permission]; !ok {
			t.Errorf("%s is not in the table that was agreed", rule.Permission)
		}
		if rule.Name == "" {
			t.Errorf("%s has no name", rule.Permission)
		}
	}
	if len(access.Rules) != len(agreed) || len(access.RoleList) != len(roles) {
		t.Fatalf("%d permissions and %d roles, %d and %d agreed",
			len(access.Rules), len(access.RoleList), len(agreed), len(roles))
	}
	for p, cells := range agreed {
		for i, role := range roles {
			t.Run(string(p)+" "+string(role), func(t *testing.T) {
				got := holder(role, unit, path).Reach(p)
				switch cells[i] {
				case "-":
					if !got.None() {
						t.Errorf("held: %+v", got)
					}
				case "own":
					if got.All || len(got.Paths) != 0 || got.Person != person || !got.OwnOnly() {
						t.Errorf("not the own person only: %+v", got)
					}
				case "unit":
					if got.All || !slices.Equal(got.Paths, []string{path}) || !slices.Equal(got.Units, []int64{unit}) ||
						got.Person != 0 || got.OwnOnly() {
						t.Errorf("not the unit only: %+v", got)
					}
				case "all":
					if !got.All || got.OwnOnly() {
						t.Errorf("not everything: %+v", got)
					}
				default:
					t.Errorf("a cell %q", cells[i])
				}
			})
		}
	}
}

func TestReachIsTheSumOfAllGrants(t *testing.T) {
	a := access.Actor{AccountID: 7, PersonID: person, Grants: []access.Grant{
		{Role: access.Head, UnitID: 2, Path: "1/2/"},
		{Role: access.Head, UnitID: 30, Path: "1/30/", Delegated: true},
		{Role: access.Cadre, UnitID: 2, Path: "1/2/"},
	}}
	r := a.Reach(access.CardView)
	if r.All || r.Person != person || !slices.Equal(r.Paths, []string{"1/2/", "1/30/"}) || !slices.Equal(r.Units, []int64{2, 30}) {
		t.Errorf("%+v", r)
	}
	if r := (access.Actor{AccountID: 7}).Reach(access.CardView); !r.None() || !r.OwnOnly() {
		t.Errorf("without a role: %+v", r)
	}
	if r := holder(access.Head, 0, "").Reach(access.CardView); !r.All {
		t.Errorf("a role over the whole body: %+v", r)
	}
}

func TestRequire(t *testing.T) {
	leader, committee := holder(access.Leader, unit, path), holder(access.Committee, 0, "")
	if r, err := leader.Require(access.DecisionSign); err != nil || !slices.Equal(r.Paths, []string{path}) {
		t.Errorf("a leader of a unit: %+v %v", r, err)
	}
	if _, err := committee.Require(access.DecisionSign); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("the committee: %v", err)
	}
	if !leader.May(access.DecisionSign) || committee.May(access.DecisionSign) {
		t.Error("May and Require differ")
	}
	for name, c := range map[string]struct {
		actor access.Actor
		p     access.Permission
		err   error
	}{
		"everything":               {committee, access.PeriodsRun, nil},
		"a leader of all":          {holder(access.Leader, 0, ""), access.PeriodsApprove, nil},
		"a leader of one unit":     {leader, access.PeriodsApprove, fault.ErrForbidden},
		"a leader of the root":     {holder(access.Leader, 1, "1/"), access.PeriodsApprove, fault.ErrForbidden},
		"the own person":           {holder(access.Cadre, 0, ""), access.CardScore, fault.ErrForbidden},
		"who holds nothing of it":  {committee, access.PeriodsApprove, fault.ErrForbidden},
		"a permission of no table": {committee, "x", fault.ErrForbidden},
	} {
		if err := c.actor.RequireAll(c.p); !errors.Is(err, c.err) {
			t.Errorf("%s: %v, want %v", name, err, c.err)
		}
	}
}

func TestPublicAndSignedIn(t *testing.T) {
	visitor, account := access.Actor{}, access.Actor{AccountID: 7}
	if !visitor.May(access.Public) || visitor.May(access.SignedIn) || !account.May(access.SignedIn) {
		t.Error("who may see what needs no role")
	}
	if !access.Known(access.Public) || !access.Known(access.SignedIn) || !access.Known(access.CardView) || access.Known("x") {
		t.Error("which permissions a route may name")
	}
}

func TestNobodyJudgesTheOwnCase(t *testing.T) {
	a := holder(access.Committee, 0, "")
	for name, c := range map[string]struct {
		actor   access.Actor
		persons []int64
		err     error
	}{
		"somebody else":       {a, []int64{76, 78}, nil},
		"oneself":             {a, []int64{person}, fault.ErrForbidden},
		"oneself among many":  {a, []int64{76, person, 78}, fault.ErrForbidden},
		"nobody":              {a, nil, nil},
		"who is on no roster": {access.Actor{AccountID: 7}, []int64{0}, nil},
	} {
		if err := c.actor.Judge(c.persons...); !errors.Is(err, c.err) {
			t.Errorf("%s: %v, want %v", name, err, c.err)
		}
	}
}

func TestHoldingARoleDirectly(t *testing.T) {
	a := access.Actor{Grants: []access.Grant{
		{Role: access.Head, UnitID: 2, Path: "1/2/"},
		{Role: access.Leader, UnitID: 3, Path: "1/3/", Delegated: true},
		{Role: access.Cadre, UnitID: 20, Path: "1/20/"},
	}}
	for name, c := range map[string]struct {
		role access.Role
		unit int64
		want bool
	}{
		"the own":              {access.Head, 2, true},
		"a unit below or else": {access.Head, 20, false},
		"another role":         {access.Cadre, 2, false},
		"passed on":            {access.Leader, 3, false},
		"without a unit":       {access.Head, 0, false},
	} {
		if got := a.HoldsDirectly(c.role, c.unit); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if !a.Has(access.Leader) || a.Has(access.Admin) {
		t.Error("which roles are shown")
	}
}

func TestRoles(t *testing.T) {
	for i, role := range roles {
		info, known := role.Info()
		if !known || access.RoleList[i].Role != role || info.Name == "" || role.Name() != info.Name {
			t.Errorf("%s: %+v", role, info)
		}
		unitRole := role == access.Head || role == access.Leader
		if info.NeedsUnit != unitRole || info.PassedOn != unitRole {
			t.Errorf("%s: needs a unit %v, passed on %v", role, info.NeedsUnit, info.PassedOn)
		}
	}
	if _, known := access.Role("x").Info(); known || access.Role("x").Name() != "" {
		t.Error("a word that is no role")
	}
}

func TestTheOperatorOfCommands(t *testing.T) {
	a := access.Operator()
	for _, p := range []access.Permission{access.AccountsManage, access.PeopleEdit, access.UnitsEdit, access.PeriodsRun} {
		if err := a.RequireAll(p); err != nil {
			t.Errorf("%s: %v", p, err)
		}
	}
	for _, p := range []access.Permission{access.PeriodsApprove, access.DecisionSign, access.BallotCast, access.CardReview} {
		if a.May(p) {
			t.Errorf("a command may %s", p)
		}
	}
	if who := a.Who(); who.AccountID != 0 || who.Name != "" || a.PersonID != 0 {
		t.Errorf("%+v", who)
	}
}
