// Package council renders the pages of the council, its meetings and ballots.
package council

import (
	"context"
	"strconv"

	"congthidua/internal/council"
	"congthidua/internal/emulation"
	"congthidua/internal/locale"
	"congthidua/internal/org"
	"congthidua/internal/viet"
	"congthidua/templates/component"

	"github.com/a-h/templ"
)

func t(ctx context.Context, text string, args ...any) string { return locale.T(ctx, text, args...) }

// Attributes of the fields.
var (
	password    = templ.Attributes{"type": "password", "required": true, "autocomplete": "current-password"}
	agendaField = component.Lines(4000, 5, false)
	number      = component.Figure(4, component.Digits, false)
	day         = component.Needed(10)
	place       = component.Needed(200)
)

// secrecy says on the ballot what the secret vote protects and what it does not.
const secrecy = "Hệ thống ghi rằng bạn đã bỏ phiếu và ghi lá phiếu thành hai nơi không nối với nhau, " +
	"không có giờ và thứ tự; không ai, kể cả quản trị, xem được bạn chọn gì trong dữ liệu đã " +
	"lưu. Điều đó không che được người đứng sau lưng bạn, máy tính bạn đang dùng, hay người " +
	"sao chép máy chủ liên tục trong lúc bỏ phiếu. Bỏ trống là phiếu trắng, không tính là " +
	"đồng ý. Gửi rồi không đổi được."

// Council is what the council's page shows.
type Council struct {
	Members  []council.Member
	Meetings []council.MeetingRow
	Titles   []emulation.Title
	Found    []org.PersonRow
	Find     string
	Year     int
	MayRun   bool
	Form     component.Form
}

// Meeting is what a meeting's page shows.
type Meeting struct {
	council.MeetingView
	Form component.Form
}

func (v Meeting) path() string { return "/meetings/" + component.Itoa(v.ID) }

// casePath is the address of a candidate's case.
func (v Meeting) casePath(n council.Nominee) templ.SafeURL {
	return templ.URL(v.path() + "/candidates/" + component.Itoa(n.ID))
}

// files are the papers, each with whether it waits to be read and how many have.
func (v Meeting) files(ctx context.Context) (rows []component.FileRow) {
	for _, p := range v.Papers {
		note := t(ctx, "%d/%d thành viên đã mở", p.Readers, len(v.Members))
		if v.Me != nil && !p.Mine && v.State != council.Closed {
			note = t(ctx, "bạn chưa mở") + " · " + note
		}
		rows = append(rows, component.FileRow{
			ID:        p.ID,
			Size:      p.Size,
			At:        p.At,
			Name:      p.Name,
			Note:      note,
			MayRemove: v.Rights.Prepare,
		})
	}
	return rows
}

func meetingClass(state council.State) string {
	switch state {
	case council.Open:
		return "state act"
	case council.Closed:
		return "state ok"
	}
	return "state"
}

func meetingLead(ctx context.Context, v council.MeetingView) string {
	return t(ctx, council.StateNames[v.State]) + " · " + v.Place + " · " + t(ctx, "thi đua năm %d", v.Year)
}

func caseUnder(c council.Nominee) string {
	if c.PersonID == 0 || c.Post == "" {
		return c.Unit
	}
	return c.Post + ", " + c.Unit
}

func way(ctx context.Context, c council.Nominee) string {
	if c.Secret {
		return t(ctx, "phiếu kín") + ","
	}
	return t(ctx, "giơ tay") + ","
}

func count(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

// MeetingTitle names a meeting by its day.
func MeetingTitle(ctx context.Context, v council.MeetingView) string {
	return t(ctx, "Phiên họp Hội đồng ngày %s", viet.ShowDate(v.HeldOn))
}
