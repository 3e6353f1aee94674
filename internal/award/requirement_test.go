package award

import "testing"

// TestSpan counts the time of posts in whole months.
func TestSpan(t *testing.T) {
	for _, x := range []struct {
		since, until, today, want string
	}{
		{"2010-03-15", "2015-03-14", "2026-11-06", "4 năm 11 tháng"},
		{"2010-03-15", "2015-03-15", "2026-11-06", "5 năm"},
		{"2026-01-31", "", "2026-11-06", "9 tháng"},
		{"2026-01-31", "2030-01-01", "2026-03-31", "2 tháng"},
		{"2027-01-01", "", "2026-11-06", "0 tháng"},
	} {
		months, err := Served{Since: x.since, Until: x.until}.lasted(x.today)
		if got := span(months); err != nil || got != x.want {
			t.Errorf("%s to %s: %s %v, want %s", x.since, x.until, got, err, x.want)
		}
	}
}

// TestTheDossierAsksByFormAndKind: an order needs the consent of its body, a yearly proposal the
// minutes, a career its posts, everybody a report.
func TestTheDossierAsksByFormAndKind(t *testing.T) {
	known, _ := shipped(t)
	for _, x := range []struct {
		kind       ProposalKind
		form, want string
	}{
		{Yearly, "cstdcs", "submission list report minutes initiative"},
		{Unplanned, "bktp", "submission list report"},
		{Career, "hcld3", "submission list report posts consent"},
	} {
		got := ""
		for _, r := range known.Dossier {
			if r.asks(Proposal{Kind: x.kind}, ProposalLine{Awardee: Awardee{Form: x.form}}) {
				got += " " + r.Code
			}
		}
		if got != " "+x.want {
			t.Errorf("%s %s:%s, want %s", x.kind, x.form, got, x.want)
		}
	}
}
