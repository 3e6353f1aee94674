package award

import (
	"fmt"
	"io"
	"testing"
	"time"

	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/internal/store"
)

// BenchmarkListOf500 prints an award list of 500 recipients as PDF; the aim is a second.
func BenchmarkListOf500(b *testing.B) {
	var list []Recipient
	for i := range 500 {
		list = append(list, Recipient{
			Record: store.Record{ID: int64(i)},
			Awardee: Awardee{
				Form:        []string{"bktp", "ldtt"}[i/250],
				Collective:  i%250 < 40,
				Name:        fmt.Sprintf("Nguyễn Văn Thứ %d", i),
				Post:        "Chuyên viên cao cấp",
				Place:       "Phòng Tổ chức cơ sở đảng, đảng viên",
				Achievement: "Hoàn thành xuất sắc nhiệm vụ năm 2026",
			},
			Prize: 710_000,
		})
	}
	d := DecisionRow{Decision: Decision{
		Record:    store.Record{ID: 1},
		Subject:   "Tặng danh hiệu",
		State:     Issued,
		Number:    "1-QĐ/BTCTU",
		DecidedOn: "2026-11-06",
		Columns:   "post,place,achievement,prize",
	}}
	l := org.Letterhead{Style: "party", Body: "Ban Tổ chức"}
	for b.Loop() {
		drawn, err := ListPaper(l, d, list, time.Now())
		if err != nil {
			b.Fatal(err)
		}
		if err := paper.PDF(io.Discard, drawn); err != nil {
			b.Fatal(err)
		}
	}
}
