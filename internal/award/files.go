package award

import (
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/fault"

	"gorm.io/gorm"
)

// The tables whose rows have files.
const (
	decisionFiles = "decisions"
	proposalFiles = "proposals"
)

// Files keeps the signed scans and other files of decisions, whatever their state: the signed scan comes last of
// all. Who sees a decision sees its files.
func (s *Service) Files() attachment.Shelf {
	return attachment.Shelf{
		Store:  s.Store,
		Clock:  s.Clock,
		Object: decisionFiles,
		See: func(db *gorm.DB, a access.Actor, id int64) error {
			v, err := sightOf(db, a)
			if err != nil {
				return err
			}
			_, err = seen(db, v, id)
			return err
		},
		Change: func(tx *gorm.DB, a access.Actor, id int64) error {
			reach, err := a.Require(access.DecisionArrange)
			if err != nil {
				return err
			}
			_, err = decision(tx, reach, id)
			return err
		},
	}
}

// ProposalFiles keeps the files of a dossier, each for one of its papers, while the proposal can change.
func (s *Service) ProposalFiles() attachment.Shelf {
	return attachment.Shelf{
		Store:  s.Store,
		Clock:  s.Clock,
		Object: proposalFiles,
		See: func(db *gorm.DB, a access.Actor, id int64) error {
			reach, err := a.Require(access.ProposalView)
			if err != nil {
				return err
			}
			_, err = proposal(db, reach, id)
			return err
		},
		Change: func(tx *gorm.DB, a access.Actor, id int64) error {
			reach, err := a.Require(access.ProposalRun)
			if err != nil {
				return err
			}
			p, err := proposal(tx, reach, id)
			if err == nil && !p.Editable() {
				err = fault.Conflictf("Đề nghị đã gửi; hồ sơ không đổi được nữa.")
			}
			return err
		},
		Check: func(db *gorm.DB, f attachment.File) error {
			known, err := InForce(db, s.today())
			if err != nil {
				return err
			}
			if !slices.ContainsFunc(known.Dossier, func(r Requirement) bool { return r.Code == f.Label }) {
				return fault.Invalidf("file", "Chọn giấy tờ của hồ sơ")
			}
			return nil
		},
	}
}
