// Package emulation renders the pages of titles, registrations and eligibility.
package emulation

import (
	"context"
	"net/url"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/emulation"
	"congthidua/internal/evaluation"
	"congthidua/internal/initiative"
	"congthidua/internal/locale"
	"congthidua/internal/viet"
	"congthidua/templates/component"
)

func t(ctx context.Context, text string, args ...any) string { return locale.T(ctx, text, args...) }

// Registrations is what the page of a year's registrations shows.
type Registrations struct {
	Actor     access.Actor
	Campaign  emulation.Campaign
	Campaigns []emulation.Campaign
	Titles    []emulation.Title
	Rows      []emulation.RegistrationRow
	Total     int
	Tally     []emulation.Tally
	Filter    emulation.Filter
	Prospects []emulation.Prospect // the own ones, nil without a person
	Units     []UnitDesk           // the units that the actor speaks for
	MayRun    bool
	MaySee    bool // more than the own
	Late      bool // the own deadline is over
	Form      component.Form
	Query     url.Values
	Next      emulation.Campaign // proposed for the form of a new campaign
}

// UnitDesk is what a head confirms.
type UnitDesk struct {
	ID      int64
	Name    string
	Waiting []emulation.RegistrationRow
	Mine    map[string]emulation.RegistrationRow // the collective's own, by title
	Late    bool
	Heads   bool // a leader's: registrations of the units' heads alone
}

// form names the desk's form among those of the page.
func (u UnitDesk) form() string {
	if u.Heads {
		return "heads-" + component.Itoa(u.ID)
	}
	return "unit-" + component.Itoa(u.ID)
}

// title returns the name of a title of the campaign's catalogue.
func (v Registrations) title(code string) string { return TitleName(v.Titles, code) }

// TitleName names a title, by its code where the catalogue does not know it.
func TitleName(titles []emulation.Title, code string) string {
	for _, t := range titles {
		if t.Code == code {
			return t.Name
		}
	}
	return code
}

func (v Registrations) titleOptions(ctx context.Context) []component.Option {
	options := []component.Option{{Text: t(ctx, "Mọi danh hiệu")}}
	for _, x := range v.Titles {
		options = append(options, component.Option{Value: x.Code, Text: x.Name})
	}
	return options
}

func stateOptions(ctx context.Context) []component.Option {
	states := []emulation.State{emulation.Confirmed, emulation.Registered, emulation.Late, emulation.Withdrawn}
	return component.Options(ctx, states, emulation.StateNames, "Mọi trạng thái")
}

func verdictOptions(ctx context.Context) []component.Option {
	verdicts := []emulation.Verdict{emulation.Met, emulation.Refused, emulation.Undecided}
	return component.Options(ctx, verdicts, emulation.VerdictNames, "Mọi kết quả")
}

// marks are how a verdict looks: icon and colour, always with its word.
var marks = map[emulation.Verdict][2]string{
	emulation.Met:       {"check", "good"},
	emulation.Refused:   {"x", "bad"},
	emulation.Undecided: {"circle-dashed", "warn"},
}

// stateClass is how a registration's state looks.
func stateClass(state emulation.State) string {
	switch state {
	case emulation.Confirmed:
		return "state ok"
	case emulation.Late, emulation.Registered:
		return "state act"
	}
	return "state"
}

func registrationsPath(year int, query url.Values, pairs ...string) string {
	return component.Query("/registrations", query, append([]string{"year", component.Itoa(year)}, pairs...)...)
}

// due says the deadlines of the campaign, or that it is over.
func (v Registrations) due(ctx context.Context) string {
	if v.Campaign.State == emulation.CampaignClosed {
		return t(ctx, "Đã kết thúc đăng ký · xét theo kết quả đến hết tháng %d", v.Campaign.Through)
	}
	return t(ctx, "Cá nhân") + " " + component.Due(ctx, v.Campaign.SelfDue) +
		" · " + t(ctx, "đơn vị") + " " + component.Due(ctx, v.Campaign.HeadDue)
}

// quotaText says how many may have the title and how many meet it.
func quotaText(ctx context.Context, x emulation.Tally) string {
	if x.Title.Quota == nil {
		return ""
	}
	text := t(ctx, "tối đa %s × %d = %d", viet.Percent(x.Title.Quota.Share), x.Base, x.Allowed)
	if x.Met > x.Allowed {
		return text + ", " + t(ctx, "vượt %d", x.Met-x.Allowed)
	}
	return text + ", " + t(ctx, "còn %d", x.Allowed-x.Met)
}

// wished reports whether the box of a title is ticked: as typed, else as registered.
func (v Registrations) wished(x emulation.Prospect) bool {
	return v.Form.Of("own").Ticked("title", x.Title.Code, x.Mine != nil)
}

func (v Registrations) commitment(x emulation.Prospect) string {
	if x.Mine == nil {
		return ""
	}
	return x.Mine.Commitment
}

func under(r emulation.RegistrationRow) string {
	switch {
	case r.PersonID == nil:
		return ""
	case r.Post == "":
		return r.Unit
	}
	return r.Post + ", " + r.Unit
}

func explainLead(ctx context.Context, x emulation.Explained) string {
	if x.PersonID == nil {
		return t(ctx, "%s, năm %d", x.Of.Name, x.Year)
	}
	return t(ctx, "%s, năm %d", x.Of.Name, x.Year) + " · " + under(x.RegistrationRow)
}

func met(r emulation.Result) (n int) {
	for _, c := range r.Checks {
		if c.Verdict == emulation.Met {
			n++
		}
	}
	return n
}

func voteText(ctx context.Context, v emulation.Vote) string {
	switch {
	case v.Secret && v.Above:
		return t(ctx, "Bỏ phiếu kín, cần trên %s tổng số thành viên Hội đồng", viet.Percent(v.Share))
	case v.Secret:
		return t(ctx, "Bỏ phiếu kín, cần ít nhất %s tổng số thành viên Hội đồng", viet.Percent(v.Share))
	case v.Above:
		return t(ctx, "Biểu quyết, cần trên %s tổng số thành viên Hội đồng", viet.Percent(v.Share))
	}
	return t(ctx, "Biểu quyết, cần ít nhất %s tổng số thành viên Hội đồng", viet.Percent(v.Share))
}

func subject(ctx context.Context, x emulation.Title) string {
	who := t(ctx, "cá nhân")
	if x.Subject == emulation.OfUnit {
		who = t(ctx, "tập thể")
	}
	return who + " · " + t(ctx, "cấp %s", t(ctx, initiative.LevelNames[x.Level]))
}

// registered counts all registrations in reach.
func (v Registrations) registered() (n int) {
	for _, x := range v.Tally {
		n += x.N
	}
	return n
}

func levelOrDash(ctx context.Context, level string) string {
	if level == "" {
		return "–"
	}
	return t(ctx, "cấp %s", t(ctx, initiative.LevelNames[level]))
}

// shownRows is a page of a ranking.
func shownRows(rows []emulation.Ranked, page int) []emulation.Ranked {
	from := min(len(rows), page*emulation.PageSize)
	return rows[from:min(len(rows), from+emulation.PageSize)]
}

// whatIfText says in a sentence which months would have to change.
func whatIfText(ctx context.Context, w evaluation.WhatIf) string {
	var low, missing []string
	for _, m := range w.Months {
		switch {
		case m.Missing:
			missing = append(missing, component.Itoa(m.Month.Month))
		case m.Below:
			low = append(low, component.Itoa(m.Month.Month)+" ("+viet.Fixed(m.Points)+")")
		}
	}
	switch {
	case len(missing) > 0 && len(low) == 0:
		return t(ctx, "Năm đạt loại %s nếu tháng %s có từ %s điểm.",
			w.Grade, strings.Join(missing, ", "), viet.Fixed(w.Floor))
	case len(missing) > 0:
		return t(ctx, "Năm đạt loại %s nếu tháng %s có từ %s điểm và tháng %s cũng được từ mức đó.",
			w.Grade, strings.Join(missing, ", "), viet.Fixed(w.Floor), strings.Join(low, ", "))
	}
	return t(ctx, "Năm đạt loại %s nếu mọi tháng có từ %s điểm; phải khác đi là tháng %s.",
		w.Grade, viet.Fixed(w.Floor), strings.Join(low, ", "))
}

// aloneText says what one month would have to have, all others as they are.
func aloneText(ctx context.Context, m evaluation.MonthWish) string {
	if m.Alone == 0 {
		return t(ctx, "đủ 100 điểm vẫn chưa đạt")
	}
	return t(ctx, "cần từ %s điểm", viet.Fixed(m.Alone))
}

// filtered reports whether the list is narrowed.
func (v Registrations) filtered() bool {
	return v.Filter.Title != "" || v.Filter.State != "" || v.Filter.Verdict != ""
}

// confirms reports whether the actor may confirm a registration: everybody's but the own one.
func (v Registrations) confirms(r emulation.RegistrationRow) bool {
	return v.Actor.Judge(r.Person()) == nil
}

func quotaPath(year int, title string) string {
	return "/registrations/quota?title=" + title + "&year=" + component.Itoa(year)
}

func registrationPath(id int64) string { return "/registrations/" + component.Itoa(id) }

// The attributes of fields that several forms have.
var (
	percentField  = component.Figure(6, component.Decimals, false)
	neededPercent = component.Figure(6, component.Decimals, true)
)
