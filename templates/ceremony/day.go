package ceremony

import (
	"context"
	"fmt"
	"strings"
	"time"

	"congthidua/internal/ceremony"
	"congthidua/internal/clock"
	"congthidua/internal/viet"
	"congthidua/templates/component"

	"github.com/a-h/templ"
)

// Desk is what a check-in desk shows.
type Desk struct {
	ceremony.Stage
	Desk   string // its name
	Path   string
	Query  string
	Notice string
	Form   component.Form
}

// Shown are the guests whom the search finds, by name without tone marks or by code.
func (v Desk) Shown() []ceremony.Guest { return find(v.Guests, v.Query) }

// since is when a guest was checked in, "" for whoever is not here.
func since(g ceremony.Guest) string {
	if !g.Present {
		return ""
	}
	return clockOf(g.At)
}

func (v Desk) come() int { _, come, _ := v.Attendance(); return come }

// lineTexts are the sentences that the script of the desk shows; "#" stands for what it puts in.
func lineTexts(ctx context.Context) templ.Attributes {
	return templ.Attributes{
		"data-offline":  t(ctx, "Mất kết nối: vẫn điểm danh được, sẽ gửi khi có mạng. Chưa gửi: %s", "#"),
		"data-again":    t(ctx, "%s đã điểm danh lúc %s ở bàn %s", "#1", "#2", "#3"),
		"data-unknown":  t(ctx, "Mã này không có trong danh sách khách."),
		"data-ok":       t(ctx, "Đã ghi: %s", "#"),
		"data-nocamera": t(ctx, "Không mở được máy ảnh: hãy tìm theo tên."),
		"data-over":     t(ctx, "Đường dẫn này không còn dùng được; các lượt chưa gửi vẫn giữ trong máy."),
	}
}

func find(list []ceremony.Guest, query string) (found []ceremony.Guest) {
	key := viet.SearchKey(query)
	code := strings.ToUpper(strings.ReplaceAll(query, "-", ""))
	for _, g := range list {
		if strings.Contains(g.NameKey, key) || g.Code == code {
			found = append(found, g)
		}
	}
	return found
}

// Live is what the stage manager's page shows.
type Live struct {
	ceremony.Stage
	Now  time.Time
	Form component.Form
}

func (v Live) path() string { return pathOf(v.ID) }

// typedRepresentative is what was typed for a recipient where that form was refused.
func (v Live) typedRepresentative(g ceremony.Guest) string {
	if v.Form.Values.Get("recipient") == component.Itoa(g.RecipientID) {
		return v.Form.Values.Get("representative")
	}
	return ""
}

func (v Live) come() int { _, come, _ := v.Attendance(); return come }

// delay says how far the programme is off its plan.
func (v Live) delay(ctx context.Context) string {
	minutes := int(v.Stage.Live.Delay.Round(time.Minute).Minutes())
	switch {
	case v.Stage.Live.Steps == 0 && minutes <= 0:
		return t(ctx, "chưa đến giờ")
	case minutes > 0:
		return t(ctx, "chậm %d phút so với kế hoạch", minutes)
	case minutes < 0:
		return t(ctx, "sớm %d phút so với kế hoạch", -minutes)
	}
	return t(ctx, "đúng kế hoạch")
}

// turnOf names the turn in which a recipient is to stand.
func (v Live) turnOf(ctx context.Context, g ceremony.Guest) string {
	for _, turn := range v.Turns {
		for _, s := range turn.Stands {
			if s.ID == g.RecipientID {
				return t(ctx, "Lượt %d", turn.Number) + ": " + turn.Group.Form.Short
			}
		}
	}
	return ""
}

func cueText(ctx context.Context, m ceremony.Moment) string {
	if m.Turn == nil {
		return m.Item.Title
	}
	return turnText(ctx, *m.Turn)
}

func cueWho(m ceremony.Moment) string {
	if m.Turn == nil {
		return m.Item.Who
	}
	return m.Turn.Presenter
}

func cueTime(c ceremony.Cue) string {
	switch {
	case !c.Began.IsZero() && !c.Ended.IsZero():
		return c.Began.Format("15:04") + "–" + c.Ended.Format("15:04")
	case !c.Began.IsZero():
		return c.Began.Format("15:04")
	}
	return "≈ " + c.Expected.Format("15:04")
}

func names(stands []ceremony.Stand) string {
	list := make([]string, len(stands))
	for i, s := range stands {
		list[i] = s.Name
		if s.By != "" {
			list[i] = s.By
		}
	}
	return strings.Join(list, ", ")
}

func clockOf(at int64) string { return time.UnixMilli(at).In(clock.Zone).Format("15:04") }

// Link is a helper's link with its address and the QR code that says it.
type Link struct {
	ceremony.Link
	Address, QR string // QR is a data URI
}

// Guests is what the page of guests shows.
type Guests struct {
	ceremony.Stage
	List        []ceremony.Guest // as filtered
	Query, Show string
	Links       []Link
	MayMail     bool
	Form        component.Form
}

// The choices of the filter of guests.
const (
	showRecipients = "recipients"
	showOthers     = "others"
	showCome       = "come"
	showAwaited    = "awaited"
)

// Filter narrows the list to what the URL asks for.
func (v *Guests) Filter() {
	for _, g := range find(v.Stage.Guests, v.Query) {
		if v.asksFor(g) {
			v.List = append(v.List, g)
		}
	}
}

func (v *Guests) asksFor(g ceremony.Guest) bool {
	switch v.Show {
	case showRecipients:
		return g.RecipientID != 0
	case showOthers:
		return g.RecipientID == 0
	case showCome:
		return g.Present
	case showAwaited:
		return !g.Present
	}
	return v.Show == ""
}

func (v Guests) shows(ctx context.Context) []component.Option {
	return []component.Option{
		{Value: "", Text: t(ctx, "Tất cả")},
		{Value: showRecipients, Text: t(ctx, "Người nhận")},
		{Value: showOthers, Text: t(ctx, "Khách khác")},
		{Value: showCome, Text: t(ctx, "Đã đến")},
		{Value: showAwaited, Text: t(ctx, "Chưa đến")},
	}
}

func (v Guests) path() string { return pathOf(v.ID) }

func (v Guests) come() int { _, come, _ := v.Attendance(); return come }

func (v Guests) lead(ctx context.Context) string {
	all, recipients := viet.Count(len(v.Stage.Guests)), viet.Count(v.recipients())
	return t(ctx, "%s khách, trong đó %s người nhận · có mặt %s", all, recipients, viet.Count(v.come()))
}

// typedEmail is what was typed for a guest's address where that form was refused, else what is kept.
func (v Guests) typedEmail(g ceremony.Guest) string {
	if v.Form.Values.Get("guest") == component.Itoa(g.ID) {
		return v.Form.Value("email", g.Email)
	}
	return g.Email
}

func (v Guests) recipients() (n int) {
	for _, g := range v.Stage.Guests {
		if g.RecipientID != 0 {
			n++
		}
	}
	return n
}

func (v Guests) unmailed() int { return len(v.Stage.Unmailed()) }

func barHeight(counts []int, n int) int {
	most := 1
	for _, x := range counts {
		most = max(most, x)
	}
	return n * 48 / most
}

func barsBox(counts []int) string { return fmt.Sprintf("0 0 %d 84", max(616, 44*len(counts))) }

func minuteText(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }
