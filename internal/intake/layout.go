package intake

import (
	"context"
	"encoding/json"
	"errors"

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

// findLayout returns the layout of the file: remembered from an earlier one, or found in its
// first rows.
func (s *Service) findLayout(ctx context.Context, kind Kind, i Import) (mapping, error) {
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
	places := map[string]mapping{signature(kind, header): {First: header.First, Last: header.Last, Titles: header.Titles}}
	signatures := []string{signature(kind, header)}
	for _, r := range rows {
		key := signature(kind, sheet.Header{Titles: r.Cells})
		if n, _ := r.Filled(); n > 1 && places[key].Last == 0 {
			places[key] = mapping{First: r.Number, Last: r.Number, Titles: r.Cells}
			signatures = append(signatures, key)
		}
	}
	var kept struct{ Signature, Mapping string }
	err := s.Store.Read(ctx).Raw(`SELECT signature, mapping FROM import_mappings WHERE signature IN ? ORDER BY at DESC LIMIT 1`, signatures).Scan(&kept).Error
	if err != nil || kept.Signature == "" {
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
func (s *Service) Remap(ctx context.Context, who audit.Who, id int64, columns map[string]int, last int) error {
	i, err := s.Import(ctx, id)
	if err != nil {
		return err
	}
	if i.State != "checked" && i.State != "unmapped" {
		return fault.Conflictf("Tệp này đã nhập xong hoặc đang được xử lý.")
	}
	if must, name := s.Kinds[i.Kind].Must(); !has(columns, must) {
		return fault.Invalidf("column."+must, "Chọn cột «%s»", name)
	}
	titles, _, found := i.Layout()
	if last <= 0 {
		last = found
	}
	if last != found {
		if titles, err = titlesAt(i.File, last); err != nil {
			return err
		}
	}
	header := sheet.Header{Titles: titles}
	chosen, err := json.Marshal(columns)
	if err != nil {
		return err
	}
	layout, err := json.Marshal(mapping{First: last, Last: last, Columns: columns, Titles: titles})
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		err := tx.Exec(`INSERT INTO import_mappings (signature, mapping, at) VALUES (?, ?, ?) ON CONFLICT (signature) DO UPDATE SET mapping = excluded.mapping, at = excluded.at`,
			signature(i.Kind, header), string(chosen), s.Clock.Now().UnixMilli()).Error
		if err != nil {
			return err
		}
		if err := store.OneRow(tx.Exec(`UPDATE imports SET state = 'checking', mapping = ?, version = version + 1 WHERE id = ? AND version = ?`, string(layout), id, i.Version)); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, who, audit.Entry{Action: "import.map", Object: "imports", ObjectID: id})
	})
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
