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

// standsIn is who was announced to come for a recipient.
func (v Desk) standsIn(g ceremony.Guest) string { return v.Absent[g.RecipientID].Representative }

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
	Now                time.Time
	MayConduct, MayRun bool
	Form               component.Form
}

func (v Live) path() string { return "/ceremonies/" + component.Itoa(v.ID) }

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

// PlaceNames name where in the programme a cue stands.
var PlaceNames = map[string]string{ceremony.Done: "Xong", ceremony.Now: "Đang", ceremony.Next: "Tiếp theo", ceremony.Later: "Sau đó"}

func cueText(ctx context.Context, m ceremony.Moment) string {
	if m.Turn == nil {
		return m.Item.Title
	}
	return t(ctx, "Lượt %d", m.Turn.Number) + ": " + m.Turn.Group.Title() + fmt.Sprintf(" (%d/%d)", m.Turn.Index, m.Turn.Of)
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
	List            []ceremony.Guest // as filtered
	Query, Show     string
	Links           []Link
	MayRun, MayMail bool
	Form            component.Form
}

// Filter narrows the list to what the URL asks for.
func (v *Guests) Filter() {
	for _, g := range find(v.Stage.Guests, v.Query) {
		if v.Show == "" || v.Show == "come" && g.Present || v.Show == "awaited" && !g.Present || v.Show == "recipients" && g.RecipientID != 0 || v.Show == "others" && g.RecipientID == 0 {
			v.List = append(v.List, g)
		}
	}
}

func (v Guests) shows(ctx context.Context) []component.Option {
	return []component.Option{{Value: "", Text: t(ctx, "Tất cả")}, {Value: "recipients", Text: t(ctx, "Người nhận")}, {Value: "others", Text: t(ctx, "Khách khác")}, {Value: "come", Text: t(ctx, "Đã đến")}, {Value: "awaited", Text: t(ctx, "Chưa đến")}}
}

func (v Guests) path() string { return "/ceremonies/" + component.Itoa(v.ID) }

func (v Guests) mayChange() bool { return v.MayRun && v.State == ceremony.Preparing }

func (v Guests) come() int { _, come, _ := v.Attendance(); return come }

func (v Guests) recipients() (n int) {
	for _, g := range v.Stage.Guests {
		if g.RecipientID != 0 {
			n++
		}
	}
	return n
}

func (v Guests) unmailed() (n int) {
	for _, g := range v.Stage.Guests {
		if g.Email != "" && g.MailedAt == 0 {
			n++
		}
	}
	return n
}

func barHeight(counts []int, n int) int {
	most := 1
	for _, x := range counts {
		most = max(most, x)
	}
	return n * 48 / most
}

func barsBox(counts []int) string { return fmt.Sprintf("0 0 %d 84", max(616, 44*len(counts))) }

func minuteText(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }
