package viet

import (
	"math"
	"strconv"
	"strings"
)

// Points writes a score as people read it: at most two decimals, decimal comma,
// no needless zeros (84,5 and 96,54 and 90).
func Points(x float64) string {
	s := strconv.FormatFloat(math.Round(x*100)/100, 'f', -1, 64)
	return strings.Replace(s, ".", ",", 1)
}

// Fixed writes x with exactly two decimals and a decimal comma.
func Fixed(x float64) string {
	return strings.Replace(strconv.FormatFloat(x, 'f', 2, 64), ".", ",", 1)
}

// Signed writes x like Points with its sign in front, using the minus sign of typography.
func Signed(x float64) string {
	switch {
	case x > 0:
		return "+" + Points(x)
	case x < 0:
		return "−" + Points(-x)
	}
	return "0"
}

// Percent writes a share (0.3) as a percentage (30%).
func Percent(share float64) string { return Points(share*100) + "%" }

// Count writes a whole number with dots between thousands.
func Count(n int) string {
	s := strconv.Itoa(n)
	var b strings.Builder
	for i, r := range s {
		if i > 0 && (len(s)-i)%3 == 0 && s[i-1] != '-' {
			b.WriteByte('.')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// ParsePoints reads a score typed with a decimal comma or point.
func ParsePoints(s string) (float64, bool) {
	s = strings.Replace(strings.TrimSpace(s), ",", ".", 1)
	if s == "" || len(s) > 8 || strings.Trim(s, "0123456789.") != "" {
		return 0, false
	}
	x, err := strconv.ParseFloat(s, 64)
	return x, err == nil
}

// ParseWhole reads a whole number of at most 15 digits, typed plainly or with dots between thousands (2.340.000).
func ParseWhole(s string) (int64, bool) {
	groups := strings.Split(strings.TrimSpace(s), ".")
	for i, g := range groups {
		if i > 0 && len(g) != 3 || i == 0 && len(groups) > 1 && (g == "" || len(g) > 3) {
			return 0, false
		}
	}
	digits := strings.Join(groups, "")
	if digits == "" || len(digits) > 15 || strings.Trim(digits, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	return n, err == nil
}

//locale:paper
var digitWords = [...]string{"không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"}

//locale:paper
var scaleWords = [...]string{"", " nghìn", " triệu", " tỷ", " nghìn tỷ", " triệu tỷ"}

// Words writes a whole number in Vietnamese words, as sums are confirmed under a table:
// 9.730.000 is 'chín triệu bảy trăm ba mươi nghìn'.
func Words(n int64) string {
	if n == 0 {
		return digitWords[0]
	}
	if n < 0 {
		return "âm " + Words(-n)
	}
	var groups []int
	for ; n > 0; n /= 1000 {
		groups = append(groups, int(n%1000))
	}
	var parts []string
	for i := len(groups) - 1; i >= 0; i-- {
		if groups[i] == 0 {
			continue
		}
		parts = append(parts, threeDigits(groups[i], i < len(groups)-1)+scaleWords[i])
	}
	return strings.Join(parts, " ")
}

// threeDigits reads a group of three; inner groups name their zero hundreds.
func threeDigits(n int, inner bool) string {
	hundred, ten, unit := n/100, n/10%10, n%10
	var words []string
	if hundred > 0 || inner {
		words = append(words, digitWords[hundred], "trăm")
	}
	switch {
	case ten == 0 && unit > 0 && len(words) > 0:
		words = append(words, "lẻ")
	case ten == 1:
		words = append(words, "mười")
	case ten > 1:
		words = append(words, digitWords[ten], "mươi")
	}
	switch {
	case unit == 0:
	case unit == 1 && ten > 1:
		words = append(words, "mốt")
	case unit == 5 && ten > 0:
		words = append(words, "lăm")
	default:
		words = append(words, digitWords[unit])
	}
	return strings.Join(words, " ")
}

// Roman writes a number in Roman figures, as the groups of a list are numbered.
func Roman(n int) string {
	var b strings.Builder
	for _, r := range []struct {
		value  int
		figure string
	}{
		{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"},
		{10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"},
	} {
		for n >= r.value {
			b.WriteString(r.figure)
			n -= r.value
		}
	}
	return b.String()
}
