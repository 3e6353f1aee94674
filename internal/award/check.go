package award

import (
	"context"
	"fmt"
	"strconv"

	"congthidua/internal/access"
	"congthidua/internal/org"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

func itoa(n int) string { return strconv.Itoa(n) }

// Doubt is something about a recipient that must be looked at before the decision goes on. A grave one
// keeps it from going on.
type Doubt struct {
	Text, Legal string
	Grave       bool
}

// Doubts are what is doubtful about a draft's recipients, by recipient.
func (s *Service) Doubts(ctx context.Context, a access.Actor, id int64) (map[int64][]Doubt, error) {
	if _, err := a.Require(access.DecisionView); err != nil {
		return nil, err
	}
	return doubts(s.Store.Read(ctx), id)
}

const lawOnce = "Một thành tích không khen thưởng hai lần (Luật TĐKT 2022, chương II)"

func doubts(db *gorm.DB, id int64) (map[int64][]Doubt, error) {
	found := map[int64][]Doubt{}
	add := func(id int64, d Doubt) { found[id] = append(found[id], d) }
	same := `(x.person_id = r.person_id OR x.unit_id = r.unit_id OR x.person_id IS NULL AND r.person_id IS NULL AND x.unit_id IS NULL AND r.unit_id IS NULL AND x.name_key = r.name_key AND x.place = r.place)`
	var twice []struct {
		ID             int64
		Subject, State string
		Same           bool
	}
	err := db.Raw(`SELECT r.id, d.subject, d.state, d.id = r.decision_id AS same FROM recipients r JOIN recipients x ON x.id <> r.id AND x.form = r.form AND x.year = r.year AND x.ended_by IS NULL AND `+same+` AND COALESCE(r.replaces_id, 0) <> x.id JOIN decisions d ON d.id = x.decision_id
		WHERE r.decision_id = ? ORDER BY r.id, x.id`, id).Scan(&twice).Error
	if err != nil {
		return nil, err
	}
	for _, x := range twice {
		text := "đã có trong «" + x.Subject + "» (" + StateNames[x.State] + ")"
		if x.Same {
			text = "có hai lần trong danh sách này"
		}
		add(x.ID, Doubt{Text: text, Legal: lawOnce, Grave: true})
	}
	var held []struct {
		ID                  int64
		Decision, DecidedOn string
	}
	err = db.Raw(`SELECT r.id, h.decision, h.decided_on FROM recipients r JOIN honours h ON h.title = r.form AND h.year = r.year AND h.revoked = '' AND (h.person_id = r.person_id OR h.unit_id = r.unit_id) WHERE r.decision_id = ? AND r.replaces_id IS NULL
		AND NOT EXISTS (SELECT 1 FROM recipients x JOIN decisions d ON d.id = x.decision_id WHERE x.id <> r.id AND x.form = r.form AND x.year = r.year AND d.number = h.decision AND (x.person_id = r.person_id OR x.unit_id = r.unit_id))`, id).Scan(&held).Error
	if err != nil {
		return nil, err
	}
	for _, x := range held {
		add(x.ID, Doubt{Text: fmt.Sprintf("đã được tặng theo %s ngày %s", x.Decision, viet.ShowDate(x.DecidedOn)), Legal: lawOnce, Grave: true})
	}
	var punished []struct {
		ID                        int64
		Form, Decision, DecidedOn string
	}
	err = db.Raw(`SELECT r.id, p.form, p.decision, p.decided_on FROM recipients r JOIN disciplines p ON p.person_id = r.person_id AND substr(p.decided_on, 1, 4) >= CAST(r.year AS TEXT) WHERE r.decision_id = ? ORDER BY p.decided_on`, id).Scan(&punished).Error
	if err != nil {
		return nil, err
	}
	for _, x := range punished {
		add(x.ID, Doubt{Text: fmt.Sprintf("%s, %s ngày %s", org.DisciplineNames[org.DisciplineForm(x.Form)], x.Decision, viet.ShowDate(x.DecidedOn)), Legal: "Luật TĐKT 2022, chương VII"})
	}
	var bare []int64
	err = db.Raw(`SELECT r.id FROM recipients r WHERE r.decision_id = ? AND r.achievement = '' AND r.registration_id IS NULL`, id).Scan(&bare).Error
	for _, x := range bare {
		add(x, Doubt{Text: "chưa ghi thành tích"})
	}
	return found, err
}

// Grave counts the recipients with something that keeps the decision from going on.
func Grave(found map[int64][]Doubt) (n int) {
	for _, list := range found {
		for _, d := range list {
			if d.Grave {
				n++
				break
			}
		}
	}
	return n
}
