package emulation

import (
	"congthidua/internal/catalogue"
	"congthidua/internal/fault"

	"gorm.io/gorm"
)

// TitleNames returns the names of titles by their codes. It serves rooms above, which write the name of a title
// on paper. They name the edition that judged (of the campaign of a registration); with 0, for a title of which
// only the code is known, all published editions are read, of which a later one goes before an earlier one.
func TitleNames(db *gorm.DB, edition int64) (map[string]string, error) {
	editions, err := titleEditions(db, edition)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, e := range editions {
		c, err := ParseCatalogue(e.Body)
		if err != nil {
			return nil, err
		}
		for _, t := range c.Titles {
			names[t.Code] = t.Name
		}
	}
	return names, nil
}

// titleEditions are one edition of the titles, or with 0 all published ones, the oldest first.
func titleEditions(db *gorm.DB, id int64) ([]catalogue.Edition, error) {
	if id == 0 {
		return catalogue.PublishedOf(db, TitlesKind)
	}
	e, err := catalogue.Find(db, id)
	if err == nil && e.Kind != TitlesKind {
		err = fault.ErrNotFound
	}
	return []catalogue.Edition{e}, err
}
