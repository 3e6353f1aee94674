package web

import (
	"context"
	"fmt"
	"net/http"
	"os"

	"congthidua/internal/access"
	"congthidua/internal/award"
	"congthidua/internal/council"
	"congthidua/internal/job"
	"congthidua/internal/org"
	pages "congthidua/templates/award"
	"congthidua/templates/component"
	"congthidua/templates/layout"
)

func (s *Server) proposals(c *call) error { return c.showProposals(http.StatusOK, component.Form{}) }

func (c *call) showProposals(status int, form component.Form) error {
	list, err := c.server.Award.Proposals(c.Request().Context(), c.Actor)
	if err != nil {
		return err
	}
	page := layout.Page{Title: c.T("Đề nghị khen thưởng"), Current: "/proposals"}
	return c.Show(status, page, pages.ProposalsPage(page, list, c.Actor.May(access.ProposalRun), form))
}

// typedProposal is the text of a proposal as typed.
func (c *call) typedProposal() award.Proposal {
	return award.Proposal{
		Kind:    award.ProposalKind(c.Value("kind")),
		Body:    c.Value("body"),
		Subject: c.Value("subject"),
	}
}

func (s *Server) createProposal(c *call) error {
	id, err := s.Award.CreateProposal(c.Request().Context(), c.Actor, c.typedProposal())
	if err != nil {
		return c.Again(err, c.showProposals)
	}
	return c.Done(award.ProposalPath(id), "Đã lập đề nghị. Hãy thêm người, tập thể.")
}

func (s *Server) proposal(c *call) error { return c.showProposal(http.StatusOK, component.Form{}) }

func (c *call) showProposal(status int, form component.Form) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	ctx, s := c.Request().Context(), c.server
	v := pages.Proposal{Form: form, Actor: c.Actor, Today: s.today()}
	if v.ProposalPage, err = s.Award.ProposalPage(ctx, c.Actor, id); err != nil {
		return err
	}
	if v.Campaigns, err = s.Emulation.Campaigns(ctx, c.Actor); err != nil {
		return err
	}
	page := layout.Page{
		Title:   v.Subject,
		Current: "/proposals",
		Crumbs:  []layout.Crumb{{Text: c.T("Đề nghị khen thưởng"), Path: "/proposals"}},
	}
	return c.Show(status, page, pages.ProposalPage(page, v))
}

// changeProposal runs a change of the proposal in the path and shows it again.
func (c *call) changeProposal(notice string, change func(id, version int64) error) error {
	return c.change(notice, award.ProposalPath, c.showProposal, change)
}

func (s *Server) saveProposal(c *call) error {
	return c.changeProposal("Đã lưu đề nghị.", func(id, version int64) error {
		return s.Award.SaveProposal(c.Request().Context(), c.Actor, id, version, c.typedProposal())
	})
}

func (s *Server) propose(c *call) error {
	return c.changeProposal("Đã thêm vào danh sách.", func(id, version int64) error {
		return s.Award.Propose(c.Request().Context(), c.Actor, id, version, c.typedLines())
	})
}

func (s *Server) proposeFromCouncil(c *call) error {
	return c.changeProposal("Đã thêm những người, tập thể được Hội đồng đề nghị.", func(id, version int64) error {
		year, form := int(c.Number("year")), c.Value("form")
		return s.Award.ProposeFromCouncil(c.Request().Context(), c.Actor, id, version, year, form)
	})
}

// saveReport changes a line, or drops it; the version is that of the line.
func (s *Server) saveReport(c *call) error {
	return c.changeProposal("Đã lưu dòng.", func(id, version int64) error {
		line, err := c.ID("line")
		if err != nil {
			return err
		}
		ctx := c.Request().Context()
		if c.Value("drop") != "" {
			return s.Award.DropLine(ctx, c.Actor, id, line, version)
		}
		return s.Award.SaveReport(ctx, c.Actor, id, line, version, c.Value("achievement"), c.Value("report"))
	})
}

func (s *Server) sendProposal(c *call) error {
	return c.changeProposal("Đã ghi là đã gửi.", func(id, version int64) error {
		return s.Award.Send(c.Request().Context(), c.Actor, id, version)
	})
}

func (s *Server) takeProposalBack(c *call) error {
	return c.changeProposal("Đã ghi bị trả lại.", func(id, version int64) error {
		return s.Award.TakeBack(c.Request().Context(), c.Actor, id, version, c.Value("reason"))
	})
}

// answerProposal records what the deciding body made of each line and goes on to the decision.
func (s *Server) answerProposal(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	x := award.Answers{Accepted: map[int64]bool{}, Why: map[int64]string{}}
	for _, line := range c.Numbers("accepted") {
		x.Accepted[line] = true
	}
	for _, line := range c.Numbers("line") {
		x.Why[line] = c.Value(fmt.Sprintf("why.%d", line))
	}
	decision, err := s.Award.Answer(c.Request().Context(), c.Actor, id, c.Number("version"), x)
	if err != nil {
		return c.Again(err, c.showProposal)
	}
	if decision == 0 {
		return c.Done(award.ProposalPath(id), "Đã ghi kết quả: không ai được chấp nhận.")
	}
	return c.Done(award.DecisionPath(decision),
		"Đã ghi kết quả. Hãy ghi số, ngày, người ký của quyết định rồi ghi nhận.")
}

// proposalPaper prints one of a proposal's papers.
func (s *Server) proposalPaper(p award.ProposalPaper) handler {
	return func(c *call) error {
		id, err := c.ID("id")
		if err != nil {
			return err
		}
		row, list, err := s.Award.Proposal(c.Request().Context(), c.Actor, id)
		if err != nil {
			return err
		}
		head, err := c.letterhead()
		if err != nil {
			return err
		}
		return c.Print(p.Draw(head, row, list, s.Clock.Now()))
	}
}

// dossier makes the whole dossier as a zip, by a job with progress.
func (s *Server) dossier(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	actor := c.Actor
	v, err := s.Award.Dossier(c.Request().Context(), actor, id)
	if err != nil {
		return err
	}
	head, err := c.letterhead()
	if err != nil {
		return err
	}
	title := c.T("Hồ sơ: %s", v.Subject)
	return c.runJob("proposal.dossier", title, func(ctx context.Context, progress job.Progress) (job.Result, error) {
		if v.Extras, err = s.councilMinutes(ctx, actor, head, v.Meetings); err != nil {
			return job.Result{}, err
		}
		file, err := s.keepFile(".zip", func(w *os.File) error { return v.Write(w, head, s.Clock.Now(), progress) })
		return job.Result{File: file, FileName: fmt.Sprintf("ho-so-de-nghi-%d.zip", id)}, err
	})
}

// councilMinutes are the minutes of meetings that have proposed somebody of a proposal.
func (s *Server) councilMinutes(
	ctx context.Context, a access.Actor, head org.Letterhead, meetings []int64,
) (list []award.Extra, err error) {
	if !a.May(access.MeetingView) { // what the reader may not see elsewhere is not in the zip either
		return nil, nil
	}
	for _, id := range meetings {
		v, err := s.Council.Meeting(ctx, a, id)
		if err != nil {
			return nil, err
		}
		minutes := council.MinutesPaper(head, v, s.Clock.Now())
		list = append(list, award.Extra{Name: fmt.Sprintf("bien-ban-%d", id), Document: minutes})
	}
	return list, nil
}
