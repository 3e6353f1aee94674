package web

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/award"
	"congthidua/internal/certificate"
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
	if v.Printers, err = s.Certificates.Printers(ctx, c.Actor); err != nil {
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
	printer := certificate.Printer{Name: c.Value("name"), DX: figure("dx"), DY: figure("dy")}
	if err := s.Certificates.SavePrinter(c.Request().Context(), c.Actor, printer); err != nil {
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
	v.Sets = setter.Set(l.Use.Sample())
	if v.Offered, err = c.server.Certificates.LayoutForms(c.Request().Context(), c.Actor, l); err != nil {
		return err
	}
	page := layout.Page{
		Title:   l.Name,
		Current: "/certificates",
		Crumbs:  []layout.Crumb{{Text: c.T("Mẫu bằng, máy in"), Path: "/certificates"}},
	}
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
	if l.Use == certificate.ForCertificate {
		l.Forms = c.form["forms"]
	}
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
		if f.Kind == certificate.Text {
			f.Text, f.Size, f.Min = c.Value(fmt.Sprintf("text.%d", i)), figure("size", i), figure("min", i)
			f.Align = certificate.Align(c.Value(fmt.Sprintf("align.%d", i)))
			f.Font = certificate.Font(c.Value(fmt.Sprintf("font.%d", i)))
		}
	}
	if err := s.Certificates.SaveLayout(c.Request().Context(), c.Actor, l); err != nil {
		return c.Again(err, c.showLayout)
	}
	return c.Done("/certificates/layouts/"+component.Itoa(id), "Đã lưu mẫu bằng.")
}

// copyLayout makes a layout of the office's own.
func (s *Server) copyLayout(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	copied, err := s.Certificates.CopyLayout(c.Request().Context(), c.Actor, id)
	if err != nil {
		return c.Again(err, c.showLayout)
	}
	return c.Done("/certificates/layouts/"+component.Itoa(copied), "Đã chép mẫu bằng; sửa rồi chọn hình thức dùng mẫu này.")
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
	number, _ := parseID(c.Query("printer"))
	printer, err := s.Certificates.Printer(c.Request().Context(), c.Actor, number)
	if err != nil {
		return err
	}
	setter, err := certificate.NewSetter(l)
	if err != nil {
		return err
	}
	if err := setter.Calibrate(printer.Offset()); err != nil {
		return err
	}
	var out bytes.Buffer
	if err := setter.Write(&out); err != nil {
		return err
	}
	return c.Download("canh-may-in.pdf", out.Bytes())
}

// certificatePaper is what stands around certificates.
func (c *call) certificatePaper() (p certificate.Paper, err error) {
	p.Base = c.server.address(c)
	p.Letterhead, err = c.letterhead()
	return p, err
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
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	paper, err := c.certificatePaper()
	if err != nil {
		return err
	}
	ctx, s := c.Request().Context(), c.server
	v := pages.Batch{MayPrint: c.Actor.May(access.CertificatePrint), Form: form}
	chosen := c.Number("layout") // of a print that was refused
	if chosen == 0 {
		chosen, _ = parseID(c.Query("layout"))
	}
	if v.Batch, err = s.Certificates.Batch(ctx, c.Actor, id, chosen, paper); err != nil {
		return err
	}
	if v.Printers, err = s.Certificates.Printers(ctx, c.Actor); err != nil {
		return err
	}
	if v.Prints, err = s.Certificates.Prints(ctx, c.Actor, id); err != nil {
		return err
	}
	if err := v.Preview(ctx); err != nil {
		return err
	}
	number := v.Decision.Number
	page := layout.Page{
		Title:   c.T("Bằng theo %s", number),
		Current: "/decisions",
		Crumbs: []layout.Crumb{
			{Text: c.T("Quyết định khen thưởng"), Path: "/decisions"},
			{Text: number, Path: award.DecisionPath(id)},
		},
	}
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
	return c.Done(award.DecisionPath(id)+"/certificates", "Đã vào sổ cấp bằng.")
}

// printCertificates prints all certificates of a decision, or the one that is named, as one PDF or as a zip of
// single ones; every print is counted and kept in the log.
func (s *Server) printCertificates(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	printer, err := s.Certificates.Printer(ctx, c.Actor, c.Number("printer"))
	if err != nil {
		return err
	}
	paper, err := c.certificatePaper()
	if err != nil {
		return err
	}
	want := certificate.Printing{
		Decision: id, Only: c.Number("one"), Layout: c.Number("layout"), Reason: c.Value("reason"),
	}
	b, err := s.Certificates.Print(ctx, c.Actor, want, paper)
	if err != nil {
		return c.Again(err, c.showBatch)
	}
	if c.Value("as") == "zip" { // a PDF each takes seconds
		title := c.T("Bằng theo %s", b.Decision.Number)
		return c.runJob("certificate.zip", title, func(_ context.Context, progress job.Progress) (job.Result, error) {
			file, err := s.keepFile(".zip", func(w *os.File) error { return b.Zip(w, printer.Offset(), progress) })
			return job.Result{File: file, FileName: fmt.Sprintf("bang-%d.zip", id)}, err
		})
	}
	content, err := b.PDF(printer.Offset())
	if err != nil {
		return err
	}
	return c.Download(fmt.Sprintf("bang-%d.pdf", id), content)
}
