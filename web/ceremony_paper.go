package web

import (
	"congthidua/internal/ceremony"
	"congthidua/internal/document"
	pages "congthidua/templates/ceremony"
	"congthidua/templates/component"
)

// ceremonyPapers adds to the page of a ceremony what is seen of it as a whole: the papers with whether
// they must be printed again, templates and files.
func (c *call) ceremonyPapers(v *pages.Ceremony) error {
	ctx, s := c.Request().Context(), c.server
	head, err := c.letterhead()
	if err != nil {
		return err
	}
	for _, p := range ceremony.Papers {
		d, err := p.Document(head, v.Stage, s.Clock.Now())
		if err != nil {
			return err
		}
		printed, done := v.Prints[p.Code]
		says := ceremony.Fingerprint(d)
		v.Papers = append(v.Papers, pages.Paper{
			Paper: p, Says: says, Printed: printed.At, Done: done, Changed: done && printed.Fingerprint != says,
		})
	}
	if v.Templates, err = s.Documents.Templates(ctx, c.Actor, document.ForCeremony); err != nil {
		return err
	}
	files, err := s.Ceremony.Files().Files(ctx, c.Actor, v.ID)
	if err != nil {
		return err
	}
	v.Files = component.FileRows(files, c.Actor.AccountID, v.Rights.KeepFiles)
	return nil
}

// ceremonyPaper prints a paper of the ceremony in the path.
func (s *Server) ceremonyPaper(p ceremony.Paper) handler {
	return func(c *call) error {
		stage, err := c.stage()
		if err != nil {
			return err
		}
		head, err := c.letterhead()
		if err != nil {
			return err
		}
		d, err := p.Document(head, stage, s.Clock.Now())
		if err != nil {
			return err
		}
		return c.Print(d)
	}
}

// printedPaper notes that a paper was printed as the page showed it, so that a later change is told.
func (s *Server) printedPaper(c *call) error {
	const notice = "Đã ghi là đã in; nếu nội dung đổi, trang này sẽ nhắc in lại."
	return c.changeCeremony(notice, func(id, _ int64) error {
		return s.Ceremony.Printed(c.Request().Context(), c.Actor, id, c.Param("paper"), c.Value("says"))
	})
}
