package document

import (
	"context"
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// SaveDraft writes a new draft (ID 0) or changes the own one while it is a draft. answers is what it
// answers, 0 for nothing.
func (s *Service) SaveDraft(ctx context.Context, a access.Actor, d Document, f Filing) (int64, error) {
	if _, err := a.Require(access.DocumentDraft); err != nil {
		return 0, err
	}
	if err := d.secret(f.Secrecy); err != nil {
		return 0, err
	}
	known, err := Shipped()
	if err != nil {
		return 0, err
	}
	wrong := fault.Fields{}
	if d.Kind = known.KindName(d.Register); d.Kind == "" {
		wrong.Refuse("register", "Chọn loại văn bản")
		d.Kind = "?"
	}
	d.Symbol, d.DatedOn, d.ArrivedOn, d.Signer = "", "", "", ""
	d.clean(wrong, s.today())
	if err := wrong.Err(); err != nil {
		return 0, err
	}
	text, err := f.text()
	if err != nil {
		return 0, err
	}
	return d.ID, s.Store.Write(ctx, func(tx *gorm.DB) error {
		if d.AnswersID != 0 {
			if _, err := document(tx, a, d.AnswersID); err != nil {
				return err
			}
		}
		if err := s.writeDraft(tx, a, &d); err != nil {
			return err
		}
		if err := index(tx, d.ID, d, ""); err != nil {
			return err
		}
		if err := s.fileIn(tx, a, d.ID, f, text); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "document.draft", Object: "documents", ObjectID: d.ID, Detail: map[string]any{"subject": d.Subject}})
	})
}

func (s *Service) writeDraft(tx *gorm.DB, a access.Actor, d *Document) error {
	if d.ID != 0 {
		return store.OneRow(tx.Exec(`UPDATE documents SET register = ?, kind = ?, subject = ?, addressees = ?, copies = ?, note = ?, restricted = ?, version = version + 1 WHERE id = ? AND version = ? AND state = 'draft' AND drafter_id = ?`,
			d.Register, d.Kind, d.Subject, d.Addressees, d.Copies, d.Note, d.Restricted, d.ID, d.Version, a.PersonID))
	}
	if err := tx.Raw(`INSERT INTO documents (direction, register, year, kind, subject, addressees, copies, note, restricted, state, drafter_id, drafter, answers_id) VALUES ('out', ?, ?, ?, ?, ?, ?, ?, ?, 'draft', ?, ?, NULLIF(?, 0)) RETURNING id`,
		d.Register, s.Clock.Now().Year(), d.Kind, d.Subject, d.Addressees, d.Copies, d.Note, d.Restricted, a.PersonID, a.Name, d.AnswersID).Scan(&d.ID).Error; err != nil {
		return err
	}
	return s.event(tx, d.ID, a, "draft", "")
}

// Submit sends the own draft through its chain: those who look at it in their order, then who signs.
// It must have a file, which from then on does not change.
func (s *Service) Submit(ctx context.Context, a access.Actor, id, version int64, chain []int64) error {
	if len(chain) == 0 || len(chain) > 10 {
		return fault.Invalidf("chain", "Chọn người ký và không quá 9 người xem trước")
	}
	if unique := slices.Clone(chain); len(slices.Compact(sorted(unique))) != len(chain) || slices.Contains(chain, a.PersonID) {
		return fault.Invalidf("chain", "Mỗi người một lần, không có người soạn")
	}
	return s.step(ctx, a, id, version, Draft, Review, "submit", "", func(tx *gorm.DB, d Document) error {
		if d.DrafterID != a.PersonID {
			return fault.ErrForbidden
		}
		files, err := attachment.Of(tx, object, id)
		if err != nil {
			return err
		}
		if len(files) == 0 {
			return fault.Conflictf("Dự thảo chưa có tệp văn bản; đính kèm rồi trình.")
		}
		if err := tx.Exec(`DELETE FROM document_steps WHERE document_id = ?`, id).Error; err != nil {
			return err
		}
		for i, person := range chain {
			if err := tx.Exec(`INSERT INTO document_steps (document_id, ordinal, person_id, signs) VALUES (?, ?, ?, ?)`, id, i, person, i == len(chain)-1).Error; err != nil {
				return err
			}
		}
		return nil
	})
}

func sorted(list []int64) []int64 {
	slices.Sort(list)
	return list
}

// Agree passes a draft on, or signs it where it is the last step; the page asks the password again for
// a signature. Return sends it back to its drafter with the reason.
func (s *Service) Agree(ctx context.Context, a access.Actor, id, version int64, note string) error {
	if note = viet.Clean(note); len([]rune(note)) > 1000 {
		return fault.Invalidf("note", "Không quá %d ký tự", 1000)
	}
	now, err := s.turn(ctx, a, id)
	if err != nil {
		return err
	}
	kind, to := "agree", Review
	if now.Signs {
		kind, to = "sign", Approved
	}
	return s.step(ctx, a, id, version, Review, to, kind, note, func(tx *gorm.DB, _ Document) error {
		if err := store.OneRow(tx.Exec(`UPDATE document_steps SET done_on = ? WHERE document_id = ? AND ordinal = ? AND person_id = ? AND done_on = '' AND NOT EXISTS (SELECT 1 FROM document_steps e WHERE e.document_id = document_steps.document_id AND e.ordinal < document_steps.ordinal AND e.done_on = '')`,
			s.today(), id, now.Ordinal, a.PersonID)); err != nil {
			return err
		}
		if !now.Signs {
			return nil
		}
		return tx.Exec(`UPDATE documents SET signer = ? WHERE id = ?`, a.Name, id).Error
	})
}

// SendBack returns a draft whose turn is the actor's to its drafter.
func (s *Service) SendBack(ctx context.Context, a access.Actor, id, version int64, why string) error {
	if why = viet.Clean(why); why == "" || len([]rune(why)) > 1000 {
		return fault.Invalidf("note", "Ghi từ %d đến %d ký tự", 1, 1000)
	}
	if _, err := s.turn(ctx, a, id); err != nil {
		return err
	}
	return s.step(ctx, a, id, version, Review, Draft, "return", why, func(tx *gorm.DB, _ Document) error {
		return tx.Exec(`DELETE FROM document_steps WHERE document_id = ?`, id).Error
	})
}

// turn is the actor's step of a draft, if it is the actor's turn.
func (s *Service) turn(ctx context.Context, a access.Actor, id int64) (Step, error) {
	p, err := s.Document(ctx, a, id)
	if err != nil {
		return Step{}, err
	}
	now := p.Now()
	if now == nil {
		return Step{}, fault.ErrStale
	}
	if now.PersonID != a.PersonID {
		return Step{}, fault.ErrForbidden
	}
	return *now, nil
}

// Signs reports whether the actor's next step on a draft is the signature, for which the password is
// asked again.
func (s *Service) Signs(ctx context.Context, a access.Actor, id int64) (bool, error) {
	now, err := s.turn(ctx, a, id)
	return now.Signs, err
}

// Issue gives a signed document its number out of the register of its kind, which decisions share.
func (s *Service) Issue(ctx context.Context, a access.Actor, id, version int64, l org.Letterhead) error {
	if _, err := a.Require(access.DocumentRegister); err != nil {
		return err
	}
	return s.step(ctx, a, id, version, Approved, Issued, "issue", "", func(tx *gorm.DB, d Document) error {
		now := s.Clock.Now()
		entry, err := Issue(tx, Outgoing{Register: d.Register, Year: now.Year(), IssuedOn: now.Format(clock.Date), Subject: d.Subject, Signer: d.Signer}, l.Code(), l.Style == "state")
		if err != nil {
			return err
		}
		if err := tx.Exec(`UPDATE documents SET number = ?, year = ?, symbol = ?, author = ?, dated_on = ?, outgoing_id = (SELECT id FROM outgoing WHERE register = ? AND year = ? AND number = ?) WHERE id = ?`,
			entry.Number, entry.Year, entry.Symbol, l.Body, entry.IssuedOn, entry.Register, entry.Year, entry.Number, id).Error; err != nil {
			return err
		}
		d.Symbol, d.Author = entry.Symbol, l.Body
		return index(tx, id, d, "")
	})
}

// Comment says something about a document to all who see it.
func (s *Service) Comment(ctx context.Context, a access.Actor, id int64, text string) error {
	if text = viet.Clean(text); text == "" || len([]rune(text)) > 2000 {
		return fault.Invalidf("text", "Ghi từ %d đến %d ký tự", 1, 2000)
	}
	if a.PersonID == 0 {
		return fault.ErrForbidden
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if _, err := document(tx, a, id); err != nil {
			return err
		}
		if err := s.event(tx, id, a, "comment", text); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "document.comment", Object: "documents", ObjectID: id})
	})
}

// step takes an outgoing document from a state to another, from the version that was looked at.
func (s *Service) step(ctx context.Context, a access.Actor, id, version int64, from, to, kind, text string, change func(tx *gorm.DB, d Document) error) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		d, err := document(tx, a, id)
		if err != nil {
			return err
		}
		if err := store.OneRow(tx.Exec(`UPDATE documents SET state = ?, version = version + 1 WHERE id = ? AND version = ? AND state = ? AND direction = 'out'`, to, id, version, from)); err != nil {
			return err
		}
		if err := change(tx, d); err != nil {
			return err
		}
		if err := s.event(tx, id, a, kind, text); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "document." + kind, Object: "documents", ObjectID: id, Detail: map[string]any{"from": from, "to": to}})
	})
}

// Colleague is somebody who may stand in a chain, or to whom a document may go.
type Colleague struct {
	ID         int64
	Name, Unit string
	Heads      bool
}

// Colleagues lists everybody who works here, heads first; the chain of a draft may leave the own unit.
func (s *Service) Colleagues(ctx context.Context) (list []Colleague, err error) {
	return list, s.Store.Read(ctx).Raw(`SELECT p.id, p.name, u.name AS unit, po.heads FROM people p JOIN posts po ON po.person_id = p.id AND po.main AND po.until IS NULL JOIN units u ON u.id = po.unit_id ORDER BY po.heads DESC, u.path, po.level, p.name_key LIMIT 1000`).Scan(&list).Error
}

// Waits are what waits for the actor: a draft whose turn it is, what was sent and not read, what waits
// for its number, what came in and went to nobody.
func Waits(a access.Actor) (parts []store.Part) {
	add := func(kind, from string, args ...any) {
		parts = append(parts, store.Part{SQL: `SELECT '` + kind + `' AS kind, count(*) AS n, 0 AS unit_id, '' AS unit, min(d.id) AS card_id, 0 AS period_id, 0 AS year, 0 AS month, COALESCE(min(NULLIF(d.due, '')), '') AS due, min(d.subject) AS note FROM documents d ` + from + ` HAVING count(*) > 0`, Args: args})
	}
	if a.PersonID != 0 {
		add("doc_turn", `JOIN document_steps x ON x.document_id = d.id AND x.person_id = ? AND x.done_on = '' WHERE d.state = 'review' AND NOT EXISTS (SELECT 1 FROM document_steps e WHERE e.document_id = d.id AND e.ordinal < x.ordinal AND e.done_on = '')`, a.PersonID)
		add("doc_read", `JOIN document_routes r ON r.document_id = d.id AND r.person_id = ? AND r.read_at IS NULL`, a.PersonID)
	}
	if a.May(access.DocumentRegister) {
		add("doc_issue", `WHERE d.state = 'approved'`)
	}
	if a.May(access.DocumentDirect) {
		add("doc_route", `WHERE d.state = 'registered' AND NOT d.restricted`)
	}
	return parts
}
