package paper

import "golang.org/x/text/unicode/norm"

func (s *setter) table(t Table, below float64) {
	widths := t.fitted(s.width, 2*cellPad+0.1, func(word string, strong bool) float64 {
		s.rowFont(Row{Strong: strong})
		return s.GetStringWidth(norm.NFC.String(word))
	})
	heads := Row{Cells: make([]string, len(t.Columns)), Strong: true}
	for i, c := range t.Columns {
		heads.Cells[i] = c.Title
	}
	s.row(t, widths, heads, true)
	for i, r := range t.Rows {
		height := s.rowHeight(t, widths, r)
		if i == len(t.Rows)-1 {
			height += below
		} else if r.Strong && r.Span > 1 { // the name of a group stays with its first line
			height += s.rowHeight(t, widths, t.Rows[i+1])
		}
		if s.room(min(height, s.bottom-s.m.Top)) {
			s.row(t, widths, heads, true)
		}
		s.row(t, widths, r, false)
		s.tick()
	}
	s.Ln(2)
}

func (s *setter) rowHeight(t Table, widths []float64, r Row) float64 {
	s.rowFont(r)
	most := 1
	for _, c := range r.cells(len(t.Columns)) {
		most = max(most, len(s.lines(c.text, sum(widths[c.at:c.at+c.over])-2*cellPad)))
	}
	return float64(most)*lineHeight(tableSize) + 2*cellPad
}

func (s *setter) rowFont(r Row) {
	if r.Strong {
		s.font("B", tableSize)
	} else {
		s.font("", tableSize)
	}
}

func (s *setter) row(t Table, widths []float64, r Row, head bool) {
	height := s.rowHeight(t, widths, r)
	s.room(height)
	s.rowFont(r)
	x, y := s.m.Left, s.GetY()
	for _, c := range r.cells(len(t.Columns)) {
		width := sum(widths[c.at : c.at+c.over])
		s.Rect(x, y, width, height, "D")
		align := [...]string{"L", "C", "R"}[t.Columns[c.at].Align]
		lines := s.lines(c.text, width-2*cellPad)
		top := y + cellPad
		if head {
			align, top = "C", y+(height-float64(len(lines))*lineHeight(tableSize))/2
		} else if c.over > 1 {
			align = "L"
		}
		for i, line := range lines {
			s.SetXY(x+cellPad, top+float64(i)*lineHeight(tableSize))
			s.CellFormat(width-2*cellPad, lineHeight(tableSize), line, "", 0, align, false, 0, "")
		}
		x += width
	}
	s.SetXY(s.m.Left, y+height)
}
