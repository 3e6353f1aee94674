package web

import (
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"congthidua/internal/award"
	"congthidua/internal/ceremony"
	"congthidua/internal/document"
	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/internal/viet"
	"congthidua/templates/component"
	pages "congthidua/templates/document"
	"congthidua/templates/layout"
)

// peopleRows is the name of the rows that a template repeats for each person.
const peopleRows = "nguoi"

// The blanks that each object fills, by their names in a template.

func decisionBlanks(l org.Letterhead, d award.DecisionRow, list []award.Recipient) document.Blanks {
	total := int64(0)
	rows := []map[string]string{}
	for i, r := range list {
		total += r.Prize
		row, x := map[string]string{"stt": viet.Count(i + 1), "ten": r.Name}, award.EntryOf(d.Decision, r)
		for _, c := range award.Columns {
			row[c.Blank] = c.Fill(x)
		}
		rows = append(rows, row)
	}
	return document.Blanks{
		Values: map[string]string{
			"co_quan":       l.Whole(),
			"so":            d.Number,
			"ngay":          viet.ShowDate(d.DecidedOn),
			"ve_viec":       d.Subject,
			"nguoi_ky":      d.Signer,
			"chuc_vu_ky":    d.SignerTitle,
			"can_cu":        d.Grounds,
			"so_tap_the":    viet.Count(d.Collectives),
			"so_ca_nhan":    viet.Count(d.People),
			"tong_tien":     viet.Count(int(total)),
			"tong_tien_chu": viet.Words(total),
		},
		Rows: map[string][]map[string]string{peopleRows: rows},
	}
}

func ceremonyBlanks(l org.Letterhead, v ceremony.Stage) document.Blanks {
	rows := []map[string]string{}
	for _, turn := range v.Turns {
		for _, s := range turn.Stands {
			rows = append(rows, map[string]string{
				"stt":        viet.Count(len(rows) + 1),
				"ten":        s.Name,
				"chuc_vu":    s.Post,
				"don_vi":     s.Place,
				"hinh_thuc":  turn.Group.Form.Name,
				"luot":       viet.Count(turn.Number),
				"nguoi_trao": turn.Presenter,
				"nhan_thay":  s.By,
			})
		}
	}
	return document.Blanks{
		Values: map[string]string{
			"co_quan":          l.Whole(),
			"ten_le":           v.Name,
			"ngay":             viet.ShowDate(v.HeldOn),
			"gio":              v.StartsAt,
			"dia_diem":         v.Place,
			"chu_tri":          v.Host,
			"dan_chuong_trinh": v.MC,
		},
		Rows: map[string][]map[string]string{peopleRows: rows},
	}
}

func documentBlanks(l org.Letterhead, p document.Page) document.Blanks {
	rows := []map[string]string{}
	for i, r := range p.Routing {
		rows = append(rows, map[string]string{
			"stt":      viet.Count(i + 1),
			"ten":      r.Name,
			"noi_dung": r.Instruction,
			"han":      viet.ShowDate(r.Due),
		})
	}
	return document.Blanks{
		Values: map[string]string{
			"co_quan":    l.Whole(),
			"so":         p.Symbol,
			"ngay":       viet.ShowDate(p.DatedOn),
			"loai":       p.Kind,
			"trich_yeu":  p.Subject,
			"tac_gia":    p.Author,
			"so_den":     component.Itoa(p.Number),
			"ngay_den":   viet.ShowDate(p.ArrivedOn),
			"han":        viet.ShowDate(p.Document.Due),
			"nguoi_ky":   p.Signer,
			"noi_nhan":   p.Addressees,
			"nguoi_soan": p.Drafter,
			"tra_loi":    p.Answers,
		},
		Rows: map[string][]map[string]string{peopleRows: rows},
	}
}

// emptyBlanks are those of an object without anything in them: what a template may name.
func emptyBlanks(object document.Object) document.Blanks {
	switch object {
	case document.ForDecision:
		return decisionBlanks(org.Letterhead{}, award.DecisionRow{}, []award.Recipient{{}})
	case document.ForCeremony:
		stage := ceremony.Stage{Turns: []ceremony.Turn{{Stands: []ceremony.Stand{{}}}}}
		return ceremonyBlanks(org.Letterhead{}, stage)
	case document.ForDocument:
		return documentBlanks(org.Letterhead{}, document.Page{Routing: []document.RoutingRow{{}}})
	case document.ForProposal: // nothing fills one yet
	}
	return document.Blanks{}
}

// blankNames lists the blanks: single values, then each table's "#rows" with what stands in a row.
func blankNames(b document.Blanks) (list []string) {
	for name := range b.Values {
		list = append(list, name)
	}
	slices.Sort(list)
	for rows, lines := range b.Rows {
		list = append(list, "#"+rows)
		var inside []string
		for name := range lines[0] {
			inside = append(inside, name)
		}
		slices.Sort(inside)
		list = append(list, inside...)
	}
	return list
}

func (s *Server) templates(c *call) error { return c.showTemplates(http.StatusOK, component.Form{}) }

func (c *call) showTemplates(status int, form component.Form) error {
	v := pages.Templates{
		Known:  map[document.Object][]string{},
		Object: document.Object(c.Query("object")),
		Form:   form,
	}
	var err error
	if v.List, err = c.server.Documents.AllTemplates(c.Request().Context(), c.Actor); err != nil {
		return err
	}
	for object := range document.ObjectNames {
		b := emptyBlanks(object)
		v.Known[object] = blankNames(b)
	}
	page := outgoingLayout(c)
	page.Crumbs = []layout.Crumb{{Text: page.Title, Path: page.Current}}
	page.Title = c.T("Mẫu văn bản của cơ quan")
	return c.Show(status, page, pages.TemplatesPage(page, v))
}

// saveTemplate keeps an uploaded template under its file's name; what is refused leaves no file behind.
func (s *Server) saveTemplate(c *call) error {
	file, err := c.saveUpload("file", ".docx")
	if err != nil {
		return c.Again(err, c.showTemplates)
	}
	t := document.Template{
		Name:   strings.TrimSuffix(file.Name, filepath.Ext(file.Name)),
		Object: document.Object(c.Query("object")),
		Path:   file.Path,
		SHA256: file.SHA256,
	}
	if err := s.Documents.SaveTemplate(c.Request().Context(), c.Actor, t, emptyBlanks(t.Object)); err != nil {
		_ = os.Remove(file.Path) // else the sweep finds it
		return c.Again(err, c.showTemplates)
	}
	return c.Done("/documents/templates", "Đã lưu mẫu.")
}

func (s *Server) dropTemplate(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	if err := s.Documents.DropTemplate(c.Request().Context(), c.Actor, id, c.Number("version")); err != nil {
		return c.Again(err, c.showTemplates)
	}
	return c.Done("/documents/templates", "Đã bỏ mẫu.")
}

func (s *Server) templateFile(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	t, content, err := s.Documents.Template(c.Request().Context(), c.Actor, id)
	if err != nil {
		return err
	}
	return c.Download(t.Name+".docx", content)
}

// fill downloads the template of the path, filled; it must be one for the object.
func (c *call) fill(object document.Object, blanks func(l org.Letterhead) document.Blanks) error {
	id, err := c.ID("template")
	if err != nil {
		return err
	}
	t, content, err := c.server.Documents.Template(c.Request().Context(), c.Actor, id)
	if err != nil {
		return err
	}
	if t.Object != object {
		return fault.ErrNotFound
	}
	head, err := c.letterhead()
	if err != nil {
		return err
	}
	filled, err := document.Fill(content, blanks(head))
	if err != nil {
		return err
	}
	return c.Download(t.Name+".docx", filled)
}

func (s *Server) fillDocument(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	p, err := s.Documents.Document(c.Request().Context(), c.Actor, id)
	if err != nil {
		return err
	}
	return c.fill(document.ForDocument, func(l org.Letterhead) document.Blanks {
		return documentBlanks(l, p)
	})
}
