package web

import (
	"context"
	"net/http"

	"congthidua/internal/document"
	"congthidua/internal/paper"
	"congthidua/templates/component"
	"congthidua/templates/layout"
)

func incomingLayout(c *call) layout.Page {
	return layout.Page{Title: c.T("Văn bản đến"), Current: "/documents/incoming"}
}

func (s *Server) incoming(c *call) error { return c.showIncoming(http.StatusOK, component.Form{}) }

func (c *call) showIncoming(status int, form component.Form) error {
	return c.showDocuments(status, form, document.In, incomingLayout(c))
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

// incomingRegister prints the book of incoming documents.
func (s *Server) incomingRegister(c *call) error {
	actor, filter := c.Actor, c.documentFilter(document.In)
	total, err := s.Documents.BookSize(c.Request().Context(), actor, filter)
	if err != nil {
		return err
	}
	known, err := s.Documents.Catalogue(c.Request().Context(), actor)
	if err != nil {
		return err
	}
	return c.PrintLong(c.T("Sổ văn bản đến"), total, func(ctx context.Context) (paper.Document, error) {
		list, err := s.Documents.Book(ctx, actor, filter)
		if err != nil {
			return paper.Document{}, err
		}
		head, err := s.letterhead(ctx)
		book := known.BookName(filter.Register)
		return document.IncomingPaper(head, book, filter.Year, list, s.Clock.Now()), err
	})
}

// routeDocument sends a document on; with a lead, what is to be done becomes tasks.
func (s *Server) routeDocument(ctx context.Context, c *call, id, version int64) error {
	x := document.Dispatch{To: c.Numbers("to"), Instruction: c.Value("instruction")}
	if len(c.Numbers("lead")) > 0 {
		order := c.order()
		x.Order = &order
	}
	return s.Documents.Route(ctx, c.Actor, id, version, x)
}

func (s *Server) settleDocument(ctx context.Context, c *call, id, version int64) error {
	return s.Documents.Settle(ctx, c.Actor, id, version, c.Value("how"))
}
