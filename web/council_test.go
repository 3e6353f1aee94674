package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"congthidua/internal/demo"

	"gorm.io/gorm"
)

// Eleven accounts vote in secret, the secretary counts hands, chair and secretary close, and the
// minutes come out of the printer.
func TestElevenAccountsVoteOverHTTP(t *testing.T) {
	p := startPortal(t)
	meeting := p.number(`SELECT id FROM meetings WHERE state = 'open'`)
	path := fmt.Sprintf("/meetings/%d", meeting)
	var candidates []int64
	if err := p.store.Read(t.Context()).Raw(`SELECT id FROM candidates WHERE meeting_id = ? AND secret ORDER BY id`, meeting).Scan(&candidates).Error; err != nil || len(candidates) != 3 {
		t.Fatalf("%d secret candidates, %v", len(candidates), err)
	}
	for i := 1; i <= 10; i++ {
		b := p.as(fmt.Sprintf("council%d", i))
		if got := b.get(path + "/ballot"); got.Status != http.StatusOK || got.Find("input[type=radio][checked]").Length() != 0 {
			t.Fatalf("council%d: the ballot %d", i, got.Status)
		}
		pairs := []string{}
		for n, c := range candidates {
			choice := "F"
			if n == 2 && i > 7 {
				choice = "A"
			}
			pairs = append(pairs, fmt.Sprintf("choice.%d", c), choice)
		}
		if got := b.post(path+"/ballot", pairs...); got.Status != http.StatusOK || !strings.Contains(got.Body, "Phiếu của bạn đã ở trong hòm phiếu") {
			t.Fatalf("council%d: %d %s", i, got.Status, got.text("main"))
		}
		if got := b.post(path+"/ballot", pairs...); got.Status != http.StatusConflict {
			t.Errorf("council%d twice: %d", i, got.Status)
		}
	}
	if got := p.as("council11").post(path + "/ballot"); got.Status != http.StatusConflict && got.Status != http.StatusForbidden {
		t.Errorf("an absent member voted: %d", got.Status)
	}
	for _, reader := range []string{"admin", "auditor", "committee", "leader"} {
		b := p.as(reader)
		if got := b.get(path + "/ballot"); got.Status != http.StatusForbidden {
			t.Errorf("%s sees a ballot: %d", reader, got.Status)
		}
		if got := b.get(path + "/minutes"); got.Status != http.StatusForbidden {
			t.Errorf("%s sees a count before the end: %d", reader, got.Status)
		}
	}
	if strings.Contains(p.log.String(), "/ballot") {
		t.Error("the request log tells who voted when")
	}
	secretary, chair := p.as("council2"), p.as("council1")
	var open []int64
	if err := p.store.Read(t.Context()).Raw(`SELECT id FROM candidates WHERE meeting_id = ? AND NOT secret`, meeting).Scan(&open).Error; err != nil {
		t.Fatal(err)
	}
	hands := []string{}
	for i, c := range open {
		hands = append(hands, fmt.Sprintf("hands.%d", c), fmt.Sprint(9-i%2*5)) // ten are there; one may be the candidate
	}
	secretary.get(path)
	if got := secretary.post(path+"/hands", hands...); got.Status != http.StatusOK {
		t.Fatalf("hands: %d %s", got.Status, got.text("main"))
	}
	absent := p.number(`SELECT person_id FROM meeting_members WHERE meeting_id = ? AND attendance = 'absent'`, meeting)
	if got := secretary.post(path+"/written", "person", fmt.Sprint(absent), fmt.Sprintf("choice.%d", candidates[0]), "F"); got.Status != http.StatusOK {
		t.Fatalf("written: %d %s", got.Status, got.text("main"))
	}
	if log := p.log.String(); strings.Contains(log, "/ballot") || strings.Contains(log, "/written") {
		t.Error("the request log tells who voted when")
	}
	for i, b := range []*browser{chair, secretary} {
		version := b.get(path).value("form[action$='/close'] input[name=version]")
		if got := b.post(path+"/close", "version", version, "password", "wrong"); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("closed with a wrong password: %d", got.Status)
		}
		if got := b.post(path+"/close", "version", version, "password", demo.Password); got.Status != http.StatusOK {
			t.Fatalf("closing %d: %d %s", i, got.Status, got.text("main"))
		}
	}
	if n := p.number(`SELECT count(*) FROM candidates WHERE meeting_id = ? AND secret AND passed`, meeting); n != 2 {
		t.Errorf("%d of the three pass: 11, 10 and 7 votes of 11", n)
	}
	got := chair.get(path + "/minutes")
	if got.Status != http.StatusOK || !strings.Contains(got.Body, "thu về: 11") || !strings.Contains(got.Body, "BIÊN BẢN") {
		t.Errorf("minutes: %d", got.Status)
	}
	for _, format := range []string{".pdf", ".docx"} {
		if got := p.as("clerk").get(path + "/minutes" + format); got.Status != http.StatusOK {
			t.Errorf("minutes%s: %d", format, got.Status)
		}
	}
	if n := p.number(`SELECT count(*) FROM registrations WHERE outcome = 'proposed'`); n < 2 {
		t.Errorf("%d registrations are proposed", n)
	}
}

func TestTheCouncilIsPrepared(t *testing.T) {
	p := startPortal(t)
	b := p.as("committee")
	got := b.get("/councils?q=nguyen")
	if got.Status != http.StatusOK || got.Find("button[name=role][value=member]").Length() == 0 {
		t.Fatalf("%d: nobody found", got.Status)
	}
	if got := b.post("/councils/members", "person", "60", "role", "chair"); got.Status != http.StatusConflict {
		t.Errorf("a second chair: %d", got.Status)
	}
	if got := b.post("/councils/members", "person", "60", "role", "member"); got.Status != http.StatusOK || p.number(`SELECT count(*) FROM council_members WHERE person_id = 60 AND until IS NULL`) != 1 {
		t.Errorf("a member: %d", got.Status)
	}
	got = b.get("/councils")
	if got := b.post("/councils/meetings", "year", "2026", "held_on", "31/02/2026", "place", "Phòng họp"); got.Status != http.StatusUnprocessableEntity || got.value("input[name=place]") != "Phòng họp" {
		t.Errorf("a day that is not: %d", got.Status)
	}
	if got := b.post("/councils/meetings", "year", "2026", "held_on", "20/11/2026", "place", "Phòng họp", "titles", "ldtt"); got.Status != http.StatusOK || !strings.HasPrefix(got.URL.Path, "/meetings/") {
		t.Fatalf("a meeting: %d %s", got.Status, got.text("main"))
	}
}

// TestPapersAreReadBeforeTheMeeting: the committee writes the agenda and puts papers before the
// members; each sees what is not read yet, all see how many have.
func TestPapersAreReadBeforeTheMeeting(t *testing.T) {
	p := startPortal(t)
	committee, member := p.as("committee"), p.as("council3")
	path := "/meetings/2" // of the demonstration, voting
	committee.get(path)
	if got := committee.post(path+"/agenda", "agenda", "  Một \n\nHai"); got.Status != http.StatusOK || got.Find(".agenda li").Length() != 2 {
		t.Errorf("the agenda: %d %s", got.Status, got.text("main"))
	}
	if got := member.post(path+"/agenda", "agenda", "Ba"); got.Status != http.StatusForbidden {
		t.Errorf("a member wrote the agenda: %d", got.Status)
	}
	if got := committee.post("/meetings/1/agenda", "agenda", "Ba"); got.Status != http.StatusConflict {
		t.Errorf("the agenda of a meeting that is over: %d", got.Status)
	}
	if got := committee.upload(path+"/files", "tờ trình.pdf", []byte("%PDF-1.4\n")); got.Status != http.StatusOK || !strings.Contains(got.text("main"), "0/11 thành viên đã mở") {
		t.Fatalf("the paper: %d %s", got.Status, got.text("main"))
	}
	if got := member.get("/"); !strings.Contains(got.text("main"), "Đọc 1 tài liệu của phiên họp Hội đồng") {
		t.Errorf("nothing to read: %s", got.text("main"))
	}
	if got := member.get(path); !strings.Contains(got.text("main"), "bạn chưa mở") {
		t.Errorf("the member's page: %s", got.text("main"))
	}
	file := fmt.Sprintf("%s/files/%d", path, p.number(`SELECT max(id) FROM attachments`))
	for range 2 { // read twice it counts once
		if got := member.get(file); got.Status != http.StatusOK {
			t.Errorf("the paper for a member: %d", got.Status)
		}
	}
	p.as("auditor").get(file) // who reads without a vote is not counted
	if got := committee.get(path); !strings.Contains(got.text("main"), "1/11 thành viên đã mở") {
		t.Errorf("who has read: %s", got.text("main"))
	}
	if got := member.get("/"); strings.Contains(got.text("main"), "Đọc 1 tài liệu") {
		t.Error("it still waits to be read")
	}
	if got := p.as("cadre1").get(file); got.Status != http.StatusForbidden {
		t.Errorf("the paper for a cadre: %d", got.Status)
	}
	for _, paper := range []string{path + "/agenda", path + "/agenda.pdf", path + "/agenda.docx"} {
		if got := member.get(paper); got.Status != http.StatusOK {
			t.Errorf("%s: %d", paper, got.Status)
		}
	}
	if got := committee.post(file + "/remove"); got.Status != http.StatusOK || p.number(`SELECT count(*) FROM paper_reads`) != 0 {
		t.Errorf("taken back: %d", got.Status)
	}
}

// TestACorrectedMonthWaitsForTheCommittee: what was computed before must be computed again.
func TestACorrectedMonthWaitsForTheCommittee(t *testing.T) {
	p := startPortal(t)
	b := p.as("committee")
	if got := b.get("/"); strings.Contains(got.text("main"), "điều chỉnh sau khi tính điều kiện") {
		t.Fatalf("it waits before anything was corrected: %s", got.text("main"))
	}
	if err := p.app.Store.Write(t.Context(), func(tx *gorm.DB) error {
		return tx.Exec(`INSERT INTO scorecard_revisions (scorecard_id, revision, at, actor, reason, points, grade, head) SELECT sc.id, 9, ?, 'Chuyên viên', 'Theo kiến nghị', 60, 'C', '{}' FROM scorecards sc JOIN periods pd ON pd.id = sc.period_id
			WHERE pd.year = 2026 AND pd.month = 3 AND sc.person_id = (SELECT min(person_id) FROM registrations WHERE campaign_id = 1 AND title = 'ldtt' AND verdict = 'met')`, p.app.Clock.Now().UnixMilli()+1000).Error
	}); err != nil {
		t.Fatal(err)
	}
	if got := b.get("/"); !strings.Contains(got.text("main"), "đăng ký thi đua năm 2026 có tháng được điều chỉnh sau khi tính điều kiện") {
		t.Errorf("nothing waits: %s", got.text("main"))
	}
}
