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
	if got := b.post("/ceremonies/3/live/missing", "at", "4", "recipient", fmt.Sprint(awaited)); got.Find(".cue .stage li").
		Length() !=
		4 {
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
