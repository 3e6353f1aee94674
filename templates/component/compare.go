package component

import "slices"

// Fact is a point of an edition in words. Key pairs it with the same point of another edition.
type Fact struct{ Key, Name, Text string }

// CompareLine is one point of comparison between two editions.
type CompareLine struct{ Name, Left, Right string }

// Compare lists everything of two editions side by side: what differs first, each part in the
// order of the left edition and then what only the right one has.
func Compare(left, right []Fact) (lines []CompareLine) {
	at := map[string]int{}
	for _, f := range left {
		at[f.Key] = len(lines)
		lines = append(lines, CompareLine{Name: f.Name, Left: f.Text})
	}
	for _, f := range right {
		if i, both := at[f.Key]; both {
			lines[i].Right = f.Text
			continue
		}
		lines = append(lines, CompareLine{Name: f.Name, Right: f.Text})
	}
	slices.SortStableFunc(lines, func(a, b CompareLine) int { return rank(a) - rank(b) })
	return lines
}

func rank(l CompareLine) int {
	if l.Left == l.Right {
		return 1
	}
	return 0
}
