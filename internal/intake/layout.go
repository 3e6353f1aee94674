package intake

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/sheet"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// mapping is the layout of a file: found by the portal, or set by hand.
type mapping struct {
	First, Last int
	Columns     map[string]int
	Titles      []string
}

// headerRows is how far down a header is looked for.
const headerRows = 40

// layout returns the layout of an import: set by hand before, remembered from an earlier file, or found
// in the first rows. It has no columns where there is no header.
func (s *Service) layout(ctx context.Context, i Import) (m mapping, err error) {
	if err := json.Unmarshal([]byte(i.Mapping), &m); err != nil {
		return m, fmt.Errorf("layout of import %d: %w", i.ID, err)
	}
	if m.Columns != nil {
		return m, nil
	}
	kind := s.Kinds[i.Kind]
	rows, err := firstRows(i.File)
	if err != nil {
		return mapping{}, err
	}
	must, _ := kind.Must()
	header, found := sheet.FindHeader(rows, kind.Fields(), must)
	if m, ok, err := s.remembered(ctx, i.Kind, rows, header); err != nil || ok {
		return m, err
	}
	if !found {
		return mapping{Titles: widest(rows)}, nil
	}
	return mapping{First: header.First, Last: header.Last, Columns: header.Columns, Titles: header.Titles}, nil
}

func firstRows(file string) ([]sheet.Row, error) {
	var rows []sheet.Row
	enough := errors.New("enough")
	err := sheet.Each(file, func(r sheet.Row) error {
		rows = append(rows, r)
		if len(rows) >= headerRows {
			return enough
		}
		return nil
	})
	if errors.Is(err, enough) {
		err = nil
	}
	return rows, err
}

// signature names a layout of a kind of list.
func signature(kind string, h sheet.Header) string { return kind + ":" + h.Signature() }

// remembered looks for a layout that was set by hand: its header is the found one or, where
// none was found, any of the first rows.
func (s *Service) remembered(ctx context.Context, kind string, rows []sheet.Row, header sheet.Header) (mapping, bool, error) {
	places := map[string]mapping{
		signature(kind, header): {First: header.First, Last: header.Last, Titles: header.Titles},
	}
	signatures := []string{signature(kind, header)}
	for _, r := range rows {
		key := signature(kind, sheet.Header{Titles: r.Cells})
		if n, _ := r.Filled(); n > 1 && places[key].Last == 0 {
			places[key] = mapping{First: r.Number, Last: r.Number, Titles: r.Cells}
			signatures = append(signatures, key)
		}
	}
	var kept Mapping
	err := store.First(s.Store.Read(ctx).Where("signature IN ?", signatures).Order("at DESC"), &kept)
	if errors.Is(err, fault.ErrNotFound) {
		return mapping{}, false, nil
	}
	if err != nil {
		return mapping{}, false, err
	}
	m := places[kept.Signature]
	return m, true, json.Unmarshal([]byte(kept.Mapping), &m.Columns)
}

// widest names the columns of a file without a header by its fullest row.
func widest(rows []sheet.Row) []string {
	var best []string
	most := 0
	for _, r := range rows {
		if n, _ := r.Filled(); n > most {
			best, most = r.Cells, n
		}
	}
	return best
}

// Layout returns headings and columns of an import for the mapping by hand.
func (i Import) Layout() (titles []string, columns map[string]int, last int) {
	var m mapping
	_ = json.Unmarshal([]byte(i.Mapping), &m) // written by Check
	return m.Titles, m.Columns, m.Last
}

// Remap sets the columns by hand, remembers them for files of the same layout, and leaves
// the import to be checked again.
func (s *Service) Remap(ctx context.Context, a access.Actor, id, version int64, columns map[string]int, last int) error {
	reach, err := a.Require(access.PeopleEdit)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		i, err := find(tx, reach, id)
		if err != nil {
			return err
		}
		if i.State != Checked && i.State != Unmapped {
			return fault.Conflictf("Tệp này đã nhập xong hoặc đang được xử lý.")
		}
		m, err := s.chosen(i, columns, last)
		if err != nil {
			return err
		}
		kept := Mapping{
			Signature: signature(i.Kind, sheet.Header{Titles: m.Titles}),
			Mapping:   inJSON(m.Columns),
			At:        s.Clock.Now().UnixMilli(),
		}
		if err := store.Upsert(tx, &kept, "signature"); err != nil {
			return err
		}
		change := store.Change{"state": Checking, "mapping": inJSON(m)}
		if err := store.Update(tx, &i, version, change); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "import.map", "imports", id, nil)
	})
}

// chosen is the layout that was set by hand: which column is which field, and the last row of the heading
// (0 for the one that was found).
func (s *Service) chosen(i Import, columns map[string]int, last int) (m mapping, err error) {
	if must, name := s.Kinds[i.Kind].Must(); !has(columns, must) {
		return m, fault.Invalidf("column."+must, "Chọn cột «%s»", name)
	}
	titles, _, found := i.Layout()
	if last <= 0 {
		last = found
	}
	if last != found {
		if titles, err = titlesAt(i.File, last); err != nil {
			return m, err
		}
	}
	return mapping{First: last, Last: last, Columns: columns, Titles: titles}, nil
}

func has(columns map[string]int, field string) bool {
	_, ok := columns[field]
	return ok
}

// titlesAt reads the headings out of a row chosen by hand.
func titlesAt(file string, number int) ([]string, error) {
	rows, err := firstRows(file)
	for _, r := range rows {
		if r.Number == number {
			return r.Cells, err
		}
	}
	return nil, errors.Join(err, fault.Invalidf("last", "Tiêu đề phải nằm trong %d dòng đầu", headerRows))
}
