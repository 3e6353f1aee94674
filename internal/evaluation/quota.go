package evaluation

import (
	"fmt"
	"math"

	"congthidua/internal/viet"
)

// baseClassified as the base of a quota takes the share of all who are classified.
const baseClassified = "classified"

// Quota limits how many persons of a unit may have the best grade.
type Quota struct {
	Grade   string  `yaml:"grade"`
	Share   float64 `yaml:"share"`
	Special float64 `yaml:"special"` // share of a unit with special achievement
	Base    string  `yaml:"base"`    // baseClassified, or the code of the grade that is counted
	Legal   string  `yaml:"legal"`
}

// QuotaState is a unit's standing against its quota.
type QuotaState struct {
	Grade   string
	Used    int     // persons with the limited grade
	Base    int     // persons the share is taken of
	Share   float64 // share in force for the unit
	Allowed int     // floor(Base x Share)
	Over    int     // persons too many, 0 if within the quota
	Lower   int     // how many must be lowered to keep it; fewer than Over where the lowered count in the base
	Special int     // allowed under the special share
	Legal   string

	quota   Quota
	special bool // the special share is in force
}

// Check counts the grades of one unit (persons by grade) against the quota.
func (q Quota) Check(byGrade map[string]int, special bool) QuotaState {
	state := QuotaState{
		Grade: q.Grade, Used: byGrade[q.Grade], Share: q.Share, Legal: q.Legal, quota: q, special: special}
	if special {
		state.Share = q.Special
	}
	state.Base = byGrade[q.Base]
	if q.Base == baseClassified {
		for _, n := range byGrade {
			state.Base += n
		}
	}
	state.Allowed = floorShare(state.Base, state.Share)
	state.Special = floorShare(state.Base, q.Special)
	state.Over = max(0, state.Used-state.Allowed)
	state.Lower = q.lower(state)
	return state
}

// lower returns how many persons must get a lower grade to keep the quota. Where the base is
// the grade below, each of them also widens it.
func (q Quota) lower(s QuotaState) int {
	for n := range s.Used {
		base := s.Base
		if q.Base != baseClassified {
			base += n
		}
		if s.Used-n <= floorShare(base, s.Share) {
			return n
		}
	}
	return s.Used
}

// floorShare is floor(n x share), safe against 0.29999 standing for 0.3.
func floorShare(n int, share float64) int { return int(math.Floor(float64(n)*share + 1e-9)) }

// Text says in one sentence how the unit stands, with the sum and what to do; "" where there is no quota.
func (s QuotaState) Text() string {
	if s.Grade == "" {
		return ""
	}
	what := "người được xếp loại"
	if s.quota.Base != baseClassified {
		what = "người loại " + s.quota.Base
	}
	sum := fmt.Sprintf("%d %s × %s = %s → %d.",
		s.Base, what, viet.Percent(s.Share), viet.Points(float64(s.Base)*s.Share), s.Allowed)
	switch {
	case s.Over == 0 && s.Used == s.Allowed:
		return sum + fmt.Sprintf(" Đã dùng hết hạn mức loại %s.", s.Grade)
	case s.Over == 0:
		return sum + fmt.Sprintf(" Còn được thêm %d người loại %s.", s.Allowed-s.Used, s.Grade)
	case !s.special && s.Used <= s.Special:
		return fmt.Sprintf("Vượt %d người. ", s.Over) + sum +
			fmt.Sprintf(" Hạ %d người, hoặc đề nghị mức %s cho tập thể có thành tích đặc biệt.",
				s.Lower, viet.Percent(s.quota.Special))
	}
	return fmt.Sprintf("Vượt %d người. ", s.Over) + sum + fmt.Sprintf(" Hạ %d người xuống loại dưới.", s.Lower)
}
