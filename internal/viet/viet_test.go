package viet

import (
	"slices"
	"testing"
	"time"
)

func TestSortKeyOrdersNamesAsOfficesDo(t *testing.T) {
	tests := []struct{ in, want []string }{
		{
			[]string{"Ước", "An", "Ánh", "Ân", "Bình", "Đạt", "Dũng"},
			[]string{"An", "Ánh", "Ân", "Bình", "Dũng", "Đạt", "Ước"},
		},
		{
			[]string{"Trần Văn An", "Lê Thị An", "Lê An", "Bùi Thị Bình"},
			[]string{"Lê An", "Lê Thị An", "Trần Văn An", "Bùi Thị Bình"},
		},
		{[]string{"Hạ", "Hà", "Há", "Hã", "Hả", "Ha"}, []string{"Ha", "Hà", "Hả", "Hã", "Há", "Hạ"}},
		{[]string{"Trần Thị Hạ", "Lê Văn Hà"}, []string{"Lê Văn Hà", "Trần Thị Hạ"}},
		{[]string{"Nguyễn Bình", "Nguyễn Binh An"}, []string{"Nguyễn Binh An", "Nguyễn Bình"}},
	}
	for _, test := range tests {
		got := slices.Clone(test.in)
		slices.SortFunc(got, func(a, b string) int {
			if SortKey(a) < SortKey(b) {
				return -1
			}
			return 1
		})
		if !slices.Equal(got, test.want) {
			t.Errorf("order = %v, want %v", got, test.want)
		}
	}
}

func TestSearchKeyIgnoresMarks(t *testing.T) {
	for _, name := range []string{"Nguyễn Văn Ấn", "  NGUYỄN  văn ấn", "Nguyê\u0303n Va\u0306n A\u0302\u0301n"} {
		if got := SearchKey(name); got != "nguyen van an" {
			t.Errorf("SearchKey(%q) = %q", name, got)
		}
	}
	if got := SearchKey("Đỗ Đức"); got != "do duc" {
		t.Errorf("SearchKey = %q", got)
	}
}

func TestParseDate(t *testing.T) {
	tests := []struct {
		in, date string
		p        Precision
		ok       bool
	}{
		{"26/10/1980", "1980-10-26", Day, true}, {"7.11.1984", "1984-11-07", Day, true},
		{"1988", "1988-01-01", Year, true}, {" 1976-09-17 ", "1976-09-17", Day, true},
		{"31/02/1980", "", "", false}, {"29/2/2023", "", "", false}, {"29/2/2024", "2024-02-29", Day, true},
		{"0/1/1990", "", "", false}, {"x", "", "", false}, {"", "", "", false},
		{"01/01/1800", "1800-01-01", Day, true}, {"31/12/1799", "", "", false}, {"13/13/1999", "", "", false},
	}
	for _, test := range tests {
		date, p, ok := ParseDate(test.in)
		if date != test.date || p != test.p || ok != test.ok {
			t.Errorf("ParseDate(%q) = %q %q %v", test.in, date, p, ok)
		}
	}
}

func TestWords(t *testing.T) {
	tests := map[int64]string{
		9_730_000: "chín triệu bảy trăm ba mươi nghìn", 0: "không", 15: "mười lăm", 21: "hai mươi mốt",
		105: "một trăm lẻ năm", 1_005: "một nghìn không trăm lẻ năm", 2_340_000: "hai triệu ba trăm bốn mươi nghìn",
		1_000_000_000: "một tỷ",
	}
	for n, want := range tests {
		if got := Words(n); got != want {
			t.Errorf("Words(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestNumbersAsRead(t *testing.T) {
	if got := Points(84.5) + " " + Points(96.541) + " " + Points(90) + " " +
		Signed(-6.5) + " " + Count(1234567) + " " + Percent(0.3); got != "84,5 96,54 90 −6,5 1.234.567 30%" {
		t.Error(got)
	}
	if x, ok := ParsePoints(" 17,5 "); !ok || x != 17.5 {
		t.Error(x, ok)
	}
	for _, bad := range []string{"", "-1", "1e3", "NaN", "1,2,3", "1.2.3", "999999999"} {
		if x, ok := ParsePoints(bad); ok {
			t.Errorf("ParsePoints(%q) = %v", bad, x)
		}
	}
	for text, want := range map[string]int64{
		"0": 0, " 2.340.000 ": 2_340_000, "2340000": 2_340_000, "12.345.678.901.234": 12_345_678_901_234,
	} {
		if n, ok := ParseWhole(text); !ok || n != want {
			t.Errorf("ParseWhole(%q) = %d, %v", text, n, ok)
		}
	}
	for _, bad := range []string{"", ".", "2.5", "2.50", "1234.567", "1.2345", "-1", "1,5", "1e3", ".123", "1234567890123456"} {
		if n, ok := ParseWhole(bad); ok {
			t.Errorf("ParseWhole(%q) = %d", bad, n)
		}
	}
	if got := LongDate(time.Date(2019, 1, 5, 0, 0, 0, 0, time.UTC)); got != "ngày 05 tháng 01 năm 2019" {
		t.Error(got)
	}
}

func FuzzParseDate(f *testing.F) {
	f.Add("31/02/1980")
	f.Fuzz(func(t *testing.T, s string) {
		if date, _, ok := ParseDate(s); ok {
			if _, err := time.Parse("2006-01-02", date); err != nil {
				t.Errorf("ParseDate(%q) = %q, no date", s, date)
			}
		}
	})
}

func TestRomanFigures(t *testing.T) {
	for n, want := range map[int]string{1: "I", 4: "IV", 9: "IX", 14: "XIV", 40: "XL", 99: "XCIX", 400: "CD", 1949: "MCMXLIX"} {
		if got := Roman(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}
