package evaluation_test

import (
	"errors"
	"strings"
	"testing"

	"congthidua/data"
	"congthidua/internal/access"
	"congthidua/internal/catalogue"
	"congthidua/internal/evaluation"
	"congthidua/internal/fault"
	"congthidua/internal/trial"

	"gorm.io/gorm"
)

// edition finds a framework's latest edition.
func (o *office) edition(code string) int64 {
	o.t.Helper()
	return o.number(`SELECT id FROM editions WHERE code = ? ORDER BY number DESC LIMIT 1`, code)
}

func TestEditionsOfAFramework(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 2, november2018)
	o.open(2018, 10)
	o.put(0, evaluation.Reviewed, 89)
	o.put(1, evaluation.Reviewed, 81)
	draft, err := o.Editions.Copy(o.ctx, o.committee, o.edition("qd3814"))
	o.must(err)
	_, f, _, err := o.FrameworkEdition(o.ctx, o.committee, draft)
	o.must(err)
	t.Run("a copy is a draft of the next edition", func(t *testing.T) {
		row, _, _, err := o.FrameworkEdition(o.ctx, o.committee, draft)
		if err != nil || row.Number != 2 || row.State != catalogue.Draft || row.Version != 1 ||
			row.Author != "committee" {
			t.Errorf("%+v: %v", row, err)
		}
	})
	t.Run("a fault is saved, shown at its place, and not published", func(t *testing.T) {
		o.t = t
		f.Grades[0].From, f.Total = 88, "discipline + nonsense"
		o.must(o.SaveDraft(o.ctx, o.committee, draft, 1, f))
		_, _, faults, err := o.FrameworkEdition(o.ctx, o.committee, draft)
		if err != nil || !strings.Contains(faults["total"].String(), "ký tự 14") {
			t.Errorf("%v %v", faults, err)
		}
		if err := o.Editions.Publish(o.ctx, o.committee, draft, 2, "01/11/2018"); err == nil {
			t.Error("published")
		}
		_, err = o.Try(o.ctx, o.committee, draft, o.period, nobody)
		o.conflicts(err)
	})
	t.Run("is saved from a current page", func(t *testing.T) {
		o.t = t
		f.Total = "discipline + duty + bonus"
		o.refuses(o.SaveDraft(o.ctx, o.committee, draft, 1, f), fault.ErrStale)
		o.must(o.SaveDraft(o.ctx, o.committee, draft, 2, f))
		f.Name = " "
		var invalid fault.Invalid
		if err := o.SaveDraft(o.ctx, o.committee, draft, 3, f); !errors.As(err, &invalid) {
			t.Errorf("without a name: %v", err)
		}
	})
	t.Run("is tried on the cards that are scored", func(t *testing.T) {
		o.t = t
		n, err := o.Reviewed(o.ctx, o.committee, o.period)
		o.must(err)
		trial, err := o.Try(o.ctx, o.committee, draft, o.period, nobody)
		o.must(err)
		if n != 2 || trial.Cards != 2 || trial.Before.String() != "2 B" || trial.After.String() != "1 A, 1 B" {
			t.Errorf("%d cards, %+v", n, trial)
		}
		if len(trial.Moves) != 1 || trial.Moves[0].OldGrade != "B" || trial.Moves[0].NewGrade != "A" {
			t.Errorf("who would move: %+v", trial.Moves)
		}
	})
	t.Run("holds from the first of a month that is not open yet", func(t *testing.T) {
		o.t = t
		for _, from := range []string{"01/10/2018", "15/11/2018", "2018", "01/09/2018"} {
			var invalid fault.Invalid
			if err := o.Editions.Publish(o.ctx, o.committee, draft, 3, from); !errors.As(err, &invalid) {
				t.Errorf("from %s: %v", from, err)
			}
		}
		o.refuses(o.Editions.Publish(o.ctx, o.committee, draft, 2, "01/11/2018"), fault.ErrStale)
		o.must(o.Editions.Publish(o.ctx, o.committee, draft, 3, "01/11/2018"))
	})
	t.Run("never changes after that", func(t *testing.T) {
		o.t = t
		f.Name = "Khung"
		o.conflicts(o.SaveDraft(o.ctx, o.committee, draft, 4, f))
		o.conflicts(o.Editions.Delete(o.ctx, o.committee, draft, 4))
		o.conflicts(o.Editions.Publish(o.ctx, o.committee, draft, 4, "01/12/2018"))
	})
	t.Run("is used from its month on", func(t *testing.T) {
		o.t = t
		o.open(2018, 11)
		if v := o.view(o.committee, 1); *v.FrameworkID != draft {
			t.Errorf("November uses edition %d, want %d", *v.FrameworkID, draft)
		}
	})
	t.Run("a draft is thrown away from a current page", func(t *testing.T) {
		o.t = t
		other, err := o.Editions.Copy(o.ctx, o.committee, draft)
		o.must(err)
		o.refuses(o.Editions.Delete(o.ctx, o.committee, other, 2), fault.ErrStale)
		o.must(o.Editions.Delete(o.ctx, o.committee, other, 1))
		_, _, _, err = o.FrameworkEdition(o.ctx, o.committee, other)
		o.refuses(err, fault.ErrNotFound)
	})
}

func TestATrialLeavesOutWhatItCannotCompare(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 2, november2018)
	o.open(2018, 10)
	o.put(1, evaluation.Reviewed, 80)
	trial, err := o.Try(o.ctx, o.committee, o.edition("nd335-staff"), o.period, nobody)
	o.must(err)
	if trial.Cards != 0 || trial.Skipped != 1 || trial.Period.Month != 10 {
		t.Errorf("%+v", trial)
	}
	trial, err = o.Try(o.ctx, o.committee, o.edition("qd3814"), o.period, nobody)
	o.must(err)
	if trial.Cards != 1 || len(trial.Moves) != 0 {
		t.Errorf("the same edition moves somebody: %+v", trial)
	}
}

// TestWhatIsShippedBecomesTheNextEdition: a published edition never changes, and an office's own stay.
func TestWhatIsShippedBecomesTheNextEdition(t *testing.T) {
	t.Parallel()
	// A database in which the frameworks of NĐ 335 were installed while their grades were A to D.
	st := trial.Empty(t)
	text, err := data.Catalogue.ReadFile("catalogue/frameworks-nd335-staff.yaml")
	if err != nil {
		t.Fatal(err)
	}
	letters := strings.NewReplacer("HTXSNV", "A", "KHTNV", "D", "HTTNV", "B", "HTNV", "C").Replace(string(text))
	first := catalogue.Edition{Kind: evaluation.FrameworksKind, Code: "nd335-staff", Number: 1, Name: "Nghị định 335",
		Body: letters, State: catalogue.Published, EffectiveFrom: "2026-01-01", Author: "Danh mục kèm theo"}
	if err := st.Write(t.Context(), func(tx *gorm.DB) error { return tx.Create(&first).Error }); err != nil {
		t.Fatal(err)
	}
	o := officeOn(t, st, 2, march2026)
	editions := func() string {
		return o.text(`SELECT CAST(count(*) AS TEXT) || ' up to ' || CAST(max(number) AS TEXT)
			FROM editions WHERE code = 'nd335-staff'`)
	}
	t.Run("the new text is the second edition", func(t *testing.T) {
		if got := editions(); got != "2 up to 2" {
			t.Errorf("%s", got)
		}
		if got := o.text(`SELECT body FROM editions WHERE id = ?`, first.ID); got != letters {
			t.Error("the first one was changed")
		}
	})
	t.Run("it is the one of months that are opened from then on", func(t *testing.T) {
		o.t = t
		o.open(2026, 2)
		if v := o.view(o.committee, 1); v.Edition.Number != 2 || v.Framework.Quota.Grade != "HTXSNV" {
			t.Errorf("edition %d", v.Edition.Number)
		}
	})
	t.Run("it is installed once, whatever the office copies", func(t *testing.T) {
		o.t = t
		_, err := o.Editions.Copy(o.ctx, o.committee, o.edition("nd335-staff"))
		o.must(err)
		o.must(o.Editions.Install(o.ctx))
		if got := editions(); got != "3 up to 3" {
			t.Errorf("%s", got)
		}
	})
	t.Run("cards of both editions stand in one year", func(t *testing.T) {
		o.t = t
		o.put(1, evaluation.Published, 80)
		o.exec(`UPDATE scorecards SET grade = 'HTTNV' WHERE person_id = ?`, o.people[1])
		o.open(2026, 3)
		o.put(1, evaluation.Published, 95)
		o.exec(`UPDATE scorecards SET framework_id = ?, grade = 'A' WHERE person_id = ? AND period_id = ?`,
			first.ID, o.people[1], o.period)
		_, r, err := o.PersonYear(o.ctx, o.committee, o.people[1], 2026)
		if err != nil || r.ByGrade.String() != "1 A, 1 HTTNV" || r.Grade != "B" || r.Rank != 2 {
			t.Errorf("%s, the year %s: %v", r.ByGrade, r.Grade, err)
		}
	})
}

// TestTheCatalogueOfFrameworks: the kind keeps the permissions of the frameworks, and its drafts are hidden from
// who only reads.
func TestTheCatalogueOfFrameworks(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 2, november2018)
	draft, err := o.Editions.Copy(o.ctx, o.committee, o.edition("qd3814"))
	o.must(err)
	reader := access.Actor{Grants: []access.Grant{{Role: access.Auditor}}}
	stranger := access.Actor{Grants: []access.Grant{{Role: access.Clerk}}}
	t.Run("is read and edited by their permissions", func(t *testing.T) {
		kind := evaluation.CatalogueKind()
		if kind.View != access.FrameworksView || kind.Edit != access.FrameworksEdit {
			t.Errorf("%s, %s", kind.View, kind.Edit)
		}
	})
	t.Run("shows drafts to who edits", func(t *testing.T) {
		o.t = t
		list, err := o.Editions.Editions(o.ctx, reader, evaluation.FrameworksKind)
		if err != nil || len(list) != 3 {
			t.Errorf("%d editions: %v", len(list), err)
		}
		_, _, _, err = o.FrameworkEdition(o.ctx, reader, draft)
		o.refuses(err, fault.ErrNotFound)
		_, _, _, err = o.FrameworkEdition(o.ctx, stranger, draft)
		o.refuses(err, fault.ErrForbidden)
	})
	t.Run("an edition of another kind is none", func(t *testing.T) {
		o.t = t
		other := catalogue.Edition{Kind: "titles", Code: "law2022", Number: 1, Name: "Danh hiệu", Body: "code: law2022",
			State: catalogue.Published, EffectiveFrom: "2018-01-01"}
		o.must(o.store.Write(o.ctx, func(tx *gorm.DB) error { return tx.Create(&other).Error }))
		_, err := o.Try(o.ctx, o.committee, other.ID, 1, nobody)
		o.refuses(err, fault.ErrNotFound)
	})
	t.Run("keeps the code of the line", func(t *testing.T) {
		o.t = t
		_, f, _, err := o.FrameworkEdition(o.ctx, o.committee, draft)
		o.must(err)
		f.Code = "other"
		o.must(o.SaveDraft(o.ctx, o.committee, draft, 1, f))
		if _, f, _, err = o.FrameworkEdition(o.ctx, o.committee, draft); err != nil || f.Code != "qd3814" {
			t.Errorf("%s: %v", f.Code, err)
		}
	})
	t.Run("goes out and comes in as YAML", func(t *testing.T) {
		o.t = t
		name, text, err := o.Editions.Export(o.ctx, o.committee, o.edition("nd335-staff"))
		o.must(err)
		if name != "frameworks-nd335-staff-1.yaml" || !strings.HasPrefix(text, "kind: frameworks\n") {
			t.Errorf("%s: %.40s", name, text)
		}
		id, err := o.Editions.Import(o.ctx, o.committee, evaluation.FrameworksKind, []byte(text))
		o.must(err)
		e, f, faults, err := o.FrameworkEdition(o.ctx, o.committee, id)
		if err != nil || len(faults) != 0 || e.Number != 2 || f.Groups[0].Max != 30 || f.Kind != "" {
			t.Errorf("edition %d, %v: %v", e.Number, faults, err)
		}
		for what, change := range map[string][2]string{
			"total":          {"total: general + duty", "total: general + dutty"},
			"code":           {"code: nd335-staff", "code: ''"},
			"legal":          {"legal: Nghị định 335/2025/NĐ-CP ngày 21/12/2025 của Chính phủ", "legal: ''"},
			"from":           {`from: "2026-01-01"`, "from: 2026-13-01"},
			"không đọc được": {"groups:", "nhóm:"},
		} {
			if !strings.Contains(text, change[0]) {
				t.Fatalf("no %q in the file", change[0])
			}
			wrong := strings.Replace(text, change[0], change[1], 1)
			_, err := o.Editions.Import(o.ctx, o.committee, evaluation.FrameworksKind, []byte(wrong))
			var invalid fault.Invalid
			if !errors.As(err, &invalid) || !strings.Contains(strings.ToLower(invalid.Fields["file"].String()), what) {
				t.Errorf("%s: %v", what, err)
			}
		}
	})
}
