package council

import "testing"

// seated are a chair (1), a secretary (2), two members who are there (3, 4), one absent (5), and one who has
// written (6).
func seated() Seats {
	return Seats{
		{PersonID: 1, Role: Chair, Attendance: Present},
		{PersonID: 2, Role: Secretary, Attendance: Present},
		{PersonID: 3, Role: Ordinary, Attendance: Present},
		{PersonID: 4, Role: Ordinary, Attendance: Present},
		{PersonID: 5, Role: Ordinary, Attendance: Absent},
		{PersonID: 6, Role: Ordinary, Attendance: Written},
	}
}

// TestWhoEntersWhatOthersHaveVoted: nobody does so for the own case.
func TestWhoEntersWhatOthersHaveVoted(t *testing.T) {
	for name, c := range map[string]struct {
		person int64
		cases  []int64
		want   bool
	}{
		"the secretary":                           {2, nil, true},
		"the chair beside the secretary":          {1, nil, false},
		"a member beside the secretary":           {3, nil, false},
		"who has no seat":                         {9, nil, false},
		"nobody on the roster":                    {0, nil, false},
		"the secretary on a member's case":        {2, []int64{3}, true},
		"the secretary on the own case":           {2, []int64{2}, false},
		"the secretary where one case is the own": {2, []int64{3, 2}, false},
		"the chair on the secretary's case":       {1, []int64{2}, true},
		"a member on the secretary's case":        {3, []int64{2}, false},
		"the chair on the chair's case":           {1, []int64{1}, false},
		"the secretary on the chair's case":       {2, []int64{1}, true},
		"a member where both are concerned":       {3, []int64{1, 2}, true},
		"a member concerned beside both":          {3, []int64{1, 2, 3}, false},
		"an absent member where both are":         {5, []int64{1, 2}, false},
		"who has written where both are":          {6, []int64{1, 2}, false},
		"the chair where both are":                {1, []int64{1, 2}, false},
		"the secretary where both are":            {2, []int64{1, 2}, false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := seated().Enters(c.person, c.cases); got != c.want {
				t.Errorf("%v", got)
			}
		})
	}
}

func TestHandsThatCanBeRaised(t *testing.T) {
	for name, c := range map[string]struct {
		candidate int64
		want      int
	}{
		"a collective":                {0, 5},
		"somebody outside":            {9, 5},
		"a member who is there":       {3, 4},
		"the absent member":           {5, 5},
		"who has written raises none": {6, 4},
	} {
		if got := seated().hands(c.candidate); got != c.want {
			t.Errorf("%s: %d hands, want %d", name, got, c.want)
		}
	}
	if got := seated().present(); got != 4 {
		t.Errorf("%d are there", got)
	}
}

func TestSeatsOf(t *testing.T) {
	if seat, ok := seated().Of(2); !ok || seat.Role != Secretary {
		t.Errorf("%+v", seat)
	}
	for _, person := range []int64{0, 9} {
		if _, ok := append(seated(), MeetingMember{}).Of(person); ok {
			t.Errorf("%d has a seat", person)
		}
	}
}
