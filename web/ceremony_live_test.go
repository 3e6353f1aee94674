package web

import (
	"bufio"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// TestTheStageManager moves the programme; whoever watches is told, and a second hand is refused.
func TestTheStageManager(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b, other := p.as("clerk"), p.as("committee")
	stream, err := b.Get(p.URL + "/ceremonies/3/events")
	if err != nil || stream.Header.Get("Content-Type") != "text/event-stream" {
		t.Fatal(err, stream.Header)
	}
	defer stream.Body.Close()
	lines := bufio.NewScanner(stream.Body)
	event := func() string {
		for lines.Scan() {
			if data, is := strings.CutPrefix(lines.Text(), "data: "); is {
				return data
			}
		}
		return ""
	}
	before := event()
	got := b.get("/ceremonies/3/live")
	if !strings.Contains(got.text(".cue"), "Lượt 1") || !strings.Contains(got.text(".cue"), "Tiếp theo: Lượt 2") ||
		!strings.Contains(got.text(".facts"), "chậm") ||
		!strings.Contains(got.text("main"), "Người nhận chưa đến 2") {
		t.Errorf("the page says %s", got.text("main"))
	}
	other.get("/ceremonies/3/live")
	if got = b.post("/ceremonies/3/live/forward", "at", "3"); got.Status != http.StatusOK ||
		!strings.Contains(got.text(".cue .now"), "Lượt 2") {
		t.Errorf("%d: %s", got.Status, got.text(".cue"))
	}
	if after := event(); after == "" || after == before {
		t.Errorf("the stream said %q, then %q", before, after)
	}
	if got := other.post("/ceremonies/3/live/forward", "at", "3"); got.Status != http.StatusConflict ||
		!strings.Contains(got.text(".notice"), "chuyển ở máy khác") {
		t.Errorf("a second hand: %d", got.Status)
	}
	awaited := p.number(`SELECT recipient_id FROM ceremony_stands
		WHERE ceremony_id = 3 AND turn = 2 AND position = 2`)
	got = b.post("/ceremonies/3/live/missing", "at", "4", "recipient", fmt.Sprint(awaited))
	if got.Find(".cue .stage li").Length() != 4 {
		t.Errorf("the places did not close up: %s", got.text(".cue"))
	}
	for at := 4; at < 7; at++ {
		got = b.post("/ceremonies/3/live/forward", "at", fmt.Sprint(at))
	}
	if !strings.Contains(got.text(".cue"), "Chương trình đã hết") {
		t.Errorf("not over: %s", got.text(".cue"))
	}
	got = other.submit(other.get("/ceremonies/3"), `form[action$="/held"]`)
	if !strings.Contains(got.text("main"), "Kết quả trao thưởng") || !strings.Contains(got.text("main"), "có mặt 9") {
		t.Errorf("%d: %s", got.Status, got.text("main"))
	}
	for paper, want := range map[string]string{
		"received": "chưa nhận", "minutes": "Từ 09:00", "thanks": "Hoàng Quốc Bảo", "run": "Lượt 2",
	} {
		for _, format := range []string{"", ".pdf", ".docx", ".xlsx"} {
			got := b.get("/ceremonies/3/papers/" + paper + format)
			if got.Status != http.StatusOK ||
				format == "" && paper != "minutes" && !strings.Contains(got.text("body"), want) {
				t.Errorf("%s%s: %d", paper, format, got.Status)
			}
		}
	}
}

// TestAbsencesOnTheLivePage: who was taken out and sends somebody is put back with the representative; a
// form from an old page is refused there too, with what was typed.
func TestAbsencesOnTheLivePage(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b, other := p.as("clerk"), p.as("committee")
	const page = "/ceremonies/3/live"
	awaited := p.number(`SELECT min(g.recipient_id) FROM ceremony_guests g
		WHERE g.ceremony_id = 3 AND g.recipient_id IS NOT NULL
			AND NOT EXISTS (SELECT 1 FROM ceremony_checkins k WHERE k.guest_id = g.id)`)
	form := fmt.Sprintf(`form[action$="/absences"]:has(input[name=recipient][value="%d"])`, awaited)
	one, two := b.get(page), other.get(page)
	one = b.submit(one, form, "representative", "đồng nghiệp")
	if one.Status != http.StatusOK || one.URL.Path != page {
		t.Fatalf("%d at %s", one.Status, one.URL)
	}
	got := other.submit(two, form, "representative", "con gái")
	if got.Status != http.StatusConflict || got.value(form+" input[name=representative]") != "con gái" {
		t.Errorf("from an old page: %d, %q", got.Status, got.value(form+" input[name=representative]"))
	}
	got = other.submit(got, form, "representative", "") // taken out
	guest := p.number(`SELECT id FROM ceremony_guests WHERE recipient_id = ?`, awaited)
	desk := b.get("/ceremonies/3/desk")
	atDesk := fmt.Sprintf(`form:has(input[name=guest][value="%d"])`, guest)
	b.submit(desk, atDesk, "present", "1", "representative", "con gái")
	got = other.get(page)
	if !strings.Contains(got.text("main"), "Đến sau khi đã bỏ khỏi lượt") ||
		!strings.Contains(got.text("main"), "con gái đến thay") {
		t.Errorf("not told: %s", got.text("main"))
	}
	got = other.submit(got, form)
	by := p.words(`SELECT representative FROM ceremony_absences WHERE ceremony_id = 3 AND recipient_id = ?`, awaited)
	if got.Status != http.StatusOK || len(by) != 1 || by[0] != "con gái" || got.Find(form).Length() != 0 {
		t.Errorf("put back: %d, by %q", got.Status, by)
	}
}

// TestWhatIsOffered on the pages of a ceremony is what the role may do.
func TestWhatIsOffered(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	for role, want := range map[string][]bool{ // prepare, conduct, note prints, open a desk, print invitations
		"committee": {true, true, true, true, true},
		"clerk":     {false, true, true, true, true},
		"auditor":   {false, false, false, false, false},
		"leader":    {false, false, false, false, false},
	} {
		b := p.as(role)
		page, live, guests := b.get("/ceremonies/3"), b.get("/ceremonies/3/live"), b.get("/ceremonies/3/guests")
		for i, there := range []int{
			page.Find(`form[action$="/programme"]`).Length() * guests.Find(`form[action$="/links"]`).Length(),
			live.Find(`form[action$="/forward"]`).Length() * live.Find(`form[action$="/missing"]`).Length(),
			page.Find(`form[action*="/papers/"]`).Length(),
			live.Find(`a[href$="/desk"]`).Length(),
			guests.Find(`a[href*="/invitations.pdf"]`).Length(),
		} {
			if there > 0 != want[i] {
				t.Errorf("%s: number %d is offered %d times", role, i, there)
			}
		}
		if page.Find(`a[href$="/papers/run.pdf"]`).Length() == 0 || guests.Find(`a[href$="/guests/list.pdf"]`).Length() == 0 {
			t.Errorf("%s is not offered the papers", role)
		}
	}
}
