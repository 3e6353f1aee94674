package award

import (
	"cmp"
	"errors"
	"slices"

	"congthidua/internal/catalogue"
	"congthidua/internal/emulation"
	"congthidua/internal/fault"

	"gorm.io/gorm"
)

// What was read out of published editions.
var (
	readForms    catalogue.Cache[[]Form]
	readPrizes   catalogue.Cache[PrizeLaw]
	readDossiers catalogue.Cache[[]Requirement]
)

// InForce returns what the catalogues of awards say on a day (2006-01-02). It serves the rooms, within their own
// transactions and checks. What it returns is not to be changed.
func InForce(db *gorm.DB, day string) (*Catalogue, error) {
	var c Catalogue
	err := errors.Join(
		read(db, FormsKind, day, &readForms, parseForms, &c.Forms),
		read(db, DossiersKind, day, &readDossiers, parseDossiers, &c.Dossier),
	)
	if err != nil {
		return nil, err
	}
	c.Prizes, err = prizeLaws(db)
	return &c, err
}

// read reads the edition of a kind that is in force on a day. A form has a name and a rank on every day, so on a
// day without an edition the nearest one counts: the last before it, else the first of all.
func read[T any](
	db *gorm.DB, kind, day string, cache *catalogue.Cache[T], parse func(string) (*T, error), into *T,
) error {
	e, err := catalogue.Latest(db, kind, day)
	if errors.Is(err, fault.ErrNotFound) {
		e, err = nearest(db, kind, day)
		if errors.Is(err, fault.ErrNotFound) {
			return nil // nothing was installed
		}
	}
	if err != nil {
		return err
	}
	found, err := cache.Of(e, parse)
	if err == nil {
		*into = *found
	}
	return err
}

func nearest(db *gorm.DB, kind, day string) (e catalogue.Edition, err error) {
	list, err := byDay(db, kind)
	if err == nil && len(list) == 0 {
		err = fault.ErrNotFound
	}
	if err != nil {
		return e, err
	}
	e = list[0]
	for _, x := range list {
		if x.EffectiveFrom <= day {
			e = x
		}
	}
	return e, nil
}

// byDay returns the published editions of a kind of whatever line, in the order in which they came into force.
func byDay(db *gorm.DB, kind string) ([]catalogue.Edition, error) {
	list, err := catalogue.PublishedOf(db, kind)
	slices.SortFunc(list, func(x, y catalogue.Edition) int {
		return cmp.Or(
			cmp.Compare(x.EffectiveFrom, y.EffectiveFrom), cmp.Compare(x.Number, y.Number), cmp.Compare(x.ID, y.ID))
	})
	return list, err
}

// prizeLaws returns the decrees on prizes, a later one after an earlier one.
func prizeLaws(db *gorm.DB) ([]PrizeLaw, error) {
	list, err := byDay(db, PrizesKind)
	if err != nil {
		return nil, err
	}
	laws := make([]PrizeLaw, len(list))
	for i, e := range list {
		law, err := readPrizes.Of(e, parsePrizes)
		if err != nil {
			return nil, err
		}
		laws[i] = *law
	}
	return laws, nil
}

// offered are the forms that a line may have on a day: those of the catalogue, and titles that only the catalogue
// of titles has then, by name.
func (c *Catalogue) offered(db *gorm.DB, day string) ([]Form, error) {
	e, err := catalogue.Latest(db, emulation.TitlesKind, day)
	if errors.Is(err, fault.ErrNotFound) {
		return c.Forms, nil
	}
	if err != nil {
		return nil, err
	}
	titles, err := emulation.TitleNames(db, e.ID)
	return c.with(titles), err
}

// with are the forms of the catalogue and behind them the titles that it does not have, by name.
func (c *Catalogue) with(titles map[string]string) []Form {
	var more []Form
	for code, name := range titles {
		if c.Form(code) == nil {
			more = append(more, Form{Code: code, Name: name, Short: "Danh hiệu", Kind: titleKind})
		}
	}
	slices.SortFunc(more, func(x, y Form) int {
		return cmp.Or(cmp.Compare(x.Name, y.Name), cmp.Compare(x.Code, y.Code))
	})
	return slices.Concat(c.Forms, more)
}

// formOn returns a form that a line may have on a day, nil where there is none of that code.
func formOn(db *gorm.DB, code, day string) (*Form, error) {
	c, err := InForce(db, day)
	if err != nil {
		return nil, err
	}
	list, err := c.offered(db, day)
	if err != nil {
		return nil, err
	}
	return (&Catalogue{Forms: list}).Form(code), nil
}
