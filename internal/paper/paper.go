// Package paper is a printable document as data, with four renderers: a page to print from
// the browser, PDF, DOCX and XLSX. What stands on the paper is decided once, in Document; the
// renderers only know how to set it.
package paper

import (
	"strconv"
	"strings"
	"time"

	"congthidua/internal/viet"
)

// Style is whose rules the head of a document follows.
type Style string

// The styles: Party documents (Hướng dẫn 36-HD/VPTW, 2018) and state documents (Nghị định
// 30/2020/NĐ-CP).
const (
	Party Style = "party"
	State Style = "state"
)

// Margins of a page in millimetres. Both guides allow 20-25 / 20-25 / 30-35 / 15-20; these
// are the values found in most published forms.
type Margins struct{ Top, Bottom, Left, Right float64 }

// Document is one paper.
type Document struct {
	File      string // name of the downloaded file, without extension
	Style     Style
	Landscape bool
	Superior  string // the body above the issuing one, "" for none
	Body      string // the issuing body
	Number    string // "Số 12-BC/BTCTU"; "" leaves the line out
	Place     string
	Date      time.Time // zero leaves a dotted date to be filled in by hand
	Title     string    // kind of document, in capitals
	Subject   string
	Note      string // in italics below the subject
	Blocks    []Block
	Copies    []string // Nơi nhận
	Signers   []Signer // from left to right; the last stands on the right

	Progress func(done, total int) // told of every hundredth row, nil where nobody waits
}

// Rows counts the rows of all tables.
func (d Document) Rows() int {
	n := 0
	for _, b := range d.Blocks {
		if b.Table != nil {
			n += len(b.Table.Rows)
		}
	}
	return n
}

// counter returns what a renderer calls for each row that it has set.
func (d Document) counter() func() {
	if d.Progress == nil {
		return func() {}
	}
	done, total := 0, d.Rows()
	return func() {
		if done++; done%100 == 0 {
			d.Progress(done, total)
		}
	}
}

// Block is a part of the body: one of its fields is set.
type Block struct {
	Text   string // a paragraph
	Strong bool
	Small  bool // explanations, set smaller
	Table  *Table
}

// style returns how a paragraph is set.
func (b Block) style() (bold bool, size float64) {
	if b.Small {
		return b.Strong, smallSize
	}
	return b.Strong, bodySize
}

// Signer is a signature block: authority or title above, name below the room for the signature.
type Signer struct{ Title, Hint, Name string }

// titles are the lines above a signature: "T/L TRƯỞNG BAN", "TRƯỞNG PHÒNG".
func (s Signer) titles() []string { return strings.Split(s.Title, "\n") }

// Align is how a column stands.
type Align int

// The alignments of a column.
const (
	Left Align = iota
	Center
	Right
)

// Table is a table with a head that repeats on every page.
type Table struct {
	Columns []Column
	Rows    []Row
}

// Column has a heading and a share of the width of the page.
type Column struct {
	Title string
	Width float64
	Align Align
}

// Row is a line of a table. Strong rows carry groups and totals. Span joins so many cells from
// the first on, 0 or 1 joining none.
type Row struct {
	Cells  []string
	Strong bool
	Span   int
}

// Page returns size and margins in millimetres.
func (d Document) Page() (width, height float64, m Margins) {
	if d.Landscape {
		return 297, 210, Margins{Top: 20, Bottom: 15, Left: 20, Right: 15}
	}
	return 210, 297, Margins{Top: 20, Bottom: 20, Left: 30, Right: 15}
}

// Motto returns the lines at the top right.
func (d Document) Motto() (first, second string) {
	if d.Style == State {
		return "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
	}
	return "ĐẢNG CỘNG SẢN VIỆT NAM", ""
}

// DateLine writes place and date, dotted where the date is not known yet.
func (d Document) DateLine() string {
	if d.Date.IsZero() {
		return d.Place + ", ngày …… tháng …… năm ………"
	}
	return d.Place + ", " + viet.LongDate(d.Date)
}

// Upper writes the names of bodies as heads do.
func Upper(s string) string { return strings.ToUpper(s) }

// widths returns the widths of the columns in millimetres of a page's printable width.
func (t Table) widths(total float64) []float64 {
	sum := 0.0
	for _, c := range t.Columns {
		sum += c.Width
	}
	widths := make([]float64, len(t.Columns))
	for i, c := range t.Columns {
		widths[i] = total * c.Width / sum
	}
	return widths
}

// span returns how many cells the row's first cell covers.
func (r Row) span(columns int) int { return max(1, min(r.Span, columns)) }

// cells lays a row over the columns: the text, first column and number of columns of each cell.
func (r Row) cells(columns int) []cell {
	span := r.span(columns)
	list := []cell{{text: r.text(0), at: 0, over: span}}
	for i, n := span, 1; i < columns; i, n = i+1, n+1 {
		list = append(list, cell{text: r.text(n), at: i, over: 1})
	}
	return list
}

type cell struct {
	text     string
	at, over int
}

func (r Row) text(i int) string {
	if i < len(r.Cells) {
		return r.Cells[i]
	}
	return ""
}

func number(n int) string { return strconv.Itoa(n) }

// percent is a column's share of the table for the page, which knows no millimetres.
func percent(t Table, c Column) string {
	sum := 0.0
	for _, other := range t.Columns {
		sum += other.Width
	}
	return strconv.Itoa(int(100*c.Width/sum)) + "%"
}
