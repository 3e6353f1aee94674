package sheet

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Writer makes a workbook of one sheet, row by row. Every cell is text.
type Writer struct {
	book   *excelize.File
	stream *excelize.StreamWriter
	row    int
}

// NewWriter starts a workbook with a bold row of titles.
func NewWriter(titles []string) (*Writer, error) {
	book := excelize.NewFile()
	stream, err := book.NewStreamWriter("Sheet1")
	if err != nil {
		return nil, err
	}
	bold, err := book.NewStyle(
		&excelize.Style{
			Font:      &excelize.Font{Bold: true},
			Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"},
		},
	)
	if err != nil {
		return nil, err
	}
	if err := stream.SetColWidth(1, max(1, len(titles)), 18); err != nil {
		return nil, err
	}
	w := &Writer{book: book, stream: stream}
	cells := make([]any, len(titles))
	for i, t := range titles {
		cells[i] = excelize.Cell{StyleID: bold, Value: Text(t)}
	}
	return w, w.add(cells)
}

// Add writes a row.
func (w *Writer) Add(texts []string) error {
	cells := make([]any, len(texts))
	for i, t := range texts {
		cells[i] = Text(t)
	}
	return w.add(cells)
}

func (w *Writer) add(cells []any) error {
	w.row++
	at, err := excelize.CoordinatesToCellName(1, w.row)
	if err != nil {
		return err
	}
	return w.stream.SetRow(at, cells)
}

// Bytes ends the workbook.
func (w *Writer) Bytes() ([]byte, error) {
	if err := w.stream.Flush(); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := w.book.Write(&out); err != nil {
		return nil, err
	}
	return out.Bytes(), w.book.Close()
}

// Text keeps a spreadsheet program from taking what somebody typed for a formula: a text whose
// first visible sign begins one is written behind an apostrophe.
func Text(s string) string {
	visible := strings.TrimLeftFunc(s, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsGraphic(r) })
	if first, _ := utf8.DecodeRuneInString(visible); strings.ContainsRune("=+-@＝＋－＠", first) {
		return "'" + s
	}
	return s
}
