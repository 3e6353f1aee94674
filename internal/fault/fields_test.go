package fault_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"congthidua/internal/fault"
)

// said is what was said of a field, "" for nothing.
func said(wrong fault.Fields, field string) string {
	text, ok := wrong[field]
	if !ok {
		return ""
	}
	return text.String()
}

func TestTextHasALength(t *testing.T) {
	for _, c := range []struct {
		name, value string
		least, most int
		clean, want string
	}{
		{"long enough", "abc", 3, 5, "abc", ""},
		{"as long as it may be", "abcde", 3, 5, "abcde", ""},
		{"too short", "ab", 3, 5, "ab", "Ghi từ 3 đến 5 ký tự"},
		{"too long", "abcdef", 3, 5, "abcdef", "Không quá 5 ký tự (đang có 6)"},
		{"nothing", "", 1, 5, "", "Không được để trống; ghi từ 1 đến 5 ký tự"},
		{"blanks are nothing", " \t\u00a0 ", 1, 5, "", "Không được để trống; ghi từ 1 đến 5 ký tự"},
		{"nothing where it may be", "", 0, 5, "", ""},
		{"characters are counted, not bytes", "đồng ý", 3, 6, "đồng ý", ""},
		{"marks of their own become part of their letter", "a\u0301o", 1, 2, "áo", ""},
		{"blanks are brought to one", "  a \n b ", 3, 5, "a b", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			wrong, value := fault.Fields{}, c.value
			wrong.Text("title", &value, c.least, c.most)
			if got := said(wrong, "title"); got != c.want || value != c.clean {
				t.Errorf("%q: %q, want %q: %q", value, got, c.clean, c.want)
			}
			if (wrong.Err() == nil) != (c.want == "") {
				t.Errorf("error %v", wrong.Err())
			}
		})
	}
}

func TestLines(t *testing.T) {
	for _, c := range []struct {
		name, value, clean, want string
		least, most              int
	}{
		{"lines are kept", "một\nhai", "một\nhai", "", 1, 7},
		{"the end of a line counts", "một\nhai", "một\nhai", "Không quá 6 ký tự (đang có 7)", 1, 6},
		{"each line is cleaned", "  một  hai \r\n ba ", "một hai\nba", "", 1, 20},
		{"blank lines go at the ends only", "\n\n a \n\n b \n\n", "a\n\nb", "", 1, 20},
		{"blank lines are nothing", " \n \n", "", "Không được để trống; ghi từ 1 đến 20 ký tự", 1, 20},
	} {
		t.Run(c.name, func(t *testing.T) {
			wrong, value := fault.Fields{}, c.value
			wrong.Lines("text", &value, c.least, c.most)
			if got := said(wrong, "text"); got != c.want || value != c.clean {
				t.Errorf("%q: %q, want %q: %q", value, got, c.clean, c.want)
			}
		})
	}
}

func TestReason(t *testing.T) {
	const format = "Ghi lý do trả lại, không quá %d ký tự"
	for _, c := range []struct {
		name, value string
		refused     bool
	}{
		{"one", "thiếu minh chứng", false},
		{"as long as it may be", strings.Repeat("đ", 20), false},
		{"too long", strings.Repeat("đ", 21), true},
		{"none", "", true},
		{"blanks", "  ", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			wrong, value := fault.Fields{}, c.value
			wrong.Reason("reason", &value, 20, format)
			want := ""
			if c.refused {
				want = "Ghi lý do trả lại, không quá 20 ký tự"
			}
			if got := said(wrong, "reason"); got != want {
				t.Errorf("%q, want %q", got, want)
			}
		})
	}
}

func TestDates(t *testing.T) {
	for _, c := range []struct {
		value, want              string
		refused, refusedOptional bool
	}{
		{"31/12/2026", "2026-12-31", false, false},
		{"7.11.1984", "1984-11-07", false, false},
		{"2026-02-28", "2026-02-28", false, false},
		{"29/02/2028", "2028-02-29", false, false},
		{"29/02/2026", "29/02/2026", true, true},
		{"31/04/2026", "31/04/2026", true, true},
		{"1984", "1984", true, true}, // a year is no day
		{"hôm qua", "hôm qua", true, true},
		{"", "", true, false},
		{"  ", "", true, false},
	} {
		t.Run(c.value, func(t *testing.T) {
			wrong, value := fault.Fields{}, c.value
			wrong.Date("on", &value)
			if refused := said(wrong, "on") != ""; refused != c.refused || !refused && value != c.want {
				t.Errorf("Date: %q refused %t, want %q %t", value, refused, c.want, c.refused)
			}
			wrong, value = fault.Fields{}, c.value
			wrong.OptionalDate("on", &value)
			if refused := said(wrong, "on") != ""; refused != c.refusedOptional || value != c.want {
				t.Errorf("OptionalDate: %q refused %t, want %q %t", value, refused, c.want, c.refusedOptional)
			}
		})
	}
}

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		value   float64
		refused bool
	}{
		{0.5, false},
		{10, false},
		{0.4999, true},
		{10.0001, true},
		{math.NaN(), true},
		{math.Inf(1), true},
		{math.Inf(-1), true},
	} {
		wrong := fault.Fields{}
		wrong.Number("weight", c.value, 0.5, 10)
		want := ""
		if c.refused {
			want = "Ghi số từ 0,5 đến 10"
		}
		if got := said(wrong, "weight"); got != want {
			t.Errorf("%v: %q, want %q", c.value, got, want)
		}
	}
}

func TestChoice(t *testing.T) {
	type kind string
	choices := []kind{"daily", "weekly"}
	for value, refused := range map[kind]bool{"daily": false, "weekly": false, "": true, "monthly": true, "Daily": true} {
		wrong := fault.Fields{}
		fault.Choice(wrong, "kind", value, choices, "Chọn loại")
		want := ""
		if refused {
			want = "Chọn loại"
		}
		if got := said(wrong, "kind"); got != want {
			t.Errorf("%q: %q, want %q", value, got, want)
		}
	}
}

func TestTheFirstMessageOfAFieldStays(t *testing.T) {
	wrong := fault.Fields{}
	if wrong.Err() != nil {
		t.Error("nothing was refused yet")
	}
	wrong.Refuse("title", "Ghi %s", "tên")
	wrong.Refuse("title", "Không được để trống")
	wrong.Refuse("due", "Ghi hạn")
	var invalid fault.Invalid
	if !errors.As(wrong.Err(), &invalid) || len(invalid.Fields) != 2 {
		t.Fatalf("%v", wrong.Err())
	}
	if got := invalid.Fields["title"].String(); got != "Ghi tên" {
		t.Errorf("title: %q", got)
	}
}
