package certificate

import (
	"bytes"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var sample = Values{
	"body":         "Ban Thường vụ Thành ủy",
	"name":         "Nguyễn Thị Minh Hạnh",
	"where":        "Phó Trưởng phòng, Phòng Tổ chức cơ sở đảng, đảng viên",
	"achievement":  "Đã có thành tích xuất sắc tiêu biểu trong công tác tổ chức xây dựng Đảng năm 2018",
	"short":        "Bằng khen",
	"number":       "4127-QĐ/TU",
	"date":         "ngày 28 tháng 12 năm 2018",
	"place_date":   "Hà Nội, ngày 28 tháng 12 năm 2018",
	"signer":       "Trần Văn A",
	"signer_title": "Phó Bí thư",
	"serial":       "12/2018",
	"code":         "ABCDE-FGHJK",
	"link":         "http://127.0.0.1/verify/ABCDEFGHJK",
}

func shipped(t *testing.T) map[string]Layout {
	t.Helper()
	list, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	byCode := map[string]Layout{}
	for _, l := range list {
		byCode[l.Code] = l
	}
	return byCode
}

func setter(t *testing.T, l Layout) *Setter {
	t.Helper()
	s, err := NewSetter(l)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestTextShrinksUntilItFits: as large as fits, never below the least size, and then it is said.
func TestTextShrinksUntilItFits(t *testing.T) {
	l := shipped(t)["bang-khen-400"]
	s := setter(t, l)
	named := func(name string) Set {
		v := Values{}
		for k, x := range sample {
			v[k] = x
		}
		v["name"] = name
		for _, f := range s.Set(v) {
			if f.Code == "name" {
				return f
			}
		}
		t.Fatal("no name")
		return Set{}
	}
	short := named("Lê An")
	long := named("Ban Tổ chức Huyện ủy và Văn phòng Đảng ủy các cơ quan thành phố")
	endless := named(strings.Repeat("Phòng Tổ chức cơ sở đảng, đảng viên và ", 6))
	if short.Points != 32 || len(short.Lines) != 1 || short.Overflow || short.Lines[0] != "LÊ AN" {
		t.Errorf("a short name: %+v", short)
	}
	if long.Points >= 32 || long.Points < 18 || long.Overflow {
		t.Errorf("a long name: %v points, %d lines, overflow %v", long.Points, len(long.Lines), long.Overflow)
	}
	if !endless.Overflow || endless.Points != 18 {
		t.Errorf("an endless name: %v points, overflow %v", endless.Points, endless.Overflow)
	}
	two := s.fit(Field{Box: Box{Width: 120, Height: 30}, Size: 20, Min: 10, Align: "C"},
		"Đã có thành tích xuất sắc tiêu biểu trong công tác")
	if len(two.Lines) != 2 || math.Abs(float64(len(two.Lines[0])-len(two.Lines[1]))) > 14 {
		t.Errorf("two lines are not even: %q", two.Lines)
	}
}

// TestTextLandsWhereTheLayoutSays measures the printed page: every line stands within half a millimetre
// of its place, moved by the printer's offset.
func TestTextLandsWhereTheLayoutSays(t *testing.T) {
	for code, l := range shipped(t) {
		for _, o := range []Offset{{}, {DX: 3.5, DY: -2}} {
			s := setter(t, l)
			s.pdf.SetCompression(false)
			if err := s.Add(sample, o); err != nil {
				t.Fatal(err)
			}
			if l.Sheet != nil { // the first label
				o.DX, o.DY = o.DX+l.Sheet.Cell.X, o.DY+l.Sheet.Cell.Y
			}
			var out bytes.Buffer
			if err := s.Write(&out); err != nil {
				t.Fatal(err)
			}
			var places [][2]float64
			for _, m := range regexp.MustCompile(`BT ([\d.]+) ([\d.]+) Td`).FindAllStringSubmatch(out.String(), -1) {
				x, _ := strconv.ParseFloat(m[1], 64)
				y, _ := strconv.ParseFloat(m[2], 64)
				places = append(places, [2]float64{x * point, l.Height - y*point})
			}
			n := 0
			for _, f := range s.Set(sample) {
				if f.Kind == "qr" {
					continue
				}
				for i, line := range f.Lines {
					s.pdf.SetFont("Tinos", string(f.Font), f.Points)
					wide := s.pdf.GetStringWidth(line)
					x := map[string]float64{"L": f.X, "C": f.X + f.Width/2 - wide/2, "R": f.X + f.Width - wide}[string(f.Align)] + o.DX
					y := f.Baseline(i) + o.DY
					if n >= len(places) || math.Abs(places[n][0]-x) > 0.5 || math.Abs(places[n][1]-y) > 0.5 {
						t.Fatalf("%s, %s: line %d stands at %v, want %.2f %.2f", code, f.Code, i,
							places[min(n, len(places)-1)], x, y)
					}
					if y < f.Y+o.DY || y > f.Y+f.Height+o.DY || x < f.X+o.DX-0.01 || x+wide > f.X+f.Width+o.DX+0.01 {
						t.Errorf("%s, %s: line %d leaves its box", code, f.Code, i)
					}
					n++
				}
			}
			if n != len(places) {
				t.Errorf("%s: %d lines on the page, want %d", code, len(places), n)
			}
			if size := fmt.Sprintf("/MediaBox [0 0 %.2f %.2f]", l.Width/point, l.Height/point); !strings.Contains(
				out.String(), size) {
				t.Errorf("%s: the page is not %s", code, size)
			}
		}
	}
}

// TestPreprintedPaperGetsTextOnly: the ornament is on the paper already.
func TestPreprintedPaperGetsTextOnly(t *testing.T) {
	for code, l := range shipped(t) {
		s := setter(t, l)
		s.pdf.SetCompression(false)
		if err := s.Add(sample, Offset{}); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := s.Write(&out); err != nil {
			t.Fatal(err)
		}
		if drawn := regexp.MustCompile(`[\d.]+ [\d.]+ [\d.]+ -?[\d.]+ re S`).MatchString(out.String()); drawn == l.Preprinted {
			t.Errorf("%s: ornament drawn %v", code, drawn)
		}
	}
}

// BenchmarkBatchOf500 prints 500 certificates with their QR codes.
func BenchmarkBatchOf500(b *testing.B) {
	list, err := Shipped()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		s, err := NewSetter(list[0])
		if err != nil {
			b.Fatal(err)
		}
		for i := range 500 {
			sample["link"] = fmt.Sprint("http://127.0.0.1/verify/ABCDEFG", i)
			if err := s.Add(sample, Offset{}); err != nil {
				b.Fatal(err)
			}
		}
		var out bytes.Buffer
		if err := s.Write(&out); err != nil {
			b.Fatal(err)
		}
	}
}
