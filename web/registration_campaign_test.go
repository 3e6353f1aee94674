package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"gorm.io/gorm"
)

func TestTheQuotaIsTriedOnThoseWhoMeetTheTitle(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	met := p.number(`SELECT count(*) FROM registrations WHERE campaign_id = 1 AND title = 'cstdcs' AND verdict = 'met'`)
	got := p.as("committee").get("/registrations/quota?year=2026&title=cstdcs")
	rows := got.Find("main tbody tr")
	if got.Status != http.StatusOK || int64(rows.Length()) != met || met < 10 {
		t.Fatalf("%d: %d rows, %d meet the title", got.Status, rows.Length(), met)
	}
	last := "999"
	rows.Find("td[data-label='Điểm năm']").Each(func(_ int, s *goquery.Selection) {
		points := strings.TrimSpace(s.Text())
		if points > last {
			t.Errorf("%s after %s", points, last)
		}
		last = points
	})
	if got := p.as("committee").get("/registrations/quota?year=2026&title=ldtt"); got.Status != http.StatusNotFound {
		t.Errorf("a title without a quota: %d", got.Status)
	}
}

// TestAYearsCampaignIsOpenedOnce: the second try is refused at the field, not by the database.
func TestAYearsCampaignIsOpenedOnce(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("committee")
	b.get("/registrations")
	got := b.post(
		"/registrations/campaigns",
		"year",
		"2027",
		"through",
		"12",
		"self_due",
		"31/01/2027",
		"head_due",
		"10/02/2027",
	)
	if got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "Đợt đăng ký năm 2027 đã mở") {
		t.Errorf("the campaign again: %d %s", got.Status, got.text(".error"))
	}
}

// TestACorrectedMonthWaitsForTheCommittee: what was computed before must be computed again.
func TestACorrectedMonthWaitsForTheCommittee(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("committee")
	if got := b.get("/"); strings.Contains(got.text("main"), "điều chỉnh sau khi tính điều kiện") {
		t.Fatalf("it waits before anything was corrected: %s", got.text("main"))
	}
	if err := p.app.Store.Write(t.Context(), func(tx *gorm.DB) error {
		return tx.Exec(`INSERT INTO scorecard_revisions (scorecard_id, revision, at, actor, reason, points, grade, head)
			SELECT sc.id, 9, ?, 'Chuyên viên', 'Theo kiến nghị', 60, 'C', '{}'
			FROM scorecards sc
			JOIN periods pd ON pd.id = sc.period_id
			WHERE pd.year = 2026 AND pd.month = 3 AND sc.person_id = (SELECT min(person_id) FROM registrations
				WHERE campaign_id = 1 AND title = 'ldtt' AND verdict = 'met')`, p.app.Clock.Now().UnixMilli()+1000).Error
	}); err != nil {
		t.Fatal(err)
	}
	if got := b.get("/"); !strings.Contains(
		got.text("main"),
		"đăng ký thi đua năm 2026 có tháng được điều chỉnh sau khi tính điều kiện",
	) {
		t.Errorf("nothing waits: %s", got.text("main"))
	}
}
