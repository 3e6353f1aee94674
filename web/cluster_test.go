package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"gorm.io/gorm"
)

// clusterOf makes a cluster of the units 2 and 3 in draft and returns its path.
func (p *site) clusterOf(committee *browser, units ...int) string {
	p.t.Helper()
	committee.get("/clusters")
	got := committee.post(
		"/clusters",
		"name",
		"Cụm thử nghiệm",
		"kind",
		"cluster",
		"year",
		"2027",
		"self_due",
		"20/11/2026",
		"check_due",
		"30/11/2026",
		"criterion.name.0",
		"Nhiệm vụ",
		"criterion.max.0",
		"60",
		"criterion.name.1",
		"Phong trào",
		"criterion.max.1",
		"40",
	)
	if got.Status != http.StatusOK || got.URL.Path == "/clusters" {
		p.t.Fatalf("not created: %d %s", got.Status, got.text("main"))
	}
	for _, unit := range units {
		committee.changeCluster(got.URL.Path, "/members", "unit", fmt.Sprint(unit))
	}
	return got.URL.Path
}

// changeCluster posts a form of the cluster's page with the version that the page has now.
func (b *browser) changeCluster(path, form string, fields ...string) page {
	version := b.get(path).value(fmt.Sprintf(`form[action="%s/members"] input[name=version]`, path))
	return b.post(path+form, append(fields, "version", version)...)
}

func (b *browser) stepCluster(path, to string) page {
	version := b.get(path).value(fmt.Sprintf(`form[action="%s/step"] input[name=version]`, path))
	return b.post(path+"/step", "version", version, "to", to)
}

// TestAClusterFromItsDraftToItsRanking walks through all steps as committee and two heads.
func TestAClusterFromItsDraftToItsRanking(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	committee, head := p.as("committee"), p.as("head")
	path := p.clusterOf(committee, 2)
	if got := head.get(path); got.Status != http.StatusNotFound {
		t.Errorf("a head sees the draft: %d", got.Status)
	}
	refused := func(want string, got page) {
		t.Helper()
		if got.Status != http.StatusConflict && got.Status != http.StatusUnprocessableEntity ||
			!strings.Contains(got.Body, want) {
			t.Errorf("%q: %d %s", want, got.Status, got.text(".notice"))
		}
	}
	refused("Cần ít nhất hai đơn vị thành viên, đang có 1", committee.stepCluster(path, "self"))
	refused("Đơn vị đã ở trong «Cụm thử nghiệm»", committee.changeCluster(path, "/members", "unit", "2"))
	committee.changeCluster(path, "/members", "unit", "3")
	committee.changeCluster(path, "/members", "unit", "4")
	refused("Chọn đơn vị làm trưởng cụm", committee.stepCluster(path, "self"))
	committee.changeCluster(path, "/lead", "unit", "2")
	if got := committee.stepCluster(path, "self"); !strings.Contains(got.text("main"), "Các đơn vị tự chấm") {
		t.Fatalf("not opened: %s", got.text("main"))
	}
	refused("thay đổi", committee.post(path+"/members", "version", "5", "unit", "5"))

	member := func(unit int) string {
		return fmt.Sprintf(
			"%s/members/%d",
			path,
			p.number(
				`SELECT m.id FROM cluster_members m JOIN clusters c ON c.id = m.cluster_id WHERE c.name = 'Cụm thử nghiệm' AND m.unit_id = ?`,
				unit,
			),
		)
	}
	marks := func(b *browser, unit int, figures ...string) page {
		at := member(unit)
		form := []string{
			"version",
			fmt.Sprint(
				p.number(
					`SELECT m.version FROM cluster_members m JOIN clusters c ON c.id = m.cluster_id WHERE c.name = 'Cụm thử nghiệm' AND m.unit_id = ?`,
					unit,
				),
			),
		}
		for i, name := range []string{"Nhiệm vụ", "Phong trào"} {
			criterion := p.number(
				`SELECT x.id FROM cluster_criteria x JOIN clusters c ON c.id = x.cluster_id WHERE c.name = 'Cụm thử nghiệm' AND x.name = ?`,
				name,
			)
			form = append(
				form,
				"criterion",
				fmt.Sprint(criterion),
				fmt.Sprintf("points.%d", i),
				figures[2*i],
				fmt.Sprintf("note.%d", i),
				figures[2*i+1],
			)
		}
		return b.post(at, form...)
	}
	if got := head.get("/"); !strings.Contains(got.text("main"), "Tự chấm điểm thi đua của") {
		t.Errorf("nothing waits for the head: %s", got.text("main"))
	}
	refused("Ghi minh chứng cho điểm tự chấm", marks(head, 2, "55", "", "40", "BC 2"))
	refused("Ghi số điểm từ 0 đến 60", marks(head, 2, "60,5", "BC 1", "40", "BC 2"))
	if got := marks(head, 2, "55", "BC 1", "40", "BC 2"); got.Status != http.StatusOK ||
		!strings.Contains(got.text("main"), "95") {
		t.Fatalf("the self score: %d %s", got.Status, got.text("main"))
	}
	if got := marks(head, 3, "55", "BC 1", "40", "BC 2"); got.Status != http.StatusNotFound {
		t.Errorf("a head scored another unit: %d", got.Status)
	}
	refused("Chưa tự chấm: ", committee.stepCluster(path, "check"))

	// Unit 3 checks unit 2, unit 4 checks unit 3, unit 2 checks unit 4.
	other, third := p.as("head2"), p.as("head3")
	if got := other.get(member(4)); got.Status != http.StatusNotFound {
		t.Errorf("a member reads the other's sheet before it checks it: %d", got.Status)
	}
	marks(other, 3, "50", "BC 3", "40", "BC 4")
	marks(third, 4, "10", "BC 5", "10", "BC 6")
	if got := committee.stepCluster(path, "check"); !strings.Contains(got.text("main"), "Đang chấm chéo") {
		t.Fatalf("no cross-check: %s", got.text("main"))
	}
	if got := marks(head, 2, "60", "BC 1", "40", "BC 2"); got.Status != http.StatusForbidden {
		t.Errorf("a head checked the own unit: %d", got.Status)
	}
	refused("Ghi lý do khác với 55 điểm trước đó", marks(other, 2, "50", "", "40", ""))
	if got := marks(other, 2, "50", "Một việc chậm", "40", ""); got.Status != http.StatusOK {
		t.Errorf("the cross-check: %d %s", got.Status, got.text("main"))
	}
	marks(head, 4, "10", "", "10", "")
	refused("Chưa được chấm chéo: ", committee.stepCluster(path, "meeting"))
	marks(third, 3, "50", "", "40", "")
	committee.stepCluster(path, "meeting")
	if got := head.get(path); strings.Count(got.text("main"), "ở mọi tiêu chí: đồng hạng") != 2 {
		t.Errorf("the tie is not explained: %s", got.text("main"))
	}
	refused("Ghi lý do khác với 50 điểm trước đó", marks(head, 3, "49", "", "41", "x"))
	if got := marks(head, 3, "48", "Đối chiếu lại", "40", ""); got.Status != http.StatusOK {
		t.Errorf("the presiding head settles: %d %s", got.Status, got.text("main"))
	}
	if got := marks(other, 2, "60", "x", "40", ""); got.Status != http.StatusForbidden {
		t.Errorf("a member settled points: %d", got.Status)
	}
	refused("Ghi ngày họp", committee.stepCluster(path, "closed"))
	version := head.get(path).value(fmt.Sprintf(`form[action="%s/record"] input[name=version]`, path))
	if got := head.post(path+"/record", "version", version, "held_on", "32/12/2026", "place", "Phòng 2",
		"conclusion", "Nhất trí"); got.Status != http.StatusUnprocessableEntity ||
		got.value("input[name=place]") != "Phòng 2" {
		t.Errorf("a day that is none: %d", got.Status)
	}
	head.post(path+"/record", "version", version, "held_on", "06/11/2026", "place", "Phòng 2", "conclusion", "Nhất trí")
	if got := committee.stepCluster(path, "closed"); !strings.Contains(got.text("main"), "Đã xếp hạng") {
		t.Errorf("not ranked: %s", got.text("main"))
	}
	for _, paper := range []string{path + "/list", path + "/list.pdf", path + "/list.docx", path +
		"/list.xlsx", member(3) + "/paper", member(3) + "/paper.pdf"} {
		if got := other.get(paper); got.Status != http.StatusOK {
			t.Errorf("%s: %d", paper, got.Status)
		}
	}
	if got := other.get(path + "/list"); !strings.Contains(got.Body, "48 thay cho 50 (Đối chiếu lại)") ||
		!strings.Contains(got.Body, "Nhất trí") {
		t.Error("the minutes do not say what the meeting changed")
	}
}

// TestAClusterMovesOnWithoutTheMissingAfterTheDay: nothing waits for who never scores.
func TestAClusterMovesOnWithoutTheMissingAfterTheDay(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	committee := p.as("committee")
	path := p.clusterOf(committee, 2, 3)
	committee.changeCluster(path, "/lead", "unit", "3")
	committee.stepCluster(path, "self")
	if err := p.app.Store.Write(t.Context(), func(tx *gorm.DB) error {
		return tx.Exec(`UPDATE clusters SET self_due = '2026-11-01', check_due = '2026-11-02' WHERE name = 'Cụm thử nghiệm'`).Error
	}); err != nil {
		t.Fatal(err)
	}
	committee.stepCluster(path, "check")
	got := committee.stepCluster(path, "meeting")
	if !strings.Contains(got.text("main"), "Xếp hạng tạm tính") ||
		p.number(
			`SELECT count(*) FROM cluster_marks k JOIN cluster_members m ON m.id = k.member_id
				JOIN clusters c ON c.id = m.cluster_id WHERE c.name = 'Cụm thử nghiệm' AND k.stage = 'meeting' AND k.points = 0`,
		) != 4 {
		t.Errorf("without any marks: %s", got.text("main"))
	}
}

func TestClusterPagesCostFewQueries(t *testing.T) {
	p := startPortal(t)
	b := p.as("head")
	for _, path := range []string{"/clusters", "/clusters/1", "/clusters/1/members/1"} {
		if n := p.countQueries(func() { b.get(path) }); n > 8 {
			t.Errorf("%s costs %d queries", path, n)
		}
	}
}
