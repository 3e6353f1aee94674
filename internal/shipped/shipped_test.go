package shipped_test

import (
	"slices"
	"testing"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/catalogue"
	"congthidua/internal/clock"
	"congthidua/internal/shipped"
	"congthidua/internal/trial"

	"gorm.io/gorm"
)

// TestEveryKindIsInstalledAndTransferred: each kind comes with an edition in force; an edition that is exported is
// right, comes in again as a draft, says the same, and can be published.
func TestEveryKindIsInstalledAndTransferred(t *testing.T) {
	t.Parallel()
	st := trial.Empty(t)
	c := &clock.Manual{At: time.Date(2026, 11, 6, 9, 0, 0, 0, clock.Zone)}
	must(t, shipped.Install(t.Context(), st, c))
	editions := &catalogue.Service{Store: st, Clock: c, Kinds: shipped.Kinds()}
	var codes []string
	for _, k := range editions.Kinds {
		codes = append(codes, k.Code)
		t.Run(k.Code, func(t *testing.T) {
			e, err := catalogue.Latest(st.Read(t.Context()), k.Code, "2026-11-06")
			must(t, err)
			_, file, err := editions.Export(t.Context(), access.System(), e.ID)
			must(t, err)
			faults, err := editions.Check(k.Code, []byte(file))
			if err != nil || len(faults) > 0 {
				t.Fatalf("%v, %v", faults, err)
			}
			id, err := editions.Import(t.Context(), access.System(), k.Code, []byte(file))
			must(t, err)
			draft, content, _, err := editions.Edition(t.Context(), access.System(), id)
			must(t, err)
			_, original, _, err := editions.Edition(t.Context(), access.System(), e.ID)
			must(t, err)
			same := func(x, y catalogue.Fact) bool { return x.Key == y.Key && x.Text == y.Text }
			if !slices.EqualFunc(k.Facts(content), k.Facts(original), same) {
				t.Error("what came in says something else")
			}
			must(t, editions.Publish(t.Context(), access.System(), id, draft.Version, "01/01/2027"))
		})
	}
	if want := []string{"frameworks", "titles", "awards", "prizes", "dossiers", "documents"}; !slices.Equal(codes, want) {
		t.Errorf("the kinds are %v, want %v", codes, want)
	}
}

// TestInstallKeepsWhatTheOfficeHasChanged: it adds nothing twice, and leaves an edition of the office's own alone.
func TestInstallKeepsWhatTheOfficeHasChanged(t *testing.T) {
	t.Parallel()
	st := trial.Empty(t)
	c := &clock.Manual{At: time.Date(2026, 11, 6, 9, 0, 0, 0, clock.Zone)}
	own := catalogue.Edition{
		Kind: "prizes", Code: "prizes", Number: 1, Name: "Của cơ quan", State: catalogue.Published,
		EffectiveFrom: "2020-01-01", Body: "code: prizes\nlegal: Quy chế\nfrom: \"2020-01-01\"\n",
	}
	must(t, st.Write(t.Context(), func(tx *gorm.DB) error { return tx.Create(&own).Error }))
	var counts [2]int64
	for i := range counts {
		must(t, shipped.Install(t.Context(), st, c))
		must(t, st.Read(t.Context()).Model(&catalogue.Edition{}).Count(&counts[i]).Error)
	}
	if counts[0] != counts[1] {
		t.Errorf("%d editions became %d", counts[0], counts[1])
	}
	kept, err := catalogue.Find(st.Read(t.Context()), own.ID)
	if err != nil || kept.Name != "Của cơ quan" || kept.Body != own.Body {
		t.Errorf("%+v, %v", kept, err)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
