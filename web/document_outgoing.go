package web

import (
	"context"
	"net/http"

	"congthidua/internal/document"
	"congthidua/internal/paper"
	"congthidua/templates/component"
	"congthidua/templates/layout"
)

func outgoingLayout(c *call) layout.Page {
	return layout.Page{Title: c.T("Văn bản đi, dự thảo"), Current: "/documents/outgoing"}
}

func (s *Server) outgoing(c *call) error { return c.showOutgoing(http.StatusOK, component.Form{}) }

func (c *call) showOutgoing(status int, form component.Form) error {
	return c.showDocuments(status, form, document.Out, outgoingLayout(c))
}

func (s *Server) draftDocument(c *call) error {
	id, err := c.filing(func(d document.Document, f document.Filing) (int64, error) {
		return s.Documents.SaveDraft(c.Request().Context(), c.Actor, d, f)
	})
	if err != nil {
		return c.Again(err, c.showOutgoing)
	}
	return c.Done(documentPath(id), "Đã lập dự thảo; chọn người xem, người ký rồi trình.")
}

// outgoingRegister prints the register of outgoing documents and decisions.
func (s *Server) outgoingRegister(c *call) error {
	filter := c.documentFilter(document.Out)
	list, err := s.Documents.Outgoing(c.Request().Context(), c.Actor, filter.Year, filter.Register)
	if err != nil {
		return err
	}
	return c.PrintLong(c.T("Sổ văn bản đi"), len(list), func(ctx context.Context) (paper.Document, error) {
		head, err := s.letterhead(ctx)
		return document.OutgoingPaper(head, filter.Year, list, s.Clock.Now()), err
	})
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

func (s *Server) submitDocument(ctx context.Context, c *call, id, version int64) error {
	return s.Documents.Submit(ctx, c.Actor, id, version, c.chain())
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

func (s *Server) returnDocument(ctx context.Context, c *call, id, version int64) error {
	return s.Documents.SendBack(ctx, c.Actor, id, version, c.Value("note"))
}

func (s *Server) issueDocument(ctx context.Context, c *call, id, version int64) error {
	head, err := c.letterhead()
	if err != nil {
		return err
	}
	return s.Documents.Issue(ctx, c.Actor, id, version, head)
}
