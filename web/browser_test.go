package web

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/account"
	"congthidua/internal/demo"
	"congthidua/internal/org"
	"congthidua/internal/shipped"
	"congthidua/internal/trial"

	"github.com/chromedp/chromedp"
	"gorm.io/gorm"
)

// TestAMonthInTheBrowser does the whole job as its people: from the office's roster to the
// approved, published, printed result and the appeal.
func TestAMonthInTheBrowser(t *testing.T) {
	t.Parallel()
	st := trial.Empty(t)
	c := trial.Clock()
	p := startOn(t, st, c)
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(shipped.Install(ctx, st, c))
	_, err := (&org.Service{Store: st, Clock: c}).CreateAgency(ctx, access.Operator(), "Ban Tổ chức Thành ủy")
	must(err)
	accounts := &account.Service{Store: st, Clock: c}
	roster := filepath.Join(t.TempDir(), "danh sách.xlsx")
	content, err := os.ReadFile("../data/demo/roster.xlsx")
	must(err)
	must(os.WriteFile(roster, content, 0o600))
	_, err = accounts.Create(
		ctx,
		access.Operator(),
		account.New{Username: "committee", Display: "Chuyên viên Tổng hợp"},
		access.Committee,
		0,
	)
	must(err)
	_, err = accounts.Create(
		ctx,
		access.Operator(),
		account.New{Username: "clerk", Display: "Văn Thư"},
		access.Clerk,
		0,
	)
	must(err)
	ready(t, p, "committee", "clerk")

	b := chromium(t, p.URL)
	// The committee imports the roster after seeing what it will do, and opens the month.
	b.login("committee", demo.Password)
	b.open("/people/import")
	b.do(chromedp.SetUploadFiles(chromedp.CSS(`input[type=file]`), []string{roster}))
	b.click(`form[enctype] button`)
	b.sees("nav.bar", "Thêm mới 141")
	b.sees("main", "Không nhận 2")
	b.sees("tbody", "31/02/1980")
	b.click(`form[action$="/apply"] button`)
	b.sees(".lead", "Đã ghi")
	b.open("/periods")
	b.click(`form[action="/periods"] button`)
	b.sees("h1", "Tổng hợp tháng 11/2026")
	b.logout()

	// Room one: the head, two cadres who score themselves; the others' cards are filled in
	// behind the scenes, so that the month can come to its end.
	room := p.number(`SELECT id FROM units WHERE name = 'Phòng Tổ chức cơ sở đảng, đảng viên'`)
	people := map[string]int64{}
	for name, person := range map[string]string{"head": "Lê Thu Chi", "cadre1": "Ngô Thanh Ánh", "cadre2": "Đinh Minh Hùng"} {
		people[name] = p.number(`SELECT id FROM people WHERE name = ?`, person)
	}
	must(st.Write(ctx, func(tx *gorm.DB) error { return joinMonth(tx, room, people) }))
	ready(t, p, "head", "cadre1", "cadre2", "leader")

	for name, points := range map[string][3]string{"cadre1": {"10", "10", "9,5"}, "cadre2": {"8", "8", "7,5"}} {
		b.login(name, demo.Password)
		b.sees("main", "Tự chấm phiếu tháng 11/2026")
		b.click(`.task a.btn-primary`)
		b.sees("h1", "Tháng 11/2026")
		for i, x := range points {
			b.fill(fmt.Sprintf(`input[name="mark.g%d"]`, i+1), x)
		}
		b.fill(`input[name="product.name.0"]`, "Báo cáo sơ kết")
		b.fill(`input[name="product.assigned.0"]`, "4")
		b.fill(`input[name="product.completed.0"]`, "4")
		b.fill(`input[name="evidence.g1"]`, "QĐ 12")
		b.sees("[data-save-state]", "Đã lưu")
		b.sees("#why", "4 xong ÷ 4 giao")
		b.click(`form[action$="/submit"] button`)
		b.sees(".notice", "Đã nộp phiếu")
		b.logout()
	}

	// The head returns one card, scores another in place, accepts the rest after a preview.
	b.login("head", demo.Password)
	b.click(`.task a.btn-primary`)
	b.sees("h1", "Phòng Tổ chức cơ sở đảng, đảng viên")
	card2 := p.number(`SELECT id FROM scorecards WHERE person_id = ?`, people["cadre2"])
	b.open(fmt.Sprintf("/evaluations/%d", card2))
	b.script(`document.querySelectorAll('details').forEach(d => { d.open = true })`)
	b.fill(`form[action$="/return"] textarea`, "Bổ sung minh chứng")
	b.click(`form[action$="/return"] button`)
	b.sees("main", "Đã trả lại phiếu")
	b.logout()
	b.login("cadre2", demo.Password)
	b.sees("main", "Bổ sung minh chứng")
	b.click(`.task a.btn-primary`)
	b.fill(`input[name="evidence.g2"]`, "Báo cáo 45")
	b.sees("[data-save-state]", "Đã lưu")
	b.click(`form[action$="/submit"] button`)
	b.sees(".notice", "Đã nộp phiếu")
	b.logout()
	b.login("head", demo.Password)
	b.open("/month")
	b.fill(fmt.Sprintf(`input[name="points.%d"]`, card2), "92,5\t")
	b.sees(fmt.Sprintf("#c%d", card2), "HTXSNV")
	b.do(chromedp.WaitVisible(chromedp.CSS(fmt.Sprintf(`input[name="remark.%d"]`, card2))))
	b.fill(fmt.Sprintf(`input[name="remark.%d"]`, card2), "Nhiệm vụ đột xuất\t")
	b.sees("#quota", "Vượt")
	b.click(`input[data-all]`)
	b.click(`.pick button.btn-primary`)
	b.sees("h1", "Xem trước")
	b.click(`.pick button.btn-primary`)
	b.sees(".notice", "Đã chấp nhận")
	b.click(`form[action$="/submit"] button`)
	b.sees(".notice", "Đã trình tổng hợp")
	b.logout()

	// The leader scores the head and cannot approve yet; the committee settles the quota.
	b.login("leader", demo.Password)
	b.sees("main", "Chấm thủ trưởng đơn vị: Lê Thu Chi")
	b.click(`.task a.btn-primary`)
	b.click(`#card > .bar button`)
	b.sees(".notice", "Đã lưu điểm chấm")
	period := p.number(`SELECT id FROM periods`)
	b.open(fmt.Sprintf("/periods/%d/approve", period))
	b.sees("main", "Chưa phê duyệt được")
	b.logout()
	b.login("committee", demo.Password)
	for range 9 {
		b.open(fmt.Sprintf("/periods/%d/units/%d", period, room))
		if !strings.Contains(b.text("#quota"), "Vượt") {
			break
		}
		b.fill(`tbody input[name=reason]`, "Giữ hạn mức")
		b.click(`tbody form button`)
		b.sees(".notice", "Đã cân đối")
	}
	b.logout()
	b.login("leader", demo.Password)
	b.open(fmt.Sprintf("/periods/%d/approve", period))
	b.fill(`input[name=password]`, demo.Password)
	b.click(`form[action$="/approve"] .btn-primary`)
	b.sees(".notice", "Đã phê duyệt")
	b.logout()
	b.login("committee", demo.Password)
	b.open(fmt.Sprintf("/periods/%d", period))
	b.click(`form[action$="/publish"] button`)
	b.sees(".notice", "Đã công bố")
	b.logout()

	// The person reads why and appeals; the clerk prints the list.
	b.login("cadre1", demo.Password)
	card1 := p.number(`SELECT id FROM scorecards WHERE person_id = ?`, people["cadre1"])
	b.open(fmt.Sprintf("/evaluations/%d", card1))
	b.sees("#why", "Nghị định 335/2025")
	b.sees("#why", "Kết quả nhiệm vụ")
	b.fill(`textarea[name=text]`, "Đề nghị xem lại tiêu chí 3")
	b.click(`form[action$="/appeal"] button`)
	b.sees("#appeals", "Chờ trả lời")
	b.logout()
	b.login("clerk", demo.Password)
	b.open(fmt.Sprintf("/periods/%d/list", period))
	b.sees("main", "BẢNG TỔNG HỢP")
	b.sees("main", "Ngô Thanh Ánh")
	if sheet, err := chromedp.Run(b.ctx, chromedp.PrintToPDF()); err != nil || len(sheet) < 1000 {
		t.Errorf("the list does not print: %v", err)
	}
}

// ready gives accounts the demonstration's password, as if each had changed the first one.
func ready(t *testing.T, p *site, names ...string) {
	t.Helper()
	hash, err := account.HashPassword(demo.Password)
	if err != nil {
		t.Fatal(err)
	}
	err = p.store.Write(t.Context(), func(tx *gorm.DB) error {
		return tx.Exec(
			`UPDATE accounts SET password_hash = ?, must_change = FALSE WHERE username IN ?`,
			hash,
			names,
		).Error
	})
	if err != nil {
		t.Fatal(err)
	}
}

// joinMonth makes the accounts of the room and hands in everybody else's card.
func joinMonth(tx *gorm.DB, room int64, people map[string]int64) error {
	sheet := `{"marks":{"g1":9,"g2":9,"g3":9LEAD},` +
		`"products":[{"name":"Báo cáo","weight":1,"assigned":4,"completed":4,"delayed":3,"failed":3}]}`
	steps := []string{
		`UPDATE scorecards
			SET state = 'submitted', self_points = CASE WHEN manager THEN 89.13 ELSE 88.25 END, points = 88.25,
				grade = 'B', earned_grade = 'B', parts = '27|59'
			WHERE state = 'draft' AND person_id NOT IN (` + fmt.Sprintf(
			"%d,%d",
			people["cadre1"],
			people["cadre2"],
		) + `)`,
		`UPDATE sheets SET self = '` + strings.Replace(
			sheet,
			"LEAD",
			"",
			1,
		) + `' WHERE scorecard_id IN (SELECT id FROM scorecards WHERE state = 'submitted' AND NOT manager)`,
		`UPDATE sheets SET self = '` + strings.Replace(
			sheet,
			"LEAD",
			`,"m1":90,"m2":90,"m3":90`,
			1,
		) + `' WHERE scorecard_id IN (SELECT id FROM scorecards WHERE state = 'submitted' AND manager)`,
		`UPDATE scorecards SET state = 'reviewed', head_points = self_points, points = self_points
			WHERE state = 'submitted' AND unit_id <> ` + fmt.Sprint(
			room,
		),
		`UPDATE sheets SET head = self WHERE scorecard_id IN (SELECT id FROM scorecards WHERE state = 'reviewed')`,
		`UPDATE period_units SET submitted_at = 1 WHERE unit_id <> ` + fmt.Sprint(room),
		`INSERT INTO accounts (username, display, password_hash) VALUES ('leader', 'Lãnh Đạo', 'x')`,
		`INSERT INTO grants (account_id, role, unit_id, since) SELECT id, 'leader', (SELECT id FROM units
			WHERE parent_id IS NULL), '2026-01-01' FROM accounts WHERE username = 'leader'`,
	}
	for name, person := range people {
		steps = append(
			steps,
			fmt.Sprintf(
				`INSERT INTO accounts (username, person_id, display, password_hash) SELECT '%s', id, name, 'x' FROM people WHERE id = %d`,
				name,
				person,
			),
			fmt.Sprintf(
				`INSERT INTO grants (account_id, role, unit_id, since) SELECT id, 'cadre', %d, '2026-01-01' FROM accounts WHERE username = '%s'`,
				room,
				name,
			),
		)
	}
	steps = append(
		steps,
		fmt.Sprintf(
			`INSERT INTO grants (account_id, role, unit_id, since) SELECT id, 'head', %d, '2026-01-01' FROM accounts WHERE username = 'head'`,
			room,
		),
	)
	for _, s := range steps {
		if err := tx.Exec(s).Error; err != nil {
			return fmt.Errorf("%s: %w", s, err)
		}
	}
	return nil
}
