package evaluation_test

import (
	"testing"

	"congthidua/internal/evaluation"
)

// year opens the months of 2019 up to one and gives person 1 points in each: 0 leaves the month without a
// result.
func (o *office) year(points ...float64) {
	o.t.Helper()
	for i, p := range points {
		o.open(2019, i+1)
		if p > 0 {
			o.put(1, evaluation.Published, p)
		}
	}
}

func (o *office) personYear(i int) ([12]evaluation.YearMonth, evaluation.YearResult) {
	o.t.Helper()
	months, result, err := o.PersonYear(o.ctx, o.committee, o.people[i], 2019)
	o.must(err)
	return months, result
}

func TestAPersonsYear(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 2, november2018)
	o.year(90, 0, 75, 45)
	t.Run("has a month for every card", func(t *testing.T) {
		o.t = t
		months, r := o.personYear(1)
		if months[0].Grade != "A" || months[0].Rank != 1 || months[1].Grade != "" || months[1].CardID == 0 || months[4].CardID != 0 {
			t.Errorf("%+v", months)
		}
		if r.Points != 70 || r.Grade != "B" || r.Rank != 2 || r.ByGrade.String() != "1 A, 1 B, 1 D" {
			t.Errorf("%v %s, %s", r.Points, r.Grade, r.ByGrade)
		}
	})
	t.Run("shows an approved month to others before it is published", func(t *testing.T) {
		o.t = t
		o.put(1, evaluation.Approved, 45)
		if _, r := o.personYear(1); r.Months != 3 {
			t.Errorf("the committee: %d months", r.Months)
		}
		_, r, err := o.PersonYear(o.ctx, o.cadre(1), o.people[1], 2019)
		if err != nil || r.Months != 2 {
			t.Errorf("the person: %d months, %v", r.Months, err)
		}
		o.put(1, evaluation.Reviewed, 45)
		if _, r := o.personYear(1); r.Months != 2 {
			t.Errorf("a month that is not decided: %d months", r.Months)
		}
	})
	t.Run("is not shown to a colleague", func(t *testing.T) {
		o.t = t
		months, r, err := o.PersonYear(o.ctx, o.cadre(0), o.people[1], 2019)
		if err != nil || r.Months != 0 || months[0].CardID != 0 {
			t.Errorf("%+v %v", r, err)
		}
	})
}

// TestMaternityIsReadFromTheCode: what the committee types steers no rule; the absence on record does.
func TestMaternityIsReadFromTheCode(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 3, november2018)
	for month := 1; month <= 12; month++ {
		if month == 6 {
			o.absent(2, "maternity", "01/06/2019", "31/12/2019")
		}
		o.open(2019, month)
		for i := 1; i <= 2; i++ {
			id, version := o.card(i)
			switch {
			case month < 6:
				o.put(i, evaluation.Published, 80)
			case i == 1:
				o.must(o.Exclude(o.ctx, o.committee, id, version, "Nghỉ thai sản cả tháng (từ 01/06/2019)"))
			}
		}
	}
	// Five months of work: not classified, but for maternity leave.
	if _, r := o.personYear(1); r.Grade != "" || r.Rank != 0 || len(r.Reasons) != 1 {
		t.Errorf("typed: %q %+v", r.Grade, r.Reasons)
	}
	if _, r := o.personYear(2); r.Grade != "B" || len(r.Reasons) != 0 {
		t.Errorf("on record: %q %+v", r.Grade, r.Reasons)
	}
}

// TestYearsOfMany gives rooms above the years with what is missing in them.
func TestYearsOfMany(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 2, november2018)
	o.year(90, 0, 75, 45)
	o.open(2019, 5)
	o.put(1, evaluation.NotClassified, 0)
	db := o.store.Read(o.ctx)
	for through, want := range map[int]struct {
		points  float64
		missing []int
	}{
		1:  {90, nil},
		3:  {82.5, []int{2}},
		5:  {70, []int{2}},
		7:  {70, []int{2, 6, 7}},
		12: {70, []int{2, 6, 7, 8, 9, 10, 11, 12}},
	} {
		years, err := o.YearsOf(db, 2019, through, "c.person_id = ?", o.people[1])
		o.must(err)
		y := years[o.people[1]]
		if len(years) != 1 || y.Points != want.points || len(y.Missing) != len(want.missing) {
			t.Errorf("up to %d: %v points, missing %v", through, y.Points, y.Missing)
			continue
		}
		for i, m := range want.missing {
			if y.Missing[i] != m {
				t.Errorf("up to %d: missing %v", through, y.Missing)
			}
		}
	}
	years, err := o.YearsOf(db, 2019, 12, "c.person_id IN ?", o.people)
	o.must(err)
	if len(years) != 2 {
		t.Errorf("%d persons", len(years))
	}
	if got := years[o.people[1]].Grades(); len(got) != 4 || got[1] != "B" {
		t.Errorf("grades %v", got)
	}
	w, err := years[o.people[1]].WhatIf(1)
	o.must(err)
	if w.Grade != "A" || !w.Possible || len(w.Months) != 11 {
		t.Errorf("%+v", w)
	}
}

// TestMaternityCountsBesideAnotherAbsence: what comes after it does not make it forgotten.
func TestMaternityCountsBesideAnotherAbsence(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 2, november2018)
	o.absent(1, "maternity", "01/01/2019", "31/05/2019")
	o.absent(1, "study", "01/06/2019", "31/07/2019")
	for month := 1; month <= 12; month++ {
		o.open(2019, month)
		if month > 7 {
			o.put(1, evaluation.Published, 80)
		}
	}
	if _, r := o.personYear(1); r.Months != 5 || r.Grade != "B" {
		t.Errorf("%d months, %q", r.Months, r.Grade)
	}
}
