package paper

import (
	"math"
	"testing"
)

// TestNoDateIsBroken: a column is at least as wide as its longest word, at the cost of those that have
// more than they need; the whole stays as wide as it was.
func TestNoDateIsBroken(t *testing.T) {
	measure := func(word string, _ bool) float64 { return float64(len([]rune(word))) }
	table := Table{Columns: []Column{{Title: "STT", Width: 1}, {Title: "Việc", Width: 20}, {Title: "Hạn", Width: 2}}, Rows: []Row{
		{Cells: []string{"Nhóm rất rất rất dài không-tính-vào-cột"}, Span: 3},
		{Cells: []string{"1", "Báo cáo", "31/10/2026"}},
	}}
	for _, total := range []float64{60, 46, 24} { // of 24 a word may claim no more than its share
		widths := table.fitted(total, 2, measure)
		if math.Abs(sum(widths)-total) > 0.001 {
			t.Errorf("of %v: %v are %v together", total, widths, sum(widths))
		}
		if widths[2] < math.Min(12, widest*total)-0.001 || widths[0] < 5-0.001 {
			t.Errorf("of %v: %v", total, widths)
		}
	}
	even := Table{Columns: []Column{{Title: "A", Width: 1}, {Title: "B", Width: 1}}}
	if widths := even.fitted(40, 2, measure); widths[0] != 20 || widths[1] != 20 {
		t.Errorf("without need the shares changed: %v", widths)
	}
}
