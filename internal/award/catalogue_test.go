package award

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"congthidua/data"

	"gopkg.in/yaml.v3"
)

// shipped reads what comes with the portal: the catalogues, and the base salaries.
func shipped(t *testing.T) (c Catalogue, pay []Salary) {
	t.Helper()
	forms, err := parseForms(file(t, "awards"))
	papers, wrong := parseDossiers(file(t, "dossiers"))
	if err := errors.Join(err, wrong, yaml.Unmarshal([]byte(file(t, "base-salaries")), &pay)); err != nil {
		t.Fatal(err)
	}
	c.Forms, c.Dossier = *forms, *papers
	laws := yaml.NewDecoder(bytes.NewReader([]byte(file(t, "prizes"))))
	for {
		var node yaml.Node
		err := laws.Decode(&node)
		if errors.Is(err, io.EOF) {
			return c, pay
		}
		body, wrong := yaml.Marshal(&node)
		law, unread := parsePrizes(string(body))
		if err := errors.Join(err, wrong, unread); err != nil {
			t.Fatal(err)
		}
		c.Prizes = append(c.Prizes, *law)
	}
}

func file(t *testing.T, name string) string {
	t.Helper()
	text, err := data.Catalogue.ReadFile("catalogue/" + name + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestPrizes are the worked cases 12 and 13: the base salary of the decision's day, rounded up.
func TestPrizes(t *testing.T) {
	c, pay := shipped(t)
	for _, test := range []struct {
		form       string
		collective bool
		on         string
		want       int64
		how        string
	}{
		{"ldtt", false, "2025-01-15", 710_000, "0,3 × 2.340.000 = 702.000, làm tròn lên 710.000"},
		{"cstdtq", false, "2025-01-15", 10_530_000, "4,5 × 2.340.000 = 10.530.000"},
		{"bktp", false, "2018-12-28", 1_390_000, "1 × 1.390.000 = 1.390.000"},
		{"bktp", true, "2018-12-28", 2_780_000, "2 × 1.390.000 = 2.780.000"},
		{"cstdcs", false, "2024-06-30", 1_800_000, "1 × 1.800.000 = 1.800.000"},
		{"cstdcs", false, "2024-07-01", 2_340_000, "1 × 2.340.000 = 2.340.000"},
		{"ldtt", false, "2019-06-30", 420_000, "0,3 × 1.390.000 = 417.000, làm tròn lên 420.000"},
		{"ldtt", false, "2019-07-01", 450_000, "0,3 × 1.490.000 = 447.000, làm tròn lên 450.000"},
		{"hcld3", true, "2024-08-01", 21_060_000, "9 × 2.340.000 = 21.060.000"},
		{"cotd", false, "2025-01-15", 0, "không kèm tiền thưởng"},
		{"ldtt", false, "2010-01-15", 0, "không kèm tiền thưởng"},
	} {
		if got := c.Prize(test.form, test.collective, test.on, pay); got.Amount != test.want || got.How() != test.how {
			t.Errorf("%s on %s: %d, %q; want %d, %q", test.form, test.on, got.Amount, got.How(), test.want, test.how)
		}
	}
}

func TestRank(t *testing.T) {
	c, _ := shipped(t)
	order := []string{"hcld3", "cotd", "knc", "bktu", "bktp"}
	for i := 1; i < len(order); i++ {
		if c.Rank(order[i-1]) >= c.Rank(order[i]) {
			t.Errorf("%s does not stand before %s", order[i-1], order[i])
		}
	}
	if c.Rank("nothing") != len(c.Forms) {
		t.Error("an unknown form does not come last")
	}
}
