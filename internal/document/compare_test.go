package document

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDifferences(t *testing.T) {
	for name, x := range map[string]struct {
		from, to string
		want     []Piece
	}{
		"nothing": {"Căn cứ Điều lệ Đảng", "Căn cứ  Điều lệ\tĐảng\n", []Piece{{Same, "Căn cứ Điều lệ Đảng \n"}}},
		"a word": {"Kỳ hạn trước ngày 10 tháng 11\nNơi nhận",
			"Kỳ hạn trước ngày 15 tháng 11\nNơi nhận", []Piece{{Same, "Kỳ hạn trước ngày "}, {Removed, "10 "},
				{Added, "15 "}, {Same, "tháng 11 \nNơi nhận \n"}}},
		"a tone": {"đảng viên mơi kết nạp", "đảng viên mới kết nạp", []Piece{{Same,
			"đảng viên "}, {Removed, "mơi "}, {Added, "mới "}, {Same, "kết nạp \n"}}},
		"little words between changes": {"giao phòng A chủ trì việc này ngay", "giao các ban A cùng việc này ngay",
			[]Piece{{Same, "giao "}, {Removed, "phòng A chủ trì "}, {Added, "các ban A cùng "}, {Same,
				"việc này ngay \n"}}},
		"a paragraph": {"Một\nHai", "Một\nMới thêm\nHai", []Piece{{Same, "Một \n"}, {Added, "Mới thêm \n"}, {Same, "Hai \n"}}},
		"all":         {"", "Tất cả", []Piece{{Added, "Tất cả \n"}}},
	} {
		if diff := cmp.Diff(x.want, differences(x.from, x.to)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestDifferencesKeepBothTexts: whatever is compared, what was there and what is there can be read out
// of the pieces again.
func TestDifferencesKeepBothTexts(t *testing.T) {
	text := strings.Repeat("Điều một. Cơ quan tổ chức thực hiện nghiêm quy định này trong toàn Đảng bộ.\n", 400)
	changed := strings.NewReplacer("Cơ quan", "Các đơn vị", "nghiêm", "đầy đủ, nghiêm túc").
		Replace(text[:len(text)/2]) +
		text[len(text)/2:]
	var from, to strings.Builder
	for _, p := range differences(text, changed) {
		if p.Kind != Added {
			from.WriteString(p.Text)
		}
		if p.Kind != Removed {
			to.WriteString(p.Text)
		}
	}
	for i, pair := range [][2]string{{text, from.String()}, {changed, to.String()}} {
		if strings.Join(strings.Fields(pair[0]), " ") != strings.Join(strings.Fields(pair[1]), " ") {
			t.Errorf("text %d is another one than before", i)
		}
	}
}
