package web

import (
	"archive/zip"
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"os"
	"strings"
	"testing"
)

// upload sends a file the way a browser does.
func (b *browser) upload(path, name string, content []byte, pairs ...string) page {
	b.p.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	pairs = append([]string{"_csrf", b.fresh()}, pairs...)
	for i := 0; i+1 < len(pairs); i += 2 {
		if err := form.WriteField(pairs[i], pairs[i+1]); err != nil {
			b.p.t.Fatal(err)
		}
	}
	part, err := form.CreateFormFile("file", name)
	if err != nil {
		b.p.t.Fatal(err)
	}
	if _, err := part.Write(content); err != nil {
		b.p.t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		b.p.t.Fatal(err)
	}
	req, err := http.NewRequest(http.MethodPost, b.p.URL+path, &body)
	if err != nil {
		b.p.t.Fatal(err)
	}
	req.Header.Set("Content-Type", form.FormDataContentType())
	return b.do(req)
}

// bomb is a workbook of a few kilobytes that unpacks to 600 MiB.
func bomb(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	archive := zip.NewWriter(&b)
	for _, name := range []string{"[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"} {
		entry, err := archive.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		for range 200 {
			if _, err := entry.Write(make([]byte, 1<<20)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestHostileUploadsAreRefusedAndLeaveNothing(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("committee")
	b.get("/people/import")
	for what, file := range map[string]struct {
		name    string
		content []byte
		want    int
	}{
		"empty":              {"a.xlsx", nil, http.StatusUnprocessableEntity},
		"a program":          {"a.exe", []byte("MZ"), http.StatusUnprocessableEntity},
		"not what it says":   {"a.xlsx", []byte("<html><script>alert(1)</script>"), http.StatusUnprocessableEntity},
		"old format":         {"a.xls", []byte("\xd0\xcf\x11\xe0"), http.StatusUnprocessableEntity},
		"a name like a path": {"../../a.exe", []byte("MZ"), http.StatusUnprocessableEntity},
		"a hidden character": {"a\u202excslx.xlsx", []byte("PK\x03\x04"), http.StatusUnprocessableEntity},
		"too large":          {"a.csv", make([]byte, maxUpload+10), http.StatusRequestEntityTooLarge},
	} {
		got := b.upload("/people/import", file.name, file.content, "kind", "roster", "unit", "1")
		if got.Status != file.want {
			t.Errorf("%s: %d %s", what, got.Status, got.text("main"))
		}
		leaks(t, what, got)
	}
	if n := p.number(`SELECT count(*) FROM imports WHERE name LIKE 'a%'`); n != 0 {
		t.Errorf("%d imports", n)
	}
	files, err := os.ReadDir(p.app.Files)
	if err != nil || len(files) != 0 {
		t.Errorf("%d files left behind, %v", len(files), err)
	}
	for what, c := range map[string]struct {
		content []byte
		status  int
	}{"bomb": {bomb(t), http.StatusOK}, "half a workbook": {[]byte("PK\x03\x04 and no more"), http.StatusUnprocessableEntity}} {
		got := b.upload("/people/import", "b.xlsx", c.content, "kind", "roster", "unit", "1")
		if got.Status != c.status || got.Find("[role=alert], .notice.error, .error").Length() == 0 {
			t.Errorf("%s: %d %s", what, got.Status, got.text("main"))
		}
		leaks(t, what, got)
	}
	if got := b.send("/people/import", "unit", "1"); got.Status != http.StatusForbidden {
		t.Errorf("an upload without a token: %d", got.Status)
	}
}

func TestTheSampleRosterOverHTTP(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	content, err := os.ReadFile("../data/demo/roster.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	b := p.as("committee")
	b.get("/people/import")
	before := p.number(`SELECT count(*) FROM people`)
	got := b.upload("/people/import", "danh sách.xlsx", content, "kind", "roster", "unit", "1")
	if got.Status != http.StatusOK || !strings.HasPrefix(got.URL.Path, "/people/import/") {
		t.Fatalf("%d %s", got.Status, got.URL)
	}
	if p.number(`SELECT count(*) FROM people`) != before {
		t.Error("a dry run has written")
	}
	refused := b.get(got.URL.Path + "/refused.xlsx")
	if !strings.HasPrefix(refused.Body, "PK") {
		t.Errorf("refused rows: %d", refused.Status)
	}
	page := b.get(got.URL.Path)
	if got := b.post(got.URL.Path+"/apply", "version", "99"); got.Status == http.StatusOK &&
		strings.Contains(got.text("main"), "Đã ghi") {
		t.Error("a page that is out of date was carried out")
	}
	got = b.post(got.URL.Path+"/apply", page.fields("form[action$='/apply']")...)
	added := p.number(`SELECT count(*) FROM people`) - before
	if got.Status != http.StatusOK || added < 5 {
		t.Fatalf("applied: %d, %d people added", got.Status, added)
	}
	b.get("/people/import")
	got = b.upload("/people/import", "danh sách.xlsx", content, "kind", "roster", "unit", "1")
	if got.Find("form[action$='/apply']").Length() != 0 {
		t.Errorf("the second run would change something: %s", got.text("main"))
	}
	if p.number(`SELECT count(*) FROM people`) != before+added {
		t.Error("the second run has changed something")
	}
}

// nameOf20 is the name of person number 20, as a row of a list has it.
func (p *site) nameOf20() (name string) {
	p.t.Helper()
	if err := p.store.Read(p.t.Context()).Raw(`SELECT name FROM people WHERE id = 20`).Scan(&name).Error; err != nil {
		p.t.Fatal(err)
	}
	return name
}

// TestPastTitlesAreImportedAndDoubtsAsked goes from the file to the person's record.
func TestPastTitlesAreImportedAndDoubtsAsked(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("committee")
	b.get("/people/import")
	name := p.nameOf20()
	file := "Họ và tên,Danh hiệu,Năm,Số quyết định,Ngày quyết định\n" + name + ",LĐTT,2019,7-QĐ/BTC,05/01/2020\n"
	got := b.upload("/people/import", "danh-hieu.csv", []byte(file), "kind", "honours", "unit", "1")
	if got.Status != http.StatusOK || !strings.Contains(got.text("main"), "Thiếu mã và năm sinh, chưa chắc là ai") {
		t.Fatalf("not asked: %d %s", got.Status, got.text("main"))
	}
	path := got.URL.Path
	if got := b.post(path+"/answers", "version", got.value("form[action$='/answers'] input[name=version]"), "row",
		"2", "answer.2", "20"); got.Status != http.StatusOK ||
		!strings.Contains(got.text("main"), "Lao động tiên tiến năm 2019 cho "+name) {
		t.Fatalf("not answered: %d %s", got.Status, got.text("main"))
	}
	b.post(path+"/apply", b.get(path).fields("form[action$='/apply']")...)
	if got := b.get("/people/20"); !strings.Contains(got.text("main"), "7-QĐ/BTC") {
		t.Errorf("the title is not on the record: %s", got.text("main"))
	}
	if got := b.upload("/people/import", "danh-hieu.csv", []byte(file), "kind", "x", "unit",
		"1"); got.Status != http.StatusUnprocessableEntity ||
		!strings.Contains(got.Body, "Chọn loại danh sách") {
		t.Errorf("a kind that is none: %d", got.Status)
	}
}

// TestDecisionsOfThePastAreImported goes from the office's list to issued decisions with their prizes
// and honours: a person by year of birth, a unit below its heading, somebody of another body only when
// it is said so, and nothing twice.
func TestDecisionsOfThePastAreImported(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("committee")
	b.get("/people/import")
	birth := p.words(`SELECT substr(birth_date, 1, 4) FROM people WHERE id = 20`)[0]
	unit := p.words(`SELECT name FROM units WHERE id = 4`)[0]
	rows := []string{
		"Số quyết định,Ngày ký,Cơ quan ban hành,Hình thức khen thưởng,Họ và tên,Năm sinh,Chức vụ,Đơn vị,Thành tích",
		"I. Cá nhân,,,,,,,,",
		"812/QĐ-UBND,10/02/2020,Ủy ban nhân dân thành phố,Bằng khen của Ủy ban nhân dân thành phố," + p.nameOf20() +
			"," + birth + ",Chuyên viên,Phòng cũ,Xuất sắc năm 2019",
		"812/QĐ-UBND,10/02/2020,Ủy ban nhân dân thành phố,Bằng khen của Ủy ban nhân dân thành phố,Lê Khách " +
			"Mời,1960,Giám đốc,Sở Nội vụ,Phối hợp công tác",
		"812/QĐ-UBND,31/02/2020,Ủy ban nhân dân thành phố,Bằng khen của Ủy ban nhân dân thành phố," + p.nameOf20() + "," + birth + ",,,",
		"812/QĐ-UBND,10/02/2020,Ủy ban nhân dân thành phố,Huy hiệu lạ," + p.nameOf20() + "," + birth + ",,,",
		"7031/QĐ-UBND,28/12/2018,Ủy ban nhân dân thành phố,Giấy khen," + p.nameOf20() + "," + birth + ",,,",
		"II. Tập thể,,,,,,,,",
		"15-QĐ/BTC,03/01/2021,Ban Tổ chức Thành ủy,Giấy khen," + unit + ",,,,Hoàn thành xuất sắc",
	}
	file := []byte(strings.Join(rows, "\n") + "\n")
	got := b.upload("/people/import", "quyet-dinh.csv", file, "kind", "decisions", "unit", "1")
	if main := got.text("main"); got.Status != http.StatusOK || !strings.Contains(main, "Cần hỏi 1") ||
		!strings.Contains(main, "Không nhận 3") ||
		!strings.Contains(main, "Thêm mới 2") ||
		!strings.Contains(main, "Người, tập thể ngoài cơ quan") {
		t.Fatalf("%d %s", got.Status, main)
	}
	path := got.URL.Path
	got = b.post(
		path+"/answers",
		"version",
		got.value("form[action$='/answers'] input[name=version]"),
		"row",
		"4",
		"answer.4",
		"-1",
	)
	if !strings.Contains(got.text("main"), "Thêm mới 3") {
		t.Fatalf("the outsider was not taken in: %s", got.text("main"))
	}
	if got := b.get(path + "?show=refuse"); !strings.Contains(got.text("main"), "đã có trong phần mềm") ||
		!strings.Contains(got.text("main"), "Huy hiệu lạ") {
		t.Errorf("what is refused: %s", got.text("main"))
	}
	if got := b.post(path+"/apply", b.get(path).fields("form[action$='/apply']")...); !strings.Contains(
		got.text("main"),
		"Đã ghi",
	) {
		t.Fatalf("not applied: %.400s %v", got.text("main"), p.words(`SELECT message FROM imports`))
	}
	decision := p.number(`SELECT id FROM decisions WHERE number = '812/QĐ-UBND' AND state = 'issued' AND received`)
	page := b.get(fmt.Sprintf("/decisions/%d", decision))
	if main := page.text("main"); !strings.Contains(main, "Lê Khách Mời") || !strings.Contains(main, "Phòng cũ") ||
		!strings.Contains(main, "1.490.000") {
		t.Errorf("the decision: %s", main)
	}
	if n := p.number(`SELECT count(*) FROM honours WHERE decision IN ('812/QĐ-UBND', '15-QĐ/BTC')`); n != 2 {
		t.Errorf("%d honours, want the person's and the unit's", n)
	}
	got = b.upload("/people/import", "quyet-dinh.csv", file, "kind", "decisions", "unit", "1")
	if main := got.text("main"); !strings.Contains(main, "Thêm mới 0") || !strings.Contains(main, "Giữ nguyên 2") {
		t.Errorf("a second time: %s", main)
	}
}
