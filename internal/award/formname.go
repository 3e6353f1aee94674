package award

import (
	"cmp"
	"context"
	"slices"

	"congthidua/internal/emulation"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Install brings the base salaries of the catalogue into the database where they are not there yet, and names
// the forms of lines that are older than the column.
func (s *Service) Install(ctx context.Context) error {
	c, err := Shipped()
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		list := slices.Clone(c.Salaries)
		if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&list).Error; err != nil {
			return err
		}
		for _, table := range []string{"recipients", "proposal_lines"} {
			if err := c.nameForms(tx, table); err != nil {
				return err
			}
		}
		return nil
	})
}

// nameForms names the forms of a table's lines that have no name: by the catalogue, else by the edition of the
// catalogue of titles by which the council has judged.
func (c *Catalogue) nameForms(tx *gorm.DB, table string) error {
	var codes []string
	if err := tx.Table(table).Where("form_name = ''").Distinct().Pluck("form", &codes).Error; err != nil {
		return err
	}
	for _, code := range codes {
		form := c.Form(code)
		if form == nil {
			continue
		}
		named := tx.Table(table).Where("form_name = '' AND form = ?", code).UpdateColumn("form_name", form.Name)
		if named.Error != nil {
			return named.Error
		}
	}
	left, err := unnamed(tx, table)
	if err != nil {
		return err
	}
	for _, line := range left {
		name, err := c.nameOf(tx, line.Form, line.Edition)
		if err != nil {
			return err
		}
		if err := tx.Table(table).Where("id = ?", line.ID).UpdateColumn("form_name", name).Error; err != nil {
			return err
		}
	}
	return nil
}

// councilForms are the forms with which a council's result can be taken over: those of the catalogue, and titles
// that only the catalogue of titles has, by name.
func councilForms(db *gorm.DB) ([]Form, error) {
	c, err := Shipped()
	if err != nil {
		return nil, err
	}
	titles, err := emulation.TitleNames(db, 0)
	if err != nil {
		return nil, err
	}
	var more []Form
	for code, name := range titles {
		if c.Form(code) == nil {
			more = append(more, Form{Code: code, Name: name})
		}
	}
	slices.SortFunc(more, func(x, y Form) int { return cmp.Or(cmp.Compare(x.Name, y.Name), cmp.Compare(x.Code, y.Code)) })
	return slices.Concat(c.Forms, more), nil
}

// nameOf is the name of a form: the catalogue's or, of a title that it does not have, that of an edition of the
// catalogue of titles (0 where only the code is known). It is "" where neither has one.
func (c *Catalogue) nameOf(db *gorm.DB, code string, edition int64) (string, error) {
	if form := c.Form(code); form != nil {
		return form.Name, nil
	}
	titles, err := emulation.TitleNames(db, edition)
	return titles[code], err
}
