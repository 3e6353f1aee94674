package web

import (
	"net/http"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/award"
	"congthidua/internal/document"
	"congthidua/internal/org"
	"congthidua/internal/paper"
	pages "congthidua/templates/award"
	"congthidua/templates/component"
	"congthidua/templates/layout"

	"time"
)

func decisionPath(id int64) string { return "/decisions/" + component.Itoa(id) }

func (s *Server) decisions(c *call) error { return c.showDecisions(http.StatusOK, component.Form{}) }

func (c *call) showDecisions(status int, form component.Form) error {
	v := pages.Decisions{Query: c.QueryParams(), MayEdit: c.Actor.May(access.DecisionEdit), Form: form, Filter: award.Filter{State: c.Query("state"), Page: c.Page()}}
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
		if v.Salaries, err = s.Award.Salaries(ctx); err != nil {
			return err
		}
	}
	page := layout.Page{Title: c.T("Quyết định khen thưởng"), Current: "/decisions"}
	return c.Show(status, page, pages.DecisionsPage(page, v))
}

func (c *call) typedDecision() award.Decision {
	return award.Decision{Received: c.Value("received") != "", Body: c.Value("body"), Subject: c.Value("subject"), Grounds: c.Value("grounds"), Number: c.Value("number"), DecidedOn: c.Value("decided_on"), Signer: c.Value("signer"), SignerTitle: c.Value("signer_title"),
		Columns: c.typedColumns(), Ordering: c.Value("ordering"), Version: c.Number("version")}
}

// typedColumns are the chosen columns in the order of their numbers; without any field they are the
// usual ones.
func (c *call) typedColumns() string {
	if !c.form.Has("column.post") {
		return "post,place,prize"
	}
	var chosen [10]string
	for _, x := range award.ListColumns {
		if n := c.Number("column." + x); n > 0 && n < 10 {
			chosen[n] += "," + x
		}
	}
	return strings.TrimPrefix(strings.Join(chosen[:], ""), ",")
}

func (s *Server) createDecision(c *call) error {
	id, err := s.Award.SaveDecision(c.Request().Context(), c.Actor, c.typedDecision())
	if err != nil {
		return c.Again(err, c.showDecisions)
	}
	return c.Done(decisionPath(id), "Đã lập quyết định. Hãy thêm người, tập thể được khen.")
}

func (s *Server) addSalary(c *call) error {
	if err := s.Award.AddSalary(c.Request().Context(), c.Actor, c.Value("since"), c.Value("amount"), c.Value("legal")); err != nil {
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
	v := pages.Decision{Actor: c.Actor, Form: form}
	if v.Decision, v.List, err = s.Award.Decision(ctx, c.Actor, id); err != nil {
		return err
	}
	if v.Templates, err = s.Documents.Templates(ctx, c.Actor, document.ForDecision); err != nil {
		return err
	}
	if v.Documents, err = s.Documents.About(ctx, c.Actor, id); err != nil {
		return err
	}
	if v.State != award.Issued {
		if v.Doubts, err = s.Award.Doubts(ctx, c.Actor, id); err != nil {
			return err
		}
		if v.Salaries, err = s.Award.Salaries(ctx); err != nil {
			return err
		}
		v.Today = s.today()
	}
	if v.Catalogue, err = award.Shipped(); err != nil {
		return err
	}
	if v.MayEdit() {
		if v.Campaigns, err = s.Emulation.Campaigns(ctx); err != nil {
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
	page := layout.Page{Title: pages.DecisionTitle(ctx, v.Decision), Current: "/decisions", Crumbs: []layout.Crumb{{Text: c.T("Quyết định khen thưởng"), Path: "/decisions"}}}
	return c.Show(status, page, pages.DecisionPage(page, v))
}

// changeDecision runs a change of the decision in the path and shows it again; a password never comes
// back.
func (c *call) changeDecision(notice string, change func(id, version int64) error) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	if err := change(id, c.Number("version")); err != nil {
		return c.Again(err, func(status int, form component.Form) error {
			form.Values.Del("password")
			return c.showDecision(status, form)
		})
	}
	return c.Done(decisionPath(id), notice)
}

func (s *Server) saveDecision(c *call) error {
	return c.changeDecision("Đã lưu quyết định.", func(id, _ int64) error {
		d := c.typedDecision()
		d.ID = id
		_, err := s.Award.SaveDecision(c.Request().Context(), c.Actor, d)
		return err
	})
}

func (s *Server) saveColumns(c *call) error {
	return c.changeDecision("Đã nhớ cách in danh sách.", func(id, _ int64) error {
		return s.Award.SaveColumns(c.Request().Context(), c.Actor, id, c.typedColumns(), c.Value("ordering"))
	})
}

func (s *Server) addRecipients(c *call) error {
	return c.changeDecision("Đã thêm vào danh sách.", func(id, _ int64) error {
		return s.Award.AddRecipients(c.Request().Context(), c.Actor, id, award.Lines{Form: c.Value("form"), Kind: c.Value("kind"), Year: int(c.Number("year")), Achievement: c.Value("achievement"), Text: c.Value("lines")})
	})
}

func (s *Server) addFromCouncil(c *call) error {
	return c.changeDecision("Đã thêm những người, tập thể được Hội đồng đề nghị.", func(id, _ int64) error {
		return s.Award.AddFromCouncil(c.Request().Context(), c.Actor, id, int(c.Number("year")))
	})
}

func (s *Server) saveRecipient(c *call) error {
	return c.changeDecision("Đã lưu dòng.", func(id, _ int64) error {
		recipient, err := c.ID("recipient")
		if err != nil {
			return err
		}
		if c.Value("drop") != "" {
			return s.Award.DropRecipient(c.Request().Context(), c.Actor, id, recipient)
		}
		return s.Award.SaveRecipient(c.Request().Context(), c.Actor, id, award.Recipient{ID: recipient, Name: c.Value("name"), Post: c.Value("post"), Place: c.Value("place"), Achievement: c.Value("achievement"), Representative: c.Value("representative")})
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
	draft, err := s.Award.Amend(c.Request().Context(), c.Actor, id, c.Value("kind"), c.Value("reason"), c.Numbers("line"))
	if err != nil {
		return c.Again(err, c.showDecision)
	}
	return c.Done(decisionPath(draft), "Đã lập bản soạn; quyết định cũ giữ nguyên cho đến khi bản này ban hành.")
}

// decisionPapers are the papers of a decision by the last part of their path.
var decisionPapers = map[string]func(org.Letterhead, award.Decision, []award.Recipient, time.Time) paper.Document{
	"list": award.ListPaper, "payment": award.PaymentPaper, "text": award.DecisionPaper, "engraver": award.EngraverPaper,
}

// decisionPaper prints one of a decision's papers.
func (s *Server) decisionPaper(kind string) handler {
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
		return c.Print(decisionPapers[kind](head, d, list, s.Clock.Now()))
	}
}
