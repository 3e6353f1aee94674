// Package sheet reads spreadsheets as offices write them: it guards against hostile files,
// streams the rows, finds the header and maps its columns to fields.
package sheet

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// What a workbook may unpack to; checked from the zip's directory before anything is parsed.
const (
	maxUnpacked = 256 << 20
	maxEntries  = 1000
	MaxRows     = 200_000
	maxColumns  = 100
	maxCell     = 2000 // characters
	inMemory    = 8 << 20
)

// Errors for files that are refused as a whole; their text is for the person who uploads.
var (
	ErrFormat   = errors.New("tệp không phải XLSX hoặc CSV đọc được")
	ErrTooLarge = fmt.Errorf("tệp quá lớn: tối đa %d dòng, %d MiB sau khi giải nén", MaxRows, maxUnpacked>>20)
)

// Row is one row of a sheet with its number as people see it, from 1.
type Row struct {
	Number int
	Cells  []string
}

// Cell returns the trimmed text of a column, "" where there is none.
func (r Row) Cell(column int) string {
	if column < 0 || column >= len(r.Cells) {
		return ""
	}
	return r.Cells[column]
}

// Filled returns how many cells hold something, and the first of them.
func (r Row) Filled() (count int, first string) {
	for _, c := range r.Cells {
		if c != "" {
			if count == 0 {
				first = c
			}
			count++
		}
	}
	return count, first
}

// Each calls fn for every row of the file's first sheet, in order, without holding the sheet
// in memory. Dates of a workbook come as serial numbers, see ParseSerial. An error of fn
// ends the reading and is returned.
func Each(path string, fn func(Row) error) error {
	file, err := os.Open(path) // #nosec G304 -- a path of the portal's own making
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // reading only
	head := make([]byte, 4)
	if _, err := io.ReadFull(file, head); err != nil {
		return ErrFormat
	}
	if bytes.Equal(head, []byte("PK\x03\x04")) {
		return eachXLSX(path, fn)
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	return eachCSV(file, fn)
}

// checkArchive refuses what is no workbook or unpacks to too much, before it is parsed.
func checkArchive(path string) error {
	archive, err := zip.OpenReader(path)
	if err != nil {
		return ErrFormat
	}
	defer archive.Close() //nolint:errcheck // reading only
	var total uint64
	workbook := false
	for _, entry := range archive.File {
		total += entry.UncompressedSize64
		workbook = workbook || entry.Name == "xl/workbook.xml"
	}
	if len(archive.File) > maxEntries || total > maxUnpacked {
		return ErrTooLarge
	}
	if !workbook {
		return ErrFormat
	}
	return nil
}

func eachXLSX(path string, fn func(Row) error) error {
	if err := checkArchive(path); err != nil {
		return err
	}
	book, err := excelize.OpenFile(path, excelize.Options{RawCellValue: true, UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: inMemory})
	if err != nil {
		return ErrFormat
	}
	defer book.Close() //nolint:errcheck // removes the temporary files
	sheets := book.GetSheetList()
	if len(sheets) == 0 {
		return ErrFormat
	}
	rows, err := book.Rows(sheets[0])
	if err != nil {
		return ErrFormat
	}
	defer rows.Close() //nolint:errcheck // reading only
	for number := 1; rows.Next(); number++ {
		cells, err := rows.Columns()
		if err != nil {
			return ErrFormat
		}
		if err := pass(number, cells, fn); err != nil {
			return err
		}
	}
	return rows.Error()
}

// eachCSV reads comma, semicolon or tab separated text in UTF-8 or, with a mark, UTF-16.
func eachCSV(r io.Reader, fn func(Row) error) error {
	buffered := bufio.NewReader(transform.NewReader(r, unicode.BOMOverride(unicode.UTF8.NewDecoder())))
	sample, _ := buffered.Peek(4096) // a shorter text is no error, and every other one comes again when it is read
	if bytes.IndexByte(sample, 0) >= 0 || !utf8.Valid(bytes.TrimRight(sample, "\x80\xbf")) && !validPrefix(sample) {
		return ErrFormat
	}
	reader := csv.NewReader(buffered)
	reader.Comma = separator(sample)
	reader.FieldsPerRecord, reader.LazyQuotes, reader.ReuseRecord = -1, true, true
	for {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return ErrFormat
		}
		number, _ := reader.FieldPos(0)
		if err := pass(number, cells, fn); err != nil {
			return err
		}
	}
}

// validPrefix reports whether the sample is valid UTF-8 but for a character cut at its end.
func validPrefix(sample []byte) bool {
	for cut := 0; cut < utf8.UTFMax && cut < len(sample); cut++ {
		if utf8.Valid(sample[:len(sample)-cut]) {
			return true
		}
	}
	return false
}

func separator(sample []byte) rune {
	best, most := ',', -1
	for _, r := range ",;\t" {
		if n := bytes.Count(sample, []byte(string(r))); n > most {
			best, most = r, n
		}
	}
	return best
}

func pass(number int, cells []string, fn func(Row) error) error {
	if number > MaxRows || len(cells) > maxColumns {
		return ErrTooLarge
	}
	row := Row{Number: number, Cells: make([]string, len(cells))}
	for i, c := range cells {
		c = strings.Join(strings.Fields(strings.ToValidUTF8(c, "")), " ")
		if len(c) > maxCell {
			c = string([]rune(c)[:min(maxCell, len([]rune(c)))])
		}
		row.Cells[i] = c
	}
	return fn(row)
}
