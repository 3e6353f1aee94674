package sheet

import (
	"archive/zip"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
)

func write(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestCSVInAnySeparatorAndEncoding(t *testing.T) {
	for name, text := range map[string]string{
		"comma": "Họ tên,Năm sinh\n\"An, Nguyễn\",1980\n", "semicolon": "Họ tên;Năm sinh\n\"An, Nguyễn\";1980\n",
		"tab": "Họ tên\tNăm sinh\nAn, Nguyễn\t1980\n", "mark": "\ufeffHọ tên;Năm sinh\nAn, Nguyễn;1980\n",
	} {
		var got []string
		err := Each(write(t, "a.csv", []byte(text)), func(r Row) error { got = append(got, r.Cells...); return nil })
		if want := []string{"Họ tên", "Năm sinh", "An, Nguyễn", "1980"}; err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %q %v", name, got, err)
		}
	}
}

func TestHostileFilesAreRefused(t *testing.T) {
	bomb := filepath.Join(t.TempDir(), "bomb.xlsx")
	file, err := os.Create(bomb)
	if err != nil {
		t.Fatal(err)
	}
	archive := zip.NewWriter(file)
	for _, name := range []string{"xl/workbook.xml", "xl/worksheets/sheet1.xml"} {
		entry, err := archive.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		for range 300 {
			if _, err := entry.Write(make([]byte, 1<<20)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := errors.Join(archive.Close(), file.Close()); err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		path string
		want error
	}{
		"zip bomb":      {bomb, ErrTooLarge},
		"no workbook":   {write(t, "a.xlsx", []byte("PK\x03\x04 and nothing else")), ErrFormat},
		"binary as CSV": {write(t, "b.csv", []byte{0, 1, 2, 3, 4, 5, 255}), ErrFormat},
		"empty":         {write(t, "c.csv", nil), ErrFormat},
	}
	for name, test := range tests {
		if err := Each(test.path, func(Row) error { return nil }); !errors.Is(err, test.want) {
			t.Errorf("%s: %v, want %v", name, err, test.want)
		}
	}
}

func TestParseDateReadsSerialNumbers(t *testing.T) {
	for text, want := range map[string]string{
		"28020":      "1976-09-17",
		"1972":       "1972-01-01",
		"7.11.1984":  "1984-11-07",
		"12":         "",
		"31/02/1980": "",
	} {
		if date, _, _ := ParseDate(text); date != want {
			t.Errorf("%s: %q, want %q", text, date, want)
		}
	}
}

func FuzzEach(f *testing.F) {
	f.Add([]byte("Họ tên;Năm sinh\nAn;1980\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		_ = Each(write(t, "f", content), func(Row) error { return nil })
	})
}

func TestTextIsNeverAFormula(t *testing.T) {
	for in, want := range map[string]string{
		"=1+1": "'=1+1", " =1": "' =1", "\t@SUM(A1)": "'\t@SUM(A1)", "\u200b=1": "'\u200b=1", "＝1": "'＝1", "\u2003-2": "'\u2003-2",
		"Phạm An": "Phạm An", "": "", "  ": "  ", "a=1": "a=1",
	} {
		if got := Text(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// What a program strips from the front of a cell is not known, so everything that cannot be seen
// counts as stripped.
func FuzzText(f *testing.F) {
	f.Add(" =1")
	f.Add("\u200d＋1")
	f.Fuzz(func(t *testing.T, s string) {
		got := Text(s)
		if strings.TrimPrefix(got, "'") != strings.TrimPrefix(s, "'") && got != "'"+s {
			t.Errorf("%q became %q", s, got)
		}
		for _, r := range got {
			if unicode.IsGraphic(r) && !unicode.IsSpace(r) {
				if strings.ContainsRune("=+-@＝＋－＠", r) {
					t.Errorf("%q stays a formula: %q", s, got)
				}
				break
			}
		}
	})
}
