package component

// Fact is a point of an edition in words: Name says which, it is unique within the edition.
type Fact struct{ Name, Text string }

// CompareLine is one point of comparison between two editions.
type CompareLine struct{ Name, Left, Right string }

// Compare lists everything of two editions side by side, in the order of the first and then what
// only the second has.
func Compare(left, right []Fact) (lines []CompareLine) {
	at := map[string]int{}
	for _, f := range left {
		at[f.Name] = len(lines)
		lines = append(lines, CompareLine{Name: f.Name, Left: f.Text})
	}
	for _, f := range right {
		if i, both := at[f.Name]; both {
			lines[i].Right = f.Text
			continue
		}
		lines = append(lines, CompareLine{Name: f.Name, Right: f.Text})
	}
	return lines
}
