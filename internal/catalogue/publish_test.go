package catalogue_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"congthidua/internal/catalogue"
	"congthidua/internal/fault"

	"gorm.io/gorm"
)

// TestTheLastDayOfAnEdition: it holds on that day and not on the next, when the one before holds again.
func TestTheLastDayOfAnEdition(t *testing.T) {
	t.Parallel()
	s, first := service(t)
	ctx := t.Context()
	file := strings.Replace(body, "round:", "to: \"2026-12-31\"\nround:", 1)
	draft, err := s.Import(ctx, officer, "prizes", []byte(file))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Publish(ctx, officer, draft, 1, "01/12/2026"); err != nil {
		t.Fatal(err)
	}
	db := s.Store.Read(ctx)
	for day, want := range map[string]int64{
		"2026-11-30": first, "2026-12-01": draft, "2026-12-31": draft, "2027-01-01": first,
	} {
		latest, err := catalogue.Latest(db, "prizes", day)
		if err != nil || latest.ID != want {
			t.Errorf("of the kind on %s: %d, want %d, %v", day, latest.ID, want, err)
		}
		if ids, err := catalogue.InForceIDs(db, "prizes", day); err != nil || ids[0] != want {
			t.Errorf("all on %s: %v, want %d first, %v", day, ids, want, err)
		}
	}
}

// TestAKindMayRefuseADay on which an edition of it must not begin.
func TestAKindMayRefuseADay(t *testing.T) {
	t.Parallel()
	s, first := service(t)
	ctx := t.Context()
	s.Kinds[0].BeforePublish = func(_ *gorm.DB, e catalogue.Edition, day string) error {
		if e.Number != 2 || day != "2027-01-01" {
			t.Errorf("asked about edition %d on %s", e.Number, day)
		}
		return fault.Invalidf("from", "Tháng đã mở")
	}
	draft, err := s.Copy(ctx, officer, first)
	if err != nil {
		t.Fatal(err)
	}
	if got := placesOf(s.Publish(ctx, officer, draft, 1, "01/01/2027")); !slices.Equal(got, []string{"from"}) {
		t.Errorf("%v", got)
	}
	if e, _, _, err := s.Edition(ctx, officer, draft); err != nil || e.State != catalogue.Draft {
		t.Errorf("%s %v", e.State, err)
	}
}

// TestADraftWithFaultsIsNotPublished: one that was whole when it was saved, by rules that have changed since.
func TestADraftWithFaultsIsNotPublished(t *testing.T) {
	t.Parallel()
	s, first := service(t)
	ctx := t.Context()
	draft, err := s.Copy(ctx, officer, first)
	if err != nil {
		t.Fatal(err)
	}
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		return tx.Model(&catalogue.Edition{}).Where("id = ?", draft).
			Update("body", strings.Replace(body, "round: 10000", "round: 0", 1)).Error
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Publish(ctx, officer, draft, 1, "01/01/2027"); !isConflict(err) || errors.Is(err, fault.ErrStale) {
		t.Errorf("%v", err)
	}
}

// TestEditionsOfAMonth begin on its first day.
func TestEditionsOfAMonth(t *testing.T) {
	t.Parallel()
	s, first := service(t)
	ctx := t.Context()
	s.Kinds[0].FromAMonth = true
	draft, err := s.Copy(ctx, officer, first)
	if err != nil {
		t.Fatal(err)
	}
	for _, day := range []string{"02/01/2027", "31/12/2026", "10/01/2027"} {
		if got := placesOf(s.Publish(ctx, officer, draft, 1, day)); !slices.Equal(got, []string{"from"}) {
			t.Errorf("%s: %v", day, got)
		}
	}
	if err := s.Publish(ctx, officer, draft, 1, "01/01/2027"); err != nil {
		t.Error(err)
	}
}

// TestADraftWhoseLastDayIsOver: published for a later day it holds from then on, without an end.
func TestADraftWhoseLastDayIsOver(t *testing.T) {
	t.Parallel()
	s, _ := service(t)
	ctx := t.Context()
	for to, ends := range map[string]bool{"2026-12-31": false, "2027-01-01": true, "2027-06-30": true} {
		file := strings.Replace(body, "round:", "to: \""+to+"\"\nround:", 1)
		draft, err := s.Import(ctx, officer, "prizes", []byte(file))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Publish(ctx, officer, draft, 1, "01/01/2027"); err != nil {
			t.Fatal(err)
		}
		e, content, _, err := s.Edition(ctx, officer, draft)
		if err != nil || !e.Holds("2027-01-01") || (e.EffectiveTo != nil) != ends || (content.Head.To != "") != ends {
			t.Errorf("to %s: %+v %+v %v", to, e, content.Head, err)
		}
	}
}
