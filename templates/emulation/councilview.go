package emulation

import (
	"context"
	"strconv"

	"congthidua/internal/access"
	"congthidua/internal/emulation"
	"congthidua/internal/org"
	"congthidua/internal/viet"
	"congthidua/templates/component"
)

// Council is what the council's page shows.
type Council struct {
	Members  []emulation.CouncilMember
	Meetings []emulation.Meeting
	Titles   []emulation.Title
	Found    []org.PersonRow
	Find     string
	Year     int
	MayRun   bool
	Form     component.Form
}

// Meeting is what a meeting's page shows.
type Meeting struct {
	emulation.MeetingView
	Papers []emulation.MeetingPaper
	Actor  access.Actor
	Form   component.Form
}

func (v Meeting) path() string { return "/meetings/" + component.Itoa(v.ID) }

// mayPrepare reports whether agenda and papers can be changed.
func (v Meeting) mayPrepare() bool {
	return v.State != "closed" && v.Actor.May(access.MeetingRun)
}

// files are the papers, each with whether it waits to be read and how many have.
func (v Meeting) files(ctx context.Context) (rows []component.FileRow) {
	for _, p := range v.Papers {
		note := t(ctx, "%d/%d thành viên đã mở", p.Readers, len(v.Members))
		if v.Me != nil && !p.Mine && v.State != "closed" {
			note = t(ctx, "bạn chưa mở") + " · " + note
		}
		rows = append(rows, component.FileRow{ID: p.ID, Size: p.Size, At: p.At, Name: p.Name, Note: note, MayRemove: v.mayPrepare()})
	}
	return rows
}

func meetingClass(state string) string {
	switch state {
	case "open":
		return "state act"
	case "closed":
		return "state ok"
	}
	return "state"
}

func meetingLead(ctx context.Context, v emulation.MeetingView) string {
	return t(ctx, emulation.MeetingStates[v.State]) + " · " + v.Place + " · " + t(ctx, "thi đua năm %d", v.Year)
}

func hasSecret(v emulation.MeetingView) bool {
	for _, c := range v.Candidates {
		if c.Secret {
			return true
		}
	}
	return false
}

func hasOpen(v emulation.MeetingView) bool {
	for _, c := range v.Candidates {
		if !c.Secret {
			return true
		}
	}
	return false
}

func votedCount(v emulation.MeetingView) (n int) {
	for _, m := range v.Members {
		if m.Voted {
			n++
		}
	}
	return n
}

func caseUnder(c emulation.Candidate) string {
	if c.PersonID == 0 || c.Post == "" {
		return c.Unit
	}
	return c.Post + ", " + c.Unit
}

func way(ctx context.Context, c emulation.Candidate) string {
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
func MeetingTitle(ctx context.Context, v emulation.MeetingView) string {
	return t(ctx, "Phiên họp Hội đồng ngày %s", viet.ShowDate(v.HeldOn))
}
