// Package council renders the pages of the council, its meetings and ballots.
package council

import (
	"context"
	"strconv"

	"congthidua/internal/access"
	"congthidua/internal/council"
	"congthidua/internal/emulation"
	"congthidua/internal/locale"
	"congthidua/internal/org"
	"congthidua/internal/viet"
	"congthidua/templates/component"
)

func t(ctx context.Context, text string, args ...any) string { return locale.T(ctx, text, args...) }

// Council is what the council's page shows.
type Council struct {
	Members  []council.Member
	Meetings []council.Meeting
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
	Papers []council.MeetingPaper
	Actor  access.Actor
	Form   component.Form
}

func (v Meeting) path() string { return "/meetings/" + component.Itoa(v.ID) }

// mayPrepare reports whether agenda and papers can be changed.
func (v Meeting) mayPrepare() bool {
	return v.State != council.Closed && v.Actor.May(access.MeetingRun)
}

// files are the papers, each with whether it waits to be read and how many have.
func (v Meeting) files(ctx context.Context) (rows []component.FileRow) {
	for _, p := range v.Papers {
		note := t(ctx, "%d/%d thành viên đã mở", p.Readers, len(v.Members))
		if v.Me != nil && !p.Mine && v.State != council.Closed {
			note = t(ctx, "bạn chưa mở") + " · " + note
		}
		rows = append(rows, component.FileRow{ID: p.ID, Size: p.Size, At: p.At, Name: p.Name, Note: note, MayRemove: v.mayPrepare()})
	}
	return rows
}

func meetingClass(state string) string {
	switch state {
	case council.Open:
		return "state act"
	case council.Closed:
		return "state ok"
	}
	return "state"
}

func meetingLead(ctx context.Context, v council.MeetingView) string {
	return t(ctx, council.MeetingStates[v.State]) + " · " + v.Place + " · " + t(ctx, "thi đua năm %d", v.Year)
}

func hasSecret(v council.MeetingView) bool {
	for _, c := range v.Candidates {
		if c.Secret {
			return true
		}
	}
	return false
}

func hasOpen(v council.MeetingView) bool {
	for _, c := range v.Candidates {
		if !c.Secret {
			return true
		}
	}
	return false
}

func votedCount(v council.MeetingView) (n int) {
	for _, m := range v.Members {
		if m.Voted {
			n++
		}
	}
	return n
}

func caseUnder(c council.Candidate) string {
	if c.PersonID == 0 || c.Post == "" {
		return c.Unit
	}
	return c.Post + ", " + c.Unit
}

func way(ctx context.Context, c council.Candidate) string {
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
