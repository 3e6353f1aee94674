package award

import (
	"context"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Service keeps decisions and those who receive.
type Service struct {
	Store *store.Store
	Clock clock.Clock
}

// Install brings the base salaries of the catalogue into the database where they are not there yet.
func (s *Service) Install(ctx context.Context) error {
	c, err := Shipped()
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		for _, x := range c.Salaries {
			if err := tx.Exec(`INSERT INTO base_salaries (since, amount, legal) VALUES (?, ?, ?) ON CONFLICT (since) DO NOTHING`, x.Since, x.Amount, x.Legal).Error; err != nil {
				return err
			}
		}
		return nil
	})
}

// Salaries lists the base salaries, the oldest first.
func (s *Service) Salaries(ctx context.Context) ([]Salary, error) { return salaries(s.Store.Read(ctx)) }

func salaries(db *gorm.DB) (list []Salary, err error) {
	return list, db.Raw(`SELECT since, amount, legal FROM base_salaries ORDER BY since`).Scan(&list).Error
}

// AddSalary enters a base salary that is in force from a day on.
func (s *Service) AddSalary(ctx context.Context, a access.Actor, since, amount, legal string) error {
	if _, err := a.Require(access.DecisionEdit); err != nil {
		return err
	}
	wrong := fault.Fields{}
	day, precision, ok := viet.ParseDate(since)
	if !ok || precision != viet.Day {
		wrong.Refuse("since", "Không có ngày «%s»; ghi ngày/tháng/năm", since)
	}
	dong, ok := viet.ParsePoints(strings.ReplaceAll(amount, ".", ""))
	if !ok || dong < 100_000 || dong > 1e9 || dong != float64(int64(dong)) {
		wrong.Refuse("amount", "Ghi số đồng, ví dụ 2.340.000")
	}
	if legal = viet.Clean(legal); legal == "" || len([]rune(legal)) > 200 {
		wrong.Refuse("legal", "Ghi từ %d đến %d ký tự", 1, 200)
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		err := tx.Exec(`INSERT INTO base_salaries (since, amount, legal) VALUES (?, ?, ?)`, day, int64(dong), legal).Error
		if store.Duplicate(err) {
			return fault.Invalidf("since", "Đã có mức lương cơ sở từ ngày này")
		}
		if err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "salary.add", Object: "base_salaries", Detail: map[string]any{"since": day, "amount": int64(dong), "legal": legal}})
	})
}

// SaveDecision writes a new decision (ID 0) or a draft's new text and returns its number.
func (s *Service) SaveDecision(ctx context.Context, a access.Actor, d Decision) (int64, error) {
	if _, err := a.Require(access.DecisionEdit); err != nil {
		return 0, err
	}
	if err := d.clean(s.Clock); err != nil {
		return 0, err
	}
	err := s.Store.Write(ctx, func(tx *gorm.DB) error {
		if d.ID == 0 {
			d.Kind = Grant
			err := tx.Raw(`INSERT INTO decisions (kind, received, body, subject, grounds, state, number, decided_on, signer, signer_title, columns, ordering) VALUES (?, ?, ?, ?, ?, 'draft', ?, ?, ?, ?, ?, ?) RETURNING id`,
				d.Kind, d.Received, d.Body, d.Subject, d.Grounds, d.Number, d.DecidedOn, d.Signer, d.SignerTitle, d.Columns, d.Ordering).Scan(&d.ID).Error
			if err != nil {
				return duplicated(err)
			}
		} else if err := duplicated(store.OneRow(tx.Exec(`UPDATE decisions SET received = ?, body = ?, subject = ?, grounds = ?, number = ?, decided_on = ?, signer = ?, signer_title = ?, columns = ?, ordering = ?, version = version + 1 WHERE id = ? AND version = ? AND state = 'draft'`,
			d.Received, d.Body, d.Subject, d.Grounds, d.Number, d.DecidedOn, d.Signer, d.SignerTitle, d.Columns, d.Ordering, d.ID, d.Version))); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "decision.save", Object: "decisions", ObjectID: d.ID, Detail: map[string]any{"subject": d.Subject, "received": d.Received}})
	})
	return d.ID, err
}

// SaveColumns remembers how a decision's list is printed, whatever its state.
func (s *Service) SaveColumns(ctx context.Context, a access.Actor, id int64, columns, ordering string) error {
	if _, err := a.Require(access.DecisionArrange); err != nil {
		return err
	}
	d := Decision{Columns: columns, Ordering: ordering}
	_ = d.clean(s.Clock) // only columns and order are looked at
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := store.OneRow(tx.Exec(`UPDATE decisions SET columns = ?, ordering = ? WHERE id = ?`, d.Columns, d.Ordering, id)); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "decision.columns", Object: "decisions", ObjectID: id, Detail: map[string]any{"columns": d.Columns, "ordering": d.Ordering}})
	})
}

// inDraft changes the lines of a draft.
func (s *Service) inDraft(ctx context.Context, a access.Actor, id int64, action string, change func(tx *gorm.DB, d Decision) (detail map[string]any, err error)) error {
	if _, err := a.Require(access.DecisionEdit); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		d, err := decision(tx, a, id)
		if err != nil {
			return err
		}
		if d.State != Draft {
			return fault.Conflictf("Quyết định không sửa được nữa: %s.", StateNames[d.State])
		}
		detail, err := change(tx, d)
		if err != nil {
			return err
		}
		if err := tx.Exec(`UPDATE decisions SET version = version + 1 WHERE id = ?`, id).Error; err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: action, Object: "decisions", ObjectID: id, Detail: detail})
	})
}

// Lines are recipients as typed: one to a line, all with the same form, year and achievement. A
// person's line is a code or a name, perhaps with more behind a comma; a collective's line is the
// name of a unit; an outsider's is "name; post; body", perhaps with "; who receives for the deceased".
type Lines struct {
	Form, Kind  string // Kind: person, unit, outsider, outside_unit
	Year        int
	Achievement string
	Text        string
}

// AddRecipients puts recipients into a draft, all lines or none.
func (s *Service) AddRecipients(ctx context.Context, a access.Actor, id int64, l Lines) error {
	return s.inDraft(ctx, a, id, "decision.add", func(tx *gorm.DB, _ Decision) (map[string]any, error) {
		list, err := s.read(tx, l)
		if err != nil {
			return nil, err
		}
		for _, r := range list {
			r.DecisionID = id
			if err := insert(tx, r); err != nil {
				return nil, err
			}
		}
		return map[string]any{"form": l.Form, "lines": len(list)}, nil
	})
}

func (s *Service) read(tx *gorm.DB, l Lines) (list []Recipient, err error) {
	c, err := Shipped()
	if err != nil {
		return nil, err
	}
	wrong := fault.Fields{}
	if c.Form(l.Form) == nil {
		wrong.Refuse("form", "Chọn hình thức khen thưởng")
	}
	if now := s.Clock.Now().Year(); l.Year < 1950 || l.Year > now {
		wrong.Refuse("year", "Năm từ 1950 đến %d", now)
	}
	if l.Achievement = viet.Clean(l.Achievement); len([]rune(l.Achievement)) > 1000 {
		wrong.Refuse("achievement", "Không quá %d ký tự", 1000)
	}
	n := 0
	for line := range strings.Lines(l.Text) {
		if line = viet.Clean(line); line == "" {
			continue
		}
		if n++; n > 500 {
			wrong.Refuse("lines", "Không quá %d dòng một lần", 500)
			break
		}
		r, err := meant(tx, l.Kind, line, wrong)
		if err != nil {
			return nil, err
		}
		r.Form, r.Year, r.Achievement = l.Form, l.Year, l.Achievement
		list = append(list, r)
	}
	if n == 0 {
		wrong.Refuse("lines", "Ghi ít nhất một dòng")
	}
	return list, wrong.Err()
}

// meant reads one line; what cannot be understood is refused with the line.
func meant(tx *gorm.DB, kind, line string, wrong fault.Fields) (r Recipient, err error) {
	switch kind {
	case "person":
		found, err := org.FindNamed(tx, line)
		if err != nil {
			return r, err
		}
		if len(found) != 1 {
			if len(found) == 0 {
				wrong.Refuse("lines", "«%s»: không có trong danh sách cán bộ", line)
			} else {
				wrong.Refuse("lines", "«%s» là ai trong %s", line, org.Doubtful(found))
			}
			return r, nil
		}
		r = Recipient{PersonID: found[0].ID}
		return r, fill(tx, &r)
	case "unit":
		var ids []int64
		if err := tx.Raw(`SELECT id FROM units WHERE closed_on IS NULL AND (search_key = ? OR code <> '' AND code = ?)`, viet.SearchKey(line), line).Scan(&ids).Error; err != nil {
			return r, err
		}
		if len(ids) != 1 {
			wrong.Refuse("lines", "«%s»: có %d đơn vị tên này", line, len(ids))
			return r, nil
		}
		r = Recipient{UnitID: ids[0], Collective: true}
		return r, fill(tx, &r)
	case "outsider", "outside_unit":
		parts := strings.Split(line, ";")
		for len(parts) < 4 {
			parts = append(parts, "")
		}
		r = Recipient{Collective: kind == "outside_unit", Name: viet.Clean(parts[0]), Post: viet.Clean(parts[1]), Place: viet.Clean(parts[2]), Representative: viet.Clean(parts[3]), Level: 90}
		if n := len([]rune(r.Name)); n < 2 || n > 200 || len([]rune(line)) > 600 {
			wrong.Refuse("lines", "«%s»: ghi «tên; chức vụ; cơ quan»", line)
		}
		r.NameKey = nameKey(r)
		return r, nil
	}
	wrong.Refuse("kind", "Chọn đối tượng")
	return r, nil
}

func nameKey(r Recipient) string {
	if r.Collective {
		return viet.SearchKey(r.Name)
	}
	return viet.SortKey(r.Name)
}

// fill takes name, post and place of a person or unit as they stand today; the decision keeps them.
func fill(tx *gorm.DB, r *Recipient) error {
	query, id := `SELECT p.name, po.title AS post, u.name AS place, po.level FROM people p JOIN posts po ON po.person_id = p.id AND po.main AND po.until IS NULL JOIN units u ON u.id = po.unit_id WHERE p.id = ?`, r.PersonID
	if r.UnitID != 0 {
		query, id = `SELECT u.name, '' AS post, COALESCE(a.name, '') AS place, u.position AS level FROM units u LEFT JOIN units a ON a.id = u.parent_id WHERE u.id = ?`, r.UnitID
	}
	var now struct {
		Name, Post, Place string
		Level             int64
	}
	if err := tx.Raw(query, id).Scan(&now).Error; err != nil {
		return err
	}
	r.Name, r.Post, r.Place, r.Level = now.Name, now.Post, now.Place, now.Level
	r.NameKey = nameKey(*r)
	return nil
}

func insert(tx *gorm.DB, r Recipient) error {
	return tx.Exec(`INSERT INTO recipients (decision_id, form, collective, person_id, unit_id, registration_id, year, name, name_key, level, post, place, achievement, representative, replaces_id) VALUES (?, ?, ?, NULLIF(?, 0), NULLIF(?, 0), NULLIF(?, 0), ?, ?, ?, ?, ?, ?, ?, ?, NULLIF(?, 0))`,
		r.DecisionID, r.Form, r.Collective, r.PersonID, r.UnitID, r.RegistrationID, r.Year, r.Name, r.NameKey, r.Level, r.Post, r.Place, r.Achievement, r.Representative, r.ReplacesID).Error
}

// AddFromCouncil puts everybody into a draft whom the council has proposed for a year's titles and who
// is in no decision yet.
func (s *Service) AddFromCouncil(ctx context.Context, a access.Actor, id int64, year int) error {
	return s.inDraft(ctx, a, id, "decision.council", func(tx *gorm.DB, _ Decision) (map[string]any, error) {
		var list []Recipient
		err := tx.Raw(councilList+` ORDER BY r.id`, year).Scan(&list).Error
		if err != nil {
			return nil, err
		}
		if len(list) == 0 {
			return nil, fault.Conflictf("Không có ai được Hội đồng đề nghị cho năm %d mà chưa ở trong quyết định nào.", year)
		}
		for _, r := range list {
			r.DecisionID = id
			if err := fill(tx, &r); err != nil {
				return nil, err
			}
			if err := insert(tx, r); err != nil {
				return nil, err
			}
		}
		return map[string]any{"year": year, "lines": len(list)}, nil
	})
}

// SaveRecipient changes what a draft's line says of its recipient.
func (s *Service) SaveRecipient(ctx context.Context, a access.Actor, id int64, r Recipient) error {
	wrong := fault.Fields{}
	for field, v := range map[string]struct {
		value *string
		least int
		most  int
	}{"name": {&r.Name, 2, 200}, "post": {&r.Post, 0, 200}, "place": {&r.Place, 0, 200}, "achievement": {&r.Achievement, 0, 1000}, "representative": {&r.Representative, 0, 200}} {
		*v.value = viet.Clean(*v.value)
		if n := len([]rune(*v.value)); n < v.least || n > v.most {
			wrong.Refuse(field, "Ghi từ %d đến %d ký tự", v.least, v.most)
		}
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.inDraft(ctx, a, id, "decision.line", func(tx *gorm.DB, _ Decision) (map[string]any, error) {
		return map[string]any{"recipient": r.ID, "name": r.Name}, store.OneRow(tx.Exec(`UPDATE recipients SET name = ?, name_key = CASE WHEN collective THEN ? ELSE ? END, post = ?, place = ?, achievement = ?, representative = ? WHERE id = ? AND decision_id = ?`,
			r.Name, viet.SearchKey(r.Name), viet.SortKey(r.Name), r.Post, r.Place, r.Achievement, r.Representative, r.ID, id))
	})
}

// DropRecipient takes a line out of a draft.
func (s *Service) DropRecipient(ctx context.Context, a access.Actor, id, recipient int64) error {
	return s.inDraft(ctx, a, id, "decision.drop", func(tx *gorm.DB, _ Decision) (map[string]any, error) {
		return map[string]any{"recipient": recipient}, store.OneRow(tx.Exec(`DELETE FROM recipients WHERE id = ? AND decision_id = ?`, recipient, id))
	})
}
