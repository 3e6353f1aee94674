package document

import (
	"congthidua/internal/access"

	"gorm.io/gorm"
)

// Rights are what an actor may do about a document now. They follow from its state and the actor's roles;
// the use cases ask the same again.
type Rights struct {
	Correct bool // the data of an incoming one
	Route   bool // send it on
	Settle  bool // say that it is dealt with
	Link    bool // say which decision it is about
	Edit    bool // the own draft: change it, choose its chain, submit it
	Agree   bool // the own turn in its chain: pass it on
	Sign    bool // the own turn, the last one: sign it
	Return  bool // the own turn: send it back to its drafter
	Issue   bool // give it its number
	File    bool // add files
	Comment bool
	Answer  bool // draft an answer to it
}

// rightsOf works out what the actor may do about a document that is seen.
func rightsOf(db *gorm.DB, a access.Actor, p Page) (r Rights, err error) {
	registers := a.Reach(access.DocumentRegister).All
	drafts := a.May(access.DocumentDraft) && a.PersonID != 0
	r = Rights{
		Correct: registers && p.Direction == In,
		Route:   a.May(access.DocumentRoute) && p.sendable(),
		Link:    a.Reach(access.DecisionArrange).All && a.May(access.DecisionView),
		Edit:    drafts && p.draftOf(a.PersonID),
		Issue:   registers && p.State == Approved,
		File:    p.filedBy(a),
		Comment: a.PersonID != 0,
		Answer:  drafts && p.Direction == In,
	}
	if now := p.Now(); now != nil && drafts && now.PersonID == a.PersonID &&
		a.Judge(drafterOf(p.Document)) == nil {
		r.Return, r.Agree = true, !now.Signs
		if now.Signs {
			if r.Sign, err = signs(db, a, p.ID); err != nil {
				return r, err
			}
		}
	}
	if reach := a.Reach(access.DocumentRoute); !reach.None() && p.unsettled() {
		r.Settle, err = settles(db, reach, p.ID)
	}
	return r, err
}

// ListRights are what an actor may do on the lists of documents.
type ListRights struct {
	Register  bool // enter what came in
	Draft     bool // begin a draft
	Books     bool // see the printed registers
	Templates bool // keep the office's templates
}

// ListRights works out what the actor may do on the lists of documents.
func (s *Service) ListRights(a access.Actor) ListRights {
	see, err := sightOf(a)
	return ListRights{
		Register:  a.Reach(access.DocumentRegister).All,
		Draft:     a.May(access.DocumentDraft) && a.PersonID != 0,
		Books:     err == nil && see.books(),
		Templates: a.Reach(access.TemplatesEdit).All,
	}
}
