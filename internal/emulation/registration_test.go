package emulation_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/emulation"
	"congthidua/internal/fault"
)

func TestAPersonRegistersAndTakesBack(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	want(t, "without a campaign", o.registers(an, "", "good"), fault.ErrNotFound)
	o.open()
	refused(t, "no such title", o.registers(an, "", "good", "x"), "")
	refused(t, "a unit's title", o.registers(an, "", "team"), "")
	long := []emulation.Wish{{Title: "good", Commitment: strings.Repeat("x", 1001)}}
	refused(t, "a commitment of 1001", o.Register(o.ctx, cadre(an), year, long, ""), "commitment.good")
	refused(t, "a reason of 501", o.registers(an, strings.Repeat("x", 501), "good"), "reason")
	conflict(t, "without a post", o.registers(retired, "", "good"), "không giữ chức vụ")
	want(t, "nobody on the roster", o.Register(o.ctx, holder(access.Cadre, 0, 2), year, nil, ""), fault.ErrForbidden)
	if n := o.number(`SELECT count(*) FROM registrations`); n != 0 {
		t.Fatalf("%d registrations that were refused", n)
	}
	o.must(o.registers(an, "a reason that nobody asked for", "good", "best"))
	good := o.registration(an, 0, "good")
	if good.State != emulation.Registered || good.UnitID != 2 || good.Commitment != "Làm tốt" || good.LateReason != "" {
		t.Errorf("%+v", good)
	}
	o.must(o.Register(o.ctx, cadre(an), year, []emulation.Wish{{Title: "good", Commitment: " Mới "}}, ""))
	if r := o.registration(an, 0, "good"); r.Commitment != "Mới" || r.Version != good.Version+1 {
		t.Errorf("other words: %+v", r)
	}
	if r := o.registration(an, 0, "best"); r.State != emulation.Withdrawn {
		t.Errorf("what was not wished for any more: %+v", r)
	}
	o.compute()
	o.must(o.registers(an, "", "best"))
	if r := o.registration(an, 0, "good"); r.State != emulation.Withdrawn || r.Verdict != "" || r.ComputedAt != nil {
		t.Errorf("taken back with its verdict: %+v", r)
	}
	if r := o.registration(an, 0, "best"); r.State != emulation.Registered {
		t.Errorf("registered again: %+v", r)
	}
	if n := o.number(`SELECT count(*) FROM registrations`); n != 2 {
		t.Errorf("%d registrations of two titles", n)
	}
	o.must(o.registers(binh, "", "good"))
	o.must(o.registers(an, ""))
	if r := o.registration(binh, 0, "good"); r.State != emulation.Registered {
		t.Errorf("somebody else's was taken back: %+v", r)
	}
}

func TestWhatIsConfirmedIsNotTakenBack(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open()
	o.must(o.registers(an, "", "good", "best"))
	good := o.registration(an, 0, "good")
	if n, err := o.ConfirmUnit(o.ctx, head(2), year, 2, []int64{good.ID}, nil, ""); n != 1 || err != nil {
		t.Fatalf("%d %v", n, err)
	}
	o.must(o.registers(an, ""))
	if r := o.registration(an, 0, "good"); r.State != emulation.Confirmed {
		t.Errorf("the confirmed one: %+v", r)
	}
	if r := o.registration(an, 0, "best"); r.State != emulation.Withdrawn {
		t.Errorf("the waiting one: %+v", r)
	}
	o.must(o.Register(o.ctx, cadre(an), year, []emulation.Wish{{Title: "good", Commitment: "Khác"}}, ""))
	if r := o.registration(an, 0, "good"); r.Commitment != "Làm tốt" {
		t.Errorf("the words of what is confirmed changed: %+v", r)
	}
	if n, err := o.ConfirmUnit(o.ctx, head(2), year, 2, []int64{good.ID}, nil, ""); n != 0 || err != nil {
		t.Errorf("confirmed twice: %d %v", n, err)
	}
}

// The last day counts; the day after is late, asks for a reason and waits for the committee.
func TestDeadlines(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		month          time.Month
		day, h, m, s   int
		person, team   emulation.State // what a new registration becomes
		personMayBlank bool            // without a reason
		unitMayBlank   bool
	}{
		"in time":                     {1, 15, 9, 0, 0, emulation.Registered, emulation.Confirmed, true, true},
		"the persons' last second":    {1, 31, 23, 59, 59, emulation.Registered, emulation.Confirmed, true, true},
		"a second after the persons'": {2, 1, 0, 0, 0, emulation.Late, emulation.Confirmed, false, true},
		"the units' last second":      {2, 10, 23, 59, 59, emulation.Late, emulation.Confirmed, false, true},
		"a second after the units'":   {2, 11, 0, 0, 0, emulation.Late, emulation.Late, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			o.open()
			o.on(c.month, c.day, c.h, c.m, c.s)
			if err := o.registers(an, " ", "good"); c.personMayBlank {
				want(t, "without a reason", err, nil)
			} else {
				refused(t, "without a reason", err, "reason")
			}
			o.must(o.registers(binh, "Đi công tác", "good"))
			r := o.registration(binh, 0, "good")
			if r.State != c.person || (r.LateReason == "Đi công tác") != (c.person == emulation.Late) {
				t.Errorf("a person: %+v, want %s", r, c.person)
			}
			_, err := o.ConfirmUnit(o.ctx, head(20), year, 20, nil, wishes("team"), "")
			if c.unitMayBlank {
				want(t, "the unit without a reason", err, nil)
			} else {
				refused(t, "the unit without a reason", err, "reason")
			}
			want(t, "the unit", second(o.ConfirmUnit(o.ctx, head(2), year, 2, nil, wishes("team"), "Bận")), nil)
			if r := o.registration(0, 2, "team"); r.State != c.team {
				t.Errorf("the unit: %+v, want %s", r, c.team)
			}
		})
	}
}

// After the deadline what was registered before stands without a reason; only what is new needs one.
func TestWhatWasRegisteredInTimeStands(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open()
	o.must(o.registers(an, "", "good"))
	o.on(2, 1, 9, 0, 0)
	want(t, "the same again", o.registers(an, "", "good"), nil)
	refused(t, "another one", o.registers(an, "", "good", "best"), "reason")
	o.must(o.registers(an, "Mới về", "good", "best"))
	if r := o.registration(an, 0, "good"); r.State != emulation.Registered || r.LateReason != "" {
		t.Errorf("the one in time: %+v", r)
	}
	if r := o.registration(an, 0, "best"); r.State != emulation.Late || r.LateReason != "Mới về" {
		t.Errorf("the late one: %+v", r)
	}
	o.must(o.registers(an, "", "good"))
	if r := o.registration(an, 0, "best"); r.State != emulation.Withdrawn {
		t.Errorf("the late one taken back: %+v", r)
	}
	refused(t, "taken back and registered again", o.registers(an, "", "good", "best"), "reason")
}

func TestTheCommitteeAnswersTheLate(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		person  int64 // 0 for the unit
		title   string
		allowed bool
		state   emulation.State
	}{
		"a person is let in":   {an, "good", true, emulation.Registered},
		"a person is refused":  {an, "good", false, emulation.Withdrawn},
		"the unit is let in":   {0, "team", true, emulation.Confirmed},
		"the unit is turned":   {0, "team", false, emulation.Withdrawn},
		"another one's answer": {clerk, "good", true, emulation.Registered},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			o.open()
			id := o.row(c.person, 2, c.title, emulation.Late)
			if x, err := o.Explain(o.ctx, officer(0), id); err != nil || !x.Rights.Answer {
				t.Errorf("no answer is offered: %v", err)
			}
			want(t, "a stale page", o.Allow(o.ctx, officer(0), id, 2, c.allowed), fault.ErrStale)
			o.must(o.Allow(o.ctx, officer(0), id, 1, c.allowed))
			if r := o.registration(c.person, 2, c.title); r.State != c.state || r.Version != 2 {
				t.Errorf("%+v, want %s", r, c.state)
			}
			want(t, "answered twice", o.Allow(o.ctx, officer(0), id, 2, true), fault.ErrStale)
			if x, err := o.Explain(o.ctx, officer(0), id); err != nil || x.Rights.Answer {
				t.Errorf("another answer is offered: %v", err)
			}
		})
	}
	o := newOffice(t)
	o.open()
	for state, title := range map[emulation.State]string{
		emulation.Registered: "good", emulation.Confirmed: "best", emulation.Withdrawn: "year",
	} {
		id := o.row(an, 2, title, state)
		want(t, fmt.Sprintf("what is %s is not late", state), o.Allow(o.ctx, officer(0), id, 1, true), fault.ErrStale)
	}
	want(t, "no such registration", o.Allow(o.ctx, officer(0), 999, 1, true), fault.ErrNotFound)
}

// TestTheOwnCase: nobody confirms, allows or answers the own registration, whatever roles are held.
func TestTheOwnCase(t *testing.T) {
	t.Parallel()
	everything := func(person int64) access.Actor {
		a := access.System()
		a.PersonID, a.AccountID = person, person
		for i, g := range a.Grants {
			if info, _ := g.Role.Info(); info.NeedsUnit {
				a.Grants[i].UnitID, a.Grants[i].Path = 1, "1/"
			}
		}
		return a
	}
	for name, c := range map[string]struct {
		actor access.Actor
		own   int64 // whose registration it is
		unit  int64
		may   int // how many of the own one and Bình's are confirmed
	}{
		"a head":                 {head(2), bossTwo, 2, 1},
		"a leader":               {leader(an, 1), an, 2, 1},
		"a leader of that unit":  {leader(an, 2), an, 2, 1},
		"who holds every role":   {everything(an), an, 2, 1},
		"a leader about others":  {leader(chief, 1), an, 2, 2},
		"a leader about a head":  {leader(chief, 1), bossTwo, 2, 2},
		"nobody on the roster":   {leader(0, 1), an, 2, 2},
		"the head about a cadre": {head(2), an, 2, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			o.open()
			own, other := o.row(c.own, c.unit, "good", emulation.Registered), o.row(binh, 2, "good", emulation.Registered)
			a := c.actor
			if a.AccountID == 0 {
				a.AccountID = chief
			}
			n, err := o.ConfirmUnit(o.ctx, a, year, 2, []int64{own, other}, nil, "")
			o.must(err)
			state := map[int]emulation.State{1: emulation.Registered, 2: emulation.Confirmed}[c.may]
			if r := o.registration(c.own, 2, "good"); n != c.may || r.State != state {
				t.Errorf("confirmed %d, the own one is %s", n, r.State)
			}
			if r := o.registration(binh, 2, "good"); r.State != emulation.Confirmed || *r.ConfirmedBy != a.AccountID {
				t.Errorf("Bình's: %+v", r)
			}
		})
	}
	for name, c := range map[string]struct {
		actor access.Actor
		err   error
	}{
		"the officer's own":          {officer(clerk), fault.ErrForbidden},
		"of who holds every role":    {everything(clerk), fault.ErrForbidden},
		"another officer's":          {officer(an), nil},
		"an officer of no roster":    {officer(0), nil},
		"of who is only the officer": {both(officer(clerk), cadre(clerk)), fault.ErrForbidden},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			o.open()
			id := o.row(clerk, 3, "good", emulation.Late)
			for _, allowed := range []bool{false, true} {
				err := o.Allow(o.ctx, c.actor, id, 1, allowed)
				if c.err == nil && allowed {
					break // it was answered already
				}
				want(t, fmt.Sprint("answered ", allowed), err, c.err)
			}
			o.exec(`UPDATE registrations SET state = 'late', version = 1`)
			if x, err := o.Explain(o.ctx, c.actor, id); err != nil || x.Rights.Answer != (c.err == nil) {
				t.Errorf("an answer is offered: %v, %v", x.Rights.Answer, err)
			}
		})
	}
}

// TestScopes: unit 20 is no part of unit 2, unit 21 is.
func TestScopes(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open()
	units := map[int64]int64{an: 2, chi: 21, clerk: 3, dung: 20}
	ids := map[int64]int64{}
	for person, unit := range units {
		ids[person] = o.row(person, unit, "good", emulation.Registered)
	}
	o.row(0, 2, "team", emulation.Confirmed)
	o.row(0, 20, "team", emulation.Confirmed)
	for name, c := range map[string]struct {
		actor   access.Actor
		sees    string  // the units whose registrations are seen
		confirm []int64 // the units that are within reach
	}{
		"the head of 2":    {holder(access.Head, bossTwo, 2), "2 2 21", []int64{2, 21}},
		"the head of 21":   {holder(access.Head, 0, 21), "21", []int64{21}},
		"the head of 20":   {holder(access.Head, bossXX, 20), "20 20", []int64{20}},
		"the leader of 2":  {leader(0, 2), "2 2 21", []int64{2, 21}},
		"the leader of 20": {leader(0, 20), "20 20", []int64{20}},
		"the leader of 1":  {leader(0, 1), "2 2 3 20 20 21", []int64{1, 2, 3, 20, 21}},
		"two units": {
			both(holder(access.Head, bossTwo, 2), holder(access.Head, 0, 20)), "2 2 20 20 21", []int64{2, 20, 21},
		},
		"a cadre":                {cadre(an), "2", nil},
		"who has registered not": {cadre(binh), "", nil},
		"the committee":          {officer(0), "2 2 3 20 20 21", nil},
		"the auditor":            {holder(access.Auditor, 0, 0), "2 2 3 20 20 21", nil},
	} {
		rows, total, err := o.Registrations(o.ctx, c.actor, emulation.Filter{Year: year, All: true})
		o.must(err)
		count := map[int64]int{}
		for _, r := range rows {
			count[r.UnitID]++
		}
		var seen []string
		for _, unit := range []int64{1, 2, 3, 20, 21} {
			for range count[unit] {
				seen = append(seen, fmt.Sprint(unit))
			}
		}
		if got := strings.Join(seen, " "); got != c.sees || total != len(seen) {
			t.Errorf("%s lists %q (%d), want %q", name, got, total, c.sees)
		}
		tallies, err := o.Tallies(o.ctx, c.actor, o.campaign())
		o.must(err)
		if got := tallies[0].N + tallies[3].N; got != len(seen) {
			t.Errorf("%s counts %d, want %d", name, got, len(seen))
		}
		for person, id := range ids {
			_, err := o.Explain(o.ctx, c.actor, id)
			expected := fault.ErrNotFound
			if strings.Contains(" "+c.sees+" ", fmt.Sprintf(" %d ", units[person])) {
				expected = nil
			}
			want(t, fmt.Sprintf("%s explains that of %d", name, person), err, expected)
		}
		if len(c.confirm) == 0 {
			continue
		}
		for unit := range paths {
			var expected error = fault.ErrNotFound
			for _, within := range c.confirm {
				if unit == within {
					expected = nil
				}
			}
			_, err := o.ConfirmUnit(o.ctx, c.actor, year, unit, nil, nil, "")
			want(t, fmt.Sprintf("%s confirms in %d", name, unit), err, expected)
		}
	}
	n, err := o.ConfirmUnit(o.ctx, head(2), year, 2, []int64{ids[chi], ids[dung], ids[clerk]}, nil, "")
	if n != 0 || err != nil {
		t.Errorf("%d of other units were confirmed: %v", n, err)
	}
	_, err = o.ConfirmUnit(o.ctx, head(20), year, 2, []int64{ids[an]}, wishes("team"), "")
	want(t, "another unit's head registers the unit", err, fault.ErrNotFound)
}

// Only persons' registrations that wait are confirmed, and those of this campaign.
func TestWhatIsConfirmed(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open()
	var ids []int64
	ids = append(ids, o.row(an, 2, "good", emulation.Late), o.row(an, 2, "best", emulation.Withdrawn),
		o.row(binh, 2, "good", emulation.Confirmed), o.row(0, 2, "team", emulation.Registered))
	next := plan()
	next.Year = 2026
	o.must(o.OpenCampaign(o.ctx, officer(0), next))
	o.must(o.Register(o.ctx, cadre(an), 2026, wishes("year"), ""))
	ids = append(ids, o.registration(an, 2, "year").ID)
	if n, err := o.ConfirmUnit(o.ctx, head(2), year, 2, ids, nil, ""); n != 0 || err != nil {
		t.Errorf("%d confirmed, %v", n, err)
	}
	refused(t, "a person's title for the unit",
		second(o.ConfirmUnit(o.ctx, head(2), year, 2, nil, wishes("good"), "")), "")
	o.must(second(o.ConfirmUnit(o.ctx, head(20), year, 20, nil, wishes("team"), "")))
	first := o.registration(0, 20, "team")
	o.must(second(o.ConfirmUnit(o.ctx, head(20), year, 20, nil, wishes("team"), "")))
	if r := o.registration(0, 20, "team"); r.Version != first.Version || r.State != emulation.Confirmed {
		t.Errorf("the same again: %+v", r)
	}
	other := []emulation.Wish{{Title: "team", Commitment: "Khác"}}
	o.must(second(o.ConfirmUnit(o.ctx, head(20), year, 20, nil, other, "")))
	if r := o.registration(0, 20, "team"); r.Commitment != "Khác" {
		t.Errorf("the unit's other words: %+v", r)
	}
}

// TestAHeadsRegistrationWaitsForTheLeader: whoever heads a unit above may not confirm it.
func TestAHeadsRegistrationWaitsForTheLeader(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open()
	ids := []int64{o.row(bossTwo, 2, "good", emulation.Registered), o.row(an, 2, "good", emulation.Registered)}
	above := holder(access.Head, chief, 1)
	if n, err := o.ConfirmUnit(o.ctx, above, year, 2, ids, nil, ""); n != 1 || err != nil {
		t.Errorf("the head above confirms %d, %v", n, err)
	}
	if n, err := o.ConfirmUnit(o.ctx, leader(chief, 1), year, 2, ids, nil, ""); n != 1 || err != nil {
		t.Errorf("the leader confirms %d, %v", n, err)
	}
}
