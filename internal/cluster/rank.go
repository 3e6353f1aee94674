package cluster

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"congthidua/internal/viet"
)

// Standing is a member's place in its cluster with the figures that put it there.
type Standing struct {
	Member
	Rank  int
	Total float64
	Why   string // how it stands to those of the same total, "" where nobody has it
}

// Rank orders the members by the meeting's total. Where totals are equal the first criterion that
// differs decides, in the order of the table; where none differs they share the place and the
// next places stay empty.
func Rank(criteria []Criterion, members []Member) []Standing {
	list := make([]Standing, len(members))
	for i, m := range members {
		list[i] = Standing{Member: m, Total: m.Total(Gathering)}
	}
	slices.SortStableFunc(list, func(a, b Standing) int {
		if n := cmp.Compare(hundredths(b.Total), hundredths(a.Total)); n != 0 {
			return n
		}
		_, n := parted(criteria, a.Member, b.Member)
		return n
	})
	for i := range list {
		list[i].Rank = i + 1
		if i > 0 && hundredths(list[i].Total) == hundredths(list[i-1].Total) {
			if _, n := parted(criteria, list[i-1].Member, list[i].Member); n == 0 {
				list[i].Rank = list[i-1].Rank
			}
		}
	}
	for i := range list {
		list[i].Why = explainTies(criteria, list, i)
	}
	return list
}

// hundredths compares totals as they are printed, so that a sum of tenths is no tie-breaker.
func hundredths(x float64) int64 { return int64(x*100 + 0.5) }

// parted finds the first criterion in which two members differ; the order is negative where a is
// ahead, and 0 where nothing parts them.
func parted(criteria []Criterion, a, b Member) (*Criterion, int) {
	for i, x := range criteria {
		mine, theirs := hundredths(a.Points(x.ID, Gathering)), hundredths(b.Points(x.ID, Gathering))
		if n := cmp.Compare(theirs, mine); n != 0 {
			return &criteria[i], n
		}
	}
	return nil, 0
}

// explainTies says how the i-th member stands to those of the same total.
func explainTies(criteria []Criterion, list []Standing, i int) string {
	var parts []string
	for j, other := range list {
		if j == i || hundredths(other.Total) != hundredths(list[i].Total) {
			continue
		}
		x, order := parted(criteria, list[i].Member, other.Member)
		if x == nil {
			parts = append(parts, fmt.Sprintf("bằng %s ở mọi tiêu chí: đồng hạng", other.Unit))
			continue
		}
		place := "trên"
		if order > 0 {
			place = "dưới"
		}
		mine, theirs := viet.Points(list[i].Points(x.ID, Gathering)), viet.Points(other.Points(x.ID, Gathering))
		parts = append(parts, fmt.Sprintf("cùng tổng điểm, xếp %s %s vì «%s»: %s so với %s",
			place, other.Unit, x.Name, mine, theirs))
	}
	return strings.Join(parts, "; ")
}
