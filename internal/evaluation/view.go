package evaluation

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/catalogue"
	"congthidua/internal/clock"
	"congthidua/internal/work"

	"gorm.io/gorm"
)

// View is a card with everything its page shows.
type View struct {
	Card
	Framework   *Framework
	Edition     catalogue.Edition // of the framework, without its body
	Result      Result            // of what counts now
	SelfResult  Result
	Excused     *Result // what confirming the claimed causes would come to; nil where it would change nothing
	Events      []Event
	Revisions   []Revision
	Appeals     []Appeal
	Own         bool   // the actor's own card
	AppealUntil string // last day, 2006-01-02; "" while not published
	About       Circumstances
	Tasks       []work.Counted // of the month
	TaskLines   []work.Line
	Rights      Rights
}

// Rights say what an actor may do with a card now.
type Rights struct {
	EditSelf  bool // fill in the own sheet
	Submit    bool
	Withdraw  bool
	TakeTasks bool // take products over from the month's tasks
	Appeal    bool

	Review bool // fill in the reviewer's sheet
	Return bool
	Reopen bool

	Settle   bool
	SendBack bool
	Exclude  bool
	Include  bool

	DecideAppeal bool // the one that is open
}

// Correct reports whether the committee may do anything with the card.
func (r Rights) Correct() bool { return r.Settle || r.SendBack || r.Exclude || r.Include }

// Card returns a card with its explanation and what the actor may do with it, within the actor's reach.
func (s *Service) Card(ctx context.Context, a access.Actor, id int64) (View, error) {
	reach, err := a.Require(access.CardView)
	if err != nil {
		return View{}, err
	}
	db := s.Store.Read(ctx)
	c, err := card(db, reach, id)
	if err != nil {
		return View{}, err
	}
	v := View{
		Card:        c,
		Own:         a.PersonID != 0 && a.PersonID == c.PersonID,
		AppealUntil: c.appealsUntil(),
	}
	if err := v.readHistory(db); err != nil {
		return v, err
	}
	if c.FrameworkID != nil {
		if err := s.explain(db, &v); err != nil {
			return v, err
		}
	}
	v.Rights = v.rights(a, clock.Today(s.Clock))
	v.hide()
	return v, nil
}

func (v *View) readHistory(db *gorm.DB) error {
	err := db.Where("scorecard_id = ? AND step <> ?", v.ID, StepSave).Order("id").Find(&v.Events).Error
	if err != nil {
		return err
	}
	err = db.Omit("head").Where("scorecard_id = ?", v.ID).Order("revision").Find(&v.Revisions).Error
	if err != nil {
		return err
	}
	return db.Where("scorecard_id = ?", v.ID).Order("id").Find(&v.Appeals).Error
}

// explain computes both sheets under the card's framework.
func (s *Service) explain(db *gorm.DB, v *View) (err error) {
	if v.Tasks, err = work.Month(db, v.PersonID, v.Year, v.Month); err != nil {
		return err
	}
	v.TaskLines = work.Lines(v.Tasks)
	edition, err := s.edition(db, *v.FrameworkID)
	if err != nil {
		return err
	}
	v.Framework, v.Edition = edition.framework, edition.Edition
	if v.About, err = circumstancesOf(db, v.Card); err != nil {
		return err
	}
	if v.SelfResult, err = v.Framework.Evaluate(v.SelfSheet, v.About); err != nil {
		return err
	}
	v.Result = v.SelfResult
	if v.HeadPoints != nil {
		if v.Result, err = v.Framework.Evaluate(v.HeadSheet, v.About); err != nil {
			return err
		}
	}
	v.Excused, err = v.ifExcused()
	return err
}

// ifExcused computes the sheet that counts with every claimed cause confirmed, while somebody may still
// confirm them.
func (v *View) ifExcused() (*Result, error) {
	if v.State != Draft && v.State != Submitted {
		return nil, nil
	}
	sheet := v.SelfSheet
	if v.HeadPoints != nil {
		sheet = v.HeadSheet
	}
	claimed := false
	products := make([]Product, len(sheet.Products))
	for i, p := range sheet.Products {
		if !p.Excused && p.Failed+p.Delayed > 0 {
			p.Excused, claimed = true, true
		}
		products[i] = p
	}
	if !claimed {
		return nil, nil
	}
	sheet.Products = products
	r, err := v.Framework.Evaluate(sheet, v.About)
	if err != nil || r.Points <= v.Result.Points {
		return nil, err
	}
	return &r, nil
}

// rights says what the actor may do with the card on the day.
func (v *View) rights(a access.Actor, today string) (r Rights) {
	if v.Own && a.Reach(access.CardScore).Includes(v.PersonID, v.Path) {
		r.EditSelf = v.State == Draft
		r.Submit = r.EditSelf
		r.Withdraw = v.State == Submitted
		r.TakeTasks = r.EditSelf && v.Framework != nil && v.Framework.Products && len(v.Tasks) > 0
		r.Appeal = v.State == Published && v.openAppeal() == nil && today <= v.AppealUntil
	}
	if a.Judge(v.PersonID) != nil {
		return r
	}
	r.Review = v.standing().open() && reviewersAt(a, v.Path).may(v.PersonID, v.Reviewer)
	r.Return = r.Review
	r.Reopen = r.Review && v.State == Reviewed
	if v.PeriodState == PeriodOpen && a.Reach(access.PeriodsRun).Covers(v.Path) {
		r.Settle = v.State == Reviewed
		r.SendBack = v.State == Reviewed
		r.Exclude = v.State == Draft || v.State == Submitted || v.State == Reviewed
		r.Include = v.State == NotClassified && v.FrameworkID != nil
	}
	r.DecideAppeal = v.openAppeal() != nil && !v.reviewedBy(a) && a.Reach(access.AppealDecide).Covers(v.Path)
	return r
}

// openAppeal is the appeal that waits for an answer, nil where there is none.
func (v *View) openAppeal() *Appeal {
	for i := range v.Appeals {
		if v.Appeals[i].State == AppealOpen {
			return &v.Appeals[i]
		}
	}
	return nil
}

// hide keeps the reviewer's score from the cadre until it is published: before, the own score only is shown,
// and the history tells that the card was scored, not how.
func (v *View) hide() {
	if !v.Own || v.State == Published {
		return
	}
	for i := range v.Events {
		if e := &v.Events[i]; e.Step == StepReview || e.Step == StepSettle {
			e.Note = ""
		}
	}
	v.HeadSheet, v.Result = Sheet{}, v.SelfResult
	v.Card.HeadPoints, v.Remark, v.Settled = nil, "", ""
	v.Points, v.Grade, v.EarnedGrade = v.SelfPoints, v.SelfResult.Grade, v.SelfResult.Grade
}

// ShownGrade is the grade that counts for who reads the card.
func (v View) ShownGrade() string {
	if v.Settled != "" {
		return v.Grade
	}
	return v.Result.Grade
}

// ShownRank is the rank of that grade.
func (v View) ShownRank() int {
	if v.Framework == nil {
		return 0
	}
	return v.Framework.GradeRank(v.ShownGrade())
}
