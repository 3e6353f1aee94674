package web

import (
	"context"
	"net/http"
	"os"

	"congthidua/internal/access"
	"congthidua/internal/award"
	"congthidua/internal/document"
	"congthidua/internal/work"
	"congthidua/templates/component"
	pages "congthidua/templates/document"
	"congthidua/templates/layout"
)

func documentPath(id int64) string { return "/documents/" + component.Itoa(id) }

// documentFilter reads the filter of a list of documents out of the URL.
func (c *call) documentFilter(direction document.Direction) document.Filter {
	return document.Filter{
		Direction: direction,
		Year:      c.year(),
		Register:  c.Query("register"),
		State:     document.State(c.Query("state")),
		Late:      c.Query("late") != "",
		Query:     c.Query("q"),
		Sort:      c.Query("sort"),
		Desc:      c.Query("desc") != "",
		Page:      c.Page(),
	}
}

// showDocuments shows a list of documents with the form for a new one.
func (c *call) showDocuments(status int, form component.Form, direction document.Direction, page layout.Page) error {
	ctx, s := c.Request().Context(), c.server
	v := pages.Documents{
		Direction: direction,
		Filter:    c.documentFilter(direction),
		Query:     c.QueryParams(),
		Today:     s.today(),
		Rights:    s.Documents.ListRights(c.Actor),
		Form:      form,
	}
	var err error
	if v.Catalogue, err = s.Documents.Catalogue(ctx, c.Actor); err != nil {
		return err
	}
	if v.List, v.Total, err = s.Documents.Documents(ctx, c.Actor, v.Filter); err != nil {
		return err
	}
	v.AnswersID = c.Number("answers") // of a draft that was refused
	if v.AnswersID == 0 {
		v.AnswersID, _ = parseID(c.Query("answers"))
	}
	return c.Show(status, page, pages.DocumentsPage(page, v))
}

// typedDocument reads the form of a document.
func (c *call) typedDocument() document.Document {
	copies := c.Number("copies")
	if c.Value("copies") == "" {
		copies = 1
	}
	d := document.Document{
		Register:   c.Value("register"),
		Symbol:     c.Value("symbol"),
		Author:     c.Value("author"),
		Kind:       c.Value("kind"),
		Subject:    c.Value("subject"),
		DatedOn:    c.Value("dated_on"),
		ArrivedOn:  c.Value("arrived_on"),
		Due:        c.Value("due"),
		Signer:     c.Value("signer"),
		Addressees: c.Value("addressees"),
		Copies:     int(copies),
		Note:       c.Value("note"),
		Restricted: c.Value("restricted") != "",
	}
	d.Version = c.Number("version")
	if answers := c.Number("answers"); answers > 0 {
		d.AnswersID = &answers
	}
	return d
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

func (s *Server) document(c *call) error { return c.showDocument(http.StatusOK, component.Form{}) }

func (c *call) showDocument(status int, form component.Form) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	ctx, s := c.Request().Context(), c.server
	v := pages.Document{Today: s.today(), Form: form}
	if v.Page, err = s.Documents.Document(ctx, c.Actor, id); err != nil {
		return err
	}
	if err := c.documentFiles(&v); err != nil {
		return err
	}
	if v.Catalogue, err = s.Documents.Catalogue(ctx, c.Actor); err != nil {
		return err
	}
	if err := c.documentPeople(&v); err != nil {
		return err
	}
	if v.Templates, err = s.Documents.Templates(ctx, c.Actor, document.ForDocument); err != nil {
		return err
	}
	if v.Rights.Link {
		issued := award.Filter{State: award.Issued}
		if v.Decisions, _, err = s.Award.Decisions(ctx, c.Actor, issued); err != nil {
			return err
		}
	}
	page := incomingLayout(c)
	if v.Direction == document.Out {
		page = outgoingLayout(c)
	}
	page.Crumbs = []layout.Crumb{{Text: page.Title, Path: page.Current}}
	page.Title = v.Title(ctx)
	return c.Show(status, page, pages.DocumentPage(page, v))
}

// documentFiles reads the files of a document; those of a draft are numbered as versions.
func (c *call) documentFiles(v *pages.Document) error {
	files, err := c.server.Documents.Files().Files(c.Request().Context(), c.Actor, v.ID)
	if err != nil {
		return err
	}
	v.Files = component.FileRows(files, c.Actor.AccountID, v.Rights.File)
	if v.Direction == document.In {
		return nil
	}
	for i := range v.Files {
		v.Files[i].Note = c.T("bản %d", i+1)
		v.Files[i].MayRemove = v.Files[i].MayRemove && !v.Keeps(files[i])
	}
	v.Comparable = len(document.Comparable(files)) > 1
	return nil
}

// documentPeople reads the people whom the forms of a document's page offer.
func (c *call) documentPeople(v *pages.Document) (err error) {
	ctx, s := c.Request().Context(), c.server
	if v.Rights.Route {
		if v.Recipients, err = s.Documents.Recipients(ctx, c.Actor); err != nil {
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
	}
	if v.Rights.Edit {
		v.Chain, err = s.Documents.Chain(ctx, c.Actor, v.ID)
	}
	return err
}

// changeDocument runs a change of the document in the path and shows it again.
func (s *Server) changeDocument(
	notice string,
	change func(ctx context.Context, c *call, id, version int64) error,
) handler {
	return func(c *call) error {
		return c.change(notice, documentPath, c.showDocument, func(id, version int64) error {
			return change(c.Request().Context(), c, id, version)
		})
	}
}

// saveDocument changes the data of an incoming document, or the own draft.
func (s *Server) saveDocument(ctx context.Context, c *call, id, _ int64) error {
	d := c.typedDocument()
	d.ID = id
	if document.Direction(c.Value("direction")) == document.Out {
		_, err := s.Documents.SaveDraft(ctx, c.Actor, d, document.Filing{Secrecy: c.Value("secrecy")})
		return err
	}
	return s.Documents.Correct(ctx, c.Actor, d, c.Value("secrecy"))
}

func (s *Server) commentDocument(ctx context.Context, c *call, id, _ int64) error {
	return s.Documents.Comment(ctx, c.Actor, id, c.Value("text"))
}

// linkDocument notes which decision the document is about.
func (s *Server) linkDocument(ctx context.Context, c *call, id, version int64) error {
	return s.Award.LinkDocument(ctx, c.Actor, id, version, c.Number("decision"))
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
	page := outgoingLayout(c)
	page.Crumbs = []layout.Crumb{
		{Text: page.Title, Path: page.Current},
		{Text: c.T("Văn bản"), Path: documentPath(id)},
	}
	page.Title = c.T("So sánh các bản")
	return c.Show(http.StatusOK, page, pages.ComparePage(page, v))
}
