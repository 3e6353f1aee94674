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
	"congthidua/internal/paper"
	pages "congthidua/templates/award"
	"congthidua/templates/component"
	"congthidua/templates/layout"
)

func proposalPath(id int64) string { return "/proposals/" + component.Itoa(id) }

func (s *Server) proposals(c *call) error { return c.showProposals(http.StatusOK, component.Form{}) }

func (c *call) showProposals(status int, form component.Form) error {
	list, err := c.server.Award.Proposals(c.Request().Context(), c.Actor)
	if err != nil {
		return err
	}
	page := layout.Page{Title: c.T("Đề nghị khen thưởng"), Current: "/proposals"}
	return c.Show(status, page, pages.ProposalsPage(page, list, c.Actor.May(access.ProposalRun), form))
}

func (s *Server) createProposal(c *call) error {
	id, err := s.Award.SaveProposal(c.Request().Context(), c.Actor, award.Proposal{Kind: c.Value("kind"), Body: c.Value("body"), Subject: c.Value("subject")})
	if err != nil {
		return c.Again(err, c.showProposals)
	}
	return c.Done(proposalPath(id), "Đã lập đề nghị. Hãy thêm người, tập thể.")
}

func (s *Server) proposal(c *call) error { return c.showProposal(http.StatusOK, component.Form{}) }

func (c *call) showProposal(status int, form component.Form) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	ctx, s := c.Request().Context(), c.server
	v := pages.Proposal{Form: form, MayRun: c.Actor.May(access.ProposalRun), Today: s.today()}
	if v.Proposal, v.List, v.Doubts, err = s.Award.Proposal(ctx, c.Actor, id); err != nil {
		return err
	}
	if v.Catalogue, err = award.Shipped(); err != nil {
		return err
	}
	if v.Campaigns, err = s.Emulation.Campaigns(ctx); err != nil {
		return err
	}
	if v.Needs, err = s.Award.Checklist(ctx, c.Actor, v.Proposal, v.List); err != nil {
		return err
	}
	v.Account = c.Actor.AccountID
	page := layout.Page{Title: v.Subject, Current: "/proposals", Crumbs: []layout.Crumb{{Text: c.T("Đề nghị khen thưởng"), Path: "/proposals"}}}
	return c.Show(status, page, pages.ProposalPage(page, v))
}

// changeProposal runs a change of the proposal in the path and shows it again.
func (c *call) changeProposal(notice string, change func(id, version int64) error) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	if err := change(id, c.Number("version")); err != nil {
		return c.Again(err, c.showProposal)
	}
	return c.Done(proposalPath(id), notice)
}

func (s *Server) saveProposal(c *call) error {
	return c.changeProposal("Đã lưu đề nghị.", func(id, version int64) error {
		_, err := s.Award.SaveProposal(c.Request().Context(), c.Actor, award.Proposal{ID: id, Version: version, Kind: c.Value("kind"), Body: c.Value("body"), Subject: c.Value("subject")})
		return err
	})
}

func (s *Server) propose(c *call) error {
	return c.changeProposal("Đã thêm vào danh sách.", func(id, _ int64) error {
		return s.Award.Propose(c.Request().Context(), c.Actor, id, award.Lines{Form: c.Value("form"), Kind: c.Value("kind"), Year: int(c.Number("year")), Achievement: c.Value("achievement"), Text: c.Value("lines")})
	})
}

func (s *Server) proposeFromCouncil(c *call) error {
	return c.changeProposal("Đã thêm những người, tập thể được Hội đồng đề nghị.", func(id, _ int64) error {
		return s.Award.ProposeFromCouncil(c.Request().Context(), c.Actor, id, int(c.Number("year")), c.Value("form"))
	})
}

func (s *Server) saveReport(c *call) error {
	return c.changeProposal("Đã lưu dòng.", func(id, _ int64) error {
		line, err := c.ID("line")
		if err != nil {
			return err
		}
		return s.Award.SaveReport(c.Request().Context(), c.Actor, id, line, c.Value("achievement"), c.Value("report"), c.Value("drop") != "")
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
	accepted, why := map[int64]bool{}, map[int64]string{}
	for _, line := range c.Numbers("accepted") {
		accepted[line] = true
	}
	for _, line := range c.Numbers("line") {
		why[line] = c.Value(fmt.Sprintf("why.%d", line))
	}
	decision, err := s.Award.Answer(c.Request().Context(), c.Actor, id, c.Number("version"), accepted, why)
	if err != nil {
		return c.Again(err, c.showProposal)
	}
	if decision == 0 {
		return c.Done(proposalPath(id), "Đã ghi kết quả: không ai được chấp nhận.")
	}
	return c.Done(decisionPath(decision), "Đã ghi kết quả. Hãy ghi số, ngày, người ký của quyết định rồi ghi nhận.")
}

// proposalPaper prints the submission or the list.
func (s *Server) proposalPaper(kind string) handler {
	return func(c *call) error {
		id, err := c.ID("id")
		if err != nil {
			return err
		}
		p, list, _, err := s.Award.Proposal(c.Request().Context(), c.Actor, id)
		if err != nil {
			return err
		}
		head, err := c.letterhead()
		if err != nil {
			return err
		}
		var d paper.Document
		switch kind {
		case "submission":
			d = award.SubmissionPaper(head, p, list, s.Clock.Now())
		default:
			d = award.ProposalListPaper(head, p, list, s.Clock.Now())
		}
		return c.Print(d)
	}
}

// dossier makes the whole dossier as a zip, by a job with progress.
func (s *Server) dossier(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	actor := c.Actor
	v := award.Parts{}
	ctx := c.Request().Context()
	if v.Proposal, v.List, _, err = s.Award.Proposal(ctx, actor, id); err != nil {
		return err
	}
	if v.Needs, err = s.Award.Checklist(ctx, actor, v.Proposal, v.List); err != nil {
		return err
	}
	head, err := c.letterhead()
	if err != nil {
		return err
	}
	return c.runJob("proposal.dossier", c.T("Hồ sơ: %s", v.Subject), func(ctx context.Context, progress job.Progress) (job.Result, error) {
		var err error
		if v.Records, err = s.Award.Records(ctx, id); err != nil {
			return job.Result{}, err
		}
		if v.Careers, err = s.Award.Careers(ctx, id); err != nil {
			return job.Result{}, err
		}
		if v.Extras, err = s.councilMinutes(ctx, actor, head, id); err != nil {
			return job.Result{}, err
		}
		file, err := s.keepFile(".zip", func(w *os.File) error { return award.Dossier(w, head, v, s.Clock.Now(), progress) })
		return job.Result{File: file, FileName: fmt.Sprintf("ho-so-de-nghi-%d.zip", id)}, err
	})
}

// councilMinutes are the minutes of the meetings that have proposed somebody of a proposal.
func (s *Server) councilMinutes(ctx context.Context, a access.Actor, head org.Letterhead, proposal int64) (list []award.Extra, err error) {
	if !a.May(access.MeetingView) { // what the reader may not see elsewhere is not in the zip either
		return nil, nil
	}
	meetings, err := s.Award.Meetings(ctx, proposal)
	if err != nil {
		return nil, err
	}
	for _, id := range meetings {
		v, err := s.Council.Meeting(ctx, a, id)
		if err != nil {
			return nil, err
		}
		list = append(list, award.Extra{Name: fmt.Sprintf("bien-ban-%d", id), Document: council.MinutesPaper(head, v, s.Clock.Now())})
	}
	return list, nil
}
