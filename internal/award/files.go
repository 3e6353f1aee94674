package award

import (
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/fault"

	"gorm.io/gorm"
)

// Files keeps the signed scans and other files of decisions, whatever their state: the signed scan comes
// last of all.
func (s *Service) Files() attachment.Shelf {
	within := func(permission access.Permission) func(*gorm.DB, access.Actor, int64) error {
		return func(db *gorm.DB, a access.Actor, id int64) error {
			if _, err := a.Require(permission); err != nil {
				return err
			}
			_, err := decision(db, a, id)
			return err
		}
	}
	return attachment.Shelf{Store: s.Store, Clock: s.Clock, Object: "decisions", See: within(access.DecisionView), Change: within(access.DecisionArrange)}
}

// ProposalFiles keeps the files of a dossier, each for one of its papers, while the proposal can change.
func (s *Service) ProposalFiles() attachment.Shelf {
	return attachment.Shelf{Store: s.Store, Clock: s.Clock, Object: "proposals", See: func(_ *gorm.DB, a access.Actor, _ int64) error {
		_, err := a.Require(access.ProposalView)
		return err
	}, Change: func(tx *gorm.DB, a access.Actor, id int64) error {
		if _, err := a.Require(access.ProposalRun); err != nil {
			return err
		}
		p, err := proposal(tx, id)
		if err != nil {
			return err
		}
		if !p.Editable() {
			return fault.Conflictf("Đề nghị đã gửi; hồ sơ không đổi được nữa.")
		}
		return nil
	}, Check: func(f attachment.File) error {
		known, err := Shipped()
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(known.Dossier, func(r Requirement) bool { return r.Code == f.Label }) {
			return fault.Invalidf("file", "Chọn giấy tờ của hồ sơ")
		}
		return nil
	}}
}
