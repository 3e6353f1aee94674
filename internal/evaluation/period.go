package evaluation

import (
	"context"
	"fmt"
	"math"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Period is one month of evaluation with the deadline of each step.
type Period struct {
	ID                                        int64
	Year, Month                               int
	State                                     string // open, approved, published
	SelfDue, HeadDue, CommitteeDue, LeaderDue string
	AppealDays                                int
	PublishedAt                               *int64
	Version                                   int64
}

// Name writes the month as people do: 10/2026.
func (p Period) Name() string { return fmt.Sprintf("%02d/%d", p.Month, p.Year) }

// PeriodStateNames names the states of a month.
var PeriodStateNames = map[string]string{"open": "Đang đánh giá", "approved": "Đã phê duyệt", "published": "Đã công bố"}

func round2(x float64) float64 { return math.Round(x*100) / 100 }

func firstDay(year, month int) string { return fmt.Sprintf("%04d-%02d-01", year, month) }

func lastDay(year, month int) string {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Format(clock.Date)
}

// workingDaysAfter counts working days (Monday to Friday) from the day after at; the last
// one counted is the last day of the term.
func workingDaysAfter(at int64, days int) time.Time {
	t := time.UnixMilli(at).In(clock.Zone)
	for days > 0 {
		t = t.AddDate(0, 0, 1)
		if wd := t.Weekday(); wd != time.Saturday && wd != time.Sunday {
			days--
		}
	}
	return t
}

// DefaultPeriod proposes deadlines for a month: own score by its last day, the others in the
// first days of the next month.
func DefaultPeriod(year, month int) Period {
	next := time.Date(year, time.Month(month)+1, 1, 0, 0, 0, 0, time.UTC)
	day := func(n int) string { return next.AddDate(0, 0, n-1).Format(clock.Date) }
	return Period{Year: year, Month: month, State: "open", SelfDue: lastDay(year, month), HeadDue: day(5), CommitteeDue: day(8), LeaderDue: day(10), AppealDays: 5}
}

// member is somebody on the roster at the end of the month, with the highest post.
type member struct {
	PersonID, UnitID, Level  int64
	Name, NameKey, Title     string
	Kind                     string
	Heads, Manager, HeadsAny bool
}

// Open opens a month: it makes a card for everybody who is to be classified and lists those
// who are not, with the reason. progress is told how many are done; it may be nil.
func (s *Service) Open(ctx context.Context, a access.Actor, p Period, progress func(done, total int)) (int64, error) {
	if _, err := a.Require(access.PeriodsRun); err != nil {
		return 0, err
	}
	if err := p.Check(); err != nil {
		return 0, err
	}
	var id int64
	err := s.Store.Write(ctx, func(tx *gorm.DB) error {
		err := tx.Raw(`INSERT INTO periods (year, month, state, self_due, head_due, committee_due, leader_due, appeal_days) VALUES (?, ?, 'open', ?, ?, ?, ?, ?) RETURNING id`,
			p.Year, p.Month, p.SelfDue, p.HeadDue, p.CommitteeDue, p.LeaderDue, p.AppealDays).Scan(&id).Error
		if store.Duplicate(err) {
			return fault.Conflictf("Tháng %s đã được mở.", p.Name())
		}
		if err != nil {
			return err
		}
		classified, excused, err := s.makeCards(tx, id, p, progress)
		if err != nil {
			return err
		}
		if classified+excused == 0 {
			return fault.Conflictf("Chưa có cán bộ nào trong danh sách. Hãy nhập danh sách cán bộ trước khi mở tháng.")
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "period.open", Object: "periods", ObjectID: id, Detail: map[string]any{"month": p.Name(), "classified": classified, "excused": excused}})
	})
	return id, err
}

// Check refuses deadlines that are missing or out of order.
func (p Period) Check() error {
	wrong := fault.Fields{}
	if p.Year < 2000 || p.Year > 2200 || p.Month < 1 || p.Month > 12 {
		wrong.Refuse("month", "Chọn tháng")
	}
	before := firstDay(p.Year, p.Month)
	for _, due := range []struct{ field, date, name string }{
		{"self_due", p.SelfDue, "Hạn tự chấm"}, {"head_due", p.HeadDue, "Hạn thủ trưởng chấm"}, {"committee_due", p.CommitteeDue, "Hạn tổng hợp"}, {"leader_due", p.LeaderDue, "Hạn phê duyệt"}} {
		if len(due.date) != 10 {
			wrong.Refuse(due.field, "%s chưa đúng", due.name)
		} else if due.date < before {
			wrong.Refuse(due.field, "%s phải từ %s", due.name, viet.ShowDate(before))
		}
		before = max(before, due.date)
	}
	if p.AppealDays < 1 || p.AppealDays > 60 {
		wrong.Refuse("appeal_days", "Số ngày kiến nghị từ 1 đến 60")
	}
	return wrong.Err()
}

// cardBatch is how many cards one INSERT carries.
const cardBatch = 400

func (s *Service) makeCards(tx *gorm.DB, periodID int64, p Period, progress func(done, total int)) (classified, excused int, err error) {
	choose, err := s.chooser(tx, p)
	if err != nil {
		return 0, 0, err
	}
	excuses, err := excusesFor(tx, p)
	if err != nil {
		return 0, 0, err
	}
	if err := excuseTop(tx, excuses); err != nil {
		return 0, 0, err
	}
	members, err := membersOf(tx, p)
	if err != nil {
		return 0, 0, err
	}
	units := map[int64]bool{}
	for start := 0; start < len(members); start += cardBatch {
		batch := members[start:min(start+cardBatch, len(members))]
		args := make([]any, 0, len(batch)*12)
		for _, m := range batch {
			units[m.UnitID] = true
			reviewer := "head"
			if m.HeadsAny {
				reviewer = "leader"
			}
			excuse := excuses[m.PersonID]
			framework, state := choose(m), Draft
			if excuse == "" && framework == nil {
				excuse = "Chưa có khung tiêu chí áp dụng cho chức vụ này trong tháng"
			}
			if excuse != "" {
				state = NotClassified
				excused++
			} else {
				classified++
			}
			args = append(args, periodID, m.PersonID, m.UnitID, framework, m.Name, m.NameKey, m.Title, m.Level, m.Manager, reviewer, state, excuse)
		}
		if err := tx.Exec(`INSERT INTO scorecards (period_id, person_id, unit_id, framework_id, name, name_key, post, level, manager, reviewer, state, excuse) VALUES `+store.Placeholders(len(batch), 12), args...).Error; err != nil {
			return 0, 0, err
		}
		if progress != nil {
			progress(start+len(batch), len(members))
		}
	}
	for unit := range units {
		if err := tx.Exec(`INSERT INTO period_units (period_id, unit_id) VALUES (?, ?)`, periodID, unit).Error; err != nil {
			return 0, 0, err
		}
	}
	return classified, excused, tx.Exec(`INSERT INTO sheets (scorecard_id) SELECT id FROM scorecards WHERE period_id = ?`, periodID).Error
}

// membersOf lists everybody with a post at the end of the month, each once: a person with
// several posts is judged in the highest one.
func membersOf(tx *gorm.DB, p Period) ([]member, error) {
	var rows []member
	end := lastDay(p.Year, p.Month)
	err := tx.Raw(`SELECT po.person_id, po.unit_id, po.level, pe.name, pe.name_key, po.title, pe.kind, po.heads, po.manager
		FROM posts po JOIN people pe ON pe.id = po.person_id
		WHERE (po.since IS NULL OR po.since <= ?) AND (po.until IS NULL OR po.until > ?) ORDER BY po.person_id, po.level, po.main DESC, po.id`, end, end).Scan(&rows).Error
	members := rows[:0]
	for _, r := range rows {
		if n := len(members); n > 0 && members[n-1].PersonID == r.PersonID {
			members[n-1].HeadsAny = members[n-1].HeadsAny || r.Heads
			members[n-1].Manager = members[n-1].Manager || r.Manager
			continue
		}
		r.HeadsAny = r.Heads || r.Level < 20
		members = append(members, r)
	}
	return members, err
}

// chooser returns which framework a member's card uses: the latest one in force on the first
// of the month that applies to the post and kind; nil where there is none.
func (s *Service) chooser(tx *gorm.DB, p Period) (func(member) *int64, error) {
	var ids []int64
	first := firstDay(p.Year, p.Month)
	err := tx.Raw(`SELECT id FROM frameworks WHERE state = 'published' AND effective_from <= ? AND (effective_to IS NULL OR effective_to >= ?) ORDER BY effective_from DESC, edition DESC, id DESC`, first, first).Scan(&ids).Error
	if err != nil {
		return nil, err
	}
	frameworks := make([]*Framework, len(ids))
	for i, id := range ids {
		if frameworks[i], err = s.framework(tx, id); err != nil {
			return nil, err
		}
	}
	type who struct {
		manager bool
		kind    string
	}
	known := map[who]*int64{}
	return func(m member) *int64 {
		key := who{m.Manager, m.Kind}
		if id, ok := known[key]; ok {
			return id
		}
		known[key] = nil
		for i, f := range frameworks {
			if f.AppliesTo(m.Manager, m.Kind) {
				known[key] = &ids[i]
				break
			}
		}
		return known[key]
	}, nil
}

// Chooser returns which framework a card of the month uses, for the generator of the
// demonstration.
func (s *Service) Chooser(ctx context.Context, p Period) (func(manager bool, kind string) (int64, *Framework), error) {
	choose, err := s.chooser(s.Store.Read(ctx), p)
	if err != nil {
		return nil, err
	}
	return func(manager bool, kind string) (int64, *Framework) {
		id := choose(member{Manager: manager, Kind: kind})
		if id == nil {
			return 0, nil
		}
		f, err := s.framework(s.Store.Read(ctx), *id)
		if err != nil {
			return 0, nil
		}
		return *id, f
	}, nil
}

// excusesFor says of everybody who is not classified in the month why: absent the whole month,
// seconded, newly arrived, departed.
func excusesFor(tx *gorm.DB, p Period) (map[int64]string, error) {
	first, last := firstDay(p.Year, p.Month), lastDay(p.Year, p.Month)
	var rows []struct {
		PersonID    int64
		Kind, Since string
		Until       *string
	}
	err := tx.Raw(`SELECT person_id, kind, since, until FROM absences WHERE since <= ? AND (until IS NULL OR until >= ?) ORDER BY since`, last, first).Scan(&rows).Error
	excuses := map[int64]string{}
	for _, r := range rows {
		whole := r.Since <= first && (r.Until == nil || *r.Until >= last)
		span := "từ " + viet.ShowDate(r.Since)
		if r.Until != nil {
			span += " đến " + viet.ShowDate(*r.Until)
		}
		switch {
		case r.Kind == "arrival" && r.Since > first:
			excuses[r.PersonID] = "Mới đến nhận công tác " + span
		case r.Kind == "departure":
			excuses[r.PersonID] = "Đã chuyển công tác hoặc nghỉ hưu " + span
		case r.Kind != "arrival" && whole:
			excuses[r.PersonID] = absenceName(r.Kind) + " cả tháng (" + span + ")"
		}
	}
	return excuses, err
}

// excuseTop takes out who heads the whole body: nobody in the portal may score that card; the
// body above does. The committee may put the person back in where it is otherwise.
func excuseTop(tx *gorm.DB, excuses map[int64]string) error {
	var ids []int64
	err := tx.Raw(`SELECT po.person_id FROM posts po JOIN units u ON u.id = po.unit_id WHERE u.parent_id IS NULL AND po.heads AND po.until IS NULL`).Scan(&ids).Error
	for _, id := range ids {
		if excuses[id] == "" {
			excuses[id] = "Đứng đầu cơ quan: do cấp trên trực tiếp đánh giá"
		}
	}
	return err
}
