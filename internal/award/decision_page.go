package award

import (
	"context"

	"congthidua/internal/access"

	"gorm.io/gorm"
)

// DecisionRights are what the actor may do with a decision now.
type DecisionRights struct {
	Edit    bool // text and lines
	Submit  bool // hand it up to be signed
	Receive bool // take a received one into the record
	Sign    bool
	Return  bool // give it back unsigned
	Issue   bool // number it
	Amend   bool // correct or revoke lines
	Arrange bool // choose columns and order of the list, keep its files
	OwnCase bool // the actor stands in it, which keeps the actor from deciding
}

// DecisionPage is a decision with everything that its page shows.
type DecisionPage struct {
	DecisionRow
	List     []Recipient
	Groups   []Group
	Doubts   Doubts           // before it is issued
	Prizes   map[int64]Prize  // by line; before it is issued as they would be today
	Foreseen int64            // the sum of these
	Endings  map[int64]string // numbers of decisions that have corrected or revoked lines, by their ids
	Own      map[int64]bool   // lines that honour the actor, which the actor neither changes nor amends
	Forms    []Form           // that a line may have, while lines can be changed
	Rights   DecisionRights
}

// DecisionPage reads a decision that the actor sees, with its lines, what is doubtful about them before it is
// issued, and what the actor may do.
func (s *Service) DecisionPage(ctx context.Context, a access.Actor, id int64) (v DecisionPage, err error) {
	db := s.Store.Read(ctx)
	sight, err := sightOf(db, a)
	if err != nil {
		return v, err
	}
	if v.DecisionRow, err = seen(db, sight, id); err != nil {
		return v, err
	}
	day := v.on(s.today())
	c, err := InForce(db, day)
	if err != nil {
		return v, err
	}
	if v.List, err = c.recipients(db, v.Decision); err != nil {
		return v, err
	}
	v.Groups = c.Groups(v.List)
	if v.State != Issued {
		if v.Doubts, err = c.doubts(db, v.Decision, day, v.List); err != nil {
			return v, err
		}
	}
	if v.Endings, err = endings(db, id); err != nil {
		return v, err
	}
	if err := v.foresee(db, c, day); err != nil {
		return v, err
	}
	v.Own = map[int64]bool{}
	for _, r := range v.List {
		if judge(a, []Awardee{r.Awardee}) != nil {
			v.Own[r.ID] = true
		}
	}
	if v.Rights, err = decisionRights(db, a, v.Decision, len(v.Own) > 0); err != nil {
		return v, err
	}
	if v.Rights.Edit {
		v.Forms, err = c.offered(db, day)
	}
	return v, err
}

// foresee reckons the prizes of a decision that is not issued as they would be on its day; of an issued one they
// stand.
func (v *DecisionPage) foresee(db *gorm.DB, c *Catalogue, on string) error {
	known, err := salaries(db)
	if err != nil {
		return err
	}
	v.Prizes = make(map[int64]Prize, len(v.List))
	for _, r := range v.List {
		prize := Prize{Amount: r.Prize, Coefficient: r.Coefficient, Salary: v.BaseSalary}
		if v.State != Issued && v.Kind != Revocation {
			prize = c.Prize(r.Form, r.Collective, on, known)
		}
		v.Prizes[r.ID] = prize
		v.Foreseen += prize.Amount
	}
	return nil
}

// decisionRights are what the actor may do with a decision that the actor sees. The use cases refuse the rest.
func decisionRights(db *gorm.DB, a access.Actor, d Decision, ownCase bool) (r DecisionRights, err error) {
	next := access.DecisionEdit // who takes the next step
	switch d.State {
	case Signing:
		next = access.DecisionSign
	case Signed:
		next = access.DecisionIssue
	case Draft, Issued:
	}
	may, err := reaches(db, a.Reach(next), d.ID)
	if err != nil {
		return r, err
	}
	if r.Arrange, err = reaches(db, a.Reach(access.DecisionArrange), d.ID); err != nil {
		return r, err
	}
	r.OwnCase = ownCase
	r.Edit = may && d.State == Draft
	r.Submit = r.Edit && !d.Received
	r.Receive = r.Edit && d.Received && !ownCase
	r.Return = may && d.State == Signing
	r.Sign = r.Return && !ownCase
	r.Issue = may && d.State == Signed
	r.Amend = may && d.amendable() == nil
	return r, nil
}
