package web

import (
	"fmt"
	"testing"
	"time"

	"congthidua/internal/demo"
	"congthidua/internal/trial"
)

// TestEmulationInTheBrowser does it as its people: the committee opens a year, a cadre registers,
// the head confirms, what is met is computed and explained, a meeting is prepared, ten members
// vote, chair and secretary close, the minutes are there to print.
func TestEmulationInTheBrowser(t *testing.T) {
	t.Parallel()
	st, c := trial.Demo(t)
	p := startOn(t, st, c)
	b := chromium(t, p.URL)
	as := func(username string) { b.login(username, demo.Password) }

	as("cadre1")
	b.open("/registrations?year=2027")
	b.sees("main", "Năm hoàn thành tốt nhiệm vụ trở lên")
	b.click(`input[name=title][value=ldtt]`)
	b.click(`.wish:first-child summary`)
	b.fill(`textarea[name="commitment.ldtt"]`, "Hoàn thành 100% nhiệm vụ, đúng hạn")
	b.click(`form[action="/registrations"] button.btn-primary`)
	b.sees("main", "Chờ xác nhận")
	b.logout()

	as("head")
	b.sees("main", "Xác nhận 1 đăng ký thi đua năm 2027")
	b.click(`main a[href="/registrations?year=2027"].btn-primary, main a[href="/registrations?year=2027"]`)
	b.sees("main", "Hoàn thành 100% nhiệm vụ, đúng hạn")
	b.click(`form[action="/registrations/unit"] input[name=title][value=ttldtt]`)
	b.click(`form[action="/registrations/unit"] button.btn-primary`)
	b.sees("body", "Đã xác nhận 1 đăng ký của đơn vị.")
	b.logout()

	as("committee")
	b.open("/registrations?year=2026")
	c.At = c.At.Add(5 * time.Minute)
	b.click(`form[action="/registrations/compute"] button`)
	b.sees("main", "tính lúc 06/11/2026 09:05")
	b.open("/registrations?year=2026&title=cstdt&verdict=refused")
	b.click(`tbody .name`)
	b.sees(".checks", "cần")
	b.sees(".checks", "Luật TĐKT")
	b.logout()

	meeting := p.number(`SELECT id FROM meetings WHERE state = 'open'`)
	path := fmt.Sprintf("/meetings/%d", meeting)
	for i := 1; i <= 10; i++ {
		as(fmt.Sprintf("council%d", i))
		b.sees("main", "Bỏ phiếu kín xét danh hiệu năm 2026")
		b.open(path + "/ballot")
		b.sees("main", "không nối với nhau")
		b.script(`document.querySelectorAll("input[type=radio][value=F]").forEach(x => x.click())`)
		b.click(`form[action$="/ballot"] button.btn-primary`)
		b.sees("body", "Phiếu của bạn đã ở trong hòm phiếu.")
		if i == 2 {
			b.script(`document.querySelectorAll("input[name^='hands.']").forEach(x => x.value = "9")`)
			b.click(`form[action$="/hands"] .pick button`)
			b.sees("body", "Đã ghi kết quả giơ tay.")
		}
		b.logout()
	}
	for _, end := range [][2]string{{"council2", "Đã ghi đồng ý kết thúc; chờ người còn lại."}, {"council1",
		"Đã kiểm phiếu và kết thúc phiên họp."}} {
		as(end[0])
		b.open(path)
		b.fill(`form[action$="/close"] input[name=password]`, demo.Password)
		b.click(`form[action$="/close"] button`)
		b.sees("body", end[1])
		b.logout()
	}
	as("clerk")
	b.open(path)
	b.sees("main", "Đã kết thúc")
	b.open(path + "/minutes")
	b.sees("body", "Số phiếu phát ra: 10; thu về: 10.")
	// One candidate sits in the council and has no vote in the own case: 9 of 11 are not enough.
	b.sees("body", "Hội đồng đề nghị xét tặng 27 danh hiệu; 1 trường hợp chưa đủ tỷ lệ.")
}

// TestAMovementInTheBrowser: the committee writes a movement and launches it, a head finds it among
// the own work and signs, a unit scores itself in its cluster.
func TestAMovementInTheBrowser(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := chromium(t, p.URL)
	as := func(username string) { b.login(username, demo.Password) }

	as("committee")
	b.open("/movements")
	for name, text := range map[string]string{"name": "Mỗi phòng một việc khó",
		"aim": "Mỗi phòng nhận và làm xong một việc khó trong " +
			"quý.", "starts_on": "06/11/2026", "sign_by": "30/11/2026", "ends_on": "20/12/2026", "target.name.0": "Việc " +
			"khó làm xong", "target.goal.0": "1", "target.measure.0": "việc"} {
		b.fill(fmt.Sprintf(`main [name="%s"]`, name), text)
	}
	b.click(`form[action="/movements"] button.btn-primary`)
	b.sees("main", "Sửa bản soạn")
	b.click(`form[action$="/step"] button[value=launched]`)
	b.sees("main", "Đã phát động, đang ký giao ước")
	b.logout()

	as("head")
	b.sees("main", "Ký giao ước thi đua: Mỗi phòng một việc khó")
	b.open(fmt.Sprintf("/movements/%d", p.number(`SELECT id FROM movements WHERE name = 'Mỗi phòng một việc khó'`)))
	b.fill(`textarea[name=commitment]`, "Xong đề án vị trí việc làm trước 15/12")
	b.click(`form[action$="/pledges"] button.btn-primary`)
	b.sees("main", "Xong đề án vị trí việc làm trước 15/12")

	cluster := p.clusterOf(p.as("committee"), 2, 3)
	setUp := p.as("committee")
	setUp.changeCluster(cluster, "/lead", "unit", "2")
	setUp.stepCluster(cluster, "self")
	b.open("/")
	b.sees("main", "Tự chấm điểm thi đua của")
	b.open(
		fmt.Sprintf(
			"%s/members/%d",
			cluster,
			p.number(
				`SELECT m.id FROM cluster_members m JOIN clusters c ON c.id = m.cluster_id WHERE c.name = 'Cụm thử nghiệm' AND m.unit_id = 2`,
			),
		),
	)
	b.fill(`[name="points.0"]`, "58,5")
	b.fill(`[name="points.1"]`, "40")
	b.fill(`[name="note.1"]`, "Báo cáo 12")
	b.click(`form button.btn-primary`)
	b.sees("main", "Ghi minh chứng cho điểm tự chấm")
	b.fill(`[name="note.0"]`, "Báo cáo 11")
	b.click(`form button.btn-primary`)
	b.sees("main", "98,5")
}
