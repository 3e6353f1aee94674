package emulation

import (
	"context"
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// changeInitiative runs a change of one within reach of the permission and keeps it in the log.
func (s *Service) changeInitiative(ctx context.Context, a access.Actor, p access.Permission, id int64, action string, detail map[string]any, change func(tx *gorm.DB, f InitiativeFile) error) error {
	reach, err := a.Require(p)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		f, err := initiativeFile(tx, reach, id)
		if err != nil {
			return err
		}
		if err := change(tx, f); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: action, Object: initiativeObject, ObjectID: id, Detail: detail})
	})
}

// WithdrawInitiative takes an initiative back before it is decided.
func (s *Service) WithdrawInitiative(ctx context.Context, a access.Actor, id, version int64) error {
	return s.changeInitiative(ctx, a, access.InitiativeMake, id, "initiative.withdraw", nil, func(tx *gorm.DB, f InitiativeFile) error {
		if !f.Mine(a) {
			return fault.ErrForbidden
		}
		return store.OneRow(tx.Exec(`UPDATE initiatives SET state = 'withdrawn', version = version + 1 WHERE id = ? AND version = ? AND state = 'registered'`, id, version))
	})
}

// Ruling is what the committee decides on an initiative: recognised at a level by a decision, or
// refused with the reason.
type Ruling struct {
	Recognised                      bool
	Level, Decision, DecidedOn, Why string
}

// DecideInitiative recognises or refuses a registered initiative.
func (s *Service) DecideInitiative(ctx context.Context, a access.Actor, id, version int64, r Ruling) error {
	wrong, state := fault.Fields{}, Recognised
	r.Decision, r.Why = viet.Clean(r.Decision), viet.Clean(r.Why)
	if r.Recognised {
		r.Why = ""
		if !slices.Contains(Levels, r.Level) {
			wrong.Refuse("decided_level", "Chọn phạm vi ảnh hưởng")
		}
		if r.Decision == "" || len([]rune(r.Decision)) > 100 {
			wrong.Refuse("decision", "Ghi số quyết định, không quá 100 ký tự")
		}
		r.DecidedOn = exactDay(wrong, "decided_on", r.DecidedOn)
	} else {
		state, r.Decision, r.DecidedOn = string(Refused), "", ""
		if r.Why == "" || len([]rune(r.Why)) > 1000 {
			wrong.Refuse("why", "Ghi lý do không công nhận, không quá %d ký tự", 1000)
		}
	}
	detail := map[string]any{"state": state, "decision": r.Decision, "level": r.Level, "why": r.Why}
	return s.changeInitiative(ctx, a, access.HonoursEdit, id, "initiative.decide", detail, func(tx *gorm.DB, f InitiativeFile) error {
		if !f.Decidable(a) {
			if f.State != Registered {
				return fault.Conflictf("Sáng kiến đã được quyết định: %s.", InitiativeStates[f.State])
			}
			return fault.Conflictf("Không ai quyết định sáng kiến của chính mình.")
		}
		if err := wrong.Err(); err != nil {
			return err
		}
		if !r.Recognised {
			r.Level = f.Level
		}
		return store.OneRow(tx.Exec(`UPDATE initiatives SET state = ?, level = ?, decision = ?, decided_on = ?, why = ?, version = version + 1 WHERE id = ? AND version = ?`, state, r.Level, r.Decision, r.DecidedOn, r.Why, id, version))
	})
}

// InitiativeFiles keeps the files of initiatives.
type InitiativeFiles struct{ *Service }

// Attach keeps a file with an initiative: its registrar until it is decided, and who
// decides at any time, for the decision's scan.
func (s InitiativeFiles) Attach(ctx context.Context, a access.Actor, id int64, file attachment.File) error {
	return s.changeFiles(ctx, a, id, func(tx *gorm.DB, f InitiativeFile) error {
		if !f.Mine(a) && !a.May(access.HonoursEdit) {
			return fault.ErrForbidden
		}
		file.Object, file.ObjectID = initiativeObject, id
		return attachment.Add(tx, s.Clock, a.Who(), file)
	})
}

// Detach takes a file away from an initiative: its registrar until it is decided, and
// whoever uploaded it.
func (s InitiativeFiles) Detach(ctx context.Context, a access.Actor, id, file int64) error {
	return s.changeFiles(ctx, a, id, func(tx *gorm.DB, f InitiativeFile) error {
		files, err := attachment.Of(tx, initiativeObject, id)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(files, func(x attachment.File) bool { return x.ID == file })
		if at < 0 {
			return fault.ErrNotFound
		}
		if !f.MayDetach(a, files[at]) {
			return fault.ErrForbidden
		}
		return attachment.Remove(tx, s.Clock, a.Who(), initiativeObject, id, file)
	})
}

// MayDetach reports whether the actor may take a file away.
func (f InitiativeFile) MayDetach(a access.Actor, x attachment.File) bool {
	return f.Mine(a) || x.AccountID == a.AccountID && a.May(access.HonoursEdit)
}

func (s *Service) changeFiles(ctx context.Context, a access.Actor, id int64, change func(*gorm.DB, InitiativeFile) error) error {
	reach, err := a.Require(access.RegistrationView)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		f, err := initiativeFile(tx, reach, id)
		if err != nil {
			return err
		}
		return change(tx, f)
	})
}

// initiativeFile reads one of which an author lies within reach.
func initiativeFile(db *gorm.DB, reach access.Reach, id int64) (f InitiativeFile, err error) {
	where, args := reach.PathCondition("x.person_id", "u.path")
	err = db.Raw(`SELECT i.*, COALESCE(i.registrar_id, 0) AS registrar_id FROM initiatives i WHERE i.id = ? AND EXISTS (SELECT 1 FROM initiative_authors x LEFT JOIN posts po ON po.person_id = x.person_id AND po.main AND po.until IS NULL LEFT JOIN units u ON u.id = po.unit_id WHERE x.initiative_id = i.id AND `+where+`)`, append([]any{id}, args...)...).Scan(&f).Error
	if err != nil {
		return f, err
	}
	if f.ID == 0 {
		return f, fault.ErrNotFound
	}
	err = db.Raw(`SELECT x.person_id, x.share, pe.name, COALESCE(po.title, '') AS post, COALESCE(u.name, '') AS unit, COALESCE(u.path, '') AS path FROM initiative_authors x JOIN people pe ON pe.id = x.person_id LEFT JOIN posts po ON po.person_id = x.person_id AND po.main AND po.until IS NULL LEFT JOIN units u ON u.id = po.unit_id
		WHERE x.initiative_id = ? ORDER BY x.person_id = COALESCE((SELECT registrar_id FROM initiatives WHERE id = x.initiative_id), 0) DESC, x.share DESC, x.person_id`, id).Scan(&f.Authors).Error
	return f, err
}

// Initiative reads one within reach with its authors and files.
func (s *Service) Initiative(ctx context.Context, a access.Actor, id int64) (f InitiativeFile, err error) {
	reach, err := a.Require(access.RegistrationView)
	if err != nil {
		return f, err
	}
	db := s.Store.Read(ctx)
	if f, err = initiativeFile(db, reach, id); err != nil {
		return f, err
	}
	f.Files, err = attachment.Of(db, initiativeObject, id)
	return f, err
}

// File returns one file of an initiative within reach.
func (s InitiativeFiles) File(ctx context.Context, a access.Actor, id, file int64) (attachment.File, error) {
	f, err := s.Initiative(ctx, a, id)
	if err != nil {
		return attachment.File{}, err
	}
	return attachment.Pick(f.Files, file)
}
