package paper

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// list is a list of n people under the head of a Party document.
func list(n int) Document {
	d := Document{
		File:     "thu",
		Style:    Party,
		Superior: "Thành ủy Hà Nội",
		Body:     "Ban Tổ chức",
		Number:   "Số 28-BC/BTCTU",
		Place:    "Hà Nội",
		Date:     time.Date(2026, 2, 5, 0, 0, 0, 0, time.UTC),
		Title:    "BẢNG TỔNG HỢP",
		Subject:  "xếp loại tháng 01/2026",
		Copies:   []string{"Lãnh đạo,", "Lưu."},
		Signers:  []Signer{{Title: "TRƯỞNG BAN", Name: "Vũ Đức Bảo"}},
	}
	t := Table{
		Columns: []Column{
			{Title: "STT", Width: 12, Align: Center},
			{Title: "Họ và tên", Width: 60},
			{Title: "Điểm", Width: 20, Align: Right},
			{Title: "Ghi chú", Width: 60},
		},
	}
	t.Rows = append(t.Rows, Row{Cells: []string{"I. PHÒNG MỘT"}, Strong: true, Span: 4})
	for i := range n {
		t.Rows = append(t.Rows,
			Row{Cells: []string{fmt.Sprint(i + 1), "Nguyễn Thị Ngọc Ưng", "84,5", `=HYPERLINK("http://x")`}})
	}
	d.Blocks = []Block{{Table: &t}, {Text: "Tổng số xếp loại."}}
	return d
}

func render(t *testing.T, to func(io.Writer, Document) error, d Document) []byte {
	t.Helper()
	content, err := Bytes(to, d)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func TestWorkbookHoldsNumbersAndNoFormulas(t *testing.T) {
	book, err := excelize.OpenReader(bytes.NewReader(render(t, XLSX, list(3))))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close() //nolint:errcheck // the test's own
	rows, err := book.GetRows("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	people := 0
	for i, r := range rows {
		if len(r) < 4 || r[1] != "Nguyễn Thị Ngọc Ưng" {
			continue
		}
		people++
		if kind, _ := book.GetCellType("Sheet1", fmt.Sprintf("C%d", i+1)); kind != excelize.CellTypeUnset &&
			kind != excelize.CellTypeNumber ||
			r[2] != "84.5" {
			t.Errorf("points are %q of type %v", r[2], kind)
		}
		if formula, _ := book.GetCellFormula("Sheet1", fmt.Sprintf("D%d", i+1)); formula != "" ||
			!strings.HasPrefix(r[3], "'=") {
			t.Errorf("a typed text became a formula: %q %q", formula, r[3])
		}
	}
	if people != 3 {
		t.Errorf("%d people", people)
	}
	if layout, err := book.GetSheetProps("Sheet1"); err != nil || layout.FitToPage == nil || !*layout.FitToPage {
		t.Error("the sheet does not fit its page")
	}
}

func TestDOCXIsWellFormedAndRepeatsTheHead(t *testing.T) {
	content := render(t, DOCX, list(60))
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	var document string
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if err := xml.Unmarshal(text, new(any)); err != nil && err != io.EOF {
			t.Errorf("%s: %v", f.Name, err)
		}
		if f.Name == "word/document.xml" {
			document = string(text)
		}
	}
	for _, want := range []string{
		"<w:tblHeader/>",
		"ĐẢNG CỘNG SẢN VIỆT NAM",
		"Hà Nội, ngày 05 tháng 02 năm 2026",
		"<w:titlePg/>",
		`w:gridSpan w:val="4"`,
		"Vũ Đức Bảo",
	} {
		if !strings.Contains(document, want) {
			t.Errorf("no %s", want)
		}
	}
}

// pdfText reads a PDF's pages as text.
func pdfText(t *testing.T, content []byte) []string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command("pdftotext", "-layout", path, "-").Output()
	if err != nil {
		t.Skipf("pdftotext is not installed: %v", err)
	}
	return strings.Split(strings.TrimSuffix(string(text), "\f"), "\f")
}

func TestPDFPages(t *testing.T) {
	pages := pdfText(t, render(t, PDF, list(90)))
	if len(pages) < 3 {
		t.Fatalf("%d pages", len(pages))
	}
	for i, p := range pages[:len(pages)-1] {
		if !strings.Contains(p, "Họ và tên") {
			t.Errorf("page %d has no head", i+1)
		}
		if first := strings.TrimSpace(strings.SplitN(strings.TrimLeft(p, "\n "), "\n", 2)[0]); i > 0 &&
			first != fmt.Sprint(i+1) {
			t.Errorf("page %d starts with %q", i+1, first)
		}
	}
	last := pages[len(pages)-1]
	if !strings.Contains(last, "TRƯỞNG BAN") || !strings.Contains(last, "Tổng số") {
		t.Errorf("the signature stands alone: %s", last)
	}
	if strings.Contains(pages[0], "\n 1\n") || !strings.Contains(pages[0], "ĐẢNG CỘNG SẢN VIỆT NAM") {
		t.Error("the first page")
	}
}

func TestSignaturesNeverStandAlone(t *testing.T) {
	for n := 20; n < 44; n++ {
		pages := pdfText(t, render(t, PDF, list(n)))
		last := pages[len(pages)-1]
		if strings.Contains(last, "Vũ Đức Bảo") != strings.Contains(last, "TRƯỞNG BAN") ||
			!strings.Contains(last, "Tổng số") {
			t.Errorf("%d rows: %s", n, last)
		}
	}
}

func TestStateDocuments(t *testing.T) {
	d := list(1)
	d.Style = State
	page := pdfText(t, render(t, PDF, d))[0]
	for _, want := range []string{"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q", want)
		}
	}
	if strings.Contains(page, "ĐẢNG CỘNG SẢN") {
		t.Error("a state document under the Party's head")
	}
}

// TestOfficeOpensDOCXAndXLSX converts both with LibreOffice, as a clerk's machine would open them.
func TestOfficeOpensDOCXAndXLSX(t *testing.T) {
	if _, err := exec.LookPath("soffice"); err != nil {
		t.Skip("LibreOffice is not installed")
	}
	folder := t.TempDir()
	for name, to := range map[string]func(io.Writer, Document) error{"a.docx": DOCX, "b.xlsx": XLSX} {
		if err := os.WriteFile(filepath.Join(folder, name), render(t, to, list(70)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.Command("soffice", "-env:UserInstallation=file://"+folder+"/profile", "--headless",
		"--convert-to", "pdf", "--outdir", folder,
		filepath.Join(folder, "a.docx"), filepath.Join(folder, "b.xlsx")).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, name := range []string{"a.pdf", "b.pdf"} {
		content, err := os.ReadFile(filepath.Join(folder, name)) //nolint:gosec // made above
		if err != nil {
			t.Fatalf("%s: %v: %s", name, err, out)
		}
		pages := pdfText(t, content)
		if len(pages) < 2 || !strings.Contains(pages[0], "BẢNG TỔNG HỢP") || !strings.Contains(pages[1], "Họ và tên") {
			t.Errorf("%s: %d pages, the head does not repeat", name, len(pages))
		}
	}
}

func BenchmarkPDFOf500(b *testing.B) {
	d := list(500)
	for b.Loop() {
		if err := PDF(io.Discard, d); err != nil {
			b.Fatal(err)
		}
	}
}
