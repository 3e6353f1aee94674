package account

import (
	"strings"
	"testing"
)

func TestPasswords(t *testing.T) {
	for password, good := range map[string]bool{
		"chiều nay trời có mưa": true, "correct horse battery": true, "Xk9$mQ2!vR7z": true,
		"ngắn":                     false,
		"matkhau123456":            false,
		"password123456":           false,
		"an.nguyenvan.1":           false,
		"aaaaaaaaaaaaaaaa":         false,
		"Ban Tổ Chức Thành Ủy":     false,
		strings.Repeat("dài ", 33): false, strings.Repeat("tre xanh ", 14): true,
	} {
		if err := checkPassword(password, "an.nguyenvan", "Nguyễn Văn An"); (err == nil) != good {
			t.Errorf("%q: %v", password, err)
		}
	}
}

func TestLongPasswordsDifferToTheLastByte(t *testing.T) {
	long := strings.Repeat("k", 72)
	hash, err := HashPassword(long + "1")
	if err != nil {
		t.Fatal(err)
	}
	if samePassword(long+"2", hash) || !samePassword(long+"1", hash) {
		t.Error("the 73rd byte does not count")
	}
	decomposed, err := HashPassword("tre\u0302n nga\u0323n")
	if err != nil {
		t.Fatal(err)
	}
	if !samePassword("trên ngạn", decomposed) {
		t.Error("the same text typed in another Unicode form is another password")
	}
}

func TestUsernamesFromNames(t *testing.T) {
	taken := map[string]bool{"an.nv": true}
	for name, want := range map[string]string{"Nguyễn Văn An": "an.nv2", "Đỗ Thị Ước": "uoc.dt", "Ứng": "ung",
		"K’Bơi": "kboi", "H'Đ Ê": "e.h", "阮": "user", "A": "user.a", strings.Repeat("an", 60): "user." + strings.Repeat("an", 20)} {
		if got := freeUsername(name, taken); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
