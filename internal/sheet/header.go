package sheet

import (
	"strconv"
	"strings"
	"time"

	"congthidua/internal/clock"
	"congthidua/internal/viet"
)

// Field is something a column can hold, with the headings under which offices write it.
// Below are headings that count only in the second row of a header, under one of Field's own.
type Field struct {
	Name    string
	Aliases []string
	Under   string   // name of the field whose column group it belongs to
	Below   []string // headings in the second row
}

// Header is where a table starts and which column holds which field.
type Header struct {
	First, Last int            // row numbers of the header
	Columns     map[string]int // field name to column, from 0
	Titles      []string       // heading of every column, both rows joined
}

// Signature names a layout, so that a mapping made by hand is found again next time.
func (h Header) Signature() string { return viet.SearchKey(strings.Join(h.Titles, "|")) }

// FindHeader looks for the header in the first rows of a sheet: the row in which most cells
// are known headings. ok is false where no row has the field that must be there.
func FindHeader(rows []Row, fields []Field, must string) (header Header, ok bool) {
	best := 0
	for i, row := range rows {
		columns := match(row, fields)
		if _, found := columns[must]; !found || len(columns) <= best {
			continue
		}
		best = len(columns)
		header = Header{First: row.Number, Last: row.Number, Columns: columns, Titles: append([]string(nil), row.Cells...)}
		if i+1 < len(rows) {
			header.second(rows[i+1], fields, must)
		}
	}
	return header, best > 0
}

func match(row Row, fields []Field) map[string]int {
	columns := map[string]int{}
	for c, text := range row.Cells {
		key := headingKey(text)
		if key == "" {
			continue
		}
		for _, f := range fields {
			if _, taken := columns[f.Name]; taken {
				continue
			}
			if matches(key, f.Aliases) {
				columns[f.Name] = c
				break
			}
		}
	}
	return columns
}

// second takes in the next row where it continues the header: nothing in the column that
// must be filled, and headings such as Nam and Nữ below a group.
func (h *Header) second(row Row, fields []Field, must string) {
	if row.Cell(h.Columns[must]) != "" {
		return
	}
	found := map[string]int{}
	for c, text := range row.Cells {
		key := headingKey(text)
		for _, f := range fields {
			if _, known := h.Columns[f.Name]; matches(key, f.Below) || !known && matches(key, f.Aliases) {
				found[f.Name] = c
			}
		}
	}
	if len(found) == 0 {
		return
	}
	for _, f := range fields {
		if c, ok := found[f.Name]; ok {
			h.Columns[f.Name] = c
			if f.Under != "" {
				delete(h.Columns, f.Under)
			}
		}
	}
	h.Last = row.Number
	for len(h.Titles) < len(row.Cells) {
		h.Titles = append(h.Titles, "")
	}
	for c, text := range row.Cells {
		h.Titles[c] = strings.TrimSpace(h.Titles[c] + " " + text)
	}
}

func headingKey(text string) string {
	return strings.Join(strings.FieldsFunc(viet.SearchKey(text), func(r rune) bool {
		return strings.ContainsRune(" ,.;:/()-&*\n", r)
	}), " ")
}

func matches(key string, aliases []string) bool {
	for _, a := range aliases {
		if key == a {
			return true
		}
	}
	return false
}

// ParseSerial reads a date cell of a workbook: a count of days since 30/12/1899. Years alone
// (1972) are no serial numbers. ok is false for anything else.
func ParseSerial(text string) (date string, ok bool) {
	days, err := strconv.ParseFloat(text, 64)
	if err != nil || days < 3000 || days > 80_000 {
		return "", false
	}
	return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(days)).Format(clock.Date), true
}

// ParseDate reads a date from a cell, whichever way it is written.
func ParseDate(text string) (date string, p viet.Precision, ok bool) {
	if date, p, ok = viet.ParseDate(text); ok {
		return date, p, ok
	}
	if date, ok = ParseSerial(text); ok {
		return date, viet.Day, true
	}
	return "", "", false
}
