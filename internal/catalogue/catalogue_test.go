package catalogue_test

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"congthidua/data"
	"congthidua/internal/access"
	"congthidua/internal/catalogue"
	"congthidua/internal/document"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/trial"

	"gorm.io/gorm"
)

var (
	officer = access.Actor{AccountID: 1, Name: "Chuyên viên", Grants: []access.Grant{{Role: access.Committee}}}
	cadre   = access.Actor{
		AccountID: 2,
		PersonID:  2,
		Grants:    []access.Grant{{Role: access.Cadre, UnitID: 2, Path: "1/2/"}},
	}
	nobody = access.Actor{AccountID: 3, Grants: []access.Grant{{Role: access.Admin}}}
)

// prizes is a small kind: a base, a list with codes, a number with bounds.
func prizes() catalogue.Kind {
	return catalogue.Kind{
		Code: "prizes", Name: "Mức thưởng", View: access.CataloguesView, Edit: access.CataloguesEdit,
		Fields: []catalogue.Field{
			{Name: "round", Label: "Làm tròn", Type: catalogue.Whole, Least: 1, Most: 100_000},
			{Name: "forms", Label: "Hình thức", Type: catalogue.List, Fields: []catalogue.Field{
				{Name: "code", Label: "Mã", Type: catalogue.Text, Least: 2, Most: 40, Unique: true},
				{Name: "persons", Label: "Cá nhân", Type: catalogue.Number, Most: 100, Optional: true},
				{
					Name:    "kind",
					Label:   "Loại",
					Type:    catalogue.Choice,
					Choices: []catalogue.Option{{Value: "title", Name: "Danh hiệu"}, {Value: "flag", Name: "Cờ"}},
				},
				{Name: "sure", Label: "Đã đối chiếu", Type: catalogue.Flag},
			}},
		},
	}
}

const body = `code: prizes
name: Mức thưởng theo nghị định
legal: Nghị định 98/2023/NĐ-CP, điều 54
from: "2024-01-01"
round: 10000
forms:
    - {code: ldtt, persons: 0.3, kind: title, sure: true}
    - {code: cotd, kind: flag}
`

// service has one published edition of the small kind.
func service(t *testing.T) (s *catalogue.Service, published int64) {
	t.Helper()
	s = &catalogue.Service{Store: trial.Empty(t), Clock: trial.Clock(), Kinds: []catalogue.Kind{prizes()}}
	draft, err := s.Import(t.Context(), officer, "prizes", []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Publish(t.Context(), officer, draft, 1, "06/11/2026"); err != nil {
		t.Fatal(err)
	}
	return s, draft
}

func isConflict(err error) bool { var c fault.Conflict; return errors.As(err, &c) }

func placesOf(err error) []string {
	var invalid fault.Invalid
	if !errors.As(err, &invalid) {
		return nil
	}
	return slices.Sorted(maps.Keys(invalid.Fields))
}

func TestAnEditionFromItsDraftToItsDay(t *testing.T) {
	t.Parallel()
	s, first := service(t)
	ctx := t.Context()
	draft, err := s.Copy(ctx, officer, first)
	if err != nil {
		t.Fatal(err)
	}
	e, content, faults, err := s.Edition(ctx, officer, draft)
	if err != nil || len(faults) > 0 || e.Number != 2 || e.State != catalogue.Draft || e.Author != officer.Name {
		t.Fatalf("the copy: %+v %v %v", e, faults, err)
	}
	content.Values["round"] = int64(1000)
	if err := s.Save(ctx, officer, draft, e.Version, content); err != nil {
		t.Fatal(err)
	}
	t.Run("a stale page saves nothing", func(t *testing.T) {
		if err := s.Save(ctx, officer, draft, e.Version, content); !errors.Is(err, fault.ErrStale) {
			t.Errorf("%v", err)
		}
	})
	t.Run("the draft is not in force", func(t *testing.T) {
		now, err := catalogue.Latest(s.Store.Read(ctx), "prizes", "2030-01-01")
		if err != nil || now.ID != first {
			t.Errorf("%d %v", now.ID, err)
		}
	})
	t.Run("a day that has passed is refused", func(t *testing.T) {
		if got := placesOf(s.Publish(ctx, officer, draft, 2, "05/11/2026")); !slices.Equal(got, []string{"from"}) {
			t.Errorf("%v", got)
		}
	})
	if err := s.Publish(ctx, officer, draft, 2, "01/01/2027"); err != nil {
		t.Fatal(err)
	}
	for day, want := range map[string]int64{"2026-11-05": 0, "2026-11-06": first, "2026-12-31": first,
		"2027-01-01": draft, "2040-01-01": draft} {
		t.Run("in force on "+day, func(t *testing.T) {
			e, err := catalogue.Latest(s.Store.Read(ctx), "prizes", day)
			if want == 0 && !errors.Is(err, fault.ErrNotFound) || e.ID != want {
				t.Errorf("edition %d, want %d (%v)", e.ID, want, err)
			}
		})
	}
	t.Run("what is published never changes", func(t *testing.T) {
		if err := s.Save(ctx, officer, draft, 3, content); !isConflict(err) {
			t.Errorf("saved: %v", err)
		}
		if err := s.Delete(ctx, officer, draft, 3); !isConflict(err) {
			t.Errorf("deleted: %v", err)
		}
		err := s.Store.Write(ctx, func(tx *gorm.DB) error {
			return tx.Model(&catalogue.Edition{}).Where("id = ?", draft).Update("name", "khác").Error
		})
		if err == nil {
			t.Error("the database let it change")
		}
	})
}

func TestADraftCanBeThrownAway(t *testing.T) {
	t.Parallel()
	s, first := service(t)
	ctx := t.Context()
	draft, err := s.Copy(ctx, officer, first)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Delete(ctx, officer, draft, 7); !errors.Is(err, fault.ErrStale) {
		t.Errorf("another version: %v", err)
	}
	if err := s.Delete(ctx, officer, draft, 1); err != nil {
		t.Fatal(err)
	}
	if _, _, _, err := s.Edition(ctx, officer, draft); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("it is still there: %v", err)
	}
}

// TestWhoMayDoWhat: who views sees what is published, only who edits sees and changes drafts.
func TestWhoMayDoWhat(t *testing.T) {
	t.Parallel()
	s, first := service(t)
	ctx := t.Context()
	draft, err := s.Copy(ctx, officer, first)
	if err != nil {
		t.Fatal(err)
	}
	if list, err := s.Editions(ctx, officer, "prizes"); err != nil || len(list) != 2 {
		t.Errorf("the officer sees %d, %v", len(list), err)
	}
	if list, err := s.Editions(ctx, cadre, "prizes"); err != nil || len(list) != 1 || list[0].ID != first {
		t.Errorf("a cadre sees %d, %v", len(list), err)
	}
	if _, err := s.Editions(ctx, nobody, "prizes"); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("without the permission: %v", err)
	}
	if _, _, _, err := s.Edition(ctx, cadre, draft); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("a cadre opens a draft: %v", err)
	}
	content := catalogue.Content{}
	for name, err := range map[string]error{
		"copy":    second(s.Copy(ctx, cadre, first)),
		"import":  second(s.Import(ctx, cadre, "prizes", []byte(body))),
		"save":    s.Save(ctx, cadre, draft, 1, content),
		"publish": s.Publish(ctx, cadre, draft, 1, "01/01/2027"),
		"delete":  s.Delete(ctx, cadre, draft, 1),
		"try":     second(s.Try(ctx, cadre, first)),
	} {
		if !errors.Is(err, fault.ErrForbidden) && !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("a cadre may %s: %v", name, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

// TestAnEditionGoesOutAndComesIn: what was exported is imported as the next draft, with the same content.
func TestAnEditionGoesOutAndComesIn(t *testing.T) {
	t.Parallel()
	s, first := service(t)
	ctx := t.Context()
	name, file, err := s.Export(ctx, cadre, first)
	if err != nil || name != "prizes-prizes-1.yaml" || !strings.HasPrefix(file, "kind: prizes\n") {
		t.Fatalf("%s %v\n%s", name, err, file)
	}
	again, err := s.Import(ctx, officer, "prizes", []byte(file))
	if err != nil {
		t.Fatal(err)
	}
	_, before, _, err := s.Edition(ctx, officer, first)
	if err != nil {
		t.Fatal(err)
	}
	e, after, faults, err := s.Edition(ctx, officer, again)
	if err != nil || len(faults) > 0 || e.Number != 2 {
		t.Fatalf("%+v %v %v", e, faults, err)
	}
	k := prizes()
	if a, b := k.Facts(before), k.Facts(after); len(a) != len(b) {
		t.Errorf("%d points went out, %d came in", len(a), len(b))
	}
	if _, err := s.Import(ctx, officer, "prizes", []byte(strings.Replace(file, "kind: prizes", "kind: titles", 1))); placesOf(
		err,
	) == nil {
		t.Errorf("a file of another kind: %v", err)
	}
	if _, err := s.Import(ctx, officer, "prizes", []byte(strings.Replace(body, "round: 10000", "round: 0", 1))); !slices.Equal(
		placesOf(err),
		[]string{"file"},
	) {
		t.Errorf("a file with faults: %v", err)
	}
}

// TestShippedEditionsAreInstalledOnce: a second start adds nothing and changes nothing.
func TestShippedEditionsAreInstalledOnce(t *testing.T) {
	t.Parallel()
	st := trial.Empty(t)
	kind := prizes()
	kind.Code, kind.Fields = "documents", []catalogue.Field{
		{Name: "kinds", Label: "a", Type: catalogue.List, Fields: kind.Fields[1].Fields[:1]},
		{Name: "books", Label: "b", Type: catalogue.List, Fields: kind.Fields[1].Fields[:1]},
	}
	s := &catalogue.Service{Store: st, Clock: trial.Clock(), Kinds: []catalogue.Kind{kind}}
	for range 2 {
		if err := s.Install(t.Context()); err == nil {
			t.Fatal("an edition with unknown fields was installed")
		}
	}
	for i := range kind.Fields {
		kind.Fields[i].Fields = []catalogue.Field{
			{
				Name:   "code",
				Label:  "Mã",
				Type:   catalogue.Text,
				Unique: true,
			}, {Name: "name", Label: "Tên", Type: catalogue.Text},
		}
	}
	for range 2 {
		if err := s.Install(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	list, err := s.Editions(t.Context(), officer, "documents")
	if err != nil || len(list) != 1 || list[0].State != catalogue.Published || list[0].Number != 1 {
		t.Errorf("%+v %v", list, err)
	}
	var e catalogue.Edition
	if err := store.First(st.Read(t.Context()).Where("kind = ?", "documents"), &e); err != nil || e.ChangedAt != 0 {
		t.Errorf("%+v %v", e, err)
	}
}

// TestAChangedShippedTextBecomesTheNextEdition: what is published stays, and so does what the office has put in
// force from the same day on.
func TestAChangedShippedTextBecomesTheNextEdition(t *testing.T) {
	t.Parallel()
	text, err := data.Catalogue.ReadFile("catalogue/documents.yaml")
	if err != nil {
		t.Fatal(err)
	}
	kind := document.CatalogueKind()
	content, faults, err := kind.Parse(string(text))
	if err != nil || len(faults) > 0 {
		t.Fatal(faults, err)
	}
	shipped, err := content.YAML()
	if err != nil {
		t.Fatal(err)
	}
	from := content.Head.From
	changed := strings.Replace(shipped, "name: ", "name: Bản cũ, ", 1)
	for name, test := range map[string]struct {
		kept []catalogue.Edition // before the start
		want int                 // editions of the line after it
	}{
		"nothing is there":                   {nil, 1},
		"the same text":                      {[]catalogue.Edition{{Body: shipped}}, 1},
		"the same rules with another note":   {[]catalogue.Edition{{Body: shipped + "note: khác\n"}}, 1},
		"the kind is named":                  {[]catalogue.Edition{{Body: "kind: documents\n" + shipped}}, 1},
		"an older text":                      {[]catalogue.Edition{{Body: changed}}, 2},
		"an older text, then this one":       {[]catalogue.Edition{{Body: changed}, {Body: shipped}}, 2},
		"the office's draft":                 {[]catalogue.Edition{{Body: changed}, {Body: changed, State: catalogue.Draft, ChangedAt: 1}}, 3},
		"the office's own from the same day": {[]catalogue.Edition{{Body: changed}, {Body: changed, ChangedAt: 1}}, 2},
		"the office's own from a later day": {[]catalogue.Edition{{Body: changed},
			{Body: changed, ChangedAt: 1, EffectiveFrom: "2030-01-01"}}, 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &catalogue.Service{Store: trial.Empty(t), Clock: trial.Clock(), Kinds: []catalogue.Kind{kind}}
			err := s.Store.Write(t.Context(), func(tx *gorm.DB) error {
				for i, e := range test.kept {
					e.Kind, e.Code, e.Number, e.Name = kind.Code, content.Head.Code, int64(i+1), "Danh mục"
					e.State = cmp.Or(e.State, catalogue.Published)
					e.EffectiveFrom = cmp.Or(e.EffectiveFrom, from)
					if err := tx.Create(&e).Error; err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			for range 2 { // a second start adds nothing
				if err := s.Install(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			list, err := s.Editions(t.Context(), officer, kind.Code)
			if err != nil || len(list) != test.want {
				t.Errorf("%d editions, want %d: %v", len(list), test.want, err)
			}
		})
	}
}
