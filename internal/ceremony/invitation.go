package ceremony

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"congthidua/internal/clock"
	"congthidua/internal/code"
	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/internal/viet"
)

// when is the day and hour of a ceremony in words.
func (c Ceremony) when() string {
	day, _ := time.ParseInLocation(clock.Date, c.HeldOn, clock.Zone) // the database holds only days
	weekday := [...]string{"Chủ nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"}[day.Weekday()]
	hour, minute, _ := strings.Cut(c.StartsAt, ":")
	return fmt.Sprintf("%s giờ %s, %s, %s", hour, minute, weekday, viet.LongDate(day))
}

// Invitation fills the blanks of a guest's invitation, envelope and label.
func Invitation(l org.Letterhead, v Stage, g Guest) map[string]string {
	remark := "Mời đến trước 15 phút và mang theo giấy mời này để điểm danh."
	if g.RecipientID != 0 {
		remark = "Mời đến trước 30 phút và mang theo giấy mời này để điểm danh, nhận chỗ ngồi. Vắng mặt xin báo người nhận thay."
	}
	return map[string]string{"body": l.Whole(), "name": g.Name, "where": g.Post, "ceremony": v.Name, "time": v.when(), "place": v.Place, "remark": remark, "code": code.Show(g.Code), "link": g.Code}
}

// Letter is the text of the e-mail that brings an invitation.
func Letter(l org.Letterhead, v Stage, g Guest) string {
	return fmt.Sprintf("Kính gửi %s,\n\n%s trân trọng kính mời dự %s.\n\nThời gian: %s\nĐịa điểm: %s\n\nGiấy mời có mã điểm danh (%s) ở tệp kèm theo; xin mang theo bản in hoặc mở trên điện thoại.\n", g.Name, l.Whole(), v.Name, v.when(), v.Place, code.Show(g.Code))
}

// GuestPaper is the list of guests to be signed at the door where there is no desk.
func GuestPaper(l org.Letterhead, v Stage, now time.Time) paper.Document {
	d := begin(l, v, "khach-moi", "DANH SÁCH KHÁCH MỜI", now)
	t := paper.Table{Columns: []paper.Column{{Title: "STT", Width: 12, Align: paper.Center}, {Title: "Họ tên, tập thể", Width: 56}, {Title: "Chức vụ, đơn vị", Width: 64}, {Title: "Mã mời", Width: 26, Align: paper.Center}, {Title: "Có mặt", Width: 34}}}
	for i, g := range v.Guests {
		come := ""
		if g.Present {
			come = strings.TrimSuffix(time.UnixMilli(g.At).In(clock.Zone).Format("15:04")+", "+g.Representative, ", ")
		}
		t.Rows = append(t.Rows, paper.Row{Cells: []string{strconv.Itoa(i + 1), g.Name, g.Post, code.Show(g.Code), come}})
	}
	d.Blocks = []paper.Block{{Table: &t}}
	return d
}

// Mark changes whenever something changes that a page of the day shows.
func (s *Service) Mark(ctx context.Context, id int64) (string, error) {
	var mark struct{ Version, Notes int64 }
	err := s.Store.Read(ctx).Raw(`SELECT version, (SELECT count(*) FROM ceremony_checkins k WHERE k.ceremony_id = c.id) AS notes FROM ceremonies c WHERE id = ?`, id).Scan(&mark).Error
	return fmt.Sprintf("%d.%d", mark.Version, mark.Notes), err
}
