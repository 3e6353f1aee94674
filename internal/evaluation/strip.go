package evaluation

import (
	"strconv"
	"strings"

	"congthidua/internal/catalogue"

	"gorm.io/gorm"
)

// GradeMark is a grade with its place in its framework: rank 1 is the best, 0 stands for no grade. Lists
// colour it by its rank and write its code.
type GradeMark struct {
	Rank int
	Code string
}

// String writes the mark as a year's strip keeps it: "2:HTTNV".
func (m GradeMark) String() string {
	if m.Rank == 0 {
		return ""
	}
	return strconv.Itoa(m.Rank) + ":" + m.Code
}

// parseMark reads what String wrote; anything else is no grade.
func parseMark(text string) GradeMark {
	rank, code, ok := strings.Cut(text, ":")
	n, err := strconv.Atoi(rank)
	if !ok || err != nil || n < 1 || code == "" {
		return GradeMark{}
	}
	return GradeMark{Rank: n, Code: code}
}

// Strip is the grades of a person's year by month.
type Strip [12]GradeMark

// At returns the grade of a month from 0 to 11, for the part of the page that draws the year.
func (s *Strip) At(month int) (rank int, code string) { return s[month].Rank, s[month].Code }

// yearUpTo reads a kept strip, "1:A,2:B,,…", up to the month before the given one.
func yearUpTo(kept string, month int) (year Strip) {
	for i := 0; i < month-1 && kept != ""; i++ {
		var mark string
		mark, kept, _ = strings.Cut(kept, ",")
		year[i] = parseMark(mark)
	}
	return year
}

// refreshStrips writes a month's grades into the years of its people: of all or, where cardID is not 0, of
// one card. Only approved and published months show.
func (s *Service) refreshStrips(tx *gorm.DB, periodID int64, month int, cardID int64) error {
	ranked, err := s.rankedGrades(tx)
	if err != nil {
		return err
	}
	return writeStrips(tx, periodID, month, cardID, ranked)
}

// rankedGrade is a grade of an edition of a framework.
type rankedGrade struct {
	framework int64
	mark      GradeMark
}

// rankedGrades lists the grades of all published editions.
func (s *Service) rankedGrades(db *gorm.DB) ([]rankedGrade, error) {
	ids, err := catalogue.PublishedIDs(db, FrameworksKind)
	if err != nil {
		return nil, err
	}
	var list []rankedGrade
	for _, id := range ids {
		f, err := s.framework(db, id)
		if err != nil {
			return nil, err
		}
		for i, grade := range f.Grades {
			list = append(list, rankedGrade{id, GradeMark{Rank: i + 1, Code: grade.Code}})
		}
	}
	return list, nil
}
