package evaluation_test

import (
	"errors"
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/evaluation"
	"congthidua/internal/fault"
)

// points of 20 people, 8 of them at 90 or more.
func twenty(i int) float64 {
	if i < 8 {
		return 90 + float64(i)/2
	}
	return 75
}

func TestAUnitsMonth(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 6, november2018)
	o.open(2018, 9)
	o.put(0, evaluation.Approved, 49.5)
	o.put(1, evaluation.Approved, 96)
	o.put(2, evaluation.NotClassified, 96)
	o.open(2018, 10)
	o.put(0, evaluation.Reviewed, 95)
	o.put(1, evaluation.Reviewed, 70)
	o.put(2, evaluation.Submitted, 69.99)
	o.put(3, evaluation.Draft, 10)
	o.put(4, evaluation.NotClassified, 96)
	o.exec(`UPDATE scorecards SET returned = 'Bổ sung' WHERE person_id = ? AND period_id = ?`, o.people[3], o.period)
	o.exec(`UPDATE scorecards SET head_points = 72, points = 72 WHERE person_id = ? AND period_id = ?`, o.people[1], o.period)
	m := o.month(o.room)
	t.Run("counts its cards", func(t *testing.T) {
		want := evaluation.UnitCounts{All: 6, NotClassified: 1, Drafts: 2, Returned: 1, Waiting: 1, Scored: 2,
			Differ: 1, NoRemark: 1, Best: 1}
		if m.Counts != want {
			t.Errorf("%+v", m.Counts)
		}
	})
	t.Run("takes its mean of who has a result", func(t *testing.T) {
		if m.Mean != 79 { // 95, 72 and 69.99
			t.Errorf("%v", m.Mean)
		}
	})
	t.Run("counts who has no result into the base of the quota", func(t *testing.T) {
		if m.Quota.Base != 5 || m.Quota.Allowed != 1 || m.Quota.Used != 1 {
			t.Errorf("%+v", m.Quota)
		}
	})
	t.Run("draws the distribution at the framework's thresholds", func(t *testing.T) {
		var froms, now, last []float64
		var ranks []int
		for _, b := range m.Bands {
			froms, ranks = append(froms, b.From), append(ranks, b.Rank)
			now, last = append(now, float64(b.Now)), append(last, float64(b.Last))
		}
		for name, pair := range map[string][2][]float64{
			"bounds": {froms, {0, 50, 70, 80, 90, 95}},
			"now":    {now, {0, 1, 1, 0, 0, 1}},
			"last":   {last, {1, 0, 0, 0, 0, 1}},
		} {
			for i := range pair[1] {
				if len(pair[0]) != 6 || pair[0][i] != pair[1][i] {
					t.Errorf("%s: %v, want %v", name, pair[0], pair[1])
					break
				}
			}
		}
		if len(ranks) != 6 || ranks[0] != 4 || ranks[2] != 2 || ranks[5] != 1 {
			t.Errorf("ranks %v", ranks)
		}
	})
	t.Run("leads to the months beside it", func(t *testing.T) {
		o.t = t
		if m.PreviousID != o.period-1 || m.NextID != 0 {
			t.Errorf("%d and %d", m.PreviousID, m.NextID)
		}
	})
}

func TestWhoIsOnLeaveAllMonthIsOutOfTheBase(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 21, november2018)
	o.absent(20, "leave", "01/10/2018", "31/10/2018")
	o.absent(19, "leave", "01/10/2018", "15/10/2018")
	o.open(2018, 10)
	for i := range 20 {
		o.put(i, evaluation.Reviewed, twenty(i))
	}
	if m := o.month(o.room); m.Counts.All != 21 || m.Quota.Base != 20 || m.Quota.Allowed != 6 || m.Quota.Over != 2 {
		t.Errorf("%d people, %+v", m.Counts.All, m.Quota)
	}
}

func TestAMonthAboveTheQuota(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 20, november2018)
	o.open(2018, 10)
	for i := range 20 {
		o.put(i, evaluation.Reviewed, twenty(i))
	}
	o.exec(`UPDATE period_units SET submitted_at = 1`)
	t.Run("is not approved", func(t *testing.T) {
		o.t = t
		err := o.approve()
		o.conflicts(err)
		if !strings.Contains(err.Error(), "loại A 8/6, cần hạ 2 người") {
			t.Error(err)
		}
	})
	t.Run("unless the special share allows it", func(t *testing.T) {
		o.t = t
		o.must(o.GrantSpecial(o.ctx, o.committee, o.room, o.period, 1, true, "Cờ thi đua"))
		if m := o.month(o.room); m.Quota.Allowed != 8 || m.Quota.Over != 0 {
			t.Errorf("%+v", m.Quota)
		}
		o.must(o.GrantSpecial(o.ctx, o.committee, o.room, o.period, 2, false, "Thôi"))
	})
	t.Run("or enough are lowered", func(t *testing.T) {
		o.t = t
		for i := range 2 {
			id, version := o.card(i)
			o.must(o.Settle(o.ctx, o.committee, id, version, "B", "Giữ hạn mức 30%"))
		}
		o.must(o.approve())
		n := o.number(`SELECT count(*) FROM scorecards WHERE state = 'approved' AND grade = 'B' AND earned_grade = 'A'`)
		if n != 2 {
			t.Errorf("%d settled cards keep the grade they earned", n)
		}
	})
}

func TestFindingLines(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 5, november2018)
	o.open(2018, 10)
	o.put(0, evaluation.Reviewed, 95)
	o.put(1, evaluation.Reviewed, 70)
	o.put(2, evaluation.Submitted, 96)
	o.put(3, evaluation.Draft, 97)
	o.exec(`UPDATE scorecards SET head_points = 72, points = 72 WHERE person_id = ?`, o.people[1])
	o.exec(`UPDATE scorecards SET name = 'Đặng Ánh', name_key = 'zz' WHERE person_id = ?`, o.people[4])
	names := func(f evaluation.MonthFilter) string {
		m, err := o.UnitMonth(o.ctx, o.committee, o.room, o.period, f)
		o.must(err)
		var list []string
		for _, l := range m.Lines {
			words := strings.Fields(l.Name)
			list = append(list, words[len(words)-1])
		}
		return strings.Join(list, " ")
	}
	for name, test := range map[string]struct {
		filter evaluation.MonthFilter
		want   string
	}{
		"the office's order":   {evaluation.MonthFilter{}, "Aan Abn Acn Adn Ánh"},
		"waiting":              {evaluation.MonthFilter{Show: evaluation.ShowWaiting}, "Acn"},
		"missing":              {evaluation.MonthFilter{Show: evaluation.ShowMissing}, "Adn Ánh"},
		"differing":            {evaluation.MonthFilter{Show: evaluation.ShowDiffer}, "Abn"},
		"without a reason":     {evaluation.MonthFilter{Show: evaluation.ShowNoRemark}, "Abn"},
		"the best":             {evaluation.MonthFilter{Show: evaluation.ShowBest}, "Aan Acn"},
		"without tone marks":   {evaluation.MonthFilter{Find: "dang anh"}, "Ánh"},
		"by points":            {evaluation.MonthFilter{Sort: "points"}, "Ánh Abn Aan Acn Adn"},
		"by points, downwards": {evaluation.MonthFilter{Sort: "points", Desc: true}, "Adn Acn Aan Abn Ánh"},
		"by name, downwards":   {evaluation.MonthFilter{Sort: "name", Desc: true}, "Ánh Adn Acn Abn Aan"},
		"by the difference":    {evaluation.MonthFilter{Sort: "diff", Desc: true}, "Abn Ánh Adn Acn Aan"},
	} {
		t.Run(name, func(t *testing.T) {
			o.t = t
			if got := names(test.filter); got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}

func TestHandingAMonthIn(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 8, november2018)
	o.open(2018, 10)
	for i := range 8 {
		o.put(i, evaluation.Reviewed, 80)
	}
	refused := func(t *testing.T, want string) {
		t.Helper()
		err := o.submit()
		var conflict fault.Conflict
		if !errors.As(err, &conflict) || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want «%s»", err, want)
		}
	}
	t.Run("waits for cards that are not scored, naming five of them", func(t *testing.T) {
		for i := 1; i < 8; i++ {
			o.put(i, []evaluation.State{evaluation.Draft, evaluation.Submitted}[i%2], 80)
		}
		refused(t, "7 phiếu chưa chấm: Nguyễn Văn Abn, Nguyễn Văn Acn, Nguyễn Văn Adn, Nguyễn Văn Aen, Nguyễn Văn Afn và 2 người nữa.")
		for i := 1; i < 8; i++ {
			o.put(i, evaluation.Reviewed, 80)
		}
	})
	t.Run("waits for reasons", func(t *testing.T) {
		o.exec(`UPDATE scorecards SET head_points = 81, points = 81 WHERE person_id = ?`, o.people[1])
		refused(t, "1 phiếu chấm khác điểm tự chấm mà chưa ghi lý do: Nguyễn Văn Abn.")
		o.exec(`UPDATE scorecards SET remark = 'Tốt' WHERE person_id = ?`, o.people[1])
	})
	t.Run("not for who is not classified, nor for the head's own card", func(t *testing.T) {
		o.t = t
		o.put(2, evaluation.NotClassified, 80)
		o.put(0, evaluation.Draft, 80)
		o.refuses(o.SubmitUnit(o.ctx, o.head(), o.room, o.period, 2), fault.ErrStale)
		o.must(o.submit())
		if m := o.month(o.room); m.SubmittedAt == nil || *m.SubmittedAt != o.clock.At.UnixMilli() {
			t.Errorf("%v", m.SubmittedAt)
		}
	})
	t.Run("once", func(t *testing.T) {
		o.t = t
		o.refuses(o.submit(), fault.ErrStale)
	})
	t.Run("is the head's", func(t *testing.T) {
		o.t = t
		for _, a := range []access.Actor{o.cadre(1), o.committee} {
			o.refuses(o.SubmitUnit(o.ctx, a, o.room, o.period, 2), fault.ErrForbidden)
		}
	})
}

// TestWhoOpensTheCardsOfAMonth: a clerk reads the month and opens the own card alone.
func TestWhoOpensTheCardsOfAMonth(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 3, november2018)
	o.open(2018, 10)
	clerk := o.as(access.Actor{Grants: []access.Grant{{Role: access.Clerk}, {Role: access.Cadre}}}, 1)
	for name, test := range map[string]struct {
		actor access.Actor
		opens [3]bool
	}{
		"the head":      {o.head(), [3]bool{true, true, true}},
		"the committee": {o.committee, [3]bool{true, true, true}},
		"the clerk":     {clerk, [3]bool{false, true, false}},
	} {
		t.Run(name, func(t *testing.T) {
			o.t = t
			m, err := o.UnitMonth(o.ctx, test.actor, o.room, o.period, evaluation.MonthFilter{})
			o.must(err)
			opens := map[int64]bool{}
			for _, l := range m.Lines {
				opens[l.PersonID] = l.Opens
			}
			for i, want := range test.opens {
				if opens[o.people[i]] != want {
					t.Errorf("person %d: %v", i, opens[o.people[i]])
				}
			}
		})
	}
}

// TestWhatAUnitsMonthOffers: lines to who scores them, the own never; the month to who hands it in.
func TestWhatAUnitsMonthOffers(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 20, november2018)
	o.open(2018, 10)
	for i := range 20 {
		o.put(i, evaluation.Reviewed, twenty(i))
	}
	o.put(1, evaluation.Submitted, 95)
	o.put(2, evaluation.Draft, 95)
	see := func(a access.Actor) (evaluation.UnitMonth, map[int64]evaluation.LineRights) {
		m, err := o.UnitMonth(o.ctx, a, o.room, o.period, evaluation.MonthFilter{})
		o.must(err)
		rights := map[int64]evaluation.LineRights{}
		for _, l := range m.Lines {
			rights[l.PersonID] = l.Rights
		}
		return m, rights
	}
	full := evaluation.UnitRights{Review: true, Submit: true, AskSpecial: true}
	for name, test := range map[string]struct {
		actor access.Actor
		unit  evaluation.UnitRights
		lines [4]evaluation.LineRights // of persons 0 to 3
	}{
		"the head": {o.head(), full,
			[4]evaluation.LineRights{{}, {Review: true, Accept: true}, {}, {Review: true}}},
		"a deputy in the head's role": {o.as(o.head(), 1), full,
			[4]evaluation.LineRights{{}, {}, {}, {Review: true}}},
		"the leader": {o.leader, full,
			[4]evaluation.LineRights{{Review: true}, {Review: true, Accept: true}, {}, {Review: true}}},
		"the committee": {o.committee, evaluation.UnitRights{GrantSpecial: true},
			[4]evaluation.LineRights{{Settle: true}, {}, {}, {Settle: true}}},
		"a member of it who has a card": {o.as(o.committee, 3), evaluation.UnitRights{GrantSpecial: true},
			[4]evaluation.LineRights{{Settle: true}, {}, {}, {}}},
		"the auditor": {access.Actor{AccountID: 1, Grants: []access.Grant{{Role: access.Auditor}}},
			evaluation.UnitRights{}, [4]evaluation.LineRights{}},
	} {
		t.Run(name, func(t *testing.T) {
			o.t = t
			m, rights := see(test.actor)
			if m.Rights != test.unit {
				t.Errorf("the month: %+v", m.Rights)
			}
			for i, want := range test.lines {
				if got := rights[o.people[i]]; got != want {
					t.Errorf("person %d: %+v, want %+v", i, got, want)
				}
			}
		})
	}
	t.Run("after handing in only what still waits", func(t *testing.T) {
		o.t = t
		o.exec(`UPDATE period_units SET submitted_at = 1`)
		m, rights := see(o.head())
		if m.Rights.Submit || m.Rights.AskSpecial || !rights[o.people[1]].Accept || rights[o.people[3]].Review {
			t.Errorf("%+v %+v", m.Rights, rights[o.people[3]])
		}
	})
	t.Run("nothing in a closed month", func(t *testing.T) {
		o.t = t
		o.putMonth(evaluation.PeriodApproved)
		for _, a := range []access.Actor{o.head(), o.leader, o.committee} {
			m, rights := see(a)
			if m.Rights != (evaluation.UnitRights{}) {
				t.Errorf("%+v", m.Rights)
			}
			for _, r := range rights {
				if r != (evaluation.LineRights{}) {
					t.Errorf("%+v", r)
				}
			}
		}
	})
}

// TestChoosingCards: a page accepts only what it may, in the order of its table.
func TestChoosingCards(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 4, november2018)
	o.open(2018, 10)
	for i := range 4 {
		o.put(i, evaluation.Submitted, 80)
	}
	o.put(3, evaluation.Reviewed, 80)
	m, err := o.UnitMonth(o.ctx, o.head(), o.room, o.period, evaluation.MonthFilter{})
	o.must(err)
	var ids []int64
	for _, i := range []int{3, 2, 1, 0} {
		id, _ := o.card(i)
		ids = append(ids, id)
	}
	chosen := m.Chosen(append(ids, 999))
	if len(chosen) != 2 || chosen[0].ID != ids[2] || chosen[1].ID != ids[1] {
		t.Errorf("%+v", chosen)
	}
	if _, ok := m.LineOf(999); ok {
		t.Error("a line of nobody")
	}
}

// TestWhoWasTakenOutKeepsNobodyFromHandingIn: a difference without a reason no longer asks for one.
func TestWhoWasTakenOutKeepsNobodyFromHandingIn(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 2, november2018)
	o.open(2018, 10)
	for i := range o.people {
		o.put(i, evaluation.Reviewed, 80)
	}
	card, _ := o.card(1)
	o.exec(`UPDATE scorecards SET self_points = 70 WHERE id = ?`, card)
	o.conflicts(o.submit())
	_, version := o.card(1)
	o.must(o.Exclude(o.ctx, o.committee, card, version, "Biệt phái"))
	o.must(o.submit())
}
