package store_test

import (
	"fmt"
	"strings"
	"testing"

	"congthidua/data"
	"congthidua/internal/catalogue"
	"congthidua/internal/evaluation"
	"congthidua/internal/shipped"
	"congthidua/internal/trial"

	"gorm.io/gorm"
)

// frameworksBefore are three frameworks as they were kept: two shipped editions and an office's draft.
const frameworksBefore = `
	INSERT INTO frameworks (id, code, edition, name, state, effective_from, effective_to, body, author, changed_at, version)
	VALUES
		(1, 'qd3814', 1, 'Quyết định 3814', 'published', '2018-06-01', '2025-12-31', ?, 'Danh mục kèm theo', 77, 1),
		(2, 'nd335-staff', 1, 'Nghị định 335', 'published', '2026-01-01', NULL, ?, 'Danh mục kèm theo', 77, 1),
		(7, 'qd3814', 2, 'Bản nháp', 'draft', '2018-06-01', NULL, 'total: "1"', 'Trần Thị Bình', 88, 5)`

// cardsBefore are cards of both frameworks and one of none.
const cardsBefore = `
	INSERT INTO scorecards (id, period_id, person_id, unit_id, framework_id, name, name_key, post, level, manager,
		reviewer, state, excuse, excuse_kind)
	VALUES
		(1, 1, 1, 1, 1, 'An', 'an', 'Chuyên viên', 9, FALSE, 'head', 'draft', '', ''),
		(2, 2, 1, 1, 2, 'An', 'an', 'Chuyên viên', 9, FALSE, 'head', 'draft', '', ''),
		(3, 2, 2, 1, 2, 'Bình', 'binh', 'Chuyên viên', 9, FALSE, 'head', 'draft', '', ''),
		(4, 1, 2, 1, NULL, 'Bình', 'binh', 'Chuyên viên', 9, FALSE, 'head', 'not_classified', 'Nghỉ ốm', 'sick')`

// TestFrameworksBecomeEditions: the migration carries bodies, states and versions over, every card keeps its
// edition, and what is shipped is not installed a second time.
func TestFrameworksBecomeEditions(t *testing.T) {
	st, ctx := trial.Bare(t), t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(st.MigrateBefore(ctx, "frameworks"))
	must(st.Write(ctx, func(tx *gorm.DB) error {
		for _, statement := range []struct {
			sql  string
			args []any
		}{
			{`INSERT INTO editions (kind, code, number, name, state, effective_from, body)
				VALUES ('titles', 'law2022', 1, 'Danh hiệu', 'draft', '2024-01-01', 'code: law2022')`, nil},
			{frameworksBefore, []any{before(t, "qd3814"), before(t, "nd335-staff")}},
			{`INSERT INTO units (id, path, name, search_key, kind, position) VALUES (1, '1/', 'Ban', 'ban', 'agency', 1)`, nil},
			{`INSERT INTO people (id, name, name_key, search_key, kind)
				VALUES (1, 'An', 'an', 'an', 'civil_servant'), (2, 'Bình', 'binh', 'binh', 'civil_servant')`, nil},
			{`INSERT INTO periods (id, year, month, state, self_due, head_due, committee_due, leader_due, appeal_days)
				VALUES (1, 2025, 12, 'open', '2025-12-31', '2025-12-31', '2025-12-31', '2025-12-31', 5),
					(2, 2026, 1, 'open', '2026-01-31', '2026-01-31', '2026-01-31', '2026-01-31', 5)`, nil},
			{cardsBefore, nil},
		} {
			if err := tx.Exec(statement.sql, statement.args...).Error; err != nil {
				return fmt.Errorf("%s: %w", statement.sql, err)
			}
		}
		return nil
	}))
	must(st.Migrate(ctx))
	db := st.Read(ctx)
	t.Run("every card keeps its edition", func(t *testing.T) {
		var cards []string
		must(db.Raw(`
			SELECT CAST(c.id AS TEXT) || ' ' || COALESCE(e.kind || ' ' || e.code, 'none')
			FROM scorecards c
			LEFT JOIN editions e ON e.id = c.framework_id
			ORDER BY c.id`).Scan(&cards).Error)
		want := "[1 frameworks qd3814 2 frameworks nd335-staff 3 frameworks nd335-staff 4 none]"
		if fmt.Sprint(cards) != want {
			t.Errorf("%v, want %s", cards, want)
		}
		err := st.Write(ctx, func(tx *gorm.DB) error {
			return tx.Exec(`UPDATE scorecards SET framework_id = 999 WHERE id = 1`).Error
		})
		if err == nil {
			t.Error("a card names an edition that is none")
		}
	})
	t.Run("editions are as they were", func(t *testing.T) {
		var list []catalogue.Edition
		must(db.Where("kind = ?", evaluation.FrameworksKind).Order("id").Find(&list).Error)
		if len(list) != 3 {
			t.Fatalf("%d editions", len(list))
		}
		first, draft := list[0], list[2]
		if first.Code != "qd3814" || first.Number != 1 || first.State != catalogue.Published || first.ChangedAt != 0 ||
			first.Legal == "" || first.EffectiveTo == nil || *first.EffectiveTo != "2025-12-31" {
			t.Errorf("%+v", first)
		}
		f, err := evaluation.ParseFramework(first.Body)
		if err != nil || len(f.Sources) != 1 || f.Sources[0] != "dongda.hanoi.gov.vn, 24/5/2018; doanhnghiepvn.vn" {
			t.Errorf("%v: %v", f, err)
		}
		if draft.Number != 2 || draft.State != catalogue.Draft || draft.Version != 5 || draft.ChangedAt != 88 ||
			draft.Author != "Trần Thị Bình" || draft.EffectiveTo != nil {
			t.Errorf("%+v", draft)
		}
		if db.Migrator().HasTable("frameworks") {
			t.Error("the old table is still there")
		}
	})
	t.Run("what is shipped is there already", func(t *testing.T) {
		must(shipped.Install(ctx, st, trial.Clock()))
		var n int64
		must(db.Model(&catalogue.Edition{}).Where("kind = ? AND code <> ?", evaluation.FrameworksKind, "nd335-manager").
			Count(&n).Error)
		if n != 3 {
			t.Errorf("%d editions", n)
		}
	})
}

// before is the text of a shipped framework as it was before the migration: its sources were one line.
func before(t *testing.T, code string) string {
	t.Helper()
	text, err := data.Catalogue.ReadFile("catalogue/frameworks-" + code + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	old := strings.NewReplacer(
		`from: "2018-06-01"`, "from: 2018-06-01",
		`to: "2025-12-31"`, "to: 2025-12-31",
		`from: "2026-01-01"`, "from: 2026-01-01",
		`sources: ["dongda.hanoi.gov.vn, 24/5/2018", doanhnghiepvn.vn]`,
		"source: dongda.hanoi.gov.vn, 24/5/2018; doanhnghiepvn.vn",
		"sources: [cafef.vn, nld.com.vn, vnexpress.net, laodong.vn]",
		"source: cafef.vn, nld.com.vn, vnexpress.net, laodong.vn",
	).Replace(string(text))
	if !strings.Contains(old, "\nsource: ") {
		t.Fatalf("%s has no sources", code)
	}
	return old
}
