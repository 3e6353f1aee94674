package org_test

import (
	"strings"
	"testing"

	"congthidua/internal/org"
)

func TestAbsences(t *testing.T) {
	o := newOffice(t)
	id := o.person(o.unit(o.root, "Phòng Một"), "Nguyễn Văn An", "Chuyên viên")
	for name, c := range map[string]struct {
		absence      org.Absence
		field, words string
	}{
		"without end": {org.Absence{Kind: org.Secondment, Since: "01/10/2026"}, "", ""},
		"one day":     {org.Absence{Kind: org.Leave, Since: "01/10/2026", Until: pointer("01/10/2026")}, "", ""},
		"ends before": {
			org.Absence{Kind: org.Leave, Since: "02/10/2026", Until: pointer("01/10/2026")},
			"until",
			"trước",
		},
		"no such end": {
			org.Absence{Kind: org.Leave, Since: "01/10/2026", Until: pointer("31/02/2027")},
			"until",
			"31/02/2027",
		},
		"no such day":     {org.Absence{Kind: org.Leave, Since: "31/02/2026"}, "since", "31/02/2026"},
		"only a month":    {org.Absence{Kind: org.Leave, Since: "2026"}, "since", "2026"},
		"an unknown kind": {org.Absence{Kind: "x", Since: "01/10/2026"}, "kind", "Chọn loại"},
		"a note too long": {org.Absence{Kind: org.Leave, Since: "01/10/2026", Note: strings.Repeat("x", 501)}, "note", "500"},
	} {
		t.Run(name, func(t *testing.T) {
			c.absence.PersonID = id
			before := o.number(`SELECT count(*) FROM absences`)
			err := o.AddAbsence(t.Context(), officer(0), c.absence)
			if c.field != "" {
				refused(t, name, err, c.field, c.words)
			} else {
				o.must(err)
				before++
			}
			if n := o.number(`SELECT count(*) FROM absences`); n != before {
				t.Errorf("%d absences, want %d", n, before)
			}
		})
	}
}

func TestRemoveAbsence(t *testing.T) {
	o := newOffice(t)
	room := o.unit(o.root, "Phòng Một")
	id, other := o.person(room, "Nguyễn Văn An", "Chuyên viên"), o.person(room, "Lê Thị Bình", "Chuyên viên")
	o.must(
		o.AddAbsence(t.Context(), officer(0),
			org.Absence{PersonID: id, Kind: org.Sick, Since: "01/10/2026", Note: " ốm  nặng "}),
	)
	a := o.file(id).Absences[0]
	if a.Kind != org.Sick || a.Since != "2026-10-01" || a.Until != nil || a.Note != "ốm nặng" || a.Version != 1 {
		t.Errorf("%+v", a)
	}
	staleError(t, "by way of somebody else", o.RemoveAbsence(t.Context(), officer(0), other, a.ID, 1))
	staleError(t, "a page that is out of date", o.RemoveAbsence(t.Context(), officer(0), id, a.ID, 2))
	o.must(o.RemoveAbsence(t.Context(), officer(0), id, a.ID, 1))
	staleError(t, "a second time", o.RemoveAbsence(t.Context(), officer(0), id, a.ID, 1))
	if len(o.file(id).Absences) != 0 || o.logged("absence.remove") != 1 {
		t.Error("the absence is still there, or the log says otherwise")
	}
}

func TestDisciplines(t *testing.T) {
	o := newOffice(t)
	id := o.person(o.unit(o.root, "Phòng Một"), "Nguyễn Văn An", "Chuyên viên")
	for name, c := range map[string]struct {
		discipline   org.Discipline
		field, words string
	}{
		"good": {
			org.Discipline{Form: org.Warning, Decision: " 12-QĐ ", DecidedOn: "10/02/2026", OnDuty: true},
			"",
			"",
		},
		"an unknown form": {org.Discipline{Form: "x", Decision: "1", DecidedOn: "10/02/2026"}, "form", "Chọn hình thức"},
		"no number":       {org.Discipline{Form: org.Warning, Decision: " ", DecidedOn: "10/02/2026"}, "decision", "100"},
		"a number too long": {
			org.Discipline{Form: org.Warning, Decision: strings.Repeat("1", 101), DecidedOn: "10/02/2026"},
			"decision",
			"100",
		},
		"only a year": {org.Discipline{Form: org.Warning, Decision: "1", DecidedOn: "2026"}, "decided_on", "2026"},
		"a note of 501": {
			org.Discipline{Form: org.Warning, Decision: "1", DecidedOn: "10/02/2026", Note: strings.Repeat("x", 501)},
			"note",
			"500",
		},
		"not about the duty": {org.Discipline{Form: org.Degradation, Decision: "13", DecidedOn: "11/02/2026"}, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			c.discipline.PersonID = id
			err := o.AddDiscipline(t.Context(), officer(0), c.discipline)
			if c.field != "" {
				refused(t, name, err, c.field, c.words)
				return
			}
			o.must(err)
		})
	}
	list := o.file(id).Disciplines
	if len(list) != 2 || list[0].OnDuty || !list[1].OnDuty || list[1].Decision != "12-QĐ" ||
		list[1].DecidedOn != "2026-02-10" {
		t.Errorf("%+v", list)
	}
}
