package ceremony

import (
	"fmt"
	"strings"
	"time"

	"congthidua/internal/clock"
	"congthidua/internal/code"
	"congthidua/internal/org"
	"congthidua/internal/viet"
)

//locale:paper
var weekdays = [...]string{"Chủ nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"}

// when is the day and hour of a ceremony in words.
func (c Ceremony) when() string {
	day, _ := time.ParseInLocation(clock.Date, c.HeldOn, clock.Zone) // the database holds only days
	hour, minute, _ := strings.Cut(c.StartsAt, ":")
	return fmt.Sprintf("%s giờ %s, %s, %s", hour, minute, weekdays[day.Weekday()], viet.LongDate(day))
}

// Invitation fills the blanks of a guest's invitation, envelope and label.
func Invitation(l org.Letterhead, v Stage, g Guest) map[string]string {
	remark := "Mời đến trước 15 phút và mang theo giấy mời này để điểm danh."
	if g.RecipientID != 0 {
		remark = "Mời đến trước 30 phút và mang theo giấy mời này để điểm danh, nhận chỗ ngồi. " +
			"Vắng mặt xin báo người nhận thay."
	}
	return map[string]string{
		"body":     l.Whole(),
		"name":     g.Name,
		"where":    g.Post,
		"ceremony": v.Name,
		"time":     v.when(),
		"place":    v.Place,
		"remark":   remark,
		"code":     code.Show(g.Code),
		"link":     g.Code,
	}
}

// Letter is the text of the e-mail that brings an invitation.
func Letter(l org.Letterhead, v Stage, g Guest) string {
	return fmt.Sprintf("Kính gửi %s,\n\n"+
		"%s trân trọng kính mời dự %s.\n\n"+
		"Thời gian: %s\n"+
		"Địa điểm: %s\n\n"+
		"Giấy mời có mã điểm danh (%s) ở tệp kèm theo; xin mang theo bản in hoặc mở trên điện thoại.\n",
		g.Name, l.Whole(), v.Name, v.when(), v.Place, code.Show(g.Code))
}
