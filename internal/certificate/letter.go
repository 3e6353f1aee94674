package certificate

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
)

// Letters sets a layout for each of a list, as a PDF; on a sheet of labels the first skip cells stay empty.
func Letters(l Layout, list []Values, skip int) ([]byte, error) {
	setter, err := NewSetter(l)
	if err != nil {
		return nil, err
	}
	setter.Skip(skip)
	return setter.all(list, Offset{})
}

// all sets a layout for each of a list and returns the PDF.
func (s *Setter) all(list []Values, o Offset) ([]byte, error) {
	for _, v := range list {
		if err := s.Add(v, o); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	err := s.Write(&out)
	return out.Bytes(), err
}

// PDF sets all certificates of a batch, a page each.
func (b Batch) PDF(l Layout, o Offset) ([]byte, error) {
	setter, err := NewSetter(l)
	if err != nil {
		return nil, err
	}
	list := make([]Values, len(b.List))
	for i, e := range b.List {
		list[i] = e.Values
	}
	return setter.all(list, o)
}

// Zip writes an archive with a PDF for each certificate of a batch, named by serial number and code.
func (b Batch) Zip(to io.Writer, l Layout, o Offset, progress func(done, total int)) error {
	archive := zip.NewWriter(to)
	for i, e := range b.List {
		content, err := Batch{List: b.List[i : i+1]}.PDF(l, o)
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
