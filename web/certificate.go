package web

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/certificate"
	"congthidua/internal/fault"
	"congthidua/internal/job"
	"congthidua/internal/viet"
	pages "congthidua/templates/certificate"
	"congthidua/templates/component"
	"congthidua/templates/layout"
)

func (s *Server) certificates(c *call) error {
	return c.showCertificates(http.StatusOK, component.Form{})
}

func (c *call) showCertificates(status int, form component.Form) error {
	ctx, s := c.Request().Context(), c.server
	v := pages.Certificates{MayPrint: c.Actor.May(access.CertificatePrint), Form: form}
	var err error
	if v.Layouts, err = s.Certificates.Layouts(ctx, c.Actor); err != nil {
		return err
	}
	if v.Printers, err = s.Certificates.Printers(ctx); err != nil {
		return err
	}
	page := layout.Page{Title: c.T("Mẫu bằng, máy in"), Current: "/certificates"}
	return c.Show(status, page, pages.CertificatesPage(page, v))
}

func (s *Server) savePrinter(c *call) error {
	figure := func(name string) float64 {
		text, minus := strings.CutPrefix(c.Value(name), "-")
		x, ok := viet.ParsePoints(text)
		if !ok {
			return 1000 // refused
		}
		if minus {
			return -x
		}
		return x
	}
	if err := s.Certificates.SavePrinter(c.Request().Context(), c.Actor, certificate.Printer{Name: c.Value("name"), DX: figure("dx"), DY: figure("dy")}); err != nil {
		return c.Again(err, c.showCertificates)
	}
	return c.Done("/certificates", "Đã nhớ độ lệch của máy in.")
}

func (s *Server) certificateLayout(c *call) error {
	return c.showLayout(http.StatusOK, component.Form{})
}

// showLayout shows a layout with a preview that is set as it will be printed.
func (c *call) showLayout(status int, form component.Form) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	l, err := c.server.Certificates.Layout(c.Request().Context(), c.Actor, id)
	if err != nil {
		return err
	}
	v := pages.Layout{Layout: l, MayPrint: c.Actor.May(access.CertificatePrint), Form: form}
	setter, err := certificate.NewSetter(l)
	if err != nil {
		return err
	}
	v.Sets = setter.Set(pages.Sample)
	page := layout.Page{Title: l.Name, Current: "/certificates", Crumbs: []layout.Crumb{{Text: c.T("Mẫu bằng, máy in"), Path: "/certificates"}}}
	return c.Show(status, page, pages.LayoutPage(page, v))
}

func (s *Server) saveLayout(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	l, err := s.Certificates.Layout(c.Request().Context(), c.Actor, id)
	if err != nil {
		return err
	}
	l.Version, l.Name, l.Preprinted = c.Number("version"), c.Value("name"), c.Value("preprinted") != ""
	figure := func(name string, i int) float64 {
		x, ok := c.Points(fmt.Sprintf("%s.%d", name, i))
		if !ok {
			return -1
		}
		return x
	}
	for i := range l.Fields {
		f := &l.Fields[i]
		f.X, f.Y, f.Width, f.Height = figure("x", i), figure("y", i), figure("width", i), figure("height", i)
		if f.Kind == "" {
			f.Text, f.Size, f.Min = c.Value(fmt.Sprintf("text.%d", i)), figure("size", i), figure("min", i)
			f.Align, f.Font = c.Value(fmt.Sprintf("align.%d", i)), c.Value(fmt.Sprintf("font.%d", i))
		}
	}
	if err := s.Certificates.SaveLayout(c.Request().Context(), c.Actor, l); err != nil {
		return c.Again(err, c.showLayout)
	}
	return c.Done("/certificates/layouts/"+component.Itoa(id), "Đã lưu mẫu bằng.")
}

// offset is that of the printer with the number, none for 0.
func (c *call) offset(printer int64) (o certificate.Offset, err error) {
	if printer == 0 {
		return o, nil
	}
	list, err := c.server.Certificates.Printers(c.Request().Context())
	for _, p := range list {
		if p.ID == printer {
			return certificate.Offset{DX: p.DX, DY: p.DY}, err
		}
	}
	if err == nil {
		err = fault.ErrNotFound
	}
	return o, err
}

// calibration is a sheet with rulers and the layout's boxes.
func (s *Server) calibration(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	l, err := s.Certificates.Layout(c.Request().Context(), c.Actor, id)
	if err != nil {
		return err
	}
	printer, _ := parseID(c.Query("printer"))
	o, err := c.offset(printer)
	if err != nil {
		return err
	}
	setter, err := certificate.NewSetter(l)
	if err != nil {
		return err
	}
	if err := setter.Calibrate(o); err != nil {
		return err
	}
	var out bytes.Buffer
	if err := setter.Write(&out); err != nil {
		return err
	}
	return c.Download("canh-may-in.pdf", out.Bytes())
}

// batch reads the certificates of the decision in the path and the layout that was chosen.
func (c *call) batch(layoutID int64) (b certificate.Batch, l certificate.Layout, err error) {
	id, err := c.ID("id")
	if err != nil {
		return b, l, err
	}
	ctx, s := c.Request().Context(), c.server
	head, err := c.letterhead()
	if err != nil {
		return b, l, err
	}
	if b, err = s.Certificates.Batch(ctx, c.Actor, id, head, s.address(c)); err != nil {
		return b, l, err
	}
	list, err := s.Certificates.LayoutsFor(ctx, c.Actor, certificate.ForCertificate)
	if err != nil {
		return b, l, err
	}
	for _, x := range list {
		if x.ID == layoutID {
			return b, x, nil
		}
	}
	if layoutID != 0 || len(list) == 0 {
		return b, l, fault.ErrNotFound
	}
	for _, x := range list {
		if len(b.List) > 0 && slices.Contains(x.Forms, b.List[0].Form) {
			return b, x, nil
		}
	}
	return b, list[0], nil
}

// address is where the portal is reached, for what is printed.
func (s *Server) address(c *call) string {
	if s.BaseURL != "" {
		return strings.TrimSuffix(s.BaseURL, "/")
	}
	return "http://" + c.Request().Host
}

func (s *Server) decisionCertificates(c *call) error {
	return c.showBatch(http.StatusOK, component.Form{})
}

func (c *call) showBatch(status int, form component.Form) error {
	chosen, _ := parseID(c.Query("layout"))
	b, l, err := c.batch(chosen)
	if err != nil {
		return err
	}
	ctx, s := c.Request().Context(), c.server
	v := pages.Batch{Batch: b, Layout: l, MayPrint: c.Actor.May(access.CertificatePrint), Form: form}
	if v.Layouts, err = s.Certificates.LayoutsFor(ctx, c.Actor, certificate.ForCertificate); err != nil {
		return err
	}
	if v.Printers, err = s.Certificates.Printers(ctx); err != nil {
		return err
	}
	if v.Prints, err = s.Certificates.Prints(ctx, c.Actor, b.Decision.ID); err != nil {
		return err
	}
	setter, err := certificate.NewSetter(l)
	if err != nil {
		return err
	}
	for i := range b.List {
		sets := setter.Set(b.Values[i])
		v.Tight = append(v.Tight, pages.Tight(sets))
		if longest := len([]rune(b.List[i].Name)); longest > v.Longest {
			v.Longest, v.Sets = longest, sets
		}
	}
	page := layout.Page{Title: c.T("Bằng theo %s", b.Decision.Number), Current: "/decisions", Crumbs: []layout.Crumb{{Text: c.T("Quyết định khen thưởng"), Path: "/decisions"}, {Text: b.Decision.Number, Path: decisionPath(b.Decision.ID)}}}
	return c.Show(status, page, pages.BatchPage(page, v))
}

func (s *Server) registerCertificates(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	if err := s.Certificates.Register(c.Request().Context(), c.Actor, id); err != nil {
		return c.Again(err, c.showBatch)
	}
	return c.Done(decisionPath(id)+"/certificates", "Đã vào sổ cấp bằng.")
}

// printCertificates prints all certificates of a decision, or the one that is named, as one PDF or as
// a zip of single ones; every print is counted and kept in the log.
func (s *Server) printCertificates(c *call) error {
	b, l, err := c.batch(c.Number("layout"))
	if err != nil {
		return err
	}
	if one := c.Number("one"); one != 0 {
		for i := range b.List {
			if b.List[i].ID == one {
				b.List, b.Values = b.List[i:i+1], b.Values[i:i+1]
				break
			}
		}
		if len(b.List) != 1 || b.List[0].ID != one {
			return fault.ErrNotFound
		}
	}
	if len(b.List) == 0 {
		return c.Again(fault.Conflictf("Chưa có bằng nào trong sổ; vào sổ trước."), c.showBatch)
	}
	o, err := c.offset(c.Number("printer"))
	if err != nil {
		return err
	}
	if err := s.Certificates.Printed(c.Request().Context(), c.Actor, b, c.Value("reason")); err != nil {
		return c.Again(err, c.showBatch)
	}
	if c.Value("as") == "zip" { // a PDF each takes seconds
		return c.runJob("certificate.zip", c.T("Bằng theo %s", b.Decision.Number), func(_ context.Context, progress job.Progress) (job.Result, error) {
			file, err := s.keepFile(".zip", func(w *os.File) error { return certificateZip(w, l, b, o, progress) })
			return job.Result{File: file, FileName: fmt.Sprintf("bang-%d.zip", b.Decision.ID)}, err
		})
	}
	content, err := certificatePDF(l, b, o)
	if err != nil {
		return err
	}
	return c.Download(fmt.Sprintf("bang-%d.pdf", b.Decision.ID), content)
}

func certificatePDF(l certificate.Layout, b certificate.Batch, o certificate.Offset) ([]byte, error) {
	setter, err := certificate.NewSetter(l)
	if err != nil {
		return nil, err
	}
	for _, v := range b.Values {
		if err := setter.Add(v, o); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	err = setter.Write(&out)
	return out.Bytes(), err
}

func certificateZip(to io.Writer, l certificate.Layout, b certificate.Batch, o certificate.Offset, progress job.Progress) error {
	archive := zip.NewWriter(to)
	for i := range b.List {
		one := b
		one.List, one.Values = b.List[i:i+1], b.Values[i:i+1]
		content, err := certificatePDF(l, one, o)
		if err != nil {
			return err
		}
		w, err := archive.Create(fmt.Sprintf("%03d-%s.pdf", b.List[i].Serial, b.List[i].Code))
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
