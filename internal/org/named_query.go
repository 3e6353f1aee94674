package org

import (
	"fmt"
	"slices"
	"strings"

	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Named is a person found by what somebody typed.
type Named struct {
	ID                int64
	Code, Name, Birth string // year of birth
	Unit              string
}

// Text tells people of the same name apart.
func (n Named) Text() string {
	parts := []string{n.Name}
	if n.Birth != "" {
		parts = append(parts, "sinh "+n.Birth)
	}
	if parts = append(parts, n.Unit); n.Code != "" {
		parts = append(parts, "mã "+n.Code)
	}
	return strings.Join(parts, ", ")
}

// FindNamed finds the people whom a line means: a code, or a name, behind a comma perhaps with the
// year of birth or the unit. Tone marks count where somebody matches with them. The whole body is searched:
// the use case that asks knows who may be meant.
func FindNamed(db *gorm.DB, typed string) (list []Named, err error) {
	name, more, _ := strings.Cut(viet.Clean(typed), ",")
	name, more = viet.Clean(name), viet.Clean(more)
	err = db.Raw(`
		SELECT p.id, p.code, p.name, COALESCE(substr(p.birth_date, 1, 4), '') AS birth, u.name AS unit
		FROM people p
		JOIN posts po ON po.person_id = p.id AND po.main AND po.until IS NULL
		JOIN units u ON u.id = po.unit_id
		WHERE p.search_key = ? OR p.code <> '' AND p.code = ?
		ORDER BY p.name_key, p.id
		LIMIT 50`, viet.SearchKey(name), name).Scan(&list).Error
	if err != nil {
		return nil, err
	}
	narrow := func(good func(Named) bool) []Named {
		return slices.DeleteFunc(slices.Clone(list), func(n Named) bool { return !good(n) })
	}
	if more != "" {
		list = narrow(func(n Named) bool { return n.Birth == more || viet.SearchKey(n.Unit) == viet.SearchKey(more) })
	}
	for _, better := range [][]Named{
		narrow(func(n Named) bool { return n.Code == name }),
		narrow(func(n Named) bool { return strings.EqualFold(n.Name, name) }),
	} {
		if len(better) > 0 {
			return better, nil
		}
	}
	return list, nil
}

// Doubtful says between whom a line does not decide.
func Doubtful(list []Named) string {
	texts := make([]string, 0, len(list))
	for _, n := range list[:min(len(list), 5)] {
		texts = append(texts, n.Text())
	}
	return fmt.Sprintf("%d người: %s", len(list), strings.Join(texts, "; "))
}
