package web

import (
	"context"
	"net/http"
	"os"

	"congthidua/internal/access"
	"congthidua/internal/award"
	"congthidua/internal/document"
	"congthidua/internal/fault"
	"congthidua/internal/paper"
	"congthidua/internal/work"
	"congthidua/templates/component"
	pages "congthidua/templates/document"
	"congthidua/templates/layout"
)

func documentPath(id int64) string { return "/documents/" + component.Itoa(id) }

func (s *Server) incoming(c *call) error { return c.showIncoming(http.StatusOK, component.Form{}) }

func (s *Server) outgoing(c *call) error { return c.showOutgoing(http.StatusOK, component.Form{}) }

func (c *call) documentFilter(direction string) document.Filter {
	return document.Filter{Direction: direction, Year: c.year(), Register: c.Query("register"), State: c.Query("state"), Late: c.Query("late") != "", Query: c.Query("q"), Sort: c.Query("sort"), Desc: c.Query("desc") != "", Page: c.Page()}
}

func (c *call) showIncoming(status int, form component.Form) error {
	return c.showDocuments(status, form, document.In, layout.Page{Title: c.T("Văn bản đến"), Current: "/documents/incoming"})
}

func (c *call) showOutgoing(status int, form component.Form) error {
	return c.showDocuments(status, form, document.Out, layout.Page{Title: c.T("Văn bản đi, dự thảo"), Current: "/documents/outgoing"})
}

func (c *call) showDocuments(status int, form component.Form, direction string, page layout.Page) error {
	ctx, s := c.Request().Context(), c.server
	v := pages.Documents{Direction: direction, Filter: c.documentFilter(direction), Query: c.QueryParams(), Today: s.today(), ThisYear: s.Clock.Now().Year(), MayRegister: c.Actor.May(access.DocumentRegister), MayDraft: c.Actor.May(access.DocumentDraft) && c.Actor.PersonID != 0, MayTemplates: c.Actor.May(access.TemplatesEdit), SeesRegister: c.Actor.May(access.DocumentRegister) || c.Actor.Reach(access.DocumentView).All, Form: form}
	var err error
	if v.Catalogue, err = document.Shipped(); err != nil {
		return err
	}
	if v.List, v.Total, err = s.Documents.Documents(ctx, c.Actor, v.Filter); err != nil {
		return err
	}
	v.AnswersID, _ = parseID(c.Query("answers"))
	return c.Show(status, page, pages.DocumentsPage(page, v))
}

// typedDocument reads the form of a document.
func (c *call) typedDocument() document.Document {
	copies := c.Number("copies")
	if c.Value("copies") == "" {
		copies = 1
	}
	return document.Document{ID: c.Number("id"), Register: c.Value("register"), Symbol: c.Value("symbol"), Author: c.Value("author"), Kind: c.Value("kind"), Subject: c.Value("subject"), DatedOn: c.Value("dated_on"), ArrivedOn: c.Value("arrived_on"), Due: c.Value("due"), Signer: c.Value("signer"), Addressees: c.Value("addressees"), Copies: int(copies), Note: c.Value("note"), Restricted: c.Value("restricted") != "", AnswersID: c.Number("answers"), Version: c.Number("version")}
}

// filing hands a document that is entered or drafted over together with the file that may come along;
// what is refused leaves no file behind.
func (c *call) filing(save func(d document.Document, f document.Filing) (int64, error)) (int64, error) {
	file, err := c.optionalUpload("file", documents...)
	if err != nil {
		return 0, err
	}
	f := document.Filing{Secrecy: c.Value("secrecy")}
	if file.Path != "" {
		kept := file.attachment()
		f.File = &kept
	}
	id, err := save(c.typedDocument(), f)
	if err != nil && file.Path != "" {
		_ = os.Remove(file.Path) // else the sweep finds it
	}
	return id, err
}

func (s *Server) registerDocument(c *call) error {
	id, err := c.filing(func(d document.Document, f document.Filing) (int64, error) {
		return s.Documents.Register(c.Request().Context(), c.Actor, d, f)
	})
	if err != nil {
		return c.Again(err, c.showIncoming)
	}
	return c.Done(documentPath(id), "Đã vào sổ; văn bản chờ lãnh đạo chuyển xử lý.")
}

func (s *Server) draftDocument(c *call) error {
	id, err := c.filing(func(d document.Document, f document.Filing) (int64, error) {
		d.ID = 0
		return s.Documents.SaveDraft(c.Request().Context(), c.Actor, d, f)
	})
	if err != nil {
		return c.Again(err, c.showOutgoing)
	}
	return c.Done(documentPath(id), "Đã lập dự thảo; chọn người xem, người ký rồi trình.")
}

func (s *Server) document(c *call) error { return c.showDocument(http.StatusOK, component.Form{}) }

func (c *call) showDocument(status int, form component.Form) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	ctx, s := c.Request().Context(), c.server
	v := pages.Document{Actor: c.Actor, Today: s.today(), Form: form}
	if v.Page, err = s.Documents.Document(ctx, c.Actor, id); err != nil {
		return err
	}
	files, err := s.Documents.Files().Files(ctx, c.Actor, id)
	if err != nil {
		return err
	}
	v.MayFile = document.MayFile(c.Actor, v.Document)
	v.Files = component.FileRows(files, c.Actor.AccountID, v.MayFile)
	if v.Direction == document.Out {
		for i := range v.Files {
			v.Files[i].Note = c.T("bản %d", i+1)
			v.Files[i].MayRemove = v.Files[i].MayRemove && !v.Keeps(files[i])
		}
		v.Comparable = len(document.Comparable(files)) > 1
	}
	if v.Catalogue, err = document.Shipped(); err != nil {
		return err
	}
	if c.Actor.May(access.TaskAssign) {
		if v.People, err = s.Work.People(ctx, c.Actor, work.Whom{}); err != nil {
			return err
		}
		catalogue, err := s.Work.Products(ctx, c.Actor)
		if err != nil {
			return err
		}
		v.Products = catalogue.Products
	}
	if v.MayDraft() || c.Actor.May(access.DocumentRoute) {
		if v.Colleagues, err = s.Documents.Colleagues(ctx); err != nil {
			return err
		}
	}
	if v.Templates, err = s.Documents.Templates(ctx, "document"); err != nil {
		return err
	}
	if v.MayLink() {
		if v.Decisions, _, err = s.Award.Decisions(ctx, c.Actor, award.Filter{State: award.Issued}); err != nil {
			return err
		}
	}
	page := layout.Page{Title: v.Title(ctx), Current: "/documents/incoming", Crumbs: []layout.Crumb{{Text: c.T("Văn bản đến"), Path: "/documents/incoming"}}}
	if v.Direction == document.Out {
		page.Current, page.Crumbs = "/documents/outgoing", []layout.Crumb{{Text: c.T("Văn bản đi, dự thảo"), Path: "/documents/outgoing"}}
	}
	return c.Show(status, page, pages.DocumentPage(page, v))
}

func (s *Server) compareDocument(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	from, _ := parseID(c.Query("from"))
	to, _ := parseID(c.Query("to"))
	v := pages.Compare{ID: id}
	if v.Comparison, err = s.Documents.Compare(c.Request().Context(), c.Actor, id, from, to); err != nil {
		return err
	}
	page := layout.Page{Title: c.T("So sánh các bản"), Current: "/documents/outgoing", Crumbs: []layout.Crumb{{Text: c.T("Văn bản đi, dự thảo"), Path: "/documents/outgoing"}, {Text: c.T("Văn bản"), Path: documentPath(id)}}}
	return c.Show(http.StatusOK, page, pages.ComparePage(page, v))
}

// changeDocument runs a change of the document in the path and shows it again.
func (s *Server) changeDocument(notice string, change func(ctx context.Context, c *call, id, version int64) error) handler {
	return func(c *call) error {
		id, err := c.ID("id")
		if err != nil {
			return err
		}
		if err := change(c.Request().Context(), c, id, c.Number("version")); err != nil {
			return c.Again(err, c.showDocument)
		}
		return c.Done(documentPath(id), notice)
	}
}

func (s *Server) saveDocument(ctx context.Context, c *call, id, _ int64) error {
	d := c.typedDocument()
	d.ID = id
	if c.Value("direction") == document.Out {
		_, err := s.Documents.SaveDraft(ctx, c.Actor, d, document.Filing{Secrecy: c.Value("secrecy")})
		return err
	}
	return s.Documents.Correct(ctx, c.Actor, d, c.Value("secrecy"))
}

// routeDocument sends a document on; with a lead, what is to be done becomes tasks.
func (s *Server) routeDocument(ctx context.Context, c *call, id, _ int64) error {
	if len(c.Numbers("lead")) == 0 {
		return s.Documents.Route(ctx, c.Actor, id, c.Numbers("to"), c.Value("instruction"), nil)
	}
	o := c.order()
	o.Title = c.Value("title")
	return s.Documents.Route(ctx, c.Actor, id, c.Numbers("to"), c.Value("instruction"), &o)
}

// agreeDocument passes a draft on; for a signature the password is asked again.
func (s *Server) agreeDocument(ctx context.Context, c *call, id, version int64) error {
	signs, err := s.Documents.Signs(ctx, c.Actor, id)
	if err != nil {
		return err
	}
	if signs {
		err := c.reauthenticate()
		c.form.Del("password") // never comes back
		if err != nil {
			return err
		}
	}
	return s.Documents.Agree(ctx, c.Actor, id, version, c.Value("note"))
}

func (s *Server) issueDocument(ctx context.Context, c *call, id, version int64) error {
	head, err := c.letterhead()
	if err != nil {
		return err
	}
	return s.Documents.Issue(ctx, c.Actor, id, version, head)
}

// documentRegister prints the book of incoming documents, or the register of outgoing ones.
func (s *Server) documentRegister(direction string) handler {
	return func(c *call) error {
		ctx, actor, filter := c.Request().Context(), c.Actor, c.documentFilter(direction)
		if !actor.May(access.DocumentRegister) && !actor.Reach(access.DocumentView).All {
			return fault.ErrForbidden
		}
		if direction == document.Out {
			list, err := s.Documents.Outgoing(ctx, actor, filter.Year, filter.Register)
			if err != nil {
				return err
			}
			return c.PrintLong(c.T("Sổ văn bản đi"), len(list), func(ctx context.Context) (paper.Document, error) {
				head, err := s.letterhead(ctx)
				return document.OutgoingPaper(head, filter.Year, list, s.Clock.Now()), err
			})
		}
		_, total, err := s.Documents.Documents(ctx, actor, filter)
		if err != nil {
			return err
		}
		known, err := document.Shipped()
		if err != nil {
			return err
		}
		filter.All = true
		return c.PrintLong(c.T("Sổ văn bản đến"), total, func(ctx context.Context) (paper.Document, error) {
			list, _, err := s.Documents.Documents(ctx, actor, filter)
			if err != nil {
				return paper.Document{}, err
			}
			head, err := s.letterhead(ctx)
			return document.IncomingPaper(head, known.BookName(filter.Register), filter.Year, list, s.Clock.Now()), err
		})
	}
}

func (s *Server) documentRoutes() []route {
	d := s.Documents
	list := []route{
		get("/documents/incoming", access.DocumentView, s.incoming),
		makes("/documents/incoming", access.DocumentRegister, s.registerDocument),
		get("/documents/incoming/register", access.DocumentView, s.documentRegister(document.In)),
		get("/documents/incoming/register:format", access.DocumentView, s.documentRegister(document.In)),
		get("/documents/outgoing", access.DocumentView, s.outgoing),
		makes("/documents/outgoing", access.DocumentDraft, s.draftDocument),
		get("/documents/outgoing/register", access.DocumentView, s.documentRegister(document.Out)),
		get("/documents/outgoing/register:format", access.DocumentView, s.documentRegister(document.Out)),
		get("/documents/templates", access.TemplatesEdit, s.templates),
		makes("/documents/templates", access.TemplatesEdit, s.saveTemplate),
		makes("/documents/templates/:id/drop", access.TemplatesEdit, s.dropTemplate),
		get("/documents/templates/:id/file", access.TemplatesEdit, s.templateFile),
		get("/documents/:id", access.DocumentView, s.document),
		makes("/documents/:id", access.DocumentView, s.changeDocument("Đã lưu văn bản.", s.saveDocument)),
		makes("/documents/:id/route", access.DocumentRoute, s.changeDocument("Đã chuyển văn bản.", s.routeDocument)),
		changes("/documents/:id/settle", access.DocumentRoute, s.changeDocument("Đã ghi giải quyết xong.", func(ctx context.Context, c *call, id, version int64) error {
			return d.Settle(ctx, c.Actor, id, version, c.Value("how"))
		})),
		changes("/documents/:id/submit", access.DocumentDraft, s.changeDocument("Đã trình dự thảo.", func(ctx context.Context, c *call, id, version int64) error {
			return d.Submit(ctx, c.Actor, id, version, c.chain())
		})),
		makes("/documents/:id/agree", access.DocumentDraft, s.changeDocument("Đã ghi ý kiến đồng ý.", s.agreeDocument)),
		changes("/documents/:id/return", access.DocumentDraft, s.changeDocument("Đã trả lại dự thảo.", func(ctx context.Context, c *call, id, version int64) error {
			return d.SendBack(ctx, c.Actor, id, version, c.Value("note"))
		})),
		makes("/documents/:id/issue", access.DocumentRegister, s.changeDocument("Đã lấy số, ban hành.", s.issueDocument)),
		makes("/documents/:id/comment", access.DocumentView, s.changeDocument("Đã gửi ý kiến.", func(ctx context.Context, c *call, id, _ int64) error {
			return d.Comment(ctx, c.Actor, id, c.Value("text"))
		})),
		makes("/documents/:id/link", access.DecisionArrange, s.changeDocument("Đã gắn với quyết định.", func(ctx context.Context, c *call, id, _ int64) error {
			return d.Link(ctx, c.Actor, id, c.Number("decision"))
		})),
		get("/documents/:id/compare", access.DocumentView, s.compareDocument),
		get("/documents/:id/fill/:template", access.DocumentView, s.fillDocument),
		get("/decisions/:id/fill/:template", access.DecisionView, s.fillDecision),
		get("/ceremonies/:id/fill/:template", access.CeremonyView, s.fillCeremony),
	}
	return append(list, fileRoutes("/documents", access.DocumentView, access.DocumentView, s.Documents.Files(), (*call).showDocument)...)
}

// chain reads who looks at a draft, in the order of the fields, and who signs it last.
func (c *call) chain() (list []int64) {
	for _, field := range []string{"review.0", "review.1", "review.2", "review.3", "signer"} {
		if id := c.Number(field); id > 0 {
			list = append(list, id)
		}
	}
	return list
}
