package evaluation

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// GradeCount is how many persons or months have a grade.
type GradeCount struct {
	Rank  int // place in the framework, 1 is the best
	Grade string
	N     int
}

// GradeCounts are counts by grade, the best first.
type GradeCounts []GradeCount

// Add counts n more with a grade.
func (list *GradeCounts) Add(rank int, grade string, n int) {
	for i := range *list {
		if (*list)[i].Grade == grade && (*list)[i].Rank == rank {
			(*list)[i].N += n
			return
		}
	}
	*list = append(*list, GradeCount{rank, grade, n})
	slices.SortFunc(*list, func(a, b GradeCount) int {
		return cmp.Or(cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.Grade, b.Grade))
	})
}

// String writes "3 A, 16 B".
func (list GradeCounts) String() string {
	parts := make([]string, len(list))
	for i, c := range list {
		parts[i] = fmt.Sprintf("%d %s", c.N, c.Grade)
	}
	return strings.Join(parts, ", ")
}

// Bands are the steps of a framework's distribution of points: where each begins, the lowest first, and the
// rank of the grade that it belongs to.
type Bands []Band

// Band is one step; it ends where the next one begins.
type Band struct {
	From float64
	Rank int
}

// Bands cut the points at the grades' thresholds. The bands of the two best grades are halved: most people
// stand there.
func (f *Framework) Bands() Bands {
	var list Bands
	for i := len(f.Grades) - 1; i >= 0; i-- {
		list = append(list, Band{f.Grades[i].From, i + 1})
		if i > 1 {
			continue
		}
		end := float64(fullPoints)
		if i > 0 {
			end = f.Grades[i-1].From
		}
		list = append(list, Band{(f.Grades[i].From + end) / 2, i + 1})
	}
	return list
}

// Of returns the place of the band that the points fall into.
func (list Bands) Of(points float64) int {
	for i := len(list) - 1; i > 0; i-- {
		if points >= list[i].From {
			return i
		}
	}
	return 0
}
