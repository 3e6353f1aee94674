package award

import "testing"

// decrees are two decrees and three salaries for the boundaries.
var decrees = Catalogue{
	Forms: []Form{{Code: "a"}, {Code: "b"}},
	Prizes: []PrizeLaw{
		{Legal: "cũ", From: "2018-01-01", Round: 10_000, Coefficients: map[string]Coefficient{
			"a": {Persons: 1, Units: 2},
		}},
		{Legal: "mới", From: "2024-01-01", Round: 10_000, Coefficients: map[string]Coefficient{
			"a": {Persons: 1.5, Units: 3},
			"b": {Persons: 0.29},
		}},
	},
}

var basePay = []Salary{
	{Since: "2018-07-01", Amount: 1_000_000},
	{Since: "2024-07-01", Amount: 2_000_000},
}

// TestThePrizeOfADay: on, before and after the day of a decree and of a base salary.
func TestThePrizeOfADay(t *testing.T) {
	for _, test := range []struct {
		form, on   string
		collective bool
		want       int64
		legal      string
	}{
		{"a", "2017-12-31", false, 0, ""},            // before the first decree
		{"a", "2018-01-01", false, 0, "cũ"},          // on its day, before the first salary
		{"a", "2018-06-30", false, 0, "cũ"},          // the day before the first salary
		{"a", "2018-07-01", false, 1_000_000, "cũ"},  // on its day
		{"a", "2018-07-02", true, 2_000_000, "cũ"},   // after it, a collective
		{"a", "2023-12-31", false, 1_000_000, "cũ"},  // the last day of the old decree
		{"a", "2024-01-01", false, 1_500_000, "mới"}, // the first of the new one
		{"a", "2024-06-30", false, 1_500_000, "mới"}, // the last day of the old salary
		{"a", "2024-07-01", false, 3_000_000, "mới"}, // the first of the new one
		{"a", "2024-07-01", true, 6_000_000, "mới"},  //
		{"b", "2023-12-31", false, 0, "cũ"},          // a form that the old decree does not have
		{"b", "2024-07-01", false, 580_000, "mới"},   // 0.29 × 2,000,000, no cent less
		{"b", "2024-07-01", true, 0, "mới"},          // nothing for collectives
		{"nothing", "2024-07-01", false, 0, "mới"},   // a form that nobody knows
	} {
		got := decrees.Prize(test.form, test.collective, test.on, basePay)
		if got.Amount != test.want || got.Legal != test.legal {
			t.Errorf("%s on %s: %d by %q, want %d by %q", test.form, test.on, got.Amount, got.Legal, test.want, test.legal)
		}
	}
}

// TestADecreeThatHasEnded brings nothing after its last day, and where two hold the later one counts.
func TestADecreeThatHasEnded(t *testing.T) {
	one := map[string]Coefficient{"a": {Persons: 1}}
	c := Catalogue{Prizes: []PrizeLaw{
		{Legal: "dài", From: "2020-01-01", To: "2020-12-31", Coefficients: one},
		{Legal: "ngắn", From: "2020-06-01", To: "2020-06-30", Coefficients: one},
	}}
	for day, want := range map[string]string{
		"2019-12-31": "",
		"2020-01-01": "dài",
		"2020-05-31": "dài",
		"2020-06-01": "ngắn",
		"2020-06-30": "ngắn",
		"2020-07-01": "dài",
		"2020-12-31": "dài",
		"2021-01-01": "",
	} {
		t.Run(day, func(t *testing.T) {
			got := c.Prize("a", false, day, []Salary{{Since: "2018-01-01", Amount: 1000}})
			if got.Legal != want || (got.Amount == 1000) != (want != "") {
				t.Errorf("%d by %q, want %q", got.Amount, got.Legal, want)
			}
		})
	}
}

// TestPrizesAreRoundedUp to the multiple that the decree says, exact multiples stay, without one nothing is rounded.
func TestPrizesAreRoundedUp(t *testing.T) {
	for _, test := range []struct {
		salary, round, want int64
	}{
		{700_000, 10_000, 700_000},
		{700_001, 10_000, 710_000},
		{709_999, 10_000, 710_000},
		{710_000, 10_000, 710_000},
		{700_001, 1_000, 701_000},
		{700_001, 0, 700_001},
	} {
		law := PrizeLaw{From: "2020-01-01", Round: test.round, Coefficients: map[string]Coefficient{"a": {Persons: 1}}}
		c := Catalogue{Prizes: []PrizeLaw{law}}
		if got := c.Prize("a", false, "2020-01-01", []Salary{{Since: "2020-01-01", Amount: test.salary}}); got.Amount != test.want {
			t.Errorf("%d by %d: %d, want %d", test.salary, test.round, got.Amount, test.want)
		}
	}
}

// TestCoefficientsAreExact: a coefficient is a decimal, whatever its nearest binary number is.
func TestCoefficientsAreExact(t *testing.T) {
	for _, test := range []struct {
		coefficient float64
		want        int64
	}{
		{0.57, 1_333_800}, // 0.57 × 1000 is 569.9999… in binary
		{0.29, 678_600},
		{1.001, 2_342_340},
		{1.005, 2_351_700}, // 1004.9999…
		{0.3, 702_000},
		{46, 107_640_000},
	} {
		if got := product(test.coefficient, 2_340_000); got != test.want {
			t.Errorf("%v × 2,340,000 = %d, want %d", test.coefficient, got, test.want)
		}
	}
}
