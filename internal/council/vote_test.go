package council_test

import (
	"bytes"
	"errors"
	"os"
	"sort"
	"strings"
	"sync"
	"testing"

	"gorm.io/gorm"

	"congthidua/internal/access"
	"congthidua/internal/council"
	"congthidua/internal/fault"
	"congthidua/internal/store"
)

func TestNinetyPercentOfAllMembersPresentOrNot(t *testing.T) {
	secretVote(t)
	for _, test := range []struct {
		present int
		want    bool
	}{{9, true}, {8, false}} { // with one written opinion 10 and 9 of 11
		o := newOffice(t)
		people, meeting := o.council(11, 2, "cstdt")
		c := o.candidate(meeting)
		for i, a := range people[:9] {
			choice := council.For
			if i >= test.present {
				choice = council.Against
			}
			o.must(o.Cast(o.ctx, a, meeting, map[int64]council.Choice{c.ID: choice}))
		}
		if err := o.Cast(o.ctx, people[9], meeting, map[int64]council.Choice{c.ID: council.For}); err == nil {
			t.Error("an absent member cast a ballot")
		}
		o.must(
			o.CastWritten(
				o.ctx,
				people[1],
				meeting,
				o.version(meeting),
				people[9].PersonID,
				map[int64]council.Choice{c.ID: council.For},
			),
		)
		o.close(people, meeting)
		c = o.candidate(meeting)
		if *c.VotesFor != test.present+1 || *c.Passed != test.want {
			t.Errorf("%d of 11: passed %v", *c.VotesFor, *c.Passed)
		}
		outcome := map[bool]string{true: "proposed", false: "rejected"}[test.want]
		if n := o.number(`SELECT count(*) FROM registrations WHERE id = ? AND outcome = ?`, c.RegistrationID, outcome); n != 1 {
			t.Errorf("the registration is not %s", outcome)
		}
	}
}

// TestAMonthCorrectedAfterTheVoteIsFlagged: the outcome stays and says what it stood on.
func TestAMonthCorrectedAfterTheVoteIsFlagged(t *testing.T) {
	secretVote(t)
	o := newOffice(t)
	people, meeting := o.council(5, 0, "cstdt")
	c := o.candidate(meeting)
	for _, a := range people {
		o.must(o.Cast(o.ctx, a, meeting, map[int64]council.Choice{c.ID: council.For}))
	}
	o.close(people, meeting)
	if c = o.candidate(meeting); c.Doubt() != "" || !*c.Passed {
		t.Fatalf("passed %v, but: %s", *c.Passed, c.Doubt())
	}
	exec := func(sql string, args ...any) {
		t.Helper()
		o.must(o.Store.Write(o.ctx, func(tx *gorm.DB) error { return store.ExecOne(tx, sql, args...) }))
	}
	card := o.number(
		`SELECT sc.id FROM scorecards sc JOIN periods p ON p.id = sc.period_id WHERE sc.person_id = ? AND p.year = ? LIMIT 1`,
		c.PersonID,
		year,
	)
	exec(
		`INSERT INTO scorecard_revisions (scorecard_id, revision, at, actor, reason, points, grade, head)
		VALUES (?, 1, ?, 'Chuyên viên', 'Theo kiến nghị', 95, 'A', '{}')`,
		card,
		o.clock.Now().UnixMilli()+1,
	)
	if c = o.candidate(meeting); !strings.Contains(c.Doubt(), "cần tính lại") || !*c.Passed {
		t.Errorf("a month corrected after the vote: passed %v, %q", *c.Passed, c.Doubt())
	}
	exec(
		`UPDATE registrations SET computed_at = ?, verdict = 'refused' WHERE id = ?`,
		o.clock.Now().UnixMilli()+10,
		c.RegistrationID,
	)
	if c = o.candidate(meeting); !strings.Contains(c.Doubt(), "không còn đạt") {
		t.Errorf("refused by the corrected month: %q", c.Doubt())
	}
}

func TestOneBallotAMember(t *testing.T) {
	secretVote(t)
	o := newOffice(t)
	people, meeting := o.council(5, 0, "cstdt")
	c := o.candidate(meeting)
	var wait sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		wait.Go(func() { errs[i] = o.Cast(o.ctx, people[2], meeting, map[int64]council.Choice{c.ID: council.For}) })
	}
	wait.Wait()
	good := 0
	for _, err := range errs {
		var conflict fault.Conflict
		if err == nil {
			good++
		} else if !errors.As(err, &conflict) {
			t.Error(err)
		}
	}
	if n := o.number(`SELECT count(*) FROM ballots WHERE choice <> '-'`); good != 1 || n != 1 {
		t.Errorf("%d of 8 equal ballots were taken, %d lie in the box", good, n)
	}
	if err := o.Cast(o.ctx, access.Actor{AccountID: 1, PersonID: 7, Grants: []access.Grant{{Role: access.Council}}}, meeting, nil); !errors.Is(
		err,
		fault.ErrForbidden,
	) {
		t.Errorf("who is no member cast a ballot: %v", err)
	}
	for what, sql := range map[string]string{
		"a ballot was changed":           `UPDATE ballots SET choice = 'A' WHERE choice = 'F'`,
		"a ballot was deleted":           `DELETE FROM ballots`,
		"a participation was taken back": `UPDATE participation SET voted = '-' WHERE voted = 'V'`,
		"the pass mark was changed":      `UPDATE candidates SET share = 0.1`,
	} {
		if err := o.Store.Write(o.ctx, func(tx *gorm.DB) error { return tx.Exec(sql).Error }); err == nil {
			t.Error(what)
		}
	}
}

func TestNoSayInTheOwnCaseAndNoCountBeforeTheEnd(t *testing.T) {
	secretVote(t)
	o := newOffice(t)
	o.person = 102 // the third member is the candidate
	people, meeting := o.council(5, 0, "cstdt")
	c := o.candidate(meeting)
	for _, a := range people {
		o.must(o.Cast(o.ctx, a, meeting, map[int64]council.Choice{c.ID: council.For}))
	}
	if c := o.candidate(meeting); c.VotesFor != nil || c.Passed != nil {
		t.Errorf("a count before the end: %+v", c)
	}
	if _, err := o.CloseVote(o.ctx, people[3], meeting, 2); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("a member closed the vote: %v", err)
	}
	v, err := o.Meeting(o.ctx, committee, meeting)
	o.must(err)
	if done, err := o.CloseVote(o.ctx, people[0], meeting, v.Version); err != nil || done {
		t.Fatalf("the chair alone closed the vote: %v", err)
	}
	if done, err := o.CloseVote(o.ctx, people[0], meeting, v.Version+1); err != nil || done {
		t.Fatalf("the chair twice closed the vote: %v", err)
	}
	if done, err := o.CloseVote(o.ctx, people[1], meeting, v.Version+2); err != nil || !done {
		t.Fatalf("not closed: %v", err)
	}
	if c := o.candidate(meeting); *c.VotesFor != 4 || *c.Passed {
		t.Errorf("4 of 5 are 80%%: %d, %v", *c.VotesFor, *c.Passed)
	}
	if err := o.Cast(o.ctx, people[4], meeting, nil); err == nil {
		t.Error("a ballot after the end")
	}
}

func TestAShowOfHandsIsCountedByTheSecretary(t *testing.T) {
	o := newOffice(t)
	people, meeting := o.council(10, 0, "ldtt")
	c := o.candidate(meeting)
	if c.Secret {
		t.Fatal("Lao động tiên tiến is not voted in secret")
	}
	if err := o.CountHands(o.ctx, people[0], meeting, o.version(meeting), map[int64]int{c.ID: 6}); !errors.Is(
		err,
		fault.ErrForbidden,
	) {
		t.Errorf("the chair counted: %v", err)
	}
	if err := o.CountHands(o.ctx, people[1], meeting, o.version(meeting), map[int64]int{c.ID: 11}); err == nil {
		t.Error("more hands than members")
	}
	o.must(o.CountHands(o.ctx, people[1], meeting, o.version(meeting), map[int64]int{c.ID: 5}))
	o.close(people, meeting)
	if c := o.candidate(meeting); *c.Passed {
		t.Error("half is not more than half")
	}
}

// TestHandsOfWhoIsThere: the absent raise no hand, and nobody raises one for the own case.
func TestHandsOfWhoIsThere(t *testing.T) {
	o := newOffice(t)
	people, meeting := o.council(5, 1, "ldtt")
	c := o.candidate(meeting)
	if err := o.CountHands(o.ctx, people[1], meeting, o.version(meeting), map[int64]int{c.ID: 5}); err == nil {
		t.Error("five hands of four who are there")
	}
	o.must(o.CountHands(o.ctx, people[1], meeting, o.version(meeting), map[int64]int{c.ID: 4}))
	o.must(o.Store.Write(o.ctx, func(tx *gorm.DB) error {
		return store.ExecOne(
			tx,
			`UPDATE registrations SET person_id = ? WHERE id = ?`,
			people[2].PersonID,
			c.RegistrationID,
		)
	}))
	if err := o.CountHands(o.ctx, people[1], meeting, o.version(meeting), map[int64]int{c.ID: 4}); err == nil {
		t.Error("a member's hand was counted in the own case")
	}
	o.must(o.CountHands(o.ctx, people[1], meeting, o.version(meeting), map[int64]int{c.ID: 3}))
}

// An attacker holds every byte of the file and the log while the vote is still open, and pairs
// those who have voted with the ballots in the order in which both lie there. It must not do
// better than chance: one of twenty on average.
func TestBallotsCannotBePairedWithVoters(t *testing.T) {
	secretVote(t)
	o := newOffice(t)
	hits, worst := 0, 0
	const runs, voters = 20, 20
	for range runs {
		people, meeting := o.council(voters, 0, "cstdt")
		c := o.candidate(meeting)
		truth, known := map[string]int64{}, map[string]bool{} // ballot → voter
		for i := range people {
			a := people[(i*7+3)%voters]
			o.must(o.Cast(o.ctx, a, meeting, map[int64]council.Choice{c.ID: council.For}))
			var keys []string
			o.must(
				o.Store.Read(o.ctx).
					Raw(`SELECT key FROM ballots WHERE candidate_id = ? AND choice <> '-'`, c.ID).
					Scan(&keys).
					Error,
			)
			for _, k := range keys {
				if !known[k] {
					truth[k], known[k] = a.PersonID, true
				}
			}
		}
		if wal, err := os.ReadFile(o.Store.Path() + "-wal"); err != nil || len(wal) != 0 {
			t.Fatalf("the log still holds %d bytes: %v", len(wal), err)
		}
		file, err := os.ReadFile(o.Store.Path())
		o.must(err)
		n := pairs(file, truth, people)
		hits, worst = hits+n, max(worst, n)
		o.must(
			o.Store.Write(
				o.ctx,
				func(tx *gorm.DB) error { return tx.Exec(`UPDATE registrations SET outcome = 'rejected'`).Error },
			),
		)
		o.close(people, meeting)
	}
	if worst > 8 || hits > 4*runs { // the best of four guesses; chance gives about two
		t.Errorf("%d of %d ballots were paired, %d at worst in one vote", hits, runs*voters, worst)
	}
}

// pairs is the best that the attacker gets: the order in which the ballots lie in the file, or that
// of their keys, forwards or backwards, against the order in which people voted.
func pairs(file []byte, truth map[string]int64, people []access.Actor) (best int) {
	keys := make([]string, 0, len(truth))
	for k := range truth {
		keys = append(keys, k)
	}
	at := func(k string) int { return bytes.LastIndex(file, []byte(k)) }
	for _, less := range []func(a, b string) bool{
		func(a, b string) bool { return at(a) < at(b) }, func(a, b string) bool { return at(a) > at(b) },
		func(a, b string) bool { return a < b }, func(a, b string) bool { return a > b },
	} {
		sort.Slice(keys, func(i, j int) bool { return less(keys[i], keys[j]) })
		hits := 0
		for i, k := range keys {
			if truth[k] == people[(i*7+3)%len(people)].PersonID {
				hits++
			}
		}
		best = max(best, hits)
	}
	return best
}

// Who sits in the council but has lost the role may neither open, count nor close.
func TestAnOfficeNeedsTheRole(t *testing.T) {
	o := newOffice(t)
	people, meeting := o.council(5, 1, "ldtt")
	c := o.candidate(meeting)
	chair, secretary := people[0], people[1]
	chair.Grants, secretary.Grants = nil, []access.Grant{{Role: access.Cadre}}
	_, closing := o.CloseVote(o.ctx, chair, meeting, 2)
	for what, err := range map[string]error{
		"closed":             closing,
		"opened":             o.OpenVote(o.ctx, chair, meeting, 2, nil),
		"counted":            o.CountHands(o.ctx, secretary, meeting, o.version(meeting), map[int64]int{c.ID: 3}),
		"entered an opinion": o.CastWritten(o.ctx, secretary, meeting, o.version(meeting), people[4].PersonID, nil),
	} {
		if !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("%s without the role: %v", what, err)
		}
	}
}

// TestTheAbsentAreNotAskedForABallot: their opinion comes in writing.
func TestTheAbsentAreNotAskedForABallot(t *testing.T) {
	secretVote(t)
	o := newOffice(t)
	people, _ := o.council(5, 1, "cstdt")
	for i, a := range people {
		list, err := o.Todo(o.ctx, a)
		o.must(err)
		if asked, want := len(list) == 1, i < 4; asked != want || len(list) > 1 {
			t.Errorf("member %d is asked: %+v", i, list)
		}
	}
}
