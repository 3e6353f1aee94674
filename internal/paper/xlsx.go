package paper

import (
	"io"
	"strconv"
	"strings"

	"congthidua/internal/sheet"
	"congthidua/internal/viet"

	"github.com/xuri/excelize/v2"
)

// book writes a document as a workbook.
type book struct {
	*excelize.File
	stream       *excelize.StreamWriter
	widths       []float64 // of the columns, in characters
	row, columns int
	style        map[string]int
	headTop      int // row of the first table's head, repeated when printed
	tick         func()
}

// XLSX writes the document as a workbook that prints like the paper: head, title, table with
// repeated head, signatures. Figures are numbers; typed text never becomes a formula.
func XLSX(w io.Writer, d Document) error {
	b := &book{File: excelize.NewFile(), columns: 2, style: map[string]int{}, tick: d.counter()}
	defer b.Close() //nolint:errcheck // removes temporary files
	for _, block := range d.Blocks {
		if block.Table != nil {
			b.columns = max(b.columns, len(block.Table.Columns))
		}
	}
	if err := b.prepare(d); err != nil {
		return err
	}
	if err := b.fill(d); err != nil {
		return err
	}
	if err := b.stream.Flush(); err != nil {
		return err
	}
	if err := b.repeatHead(); err != nil {
		return err
	}
	return b.Write(w)
}

func (b *book) prepare(d Document) error {
	line := []excelize.Border{
		{Type: "left", Style: 1, Color: "000000"},
		{Type: "right", Style: 1, Color: "000000"},
		{Type: "top", Style: 1, Color: "000000"},
		{Type: "bottom", Style: 1, Color: "000000"},
	}
	font := func(size float64, bold, italic bool) *excelize.Font {
		return &excelize.Font{Family: "Times New Roman", Size: size, Bold: bold, Italic: italic}
	}
	at := func(h string) *excelize.Alignment {
		return &excelize.Alignment{Horizontal: h, Vertical: "center", WrapText: true}
	}
	for name, style := range map[string]*excelize.Style{
		"strong": {Font: font(13, true, false), Alignment: at("center")},
		"plain":  {Font: font(13, false, false), Alignment: at("center")},
		"italic": {Font: font(13, false, true), Alignment: at("center")},
		"text":   {Font: font(13, false, false), Alignment: at("left")},
		"head":   {Font: font(12, true, false), Alignment: at("center"), Border: line},
		"cell0":  {Font: font(12, false, false), Alignment: at("left"), Border: line},
		"cell1":  {Font: font(12, false, false), Alignment: at("center"), Border: line},
		"cell2":  {Font: font(12, false, false), Alignment: at("right"), Border: line},
		"bold0":  {Font: font(12, true, false), Alignment: at("left"), Border: line},
		"bold1":  {Font: font(12, true, false), Alignment: at("center"), Border: line},
		"bold2":  {Font: font(12, true, false), Alignment: at("right"), Border: line},
	} {
		id, err := b.NewStyle(style)
		if err != nil {
			return err
		}
		b.style[name] = id
	}
	// A stream writes what stands before its rows at its start, so the page comes first.
	if err := b.pageSetup(d); err != nil {
		return err
	}
	var err error
	if b.stream, err = b.NewStreamWriter("Sheet1"); err != nil {
		return err
	}
	b.setWidths(d)
	for i, c := range b.widths {
		if err := b.stream.SetColWidth(i+1, i+1, c); err != nil {
			return err
		}
	}
	return nil
}

// setWidths gives the columns the shares of the widest table, in characters of its type.
func (b *book) setWidths(d Document) {
	total := 88.0
	if d.Landscape {
		total = 130
	}
	for _, block := range d.Blocks {
		if block.Table != nil && len(block.Table.Columns) == b.columns {
			// A column's unit is about half the size of its type.
			b.widths = block.Table.fitted(total, 1,
				func(word string, strong bool) float64 { return estimate(word, strong, 2) })
			return
		}
	}
	for range b.columns {
		b.widths = append(b.widths, total/float64(b.columns))
	}
}

// height is the height of a row in points that shows the whole of its longest cell: programs
// do not find it themselves for merged cells.
func (b *book) height(cells ...cell) excelize.RowOpts {
	most := 1
	for _, c := range cells {
		lines := 0
		width := sum(b.widths[c.at : c.at+c.over])
		for line := range strings.SplitSeq(c.text, "\n") {
			lines += 1 + int(float64(len([]rune(line)))*1.15/width)
		}
		most = max(most, lines)
	}
	return excelize.RowOpts{Height: 3 + 16.5*float64(most)}
}

// across writes a row of two halves, each merged over its columns.
func (b *book) across(styleLeft, left, styleRight, right string) error {
	middle := max(1, b.columns/2)
	cells := make([]any, b.columns)
	cells[0] = excelize.Cell{StyleID: b.style[styleLeft], Value: sheet.Text(left)}
	cells[middle] = excelize.Cell{StyleID: b.style[styleRight], Value: sheet.Text(right)}
	if err := b.put(cells, b.height(cell{left, 0, middle}, cell{right, middle, b.columns - middle})); err != nil {
		return err
	}
	if err := b.merge(1, middle); err != nil {
		return err
	}
	return b.merge(middle+1, b.columns)
}

// full writes a row merged over the whole width.
func (b *book) full(style, text string) error {
	if err := b.put([]any{
		excelize.Cell{StyleID: b.style[style], Value: sheet.Text(text)},
	}, b.height(cell{text, 0, b.columns})); err != nil {
		return err
	}
	return b.merge(1, b.columns)
}

func (b *book) put(cells []any, height excelize.RowOpts) error {
	b.row++
	return b.stream.SetRow("A"+strconv.Itoa(b.row), cells, height)
}

func (b *book) merge(from, to int) error {
	if from >= to {
		return nil
	}
	first, err := excelize.CoordinatesToCellName(from, b.row)
	if err != nil {
		return err
	}
	last, err := excelize.CoordinatesToCellName(to, b.row)
	if err != nil {
		return err
	}
	return b.stream.MergeCell(first, last)
}

func (b *book) fill(d Document) error {
	first, second := d.Motto()
	body := Upper(d.Body)
	if d.Superior != "" {
		body = Upper(d.Superior) + "\n" + body
	}
	if second != "" {
		first += "\n" + second
	}
	if err := b.across("strong", body, "strong", first); err != nil {
		return err
	}
	if err := b.across("plain", d.Number, "italic", d.DateLine()); err != nil {
		return err
	}
	for _, l := range [][2]string{{"plain", ""}, {"strong", d.Title}, {"strong", d.Subject}, {"italic", d.Note}} {
		if err := b.full(l[0], l[1]); err != nil {
			return err
		}
	}
	for _, block := range d.Blocks {
		if block.Table == nil {
			if err := b.full("text", block.Text); err != nil {
				return err
			}
			continue
		}
		if err := b.table(*block.Table); err != nil {
			return err
		}
	}
	return b.sign(d)
}

func (b *book) table(t Table) error {
	cells, heads := make([]any, len(t.Columns)), make([]cell, len(t.Columns))
	for i, c := range t.Columns {
		cells[i], heads[i] = excelize.Cell{StyleID: b.style["head"], Value: c.Title}, cell{c.Title, i, 1}
	}
	if err := b.put(cells, b.height(heads...)); err != nil {
		return err
	}
	if b.headTop == 0 {
		b.headTop = b.row
	}
	for _, r := range t.Rows {
		b.tick()
		cells := make([]any, len(t.Columns))
		prefix := "cell"
		if r.Strong {
			prefix = "bold"
		}
		for _, c := range r.cells(len(t.Columns)) {
			style := b.style[prefix+strconv.Itoa(int(t.Columns[c.at].Align))]
			cells[c.at] = excelize.Cell{StyleID: style, Value: value(c.text)}
			for i := c.at + 1; i < c.at+c.over; i++ {
				cells[i] = excelize.Cell{StyleID: style}
			}
		}
		if err := b.put(cells, b.height(r.cells(len(t.Columns))...)); err != nil {
			return err
		}
		if err := b.merge(1, r.span(len(t.Columns))); err != nil {
			return err
		}
	}
	return nil
}

// value keeps figures as numbers, so that the clerk can go on calculating with them.
func value(text string) any {
	if len(text) > 0 && len(text) < 8 && strings.Trim(text, "0123456789,") == "" &&
		(text[0] != '0' || len(text) == 1 || text[1] == ',') {
		if x, ok := viet.ParsePoints(text); ok {
			return x
		}
	}
	return sheet.Text(text)
}

func (b *book) sign(d Document) error {
	if len(d.Signers) == 0 {
		return nil
	}
	left := Signer{}
	right := d.Signers[len(d.Signers)-1]
	if len(d.Signers) > 1 {
		left = d.Signers[0]
	}
	if len(d.Copies) > 0 {
		left = Signer{Title: "Nơi nhận:\n- " + strings.Join(d.Copies, "\n- ")}
	}
	if err := b.full("plain", ""); err != nil {
		return err
	}
	style := "strong"
	if len(d.Copies) > 0 {
		style = "text"
	}
	if err := b.across(style, left.Title, "strong", right.Title); err != nil {
		return err
	}
	for range 4 {
		if err := b.full("plain", ""); err != nil {
			return err
		}
	}
	return b.across("strong", left.Name, "strong", right.Name)
}

func (b *book) pageSetup(d Document) error {
	orientation, size, fit := "portrait", 9, 0
	if d.Landscape {
		orientation = "landscape"
	}
	one := 1
	if err := b.SetPageLayout("Sheet1", &excelize.PageLayoutOptions{
		Orientation: &orientation,
		Size:        &size,
		FitToWidth:  &one,
		FitToHeight: &fit,
	}); err != nil {
		return err
	}
	fitting := true
	if err := b.SetSheetProps("Sheet1", &excelize.SheetPropsOptions{FitToPage: &fitting}); err != nil {
		return err
	}
	_, _, m := d.Page()
	inch := func(mm float64) *float64 { x := mm / 25.4; return &x }
	return b.SetPageMargins(
		"Sheet1",
		&excelize.PageLayoutMarginsOptions{
			Top:    inch(m.Top),
			Bottom: inch(m.Bottom),
			Left:   inch(m.Left),
			Right:  inch(m.Right),
		},
	)
}

// repeatHead prints the table's head on every page.
func (b *book) repeatHead() error {
	if b.headTop == 0 {
		return nil
	}
	rows := strconv.Itoa(b.headTop)
	return b.SetDefinedName(
		&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: "Sheet1!$" + rows + ":$" + rows, Scope: "Sheet1"})
}
