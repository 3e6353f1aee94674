package evaluation

import (
	"context"
	"fmt"
	"math"
	"sort"

	"congthidua/internal/access"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// UnitSummary is one unit in the consolidated month.
type UnitSummary struct {
	UnitID, Position                                int64
	Unit, Parent                                    string
	SubmittedAt, RemindedAt                         *int64
	Special                                         bool
	SpecialAsked, SpecialReason                     string
	Total, NotClassified, Drafts, Waiting, Reviewed int
	ByGrade                                         map[string]int `gorm:"-"`
	Sum                                             float64
	Mean, LastMean                                  float64
	Scored, LastScored                              int
	Quota                                           QuotaState `gorm:"-"`
	Late                                            bool
	Note                                            string // said carefully: where the figures are unusual
}

// Classified is how many persons of the unit are to have a grade.
func (u UnitSummary) Classified() int { return u.Total - u.NotClassified }

// Consolidation is the whole body's month.
type Consolidation struct {
	Period                                       Period
	Grades                                       []Grade
	Units                                        []UnitSummary
	Total, NotClassified, Waiting, Drafts, Ready int
	ByGrade                                      map[string]int
	Mean                                         float64
	OverQuota, LateUnits, Missing                int
	Blockers                                     []string // what keeps the month from being approved
}

// Consolidate sums the month by unit, in three queries whatever the number of cards.
func (s *Service) Consolidate(ctx context.Context, a access.Actor, periodID int64) (Consolidation, error) {
	reach, err := a.Require(access.ConsolidationView)
	if err != nil {
		return Consolidation{}, err
	}
	return s.consolidate(s.Store.Read(ctx), periodID, reach)
}

func (s *Service) consolidate(db *gorm.DB, periodID int64, reach access.Reach) (Consolidation, error) {
	p, err := periodByID(db, periodID)
	if err != nil {
		return Consolidation{}, err
	}
	c := Consolidation{Period: p, ByGrade: map[string]int{}}
	units, order, err := s.unitSummaries(db, p, reach)
	if err != nil {
		return c, err
	}
	framework, err := s.countCards(db, p, units)
	if err != nil {
		return c, err
	}
	if framework != nil {
		c.Grades = framework.Grades
	}
	if err := lastMeans(db, p, units); err != nil {
		return c, err
	}
	for _, id := range order {
		c.take(units[id], framework, s.Clock.Now().Format("2006-01-02"))
	}
	c.finish()
	return c, nil
}

func (s *Service) unitSummaries(db *gorm.DB, p Period, reach access.Reach) (map[int64]*UnitSummary, []int64, error) {
	where, args := reach.PathCondition("", "u.path")
	var rows []UnitSummary
	err := db.Raw(`SELECT pu.unit_id, u.position, u.name AS unit, COALESCE(up.name, '') AS parent, pu.submitted_at, pu.reminded_at, pu.special, pu.special_asked, pu.special_reason
		FROM period_units pu JOIN units u ON u.id = pu.unit_id LEFT JOIN units up ON up.id = u.parent_id WHERE pu.period_id = ? AND `+where+` ORDER BY u.position, u.id`, append([]any{p.ID}, args...)...).Scan(&rows).Error
	units, order := make(map[int64]*UnitSummary, len(rows)), make([]int64, len(rows))
	for i := range rows {
		rows[i].ByGrade = map[string]int{}
		units[rows[i].UnitID], order[i] = &rows[i], rows[i].UnitID
	}
	return units, order, err
}

// countCards groups the month's cards out of the covering index scorecards_unit.
func (s *Service) countCards(db *gorm.DB, p Period, units map[int64]*UnitSummary) (*Framework, error) {
	var rows []struct {
		UnitID int64
		State  State
		Grade  string
		N      int
		Sum    float64
	}
	err := db.Raw(`SELECT unit_id, state, grade, count(*) AS n, COALESCE(sum(points), 0) AS sum FROM scorecards WHERE period_id = ? GROUP BY unit_id, state, grade`, p.ID).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		u := units[r.UnitID]
		if u == nil {
			continue
		}
		u.Total += r.N
		switch r.State {
		case NotClassified:
			u.NotClassified += r.N
			continue
		case Draft:
			u.Drafts += r.N
			continue
		case Submitted:
			u.Waiting += r.N
		default:
			u.Reviewed += r.N
		}
		u.ByGrade[r.Grade] += r.N
		u.Sum += r.Sum
		u.Scored += r.N
	}
	var id int64
	if err := db.Raw(`SELECT framework_id FROM scorecards WHERE period_id = ? AND framework_id IS NOT NULL LIMIT 1`, p.ID).Scan(&id).Error; err != nil || id == 0 {
		return nil, err
	}
	return s.framework(db, id)
}

func lastMeans(db *gorm.DB, p Period, units map[int64]*UnitSummary) error {
	var rows []struct {
		UnitID int64
		N      int
		Mean   float64
	}
	year, month := p.Year, p.Month-1
	if month == 0 {
		year, month = year-1, 12
	}
	err := db.Raw(`SELECT unit_id, count(*) AS n, avg(points) AS mean FROM scorecards WHERE period_id = (SELECT id FROM periods WHERE year = ? AND month = ?) AND state NOT IN ('not_classified', 'draft') GROUP BY unit_id`, year, month).Scan(&rows).Error
	for _, r := range rows {
		if u := units[r.UnitID]; u != nil {
			u.LastMean, u.LastScored = round2(r.Mean), r.N
		}
	}
	return err
}

func (c *Consolidation) take(u *UnitSummary, f *Framework, today string) {
	if u.Scored > 0 {
		u.Mean = round2(u.Sum / float64(u.Scored))
	}
	if f != nil {
		u.Quota = f.Quota.Check(withMissing(f, u.ByGrade, u.Classified()), u.Special)
	}
	u.Late = u.SubmittedAt == nil && c.Period.State == "open" && today > c.Period.HeadDue
	c.Total += u.Total
	c.NotClassified += u.NotClassified
	c.Waiting += u.Waiting
	c.Drafts += u.Drafts
	c.Ready += u.Reviewed
	for grade, n := range u.ByGrade {
		c.ByGrade[grade] += n
	}
	c.Mean += u.Sum
	if u.Quota.Over > 0 {
		c.OverQuota++
	}
	if u.Late {
		c.LateUnits++
	}
	if u.SubmittedAt == nil {
		c.Missing++
	}
	c.Units = append(c.Units, *u)
}

// minGroup is how many scored persons a unit needs before its mean says anything.
const minGroup = 5

// finish computes the body's mean, marks units that stand out and lists what blocks approval.
func (c *Consolidation) finish() {
	scored := c.Waiting + c.Ready
	if scored > 0 {
		c.Mean = round2(c.Mean / float64(scored))
	}
	variance, groups := 0.0, 0
	for _, u := range c.Units {
		if u.Scored >= minGroup {
			variance += (u.Mean - c.Mean) * (u.Mean - c.Mean)
			groups++
		}
	}
	spread := math.Sqrt(variance / math.Max(1, float64(groups)))
	for i := range c.Units {
		u := &c.Units[i]
		if u.Scored < minGroup {
			continue
		}
		switch {
		case groups >= 4 && spread > 0 && math.Abs(u.Mean-c.Mean) > 2*spread:
			u.Note = fmt.Sprintf("Bình quân %s, chung toàn cơ quan %s: chênh %s, hơn hai lần độ lệch thường gặp (%s). Có thể có lý do riêng, nên xem lại.", viet.Fixed(u.Mean), viet.Fixed(c.Mean), viet.Signed(round2(u.Mean-c.Mean)), viet.Fixed(spread))
		case u.LastScored >= minGroup && math.Abs(u.Mean-u.LastMean) >= 5:
			u.Note = fmt.Sprintf("Bình quân %s, tháng trước %s: chênh %s. Có thể có lý do riêng, nên xem lại.", viet.Fixed(u.Mean), viet.Fixed(u.LastMean), viet.Signed(round2(u.Mean-u.LastMean)))
		}
	}
	if n := c.Drafts + c.Waiting; n > 0 {
		c.Blockers = append(c.Blockers, fmt.Sprintf("%d phiếu chưa chấm xong (%d chưa nộp, %d chờ chấm)", n, c.Drafts, c.Waiting))
	}
	if c.Missing > 0 {
		c.Blockers = append(c.Blockers, fmt.Sprintf("%d đơn vị chưa trình tổng hợp", c.Missing))
	}
	for _, u := range c.Units {
		if u.Quota.Over > 0 {
			c.Blockers = append(c.Blockers, fmt.Sprintf("%s: loại %s %d/%d, cần hạ %d người hoặc xét mức đặc biệt", u.Unit, u.Quota.Grade, u.Quota.Used, u.Quota.Allowed, u.Quota.Lower))
		}
	}
}

// SortUnits orders the units for the page: by unit, mean, progress or what needs attention.
func (c *Consolidation) SortUnits(by string, reverse bool) {
	less := map[string]func(a, b UnitSummary) bool{
		"mean": func(a, b UnitSummary) bool { return a.Mean > b.Mean },
		"best": func(a, b UnitSummary) bool {
			return float64(a.Quota.Used)*float64(b.Classified()) > float64(b.Quota.Used)*float64(a.Classified())
		},
		"ready": func(a, b UnitSummary) bool { return a.Reviewed*b.Classified() < b.Reviewed*a.Classified() },
		"over":  func(a, b UnitSummary) bool { return a.Quota.Over > b.Quota.Over },
	}[by]
	if less != nil {
		sort.SliceStable(c.Units, func(i, j int) bool {
			if reverse {
				i, j = j, i
			}
			return less(c.Units[i], c.Units[j])
		})
	}
}
