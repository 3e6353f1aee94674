package ceremony

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"congthidua/internal/award"
	"congthidua/internal/store"
)

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		n, places int
		want      []int
	}{{31, 10, []int{8, 8, 8, 7}}, {10, 10, []int{10}}, {11, 10, []int{6, 5}}, {1, 10, []int{1}}, {0, 10, nil}, {20, 6, []int{5, 5, 5, 5}}, {5, 1, []int{1, 1, 1, 1, 1}}} {
		if got := Split(c.n, c.places); !slices.Equal(got, c.want) {
			t.Errorf("%d at %d places: %v, want %v", c.n, c.places, got, c.want)
		}
	}
}

func recipients(form string, collective bool, from, n int) (list []award.Recipient) {
	for i := range n {
		list = append(list, award.Recipient{
			Record:  store.Record{ID: int64(from + i)},
			Awardee: award.Awardee{Form: form, Collective: collective, Name: fmt.Sprint("Người ", from+i)},
		})
	}
	return list
}

// seed is the conference of 5 January 2019 in the order of rank.
func seed() []award.Group {
	return award.Groups(slices.Concat(recipients("hcld3", false, 1, 1), recipients("cotd", true, 100, 6), recipients("knc", false, 200, 31), recipients("bktu", true, 300, 8), recipients("bktu", false, 400, 12), recipients("bktp", true, 500, 3), recipients("bktp", false, 600, 5)))
}

// TestTheSeedsTurns is worked case 14: from the Huân chương down, 31 kỷ niệm chương in 8, 8, 8, 7.
func TestTheSeedsTurns(t *testing.T) {
	turns := Turns(seed(), 10, nil, map[string]string{key("hcld3", false): "Bí thư Thành ủy"}, nil)
	var got []string
	for _, x := range turns {
		got = append(got, fmt.Sprintf("%s %d", x.Group.Form.Code, len(x.Stands)))
	}
	if text := strings.Join(got, ", "); text != "hcld3 1, cotd 6, knc 8, knc 8, knc 8, knc 7, bktu 8, bktu 6, bktu 6, bktp 3, bktp 5" {
		t.Errorf("turns: %s", text)
	}
	if turns[0].Presenter != "Bí thư Thành ủy" || turns[2].Of != 4 || turns[3].Index != 2 || turns[3].Stands[0].Position != 1 || turns[3].Stands[0].ID != 208 {
		t.Errorf("%+v %+v", turns[0], turns[3])
	}
}

// TestAbsentRecipientsCloseUp: with a representative the place is kept, without the turns are dealt
// anew.
func TestAbsentRecipientsCloseUp(t *testing.T) {
	absent := map[int64]Absence{200: {200, ""}, 201: {201, "con gái"}}
	turns := Turns(seed(), 10, absent, nil, nil)
	sizes := []int{}
	for _, x := range turns {
		if x.Group.Form.Code == "knc" {
			sizes = append(sizes, len(x.Stands))
		}
	}
	if !slices.Equal(sizes, []int{10, 10, 10}) || turns[2].Stands[0].ID != 201 || turns[2].Stands[0].By != "con gái" {
		t.Errorf("%v, first %+v", sizes, turns[2].Stands[0])
	}
}

// TestTheProgrammeRunsOnTheClock: the awards take as long as their turns.
func TestTheProgrammeRunsOnTheClock(t *testing.T) {
	c := Ceremony{StartsAt: "08:30", ReadMinutes: 2, TurnMinutes: 1.5}
	turns := Turns(seed(), 10, nil, nil, nil)
	moments := Run(c, []Item{{Title: "Chào cờ", Minutes: 5}, {Title: "Trao thưởng", Awards: true}, {Title: "Kết luận", Minutes: 10}}, turns)
	// 11 turns of 1.5 minutes and 7 decisions of 2 minutes: 30.5 minutes from 8:35.
	last := moments[len(moments)-1]
	if moments[1].Minutes != 30.5 || last.Clock() != "09:06" || End(c, moments) != "09:16" || len(moments) != 3+11 {
		t.Errorf("awards %v minutes, conclusion at %s, end %s, %d moments", moments[1].Minutes, last.Clock(), End(c, moments), len(moments))
	}
	if !moments[2].Reads || moments[5].Reads || moments[2].Clock() != "08:35" {
		t.Errorf("%+v", moments[2])
	}
}
