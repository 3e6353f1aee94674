package web

import (
	"net/http"

	"congthidua/internal/access"
	"congthidua/internal/award"
	"congthidua/internal/certificate"
	"congthidua/internal/document"
	"congthidua/internal/org"
	pages "congthidua/templates/award"
	"congthidua/templates/component"
	"congthidua/templates/layout"
)

func (s *Server) decisions(c *call) error { return c.showDecisions(http.StatusOK, component.Form{}) }

func (c *call) showDecisions(status int, form component.Form) error {
	v := pages.Decisions{
		Query:   c.QueryParams(),
		MayEdit: c.Actor.May(access.DecisionEdit),
		Form:    form,
		Filter:  award.Filter{State: award.State(c.Query("state")), Page: c.Page()},
	}
	if year, ok := parseID(c.Query("year")); ok {
		v.Filter.Year = int(year)
	}
	ctx, s := c.Request().Context(), c.server
	var err error
	if v.List, v.Total, err = s.Award.Decisions(ctx, c.Actor, v.Filter); err != nil {
		return err
	}
	if v.MayEdit {
		head, err := c.letterhead()
		if err != nil {
			return err
		}
		v.Body = head.Body
		if v.Salaries, err = s.Award.Salaries(ctx, c.Actor); err != nil {
			return err
		}
	}
	page := layout.Page{Title: c.T("Quyết định khen thưởng"), Current: "/decisions"}
	return c.Show(status, page, pages.DecisionsPage(page, v))
}

// typedDecision is the text of a decision as typed.
func (c *call) typedDecision() award.Decision {
	return award.Decision{
		Received:    c.Value("received") != "",
		Body:        c.Value("body"),
		Subject:     c.Value("subject"),
		Grounds:     c.Value("grounds"),
		Number:      c.Value("number"),
		DecidedOn:   c.Value("decided_on"),
		Signer:      c.Value("signer"),
		SignerTitle: c.Value("signer_title"),
	}
}

func (s *Server) createDecision(c *call) error {
	d := c.typedDecision()
	d.Columns, d.Ordering = award.UsualColumns, award.Ordering(c.Value("ordering"))
	id, err := s.Award.CreateDecision(c.Request().Context(), c.Actor, d)
	if err != nil {
		return c.Again(err, c.showDecisions)
	}
	return c.Done(award.DecisionPath(id), "Đã lập quyết định. Hãy thêm người, tập thể được khen.")
}

func (s *Server) addSalary(c *call) error {
	err := s.Award.AddSalary(c.Request().Context(), c.Actor, c.Value("since"), c.Value("amount"), c.Value("legal"))
	if err != nil {
		return c.Again(err, c.showDecisions)
	}
	return c.Done("/decisions", "Đã ghi mức lương cơ sở.")
}

func (s *Server) decision(c *call) error { return c.showDecision(http.StatusOK, component.Form{}) }

func (c *call) showDecision(status int, form component.Form) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	ctx, s := c.Request().Context(), c.server
	v := pages.Decision{Actor: c.Actor, Form: form, Today: s.today()}
	if v.DecisionPage, err = s.Award.DecisionPage(ctx, c.Actor, id); err != nil {
		return err
	}
	if v.Templates, err = s.Documents.Templates(ctx, c.Actor, document.ForDecision); err != nil {
		return err
	}
	if v.Documents, err = s.Documents.About(ctx, c.Actor, id); err != nil {
		return err
	}
	if v.Rights.Edit {
		if v.Campaigns, err = s.Emulation.Campaigns(ctx, c.Actor); err != nil {
			return err
		}
	}
	if v.Files, err = s.Award.Files().Files(ctx, c.Actor, id); err != nil {
		return err
	}
	head, err := c.letterhead()
	if err != nil {
		return err
	}
	v.Authority = head.Authority
	page := layout.Page{
		Title:   pages.DecisionTitle(ctx, v.Decision),
		Current: "/decisions",
		Crumbs:  []layout.Crumb{{Text: c.T("Quyết định khen thưởng"), Path: "/decisions"}},
	}
	return c.Show(status, page, pages.DecisionPage(page, v))
}

// changeDecision runs a change of the decision in the path and shows it again; a password never comes back.
func (c *call) changeDecision(notice string, change func(id, version int64) error) error {
	return c.change(notice, award.DecisionPath, withoutPassword(c.showDecision), change)
}

func (s *Server) saveDecision(c *call) error {
	return c.changeDecision("Đã lưu quyết định.", func(id, version int64) error {
		return s.Award.SaveDecision(c.Request().Context(), c.Actor, id, version, c.typedDecision())
	})
}

func (s *Server) saveColumns(c *call) error {
	return c.changeDecision("Đã nhớ cách in danh sách.", func(id, version int64) error {
		columns := award.ChooseColumns(func(code string) int64 { return c.Number("column." + code) })
		ordering := award.Ordering(c.Value("ordering"))
		return s.Award.SaveColumns(c.Request().Context(), c.Actor, id, version, columns, ordering)
	})
}

// typedLines are awardees as typed, one to a line.
func (c *call) typedLines() award.Lines {
	return award.Lines{
		Form:        c.Value("form"),
		Subject:     award.Subject(c.Value("kind")),
		Year:        int(c.Number("year")),
		Achievement: c.Value("achievement"),
		Text:        c.Value("lines"),
	}
}

func (s *Server) addRecipients(c *call) error {
	return c.changeDecision("Đã thêm vào danh sách.", func(id, version int64) error {
		return s.Award.AddRecipients(c.Request().Context(), c.Actor, id, version, c.typedLines())
	})
}

func (s *Server) addFromCouncil(c *call) error {
	return c.changeDecision("Đã thêm những người, tập thể được Hội đồng đề nghị.", func(id, version int64) error {
		return s.Award.AddFromCouncil(c.Request().Context(), c.Actor, id, version, int(c.Number("year")))
	})
}

// saveRecipient changes a line, or drops it; the version is that of the line.
func (s *Server) saveRecipient(c *call) error {
	return c.changeDecision("Đã lưu dòng.", func(id, version int64) error {
		line, err := c.ID("recipient")
		if err != nil {
			return err
		}
		ctx := c.Request().Context()
		if c.Value("drop") != "" {
			return s.Award.DropRecipient(ctx, c.Actor, id, line, version)
		}
		var typed award.Awardee
		for _, f := range award.LineFields {
			*f.Of(&typed) = c.Value(f.Code)
		}
		return s.Award.SaveRecipient(ctx, c.Actor, id, line, version, typed)
	})
}

func (s *Server) submitDecision(c *call) error {
	return c.changeDecision("Đã trình ký.", func(id, version int64) error {
		return s.Award.Submit(c.Request().Context(), c.Actor, id, version)
	})
}

func (s *Server) returnDecision(c *call) error {
	return c.changeDecision("Đã trả lại quyết định.", func(id, version int64) error {
		return s.Award.Return(c.Request().Context(), c.Actor, id, version, c.Value("reason"))
	})
}

func (s *Server) signDecision(c *call) error {
	return c.changeDecision("Đã ký quyết định.", func(id, version int64) error {
		if err := c.reauthenticate(); err != nil {
			return err
		}
		return s.Award.Sign(c.Request().Context(), c.Actor, id, version, c.Value("title"))
	})
}

func (s *Server) issueDecision(c *call) error {
	return c.changeDecision("Đã lấy số và ban hành quyết định.", func(id, version int64) error {
		head, err := c.letterhead()
		if err != nil {
			return err
		}
		return s.Award.Issue(c.Request().Context(), c.Actor, id, version, head)
	})
}

func (s *Server) receiveDecision(c *call) error {
	return c.changeDecision("Đã ghi nhận quyết định.", func(id, version int64) error {
		return s.Award.Receive(c.Request().Context(), c.Actor, id, version)
	})
}

func (s *Server) amendDecision(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	kind, lines := award.Kind(c.Value("kind")), c.Numbers("line")
	draft, err := s.Award.Amend(c.Request().Context(), c.Actor, id, kind, c.Value("reason"), lines)
	if err != nil {
		return c.Again(err, c.showDecision)
	}
	return c.Done(award.DecisionPath(draft),
		"Đã lập bản soạn; quyết định cũ giữ nguyên cho đến khi bản này ban hành.")
}

// decisionPaper prints one of a decision's papers.
func (s *Server) decisionPaper(p award.Paper) handler {
	return func(c *call) error {
		id, err := c.ID("id")
		if err != nil {
			return err
		}
		d, list, err := s.Award.Decision(c.Request().Context(), c.Actor, id)
		if err != nil {
			return err
		}
		head, err := c.letterhead()
		if err != nil {
			return err
		}
		drawn, err := p.Draw(head, d, list, s.Clock.Now())
		if err != nil {
			return err
		}
		return c.Print(drawn)
	}
}

// decisionLetters prints envelopes or labels for the recipients of a decision.
func (s *Server) decisionLetters(use certificate.Use, file string) handler {
	return func(c *call) error {
		id, err := c.ID("id")
		if err != nil {
			return err
		}
		d, recipients, err := s.Award.Decision(c.Request().Context(), c.Actor, id)
		if err != nil {
			return err
		}
		head, err := c.letterhead()
		if err != nil {
			return err
		}
		var list []certificate.Values
		for _, r := range recipients {
			if r.EndedBy == nil {
				list = append(list, certificate.Addressed(head.Whole(), r.Name, r.Where()))
			}
		}
		return c.letters(use, list, file, d.ID)
	}
}

func (s *Server) fillDecision(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	d, list, err := s.Award.Decision(c.Request().Context(), c.Actor, id)
	if err != nil {
		return err
	}
	return c.fill(document.ForDecision, func(l org.Letterhead) document.Blanks {
		return decisionBlanks(l, d, list)
	})
}
