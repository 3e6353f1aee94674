package web

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"congthidua/internal/demo"

	"github.com/chromedp/chromedp"
)

// TestFromADocumentToTheCardInTheBrowser does it as its people: the clerk enters a document, the leader
// has the head deal with it, the head gives the work to a cadre, who hands it in; checked and closed it
// stands on the card of the month.
func TestFromADocumentToTheCardInTheBrowser(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := chromium(t, p.URL)
	as := func(username string) { b.login(username, demo.Password) }
	scan := filepath.Join(t.TempDir(), "quet.pdf")
	if err := os.WriteFile(scan, []byte("%PDF-1.4 x"), 0o600); err != nil {
		t.Fatal(err)
	}
	choose := func(field string, id int64) {
		t.Helper()
		b.do(chromedp.WaitVisible(chromedp.CSS(field)), chromedp.SetValue(chromedp.CSS(field), fmt.Sprint(id)))
	}

	as("clerk")
	b.open("/documents/incoming")
	for name, text := range map[string]string{
		"author":  "Thành ủy",
		"symbol":  "101-CV/TU",
		"subject": "Báo cáo số liệu đảng viên trẻ",
		"due":     "13/11/2026",
	} {
		b.fill(fmt.Sprintf(`#new [name="%s"]`, name), text)
	}
	b.click(`#new button.btn-primary`)
	b.sees("h1", "101-CV/TU")
	b.do(chromedp.SetUploadFiles(chromedp.CSS(`input[type=file]`), []string{scan}))
	b.click(`form[enctype] button`)
	b.sees("main", "quet.pdf")
	document := fmt.Sprintf("/documents/%d", p.number(`SELECT max(id) FROM documents`))
	b.logout()

	as("leader")
	b.open(document)
	b.fill(`[name=instruction]`, "Tham mưu báo cáo")
	choose(`[name=lead]`, p.actor("head").PersonID)
	choose(`[name=checker]`, p.actor("leader").PersonID)
	b.click(`form[action$="/route"] button`)
	b.sees("main", "Đã chuyển xử lý")
	b.logout()

	as("head")
	b.sees("main", "văn bản mới chuyển đến")
	b.open(document)
	b.fill(`[name=instruction]`, "Tổng hợp số liệu")
	choose(`[name=lead]`, p.actor("cadre2").PersonID)
	choose(`[name=checker]`, p.actor("head").PersonID)
	b.fill(`[name=due]`, "06/11/2026")
	b.click(`form[action$="/route"] button`)
	b.sees(".notice", "Đã chuyển văn bản")
	task := fmt.Sprintf("/tasks/%d", p.number(`SELECT max(id) FROM tasks`))
	b.logout()

	as("cadre2")
	b.open(task)
	b.click(`form[action$="/accept"] button`)
	b.sees(".notice", "Đã nhận việc")
	b.fill(`[name=result]`, "Bảng số liệu kèm công văn 77")
	b.click(`form[action$="/done"] button`)
	b.sees(".notice", "chờ kiểm tra")
	b.logout()
	as("head")
	b.open(task)
	b.click(`form[action$="/check"] button[value=close]`)
	b.sees(".lead", "Đã đóng")
	b.logout()

	// The committee opens November under the framework that counts products for cadres.
	as("committee")
	b.open("/periods")
	b.click(`form[action="/periods"] button`)
	b.sees("h1", "Tổng hợp tháng 11/2026")
	b.open("/")
	b.logout()
	as("cadre2")
	card := fmt.Sprintf("/evaluations/%d", p.card("cadre2", 2026, 11))
	b.open(card)
	b.sees("main", "Nhiệm vụ trong tháng")
	b.click(`form[action$="/tasks"] button`)
	b.sees("main", "từ nhiệm vụ")
	b.sees("#why", "1 xong ÷ 4 giao") // three more of the month are still to do
}

// TestABarIsDraggedInTheBrowser drags a programme's bar to another month and then its edge further.
func TestABarIsDraggedInTheBrowser(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := chromium(t, p.URL)
	b.login("head", demo.Password)
	item := p.number(`SELECT max(i.id) FROM programme_items i WHERE i.programme_id = 1`)
	drag := func(part string, month int) {
		t.Helper()
		b.open("/programmes/1")
		b.do(chromedp.WaitVisible(chromedp.CSS(".gantt")))
		b.script(fmt.Sprintf(`(() => {
			document.querySelector('[data-head="%d"]').scrollIntoView({ inline: 'center' });
			const row = document.querySelector('[data-item="%d"]'), bar = row.querySelector('%s'), transfer = new DataTransfer();
			const head = document.querySelector('[data-head="%d"]').getBoundingClientRect(), x = head.left + head.width / 2;
			const y = row.getBoundingClientRect().top + 5;
			const at = { bubbles: true, cancelable: true, dataTransfer: transfer, clientX: x, clientY: y };
			const fire = (target, type) => target.dispatchEvent(new DragEvent(type, at));
			const holds = (box) => box.left <= x && x < box.right;
			const cell = [...row.querySelectorAll('[data-month]')].find((c) => holds(c.getBoundingClientRect()));
			fire(bar, 'dragstart'); fire(cell, 'dragover'); fire(cell, 'drop'); return true;
		})()`, month, item, part, month))
		b.sees(".notice", "Đã dời mục")
	}
	months := func() string {
		return fmt.Sprint(
			p.number(`SELECT first_month FROM programme_items WHERE id = ?`, item),
			"-",
			p.number(`SELECT last_month FROM programme_items WHERE id = ?`, item),
		)
	}
	drag("[class^=bar-]", 10)
	if got := months(); got != "10-10" {
		t.Errorf("its bar dragged to October it lasts %s", got)
	}
	drag(".edge", 12)
	if got := months(); got != "10-12" {
		t.Errorf("its edge dragged to December it lasts %s", got)
	}
	drag(".edge", 11) // within the bar's own cell
	if got := months(); got != "10-11" {
		t.Errorf("its edge dragged back to November it lasts %s", got)
	}
}
