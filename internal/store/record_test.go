package store_test

import (
	"database/sql"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/trial"

	"gorm.io/gorm"
)

type state string

const (
	draft state = "draft"
	final state = "final"
)

// sample is a record of a table that only these tests have.
type sample struct {
	store.Record
	State    state
	Title    string
	Code     *string
	ParentID *int64
}

// opened is a database with two drafts, 1 "one" and 2 "two".
func opened(t *testing.T) *store.Store {
	t.Helper()
	st := trial.Empty(t)
	do(t, st, func(tx *gorm.DB) error {
		err := tx.Exec(`
			CREATE TABLE samples (
			  id        BIGINT PRIMARY KEY,
			  version   BIGINT NOT NULL DEFAULT 1,
			  state     TEXT NOT NULL,
			  title     TEXT NOT NULL CHECK (length(title) <= 10),
			  code      TEXT,
			  parent_id BIGINT REFERENCES samples (id)
			)`).Error
		if err != nil {
			return err
		}
		return errors.Join(
			tx.Exec(`CREATE UNIQUE INDEX samples_code ON samples (code)`).Error,
			tx.Create(&sample{Record: store.Record{ID: 1}, State: draft, Title: "one", Code: new("a")}).Error,
			tx.Create(&sample{Record: store.Record{ID: 2}, State: draft, Title: "two"}).Error,
		)
	})
	return st
}

func do(t *testing.T, st *store.Store, fn func(tx *gorm.DB) error) {
	t.Helper()
	if err := st.Write(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

// row reads a sample.
func row(t *testing.T, st *store.Store, id int64) (s sample) {
	t.Helper()
	if err := store.First(st.Read(t.Context()).Where("id = ?", id), &s); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestUpdate(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		version int64
		change  store.Change
		want    error
		title   string
		count   int64
	}{
		{"the version of the page", 1, store.Change{"title": "new"}, nil, "new", 2},
		{"zero values are kept", 1, store.Change{"title": ""}, nil, "", 2},
		{"nothing but the version", 1, store.Change{}, nil, "one", 2},
		{"an older version", 0, store.Change{"title": "new"}, fault.ErrStale, "one", 1},
		{"a version that is not there yet", 2, store.Change{"title": "new"}, fault.ErrStale, "one", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			st := opened(t)
			s := row(t, st, 1)
			err := st.Write(t.Context(), func(tx *gorm.DB) error { return store.Update(tx, &s, c.version, c.change) })
			if !errors.Is(err, c.want) || c.want == nil && err != nil {
				t.Fatalf("%v, want %v", err, c.want)
			}
			if got := row(t, st, 1); got.Title != c.title || got.Version != c.count || got.Code == nil || *got.Code != "a" {
				t.Errorf("%+v, want %q at version %d", got, c.title, c.count)
			}
			if err == nil && (s.Title != c.title || s.Version != c.count) {
				t.Errorf("the record in hand is %+v", s)
			}
			if other := row(t, st, 2); other.Title != "two" || other.Version != 1 {
				t.Errorf("another record became %+v", other)
			}
		})
	}
}

func TestUpdateTakesTheChangeAsItIs(t *testing.T) {
	t.Parallel()
	st := opened(t)
	change := store.Change{"title": "new"}
	s := row(t, st, 1)
	do(t, st, func(tx *gorm.DB) error { return store.Update(tx, &s, 1, change) })
	if len(change) != 1 {
		t.Errorf("the change became %v", change)
	}
}

// Without a number an update would change every record.
func TestAChangeWithoutANumber(t *testing.T) {
	t.Parallel()
	st := opened(t)
	err := st.Write(t.Context(), func(tx *gorm.DB) error {
		return store.Update(tx, &sample{}, 1, store.Change{"title": "new"})
	})
	if err == nil || errors.Is(err, fault.ErrStale) {
		t.Errorf("%v; want a defect", err)
	}
	if got := row(t, st, 1); got.Title != "one" {
		t.Errorf("%+v", got)
	}
}

func TestAdvance(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		version int64
		from    state
		want    error
	}{
		{"from its state", 1, draft, nil},
		{"from another state", 1, final, fault.ErrStale},
		{"from its state, an older version", 0, draft, fault.ErrStale},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			st := opened(t)
			s := row(t, st, 1)
			err := st.Write(t.Context(), func(tx *gorm.DB) error {
				return store.Advance(tx, &s, c.version, c.from, store.Change{"state": final})
			})
			if !errors.Is(err, c.want) || c.want == nil && err != nil {
				t.Fatalf("%v, want %v", err, c.want)
			}
			want := draft
			if c.want == nil {
				want = final
			}
			if got := row(t, st, 1); got.State != want {
				t.Errorf("%s, want %s", got.State, want)
			}
		})
	}
}

func TestOneRow(t *testing.T) {
	t.Parallel()
	st := opened(t)
	for where, want := range map[string]error{"id = 1": nil, "id = 9": fault.ErrStale, "id < 3": fault.ErrStale} {
		err := st.Write(t.Context(), func(tx *gorm.DB) error {
			return store.OneRow(tx.Model(&sample{}).Where(where).UpdateColumns(map[string]any{"title": "new"}))
		})
		if !errors.Is(err, want) || want == nil && err != nil {
			t.Errorf("%s: %v, want %v", where, err, want)
		}
	}
	if got := row(t, st, 2); got.Title != "two" {
		t.Errorf("what was refused stayed: %+v", got)
	}
}

func TestUpsert(t *testing.T) {
	t.Parallel()
	st := opened(t)
	do(t, st, func(tx *gorm.DB) error {
		return errors.Join(
			store.Upsert(tx, &sample{Record: store.Record{ID: 1, Version: 5}, State: final, Title: "1"}, "id"),
			store.Upsert(tx, &sample{Record: store.Record{ID: 3}, State: draft, Title: "three"}, "id"),
		)
	})
	if got := row(t, st, 1); got.Version != 5 || got.State != final || got.Title != "1" || got.Code != nil {
		t.Errorf("written over: %+v", got)
	}
	if got := row(t, st, 3); got.Version != 1 || got.Title != "three" {
		t.Errorf("new: %+v", got)
	}
}

func TestFinding(t *testing.T) {
	t.Parallel()
	st := opened(t)
	db := st.Read(t.Context())
	var s sample
	if err := store.First(db.Where("title = ?", "none"), &s); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("no record: %v", err)
	}
	if err := store.First(db.Where("titel = ?", "one"), &s); err == nil || errors.Is(err, fault.ErrNotFound) {
		t.Errorf("a failing query reads as nothing found: %v", err)
	}
	var title string
	if err := store.One(db.Raw(`SELECT title FROM samples WHERE id = ?`, 2), &title); err != nil || title != "two" {
		t.Errorf("%q, %v", title, err)
	}
	if err := store.One(db.Raw(`SELECT title FROM samples WHERE id = ?`, 9), &title); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("no row: %v", err)
	}
	if err := store.One(db.Raw(`SELECT titel FROM samples`), &title); err == nil || errors.Is(err, fault.ErrNotFound) {
		t.Errorf("a failing query reads as no row: %v", err)
	}
	if n, err := store.Count(db, `SELECT count(*) FROM samples WHERE state = ?`, draft); err != nil || n != 2 {
		t.Errorf("%d, %v; want 2", n, err)
	}
	if _, err := store.Count(db, `SELECT count(*) FROM sample`); err == nil {
		t.Error("a failing query counts as none")
	}
}

func TestPastGORM(t *testing.T) {
	t.Parallel()
	st := opened(t)
	var titles []string
	scan := func(rows *sql.Rows) error {
		var title string
		err := rows.Scan(&title)
		titles = append(titles, title)
		return err
	}
	query := `SELECT title FROM samples WHERE title <> '?' AND id >= ? ORDER BY id`
	if err := store.Each(st.Read(t.Context()), scan, query, 1); err != nil || !slices.Equal(titles, []string{"one", "two"}) {
		t.Errorf("%v, %v", titles, err)
	}
	if err := store.Each(st.Read(t.Context()), scan, `SELECT titel FROM samples`); err == nil {
		t.Error("a failing query has no rows")
	}
	broken := errors.New("broken")
	if err := store.Each(st.Read(t.Context()), func(*sql.Rows) error { return broken }, query, 1); !errors.Is(err, broken) {
		t.Errorf("a row that cannot be read: %v", err)
	}
	do(t, st, func(tx *gorm.DB) error {
		if n, err := store.Exec(tx, `UPDATE samples SET title = ?`, "x"); err != nil || n != 2 {
			t.Errorf("%d rows, %v; want 2", n, err)
		}
		return store.ExecOne(tx, `UPDATE samples SET title = ? WHERE id = ?`, "y", 1)
	})
	for name, query := range map[string]string{
		"none": `UPDATE samples SET title = 'z' WHERE id = 9`, "two": `UPDATE samples SET title = 'z'`,
	} {
		err := st.Write(t.Context(), func(tx *gorm.DB) error { return store.ExecOne(tx, query) })
		if !errors.Is(err, fault.ErrStale) {
			t.Errorf("%s: %v, want ErrStale", name, err)
		}
	}
	if got := row(t, st, 2); got.Title != "x" {
		t.Errorf("what was refused stayed: %+v", got)
	}
}

func TestWordsOfTheEngines(t *testing.T) {
	t.Parallel()
	st := opened(t)
	db := st.Read(t.Context())
	expression, got := store.Concatenated(db, "state"), ""
	err := store.One(db.Raw(`SELECT `+expression+` FROM samples WHERE id < 3 GROUP BY version`), &got)
	if err != nil || got != "draft" {
		t.Errorf("%s: %q, %v", expression, got, err)
	}
}

const token = "0123456789abcdef"

func TestAFormIsSentOnce(t *testing.T) {
	t.Parallel()
	st := opened(t)
	at := time.Date(2026, 11, 3, 8, 0, 0, 0, time.UTC)
	rename := func(title string) func(tx *gorm.DB) error {
		return func(tx *gorm.DB) error { return tx.Exec(`UPDATE samples SET title = ? WHERE id = 1`, title).Error }
	}
	refused := fault.Invalidf("title", "Ghi tên")
	ctx := store.WithForm(t.Context(), token, at)
	if err := st.Write(ctx, func(*gorm.DB) error { return refused }); !errors.As(err, new(fault.Invalid)) {
		t.Fatalf("%v", err)
	}
	if err := st.Write(store.Aside(ctx), rename("beside")); err != nil {
		t.Fatal(err)
	}
	// What was refused, or stood beside the form, used nothing up: the corrected form may be sent again, and may write twice.
	for _, title := range []string{"first", "second"} {
		if err := st.Write(ctx, rename(title)); err != nil {
			t.Fatalf("%s: %v", title, err)
		}
	}
	err := st.Write(store.WithForm(t.Context(), token, at), rename("third"))
	if !errors.As(err, new(fault.Conflict)) {
		t.Errorf("sent twice: %v, want a Conflict", err)
	}
	if got := row(t, st, 1).Title; got != "second" {
		t.Errorf("the title is %q", got)
	}
	if err := st.Write(store.WithForm(t.Context(), token+"x", at), rename("fourth")); err != nil {
		t.Errorf("another form: %v", err)
	}
}

func TestTokensHaveALength(t *testing.T) {
	t.Parallel()
	st := opened(t)
	for length, taken := range map[int]bool{0: false, 15: false, 16: true, 64: true, 65: false} {
		ctx := store.WithForm(t.Context(), strings.Repeat("x", length), time.Now())
		err := st.Write(ctx, func(*gorm.DB) error { return nil })
		if (err == nil) != taken || err != nil && !errors.As(err, new(fault.Invalid)) {
			t.Errorf("%d characters: %v, want taken %t", length, err, taken)
		}
	}
}

func TestSettings(t *testing.T) {
	t.Parallel()
	st := trial.Empty(t)
	if value, err := st.Setting(t.Context(), "colour"); err != nil || value != "" {
		t.Errorf("unset: %q, %v", value, err)
	}
	for _, value := range []string{"red", "green", ""} {
		do(t, st, func(tx *gorm.DB) error { return store.SetSetting(tx, "colour", value) })
		if got, err := st.Setting(t.Context(), "colour"); err != nil || got != value {
			t.Errorf("%q, %v; want %q", got, err, value)
		}
	}
}
