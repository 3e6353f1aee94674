package emulation

import (
	"gorm.io/gorm"
)

// TitleNames returns the names of titles by their codes. It serves rooms above, which write the name of a title
// on paper. They name the edition that judged (of the campaign of a registration); with 0, for a title of which
// only the code is known, all published editions are read, of which a later one goes before an earlier one.
func TitleNames(db *gorm.DB, edition int64) (map[string]string, error) {
	query := db.Table("title_catalogues").Order("effective_from, edition")
	if edition == 0 {
		query = query.Where("state = ?", Published)
	} else {
		query = query.Where("id = ?", edition)
	}
	var bodies []string
	if err := query.Pluck("body", &bodies).Error; err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, body := range bodies {
		c, err := ParseCatalogue(body)
		if err != nil {
			return nil, err
		}
		for _, t := range c.Titles {
			names[t.Code] = t.Name
		}
	}
	return names, nil
}
