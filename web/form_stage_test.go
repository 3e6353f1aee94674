package web

import (
	"fmt"
	"net/http"
	"strings"

	"congthidua/internal/demo"

	"github.com/PuerkitoBio/goquery"
	"gorm.io/gorm"
)

// unreached are the forms that change a record and stand on no page of the demonstration, with the reason.
var unreached = map[string]string{
	"/people/import/:id/apply":          "needs a list without a doubtful line",
	"/units/:id/periods/:period/submit": "needs a unit whose cards are all scored and not handed in",
	"/periods/:id/approve":              "needs a month that all units have handed in",
	"/evaluations/:id/submit":           "needs a draft that is complete",
	"/catalogues/titles/:id/adopt":      "needs an edition newer than that of the open campaign",
}

// samples are what is typed into a form so that nothing in it is wrong, by the form's address. Names that the
// form has are filled, others are added.
var samples = map[string]string{
	"/admin/accounts":            "username nguoi.moi\ndisplay Người mới",
	"/admin/accounts/:id/grants": "until 20/12/2026\nunit 2",
	"/ceremonies/:id/links":      "link Bàn đón khách 9",
	"/ceremonies/:id/guests":     "guests Nguyễn Văn Khách, Sở Nội vụ",
	"/certificates/printers":     "name Máy in tầng 9",
	"/councils/members":          "role member",
	"/decisions/:id/amend":       "reason Sai tên\nkind correction\nline first",
	"/decisions/salaries":        "since 01/07/2030\namount 2600000\nlegal Nghị định",
	"/documents/:id/comment":     "text Đồng ý",
	"/documents/incoming":        "author Thành ủy\nsymbol 99-CV/TU\ndated_on 01/11/2026\nsubject Báo cáo số liệu",
	"/documents/outgoing":        "subject Báo cáo số liệu\naddressees Thành ủy",
	"/documents/templates":       "name Mẫu thử\nsource document",
	"/evaluations/:id/appeal":    "text Đề nghị xem lại điểm",
	"/initiatives":               "name Sổ theo dõi điện tử\nsummary Bớt việc làm tay",
	"/movements": "name Thi đua nước rút\naim Hoàn thành kế hoạch\nstarts_on 10/11/2026\nsign_by 20/11/2026\n" +
		"ends_on 31/12/2026\ntarget.name.0 Nhiệm vụ\ntarget.goal.0 90\ntarget.measure.0 %",
	"/movements/:id/pledges":            "commitment Hoàn thành sớm",
	"/people":                           "name Nguyễn Thị Mới\ngender female\ntitle Chuyên viên\nunit 2",
	"/people/:id/disciplines":           "decision 9-QĐ\ndecided_on 01/10/2026",
	"/people/:id/honours":               "year 2019\ndecision 9-QĐ\ndecided_on 01/12/2019",
	"/people/:id/initiatives":           "name Sổ điện tử\nyear 2025\ndecision 9-QĐ\ndecided_on 01/12/2025",
	"/programmes":                       "year 2027",
	"/programmes/:id/items":             "title Mục mới\nproduct Kế hoạch\nlead 10\nchecker 6",
	"/proposals":                        "subject Tặng Bằng khen\nbody Thành ủy",
	"/registrations":                    "title ldtt",
	"/tasks":                            "title Việc mới\nproduct Kế hoạch\ndue 20/12/2026\nlead 10\nchecker 6",
	"/tasks/bulk":                       "task first\ndo handover\nto 11\nwhy Nghỉ ốm",
	"/tasks/:id/comment":                "text Ý kiến",
	"/tasks/products":                   "name Sản phẩm thử\nlegal Quy chế",
	"/units":                            "name Phòng thử nghiệm",
	"/units/:id/periods/:period/accept": "confirmed 1",
	"/weeks/:week/decide":               "title Việc giao ban\nproduct Kế hoạch\ndue 20/12/2026\nlead 10\nchecker 6",
	"/ceremonies":                       "name Lễ trao tháng 12\nheld_on 20/12/2026\nplace Hội trường",
	"/clusters": "name Cụm thi đua số 9\nyear 2027\nself_due 25/10/2027\ncheck_due 15/11/2027\n" +
		"criterion.name.0 Nhiệm vụ\ncriterion.max.0 100",
	"/councils/meetings":                 "held_on 20/12/2026\nplace Phòng họp\ntitles ldtt",
	"/decisions":                         "subject Khen thưởng đột xuất",
	"/documents/:id/submit":              "review.0 6\nsigner 1",
	"/people/:id/absences":               "since 01/12/2026\nuntil 05/12/2026",
	"/programmes/:id/move":               "item 5\nversion 1\nfirst 11\nlast 12",
	"/programmes/:id/step":               "to submitted",
	"/tasks/:id/cancel":                  "why Không còn cần",
	"/account/delegations":               "until 20/11/2026\nreason Nghỉ phép",
	"/catalogues/titles/:id/titles":      "title_name Danh hiệu thử",
	"/clusters/:id/record":               "held_on 20/10/2026\nplace Hội trường\nattendance Đủ\nconclusion Nhất trí",
	"/decisions/:id/return":              "reason Sai căn cứ",
	"/decisions/:id/sign":                "password " + demo.Password,
	"/documents/:id/route":               "to 11",
	"/documents/:id/settle":              "how Đã trả lời",
	"/evaluations/:id/appeals/:appeal":   "answer Giữ nguyên\noutcome kept",
	"/evaluations/:id/classify":          "reason Nghỉ dài ngày",
	"/evaluations/:id/return":            "reason Thiếu minh chứng",
	"/evaluations/:id/send-back":         "reason Chấm lại",
	"/evaluations/:id/settle":            "reason Cân đối hạn mức",
	"/initiatives/:id/decide":            "ruling refused\nwhy Không mới",
	"/documents/:id/return":              "note Sửa lại",
	"/meetings/:id/open":                 "password " + demo.Password,
	"/meetings/:id/close":                "password " + demo.Password,
	"/people/:id/posts":                  "title Chuyên viên\nmain 1", // only a main post changes another
	"/periods/:id/approve":               "password " + demo.Password,
	"/periods/:id/return":                "reason Xem lại",
	"/periods/:id/units/:unit":           "reason Có thành tích",
	"/proposals/:id/back":                "reason Thiếu hồ sơ",
	"/tasks/:id/extend":                  "due 20/12/2026\nwhy Thêm việc",
	"/tasks/:id/check":                   "do close",
	"/tasks/:id/done":                    "result Đã xong\ncause Chờ số liệu",
	"/units/:id/periods/:period/special": "reason Hoàn thành xuất sắc",
}

// staged makes records in states that the demonstration lacks, and returns the pages of all records.
func (w walk) staged() (pages []string) {
	w.t.Helper()
	shippedOf := func(kind string) string {
		id := w.number(`SELECT min(id) FROM editions WHERE state = 'published' AND kind = ?`, kind)
		return fmt.Sprintf("/catalogues/%s/%d", kind, id)
	}
	pages = append(pages,
		w.make("committee", shippedOf("frameworks"), "/catalogues/:kind/:id/copy"),
		w.make("committee", shippedOf("documents"), "/catalogues/:kind/:id/copy"),
		w.make("head", "/account", "/account/delegations"),
		w.make("committee", "/councils", "/councils/meetings"),
		w.make("committee", "/people/20", "/people/:id/posts", "main", ""),
		w.make("committee", "/people/20", "/people/:id/absences"),
		w.imported("Họ và tên,Danh hiệu,Năm,Số quyết định,Ngày quyết định\n"+
			w.nameOf20()+",LĐTT,2019,7-QĐ,05/01/2020\n"),
	)
	for _, column := range []string{"state = 'signed'", "received = TRUE"} { // one to be issued, one received
		pages = append(pages, w.make("committee", "/decisions", "/decisions"))
		w.set(`UPDATE decisions SET ` + column + ` WHERE id = (SELECT max(id) FROM decisions)`)
	}
	w.set(
		`UPDATE registrations SET state = 'late', late_reason = 'Nghỉ ốm' WHERE id = (SELECT min(id) FROM registrations WHERE campaign_id = 2)`,
	)
	for path, query := range map[string]string{
		"/decisions/%d":             `SELECT id FROM decisions`,
		"/tasks/%d":                 `SELECT id FROM tasks WHERE state <> 'closed'`,
		"/programmes/%d":            `SELECT id FROM programmes`,
		"/documents/%d":             `SELECT id FROM documents`,
		"/movements/%d":             `SELECT id FROM movements`,
		"/movements/2/pledges/%d":   `SELECT id FROM pledges WHERE movement_id = 2 AND unit_id = 2`,
		"/clusters/%d":              `SELECT id FROM clusters`,
		"/meetings/%d":              `SELECT id FROM meetings`,
		"/proposals/%d":             `SELECT id FROM proposals`,
		"/periods/%d":               `SELECT id FROM periods WHERE id > 12`,
		"/registrations/%d":         `SELECT id FROM registrations WHERE state = 'late'`,
		"/evaluations/%d":           `SELECT scorecard_id FROM appeals`,
		"/catalogues/titles/%d":     `SELECT id FROM editions WHERE kind = 'titles'`,
		"/catalogues/documents/%d":  `SELECT id FROM editions WHERE kind = 'documents'`,
		"/catalogues/frameworks/%d": `SELECT id FROM editions WHERE kind = 'frameworks'`,
	} {
		for _, id := range w.words(query) {
			pages = append(pages, strings.Replace(path, "%d", id, 1))
		}
	}
	draft := w.number(`SELECT id FROM editions WHERE kind = 'titles' AND state = 'draft'`)
	w.browsers["committee"].get(fmt.Sprintf("/catalogues/titles/%d", draft)).
		Find(`a[href*="/titles/"]`).
		Each(func(_ int, a *goquery.Selection) { pages = append(pages, a.AttrOr("href", "")) })
	return append(pages, "/units/3/periods/14", "/programmes/1?item=1", "/programmes/2?item=7",
		"/catalogues", "/catalogues/titles", "/catalogues/documents",
		fmt.Sprintf("/catalogues/titles/%d/titles/cstdcs", draft),
		fmt.Sprintf("/evaluations/%d", w.number(`SELECT min(id) FROM scorecards
			WHERE period_id = 14 AND unit_id = 2 AND state = 'reviewed'`)),
	)
}

// make sends the form of a page and returns where it leads.
func (w walk) make(role, page, path string, pairs ...string) string {
	w.t.Helper()
	for _, f := range w.formsOf(role, page) {
		if f.route.path != path {
			continue
		}
		got := w.browsers[role].post(f.action, with(with(f.fields, typed(samples[path])...), pairs...)...)
		if got.Status != http.StatusSeeOther {
			w.t.Fatalf("%s: %d %s", path, got.Status, got.text(".notice, .error"))
		}
		return got.Header.Get("Location")
	}
	w.t.Fatalf("%s shows %s no form to %s", page, role, path)
	return ""
}

// set changes rows without the use case that would.
func (w walk) set(statement string) {
	w.t.Helper()
	if err := w.store.Write(w.t.Context(), func(tx *gorm.DB) error { return tx.Exec(statement).Error }); err != nil {
		w.t.Fatal(err)
	}
}

// imported is the page of a list that was uploaded.
func (w walk) imported(list string) string {
	w.t.Helper()
	got := w.browsers["committee"].upload("/people/import", "a.csv", []byte(list), "kind", "honours", "unit", "1")
	return got.Header.Get("Location")
}
