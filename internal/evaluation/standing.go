package evaluation

import (
	"congthidua/internal/access"
	"congthidua/internal/fault"

	"gorm.io/gorm"
)

// judged reads a card on which the actor is about to decide: within the reach of the permission, and never
// the own one. Every use case that scores, grades, returns, excludes or corrects begins with it.
func judged(tx *gorm.DB, a access.Actor, permission access.Permission, id int64) (Card, error) {
	reach, err := a.Require(permission)
	if err != nil {
		return Card{}, err
	}
	c, err := card(tx, reach, id)
	if err != nil {
		return c, err
	}
	return c, a.Judge(c.PersonID)
}

// ownCard reads the actor's own card, for what a cadre does with it.
func ownCard(tx *gorm.DB, a access.Actor, id int64) (Card, error) {
	reach, err := a.Require(access.CardScore)
	if err != nil {
		return Card{}, err
	}
	return card(tx, reach, id)
}

// standing is what decides whether a card can be scored now.
type standing struct {
	state    State
	reviewer Reviewer
	period   PeriodState
	handedIn bool // the unit has handed its month in
}

func (c Card) standing() standing {
	return standing{c.State, c.Reviewer, c.PeriodState, c.UnitSubmitted}
}

// open reports whether the card can be scored, returned or reopened now. A unit that has handed its month
// in leaves the scored cards alone; cards that a leader scores and those sent back are still open.
func (s standing) open() bool {
	switch {
	case s.period != PeriodOpen:
		return false
	case s.state == Submitted:
		return true
	case s.state == Reviewed:
		return !s.handedIn || s.reviewer == ByLeader
	}
	return false
}

// reviewers says for a unit whose cards the actor may score there: two reaches, asked once for a list.
type reviewers struct {
	person        int64 // whose own card is nobody's to score
	heads, others bool
}

func reviewersAt(a access.Actor, path string) reviewers {
	return reviewers{
		person: a.PersonID,
		heads:  a.Reach(access.LeaderReview).Covers(path),
		others: a.Reach(access.CardReview).Covers(path),
	}
}

// any reports whether the actor scores anybody there.
func (r reviewers) any() bool { return r.heads || r.others }

// may reports whether the actor scores this person's card, whatever its state.
func (r reviewers) may(personID int64, by Reviewer) bool {
	if r.person != 0 && r.person == personID {
		return false
	}
	if by == ByLeader {
		return r.heads
	}
	return r.others
}

// reviewable reads a card that the actor may score now.
func reviewable(tx *gorm.DB, a access.Actor, id int64) (Card, error) {
	c, err := judged(tx, a, access.CardReview, id)
	switch {
	case err != nil:
		return c, err
	case !reviewersAt(a, c.Path).may(c.PersonID, c.Reviewer):
		return c, fault.ErrForbidden
	case c.State != Submitted && c.State != Reviewed:
		return c, fault.Conflictf("Phiếu đang ở trạng thái «%s» nên không chấm được.", StateNames[c.State])
	case !c.standing().open():
		return c, fault.Conflictf("Đơn vị đã trình tổng hợp tháng này; muốn sửa, đề nghị chuyên viên tổng hợp trả lại.")
	}
	return c, nil
}

// correctable reads a card of the open month on which the committee decides.
func correctable(tx *gorm.DB, a access.Actor, id int64) (Card, error) {
	c, err := judged(tx, a, access.PeriodsRun, id)
	if err == nil && c.PeriodState != PeriodOpen {
		err = errNoLongerOpen
	}
	return c, err
}
