package cluster_test

import (
	"fmt"
	"strings"
	"testing"

	"congthidua/internal/cluster"
)

var twoCriteria = []cluster.Criterion{{ID: 1, Name: "Nhiệm vụ", Max: 60}, {ID: 2, Name: "Phong trào", Max: 40}}

func scored(name string, first, second float64) cluster.Member {
	return cluster.Member{
		Unit: name,
		Marks: []cluster.Mark{
			{CriterionID: 1, Stage: cluster.Gathering, Points: first},
			{CriterionID: 2, Stage: cluster.Gathering, Points: second},
		},
	}
}

func TestRankExplainsTies(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		members []cluster.Member
		ranks   string
		why     []string // by place, "" for none
	}{
		"no tie": {
			[]cluster.Member{scored("A", 50, 30), scored("B", 55, 30)}, "1 B, 2 A", []string{"", ""},
		},
		"the first criterion": {
			[]cluster.Member{scored("A", 50, 35), scored("B", 55, 30)}, "1 B, 2 A",
			[]string{
				"cùng tổng điểm, xếp trên A vì «Nhiệm vụ»: 55 so với 50",
				"cùng tổng điểm, xếp dưới B vì «Nhiệm vụ»: 50 so với 55",
			},
		},
		"nothing parts them": {
			[]cluster.Member{scored("A", 50, 35), scored("B", 50, 35), scored("C", 40, 20)}, "1 A, 1 B, 3 C",
			[]string{"bằng B ở mọi tiêu chí: đồng hạng", "bằng A ở mọi tiêu chí: đồng hạng", ""},
		},
		"three of one total": {
			[]cluster.Member{scored("A", 45, 40), scored("B", 50, 35), scored("C", 50, 35)}, "1 B, 1 C, 3 A",
			[]string{
				"bằng C ở mọi tiêu chí: đồng hạng; cùng tổng điểm, xếp trên A vì «Nhiệm vụ»: 50 so với 45",
				"bằng B ở mọi tiêu chí: đồng hạng; cùng tổng điểm, xếp trên A vì «Nhiệm vụ»: 50 so với 45",
				"xếp dưới B",
			},
		},
		"a sum of tenths is exact": {
			[]cluster.Member{scored("A", 0.1, 0.2), scored("B", 0.3, 0)}, "1 B, 2 A",
			[]string{"cùng tổng điểm", "cùng tổng điểm"},
		},
		"a sum of hundredths is exact": { // 0.29 * 100 is a little less than 29, 0.14 + 0.15 a little more
			[]cluster.Member{scored("A", 0.14, 0.15), scored("B", 0.29, 0)}, "1 B, 2 A",
			[]string{"cùng tổng điểm", "cùng tổng điểm"},
		},
		"a hundredth parts them": {
			[]cluster.Member{scored("A", 50, 30), scored("B", 50, 30.01)}, "1 B, 2 A", []string{"", ""},
		},
		"without any mark": {
			[]cluster.Member{{Unit: "A"}, scored("B", 0, 1)}, "1 B, 2 A", []string{"", ""},
		},
	} {
		t.Run(name, func(t *testing.T) {
			var ranks []string
			list := cluster.Rank(twoCriteria, c.members)
			for i, s := range list {
				ranks = append(ranks, fmt.Sprintf("%d %s", s.Rank, s.Unit))
				if !strings.Contains(s.Why, c.why[i]) || c.why[i] == "" && s.Why != "" {
					t.Errorf("%s: %q, want %q", s.Unit, s.Why, c.why[i])
				}
			}
			if got := strings.Join(ranks, ", "); got != c.ranks {
				t.Errorf("ranked %s, want %s", got, c.ranks)
			}
		})
	}
}
