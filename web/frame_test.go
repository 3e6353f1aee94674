package web

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// groups are the headings of the navigation at the side, in their order.
func (p page) groups() (list []string) {
	p.Find(".side nav summary").Each(func(_ int, s *goquery.Selection) {
		list = append(list, strings.TrimSpace(s.Contents().First().Text()))
	})
	return list
}

// TestNavigationFollowsTheWork: each role has its own work first, and the group of the page that is open is
// unfolded with the page marked.
func TestNavigationFollowsTheWork(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	for role, want := range map[string][]string{
		"clerk":     {"Khen thưởng", "Văn bản", "Công việc"},
		"head":      {"Đánh giá tháng", "Công việc", "Văn bản"},
		"committee": {"Đánh giá tháng", "Thi đua", "Khen thưởng"},
		"leader":    {"Công việc", "Văn bản", "Đánh giá tháng"},
		"cadre1":    {"Đánh giá tháng", "Công việc", "Văn bản"},
		"admin":     {"Hệ thống", "Tổ chức, cán bộ"},
		"auditor":   {"Hệ thống", "Đánh giá tháng"},
	} {
		t.Run(role, func(t *testing.T) {
			got := p.as(role).get("/")
			if groups := got.groups(); len(groups) < len(want) || !slices.Equal(groups[:len(want)], want) {
				t.Errorf("%q, want %q first", groups, want)
			}
			if open := got.text(".side details[open] > summary"); !strings.HasPrefix(open, want[0]) {
				t.Errorf("open is %q", open)
			}
		})
	}
	for path, want := range map[string]string{
		"/people/20":            "Cán bộ",
		"/units/2/periods/14":   "Đơn vị của tôi",
		"/catalogues/titles":    "Danh mục, quy định",
		"/documents/incoming":   "Văn bản đến",
		"/evaluations":          "Phiếu của tôi",
		"/initiatives?page=2":   "Sáng kiến",
		"/people/import":        "",
		"/movements/2":          "Phong trào",
		"/registrations/quota?": "Đăng ký thi đua",
	} {
		t.Run(path, func(t *testing.T) {
			got := p.as("head").get(path)
			marked := got.Find(".side details[open] a[aria-current]")
			if want != "" && got.Status == http.StatusOK && !strings.HasPrefix(strings.TrimSpace(marked.Text()), want) {
				t.Errorf("marked is %q, want %q", marked.Text(), want)
			}
		})
	}
}

// TestNumbersOfTheNavigation: the numbers beside the entries are those of "my work".
func TestNumbersOfTheNavigation(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	got := p.as("head").get("/")
	if n := got.text(`.side a[href="/month"] span`); n != "1" {
		t.Errorf("the own unit's month: %q", n)
	}
	if n := got.text(`.side a[href="/tasks"] span`); n == "" {
		t.Error("no number beside the tasks")
	}
	if n := p.as("cadre2").get("/").text(`.side a[href="/periods"] span`); n != "" {
		t.Errorf("months wait for a cadre: %q", n)
	}
}

// TestErrorsKeepTheFrame: whoever is logged in goes on from a page that is none, or is not theirs.
func TestErrorsKeepTheFrame(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("clerk").still()
	for path, want := range map[string]struct {
		status int
		text   string
	}{
		"/nowhere":        {http.StatusNotFound, "Không tìm thấy trang"},
		"/people/999999":  {http.StatusNotFound, "Không tìm thấy trang"},
		"/admin":          {http.StatusForbidden, "Không được phép"},
		"/units/x/x/x/x":  {http.StatusNotFound, "Không tìm thấy trang"},
		"/decisions/none": {http.StatusNotFound, "Không tìm thấy trang"},
	} {
		got := b.get(path)
		if got.Status != want.status || got.text("main h1") != want.text {
			t.Errorf("%s: %d %q", path, got.Status, got.text("main h1"))
		}
		if got.Find(`.side a[href="/decisions"]`).Length() != 1 || got.Find(`form[action="/logout"]`).Length() != 1 {
			t.Errorf("%s has no frame", path)
		}
	}
	if got := b.post("/people"); got.Status != http.StatusMethodNotAllowed && got.Status != http.StatusForbidden {
		t.Errorf("a post to a page: %d", got.Status)
	}
	for _, path := range []string{"/nowhere", "/login/x"} {
		got := p.visitor().still().get(path)
		if got.Status != http.StatusNotFound || got.Find(".side").Length() != 0 {
			t.Errorf("nobody at %s: %d, with %d frames", path, got.Status, got.Find(".side").Length())
		}
	}
}

// TestColoursFollowTheSystem: until somebody chooses, and again when they take the choice back.
func TestColoursFollowTheSystem(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("cadre1")
	colours := func() string { return b.get("/").Find("html").AttrOr("data-theme", "") }
	if got := colours(); got != "system" {
		t.Errorf("at first %q", got)
	}
	if b.get("/").Find(`.me button[value=system]`).Length() != 0 {
		t.Error("the system is offered to whom it has")
	}
	b.post("/preferences", "theme", "dark")
	if got := colours(); got != "dark" {
		t.Errorf("chosen dark, shown %q", got)
	}
	if b.get("/").Find(`.me button[value=system]`).Length() != 1 {
		t.Error("there is no way back to the system")
	}
	b.post("/preferences", "theme", "system")
	if got := colours(); got != "system" {
		t.Errorf("taken back, shown %q", got)
	}
	for _, path := range []string{"/login", "/help/none"} {
		if got := p.visitor().get(path).Find("html").AttrOr("data-theme", ""); got != "system" {
			t.Errorf("a visitor at %s sees %q", path, got)
		}
	}
}

// TestSearchFindsEveryKind: without tone marks, by kinds, within what the reader may see.
func TestSearchFindsEveryKind(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	committee := p.as("committee")
	for query, want := range map[string]string{
		"ho minh tuan":   "Cán bộ",
		"phong to chuc":  "Đơn vị",
		"1207-cv":        "Văn bản",
		"don doc":        "Nhiệm vụ",
		"518-qd":         "Quyết định",
		"lao dong tien":  "Danh hiệu",
		"khung tieu chi": "Trang",
	} {
		got := committee.get("/search?q=" + strings.ReplaceAll(query, " ", "+"))
		if kinds := got.text("main h2"); !strings.Contains(kinds, want) {
			t.Errorf("%q found %q, want %s", query, kinds, want)
		}
	}
	if got := committee.get("/search?q=a"); got.Find("main .task").Length() != 0 {
		t.Error("one letter finds something")
	}
	if got := p.as("cadre1").get("/search?q=khoan+muc+tai+khoan"); got.Find("main .task").Length() != 0 {
		t.Errorf("a cadre finds %q", got.text("main"))
	}
	if got := p.as("admin").get("/search?q=giay+khen"); got.Status != http.StatusOK || got.Find("main h2").Length() != 0 {
		t.Errorf("the administrator finds %q", got.text("main"))
	}
	if got := p.as("cadre1").get("/search?q=nhat+ky"); strings.Contains(got.text("main"), "Nhật ký") {
		t.Error("a cadre is shown the log")
	}
}
