package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// TestPapersAreReadBeforeTheMeeting: the committee writes the agenda and puts papers before the
// members; each sees what is not read yet, all see how many have.
func TestPapersAreReadBeforeTheMeeting(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	committee, member := p.as("committee"), p.as("council3")
	path := "/meetings/2" // of the demonstration, voting
	version := committee.get(path).value("form[action$='/agenda'] input[name=version]")
	if got := committee.post(path+"/agenda", "version", version, "agenda", "  Một \n\nHai"); got.Status != http.StatusOK ||
		got.Find(".agenda li").Length() != 2 {
		t.Errorf("the agenda: %d %s", got.Status, got.text("main"))
	}
	if got := member.post(path+"/agenda", "version", version, "agenda", "Ba"); got.Status != http.StatusForbidden {
		t.Errorf("a member wrote the agenda: %d", got.Status)
	}
	if got := committee.post(path+"/agenda", "version", version, "agenda", "Ba"); got.Status != http.StatusConflict {
		t.Errorf("the agenda from a stale page: %d", got.Status)
	}
	if got := committee.post("/meetings/1/agenda", "version", "4", "agenda", "Ba"); got.Status != http.StatusConflict {
		t.Errorf("the agenda of a meeting that is over: %d", got.Status)
	}
	if got := committee.upload(path+"/files", "tờ trình.pdf", []byte("%PDF-1.4\n")); got.Status != http.StatusOK ||
		!strings.Contains(got.text("main"), "0/11 thành viên đã mở") {
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
	if got := committee.post(file + "/remove"); got.Status != http.StatusOK ||
		p.number(`SELECT count(*) FROM paper_reads`) != 0 {
		t.Errorf("taken back: %d", got.Status)
	}
}
