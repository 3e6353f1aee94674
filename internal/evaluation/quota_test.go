package evaluation

import (
	"fmt"
	"strings"
	"testing"
)

// TestFloorOfAShare: shares that binary fractions cannot hold must not lose a person.
func TestFloorOfAShare(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		n     int
		share float64
		want  int
	}{
		{10, 0.3, 3}, {9, 0.3, 2}, {20, 0.35, 7}, {19, 0.35, 6}, {60, 0.35, 21}, {10, 0.7, 7}, {9, 0.7, 6},
		{30, 0.7, 21}, {100, 0.29, 29}, {12, 0.2, 2}, {15, 0.2, 3}, {14, 0.2, 2}, {7, 1, 7}, {0, 0.3, 0}, {3, 0.333, 0},
	} {
		if got := floorShare(test.n, test.share); got != test.want {
			t.Errorf("%d × %v = %d, want %d", test.n, test.share, got, test.want)
		}
	}
}

func TestQuota(t *testing.T) {
	t.Parallel()
	of := func(share, special float64, base string) Quota {
		return Quota{Grade: "A", Share: share, Special: special, Base: base}
	}
	q3814 := shipped(t, "qd3814").Quota
	for _, test := range []struct {
		name                       string
		quota                      Quota
		byGrade                    map[string]int
		special                    bool
		base, allowed, over, lower int
	}{
		{"20 classified, 8 A", q3814, map[string]int{"A": 8, "B": 10, "C": 2}, false, 20, 6, 2, 2},
		{"the same, special", q3814, map[string]int{"A": 8, "B": 10, "C": 2}, true, 20, 8, 0, 0},
		{"exactly used", q3814, map[string]int{"A": 6, "B": 14}, false, 20, 6, 0, 0},
		{"one more", q3814, map[string]int{"A": 7, "B": 13}, false, 20, 6, 1, 1},
		{"10 x 30 % is 3, not 2", q3814, map[string]int{"A": 3, "B": 7}, false, 10, 3, 0, 0},
		{"who has no result yet counts", q3814, map[string]int{"A": 3, "": 7}, false, 10, 3, 0, 0},
		{"nobody", q3814, nil, false, 0, 0, 0, 0},
		{"20 x 35 % is 7", of(0.35, 0.7, "classified"), map[string]int{"A": 7, "B": 13}, false, 20, 7, 0, 0},
		{"10 x 70 % is 7", of(0.35, 0.7, "classified"), map[string]int{"A": 7, "B": 3}, true, 10, 7, 0, 0},
		{"of those with B only", of(0.2, 0.25, "B"), map[string]int{"A": 3, "B": 12, "C": 2}, false, 12, 2, 1, 1},
		// 4 A over 14 B: floor(2.8) = 2, two too many; but the first one lowered makes it 15 B, which allow 3.
		{"the lowered widen the base", of(0.2, 0.25, "B"), map[string]int{"A": 4, "B": 14}, false, 14, 2, 2, 1},
		{"all must be lowered", of(0.2, 0.25, "B"), map[string]int{"A": 1, "B": 0}, false, 0, 0, 1, 1},
		{"the special share of B", of(0.2, 0.25, "B"), map[string]int{"A": 3, "B": 12}, true, 12, 3, 0, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := test.quota.Check(test.byGrade, test.special)
			if s.Base != test.base || s.Allowed != test.allowed || s.Over != test.over || s.Lower != test.lower {
				t.Errorf("base %d, allowed %d, over %d, lower %d: %s", s.Base, s.Allowed, s.Over, s.Lower, s.Text())
			}
		})
	}
}

func TestTheQuotaSaysWhatToDo(t *testing.T) {
	t.Parallel()
	q := shipped(t, "qd3814").Quota
	for _, test := range []struct {
		a, b    int
		special bool
		want    string
	}{
		{4, 14, false, "18 người được xếp loại × 30% = 5,4 → 5. Còn được thêm 1 người loại A."},
		{5, 13, false, "18 người được xếp loại × 30% = 5,4 → 5. Đã dùng hết hạn mức loại A."},
		{7, 11, false, "Vượt 2 người. 18 người được xếp loại × 30% = 5,4 → 5. " +
			"Hạ 2 người, hoặc đề nghị mức 40% cho tập thể có thành tích đặc biệt."},
		{8, 10, false, "Vượt 3 người. 18 người được xếp loại × 30% = 5,4 → 5. Hạ 3 người xuống loại dưới."},
		{8, 10, true, "Vượt 1 người. 18 người được xếp loại × 40% = 7,2 → 7. Hạ 1 người xuống loại dưới."},
	} {
		t.Run(fmt.Sprint(test.a, test.special), func(t *testing.T) {
			if got := q.Check(map[string]int{"A": test.a, "B": test.b}, test.special).Text(); got != test.want {
				t.Error(got)
			}
		})
	}
	law := shipped(t, "nd335-staff").Quota.Check(map[string]int{"HTXSNV": 2, "HTTNV": 12}, false).Text()
	if !strings.HasPrefix(law, "12 người loại HTTNV × 20% = 2,4 → 2.") {
		t.Error(law)
	}
	if text := (QuotaState{}).Text(); text != "" {
		t.Errorf("without a quota: %q", text)
	}
}
