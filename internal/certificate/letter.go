package certificate

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"

	"congthidua/internal/fault"
)

// Letters sets a layout for each of a list, as a PDF; on a sheet of labels the first skip cells stay empty.
func Letters(l Layout, list []Values, skip int) ([]byte, error) {
	setter, err := NewSetter(l)
	if err != nil {
		return nil, err
	}
	setter.Skip(skip)
	for _, v := range list {
		if err := setter.Add(v, Offset{}); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	err = setter.Write(&out)
	return out.Bytes(), err
}

// PDF sets all certificates of a batch, each on a page of its own layout's paper.
func (b Batch) PDF(o Offset) ([]byte, error) {
	if len(b.List) == 0 {
		return nil, fault.ErrNotFound
	}
	setter, err := NewSetter(b.List[0].Layout)
	if err != nil {
		return nil, err
	}
	for _, e := range b.List {
		setter.Turn(e.Layout)
		if err := setter.Add(e.Values, o); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	err = setter.Write(&out)
	return out.Bytes(), err
}

// Zip writes an archive with a PDF for each certificate of a batch, named by serial number and code.
func (b Batch) Zip(to io.Writer, o Offset, progress func(done, total int)) error {
	archive := zip.NewWriter(to)
	for i, e := range b.List {
		content, err := Batch{List: b.List[i : i+1]}.PDF(o)
		if err != nil {
			return err
		}
		w, err := archive.Create(fmt.Sprintf("%03d-%s.pdf", e.Serial, e.Code))
		if err != nil {
			return err
		}
		if _, err := w.Write(content); err != nil {
			return err
		}
		progress(i+1, len(b.List))
	}
	return archive.Close()
}
