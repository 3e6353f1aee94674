package demo

import (
	"math"
	"strconv"
	"strings"
	"time"

	"congthidua/internal/clock"
	"congthidua/internal/evaluation"
)

// lastPublished is when the latest published month was published: its appeals may still come.
var lastPublished = time.Date(2026, 11, 2, 10, 0, 0, 0, clock.Zone).UnixMilli()

// insert writes the cards of a unit with their sheets and, for small demonstrations, history.
func (g *generator) insert(periodID int64, u *unit, place int, cards []card, p evaluation.Period, back int) error {
	submitted := any(at(p.Year, p.Month+1, 4))
	special, asked, reason, reminded := false, "", "", any(nil)
	if back == 0 && u.id%3 != 0 {
		submitted = nil
		if u.id%5 == 0 {
			reminded = time.Date(2026, 11, 6, 8, 0, 0, 0, Start.Location()).UnixMilli()
		}
		if u.id == 5 {
			asked = "Đơn vị dẫn đầu khối thi đua quý III, được Thành ủy khen đột xuất"
		}
	}
	if back == 3 && place == 3 {
		special, reason = true, "Tập thể được Thủ tướng Chính phủ tặng Bằng khen trong tháng"
	}
	if err := g.tx.Exec(`
		INSERT INTO period_units (period_id, unit_id, submitted_at, special, special_reason, special_asked, reminded_at)
		VALUES (?, ?, ?, ?, ?, ?, ?)`, periodID, u.id, submitted, special, reason, asked, reminded).Error; err != nil {
		return err
	}
	if err := g.insertCards(periodID, u, cards); err != nil {
		return err
	}
	err := g.batch(`INSERT INTO sheets (scorecard_id, self, head) VALUES `, 3, len(cards), func(i int) []any {
		c := cards[i]
		var head evaluation.Sheet
		if scored(c.state) {
			head = c.head
		}
		self := c.self
		if c.state == evaluation.Draft && c.returned == "" && c.p.unit == 2 {
			self = evaluation.Sheet{}
		}
		return []any{c.id, self, head}
	})
	if err != nil || len(g.people) > historyLimit {
		return err
	}
	if err := g.history(cards, p, back); err != nil {
		return err
	}
	if back == 2 && place == 1 {
		return g.appeals(cards)
	}
	return nil
}

func scored(s evaluation.State) bool {
	return s == evaluation.Reviewed || s == evaluation.Approved || s == evaluation.Published
}

func (g *generator) insertCards(periodID int64, u *unit, cards []card) error {
	return g.batch(
		`
			INSERT INTO scorecards (id, period_id, person_id, unit_id, framework_id, name, name_key, post, level,
				manager, reviewer, state, excuse, excuse_kind, returned, parts, self_points, head_points, points, grade,
				earned_grade, settled, remark)
			VALUES `,
		23,
		len(cards),
		func(i int) []any {
			c := cards[i]
			var framework, self, head, points any
			parts, grade, earned, settled, remark, reviewer := "", "", "", "", "", "head"
			if c.p.heads || c.p.level < 20 {
				reviewer = "leader"
			}
			if c.framework != 0 {
				framework = c.framework
			}
			empty := c.state == evaluation.Draft && c.returned == "" && c.p.unit == 2
			if c.state != evaluation.NotClassified && !empty {
				self, points, grade, earned, parts = c.own.Points, c.own.Points, c.own.Grade, c.own.Grade, c.parts(
					c.own)
			}
			if scored(c.state) {
				head, points, grade, earned, parts, settled, remark = c.final.Points, c.final.Points, c.final.Grade, c.earned, c.parts(
					c.final), c.settled, c.remark
			}
			return []any{
				c.id, periodID, c.p.id, u.id, framework, c.p.name, c.p.key, c.p.post, c.p.level, c.p.manager, reviewer,
				c.state, c.excuse, c.excuseKind, c.returned, parts, self, head, points, grade, earned, settled, remark,
			}
		},
	)
}

// parts joins the figures of the framework's columns as the service keeps them.
func (c *card) parts(r evaluation.Result) string {
	codes := []string{"general", "duty"}
	if _, old := r.Parts["discipline"]; old {
		codes = []string{"discipline", "duty", "bonus"}
	}
	texts := make([]string, len(codes))
	for i, code := range codes {
		texts[i] = strconv.FormatFloat(math.Round(r.Parts[code]*100)/100, 'f', -1, 64)
	}
	return strings.Join(texts, "|")
}

// history notes the steps of every card.
func (g *generator) history(cards []card, p evaluation.Period, back int) error {
	type step struct {
		card      int64
		at        int64
		who, what string
		note      string
	}
	var steps []step
	reviewer := g.people[0].name
	for _, c := range cards {
		if c.p.heads {
			reviewer = c.p.name
			break
		}
	}
	for _, c := range cards {
		if c.state == evaluation.NotClassified {
			continue
		}
		if c.state == evaluation.Draft {
			if c.returned != "" {
				steps = append(steps, step{c.id, at(p.Year, p.Month, 28), c.p.name, "submit", ""},
					step{c.id, at(p.Year, p.Month+1, 2), reviewer, "return", c.returned})
			}
			continue
		}
		steps = append(steps, step{c.id, at(p.Year, p.Month, 29), c.p.name, "submit", ""})
		if scored(c.state) {
			who := reviewer
			if c.p.heads || c.p.level < 20 {
				who = g.people[0].name
			}
			steps = append(steps, step{c.id, at(p.Year, p.Month+1, 3), who, "review", c.remark})
		}
		if c.settled != "" && scored(c.state) {
			steps = append(
				steps,
				step{
					c.id,
					at(p.Year, p.Month+1, 6),
					"Chuyên viên tổng hợp",
					"settle",
					c.earned + " → " + c.final.Grade + ": " + c.settled,
				},
			)
		}
		if back >= 1 {
			steps = append(steps, step{c.id, at(p.Year, p.Month+1, 9), g.people[0].name, "approve", ""})
		}
		if back >= 2 {
			published := at(p.Year, p.Month+1, 12)
			if back == 2 {
				published = lastPublished
			}
			steps = append(steps, step{c.id, published, "Chuyên viên tổng hợp", "publish", ""})
		}
	}
	return g.batch(
		`INSERT INTO scorecard_events (scorecard_id, at, actor, step, note) VALUES `,
		5,
		len(steps),
		func(i int) []any {
			s := steps[i]
			return []any{s.card, s.at, s.who, s.what, s.note}
		},
	)
}

// appeals are one that waits and one that was answered with a correction.
func (g *generator) appeals(cards []card) error {
	waiting, corrected := &cards[min(6, len(cards)-1)], &cards[min(8, len(cards)-1)]
	filed := time.Date(2026, 11, 4, 15, 10, 0, 0, Start.Location()).UnixMilli()
	if waiting.state == evaluation.Published {
		text := "Đề nghị xem lại điểm tiến độ: báo cáo nộp chậm do chờ số liệu " +
			"của bốn đảng ủy cơ sở, đã có công văn đôn đốc."
		if err := g.tx.Exec(`
			INSERT INTO appeals (scorecard_id, filed_at, text, state)
			VALUES (?, ?, ?, 'open')`, waiting.id, filed, text).Error; err != nil {
			return err
		}
		if err := g.tx.Exec(`
			INSERT INTO scorecard_events (scorecard_id, at, actor, step, note)
			VALUES (?, ?, ?, 'appeal', ?)`, waiting.id, filed, waiting.p.name, text).Error; err != nil {
			return err
		}
	}
	if corrected.state != evaluation.Published || corrected.id == waiting.id {
		return nil
	}
	answer := "Chấp nhận: nhiệm vụ hoàn thành trước hạn đã có xác nhận của cơ sở."
	err := g.tx.Exec(
		`
			INSERT INTO scorecard_revisions (scorecard_id, revision, at, actor, reason, points, grade, head)
			VALUES (?, 1, ?, 'Chuyên viên tổng hợp', ?, ?, ?, ?)`,
		corrected.id, filed, answer, corrected.final.Points, corrected.final.Grade, corrected.head).Error
	if err != nil {
		return err
	}
	head := corrected.head
	head.Adjust, head.Comment = head.Adjust+0.5, answer
	points := corrected.final.Points + 0.5
	if err := g.tx.Exec(`UPDATE sheets SET head = ? WHERE scorecard_id = ?`, head, corrected.id).Error; err != nil {
		return err
	}
	if err := g.tx.Exec(`
		UPDATE scorecards
		SET head_points = ?, points = ?, remark = ?, revision = 2
		WHERE id = ?`, points, points, answer, corrected.id).Error; err != nil {
		return err
	}
	return g.tx.Exec(
		`
			INSERT INTO appeals (scorecard_id, filed_at, text, state, answer, decided_by, decided_at)
			VALUES (?, ?, 'Đề nghị xem lại một nhiệm vụ hoàn thành trước hạn chưa được tính.', 'corrected', ?,
				(SELECT id FROM accounts WHERE username = 'committee'), ?)`,
		corrected.id, filed-24*3600*1000, answer, filed).Error
}
