package ceremony_test

import (
	"slices"
	"strings"
	"testing"

	"congthidua/internal/ceremony"
	"congthidua/internal/certificate"
	"congthidua/internal/org"
	"congthidua/internal/paper"
)

// words are all words of a paper: its blocks, and the cells of a row joined by "|".
func words(d paper.Document) string {
	var list []string
	for _, b := range d.Blocks {
		if b.Text != "" {
			list = append(list, b.Text)
		}
		if b.Table != nil {
			for _, row := range b.Table.Rows {
				if cells := len(row.Cells); cells != len(b.Table.Columns) && row.Span == 0 {
					list = append(list, "ROW OF WRONG LENGTH")
				}
				list = append(list, strings.Join(row.Cells, "|"))
			}
		}
	}
	return strings.Join(list, "\n")
}

func (h *hall) paper(id int64, code string) paper.Document {
	h.t.Helper()
	i := slices.IndexFunc(ceremony.Papers, func(p ceremony.Paper) bool { return p.Code == code })
	if i < 0 {
		h.t.Fatalf("no paper %q", code)
	}
	d, err := ceremony.Papers[i].Document(org.Letterhead{}, h.see(id), h.clock.At)
	h.must(err)
	return d
}

// TestWhatThePapersSay of a ceremony that has run: An stood for herself, Bo by his daughter, Ca was
// missing, and one guest came.
func TestWhatThePapersSay(t *testing.T) {
	t.Parallel()
	h, id := running(t, "An", "Bo", "Ca")
	ctx := t.Context()
	by := presenter(h, id, "Trưởng ban")
	h.must(h.SetPresenter(ctx, committee, by))
	h.must(h.AddGuests(ctx, committee, id, "Nhà báo; Báo thành phố\nKhông đến"))
	h.must(h.SetAbsence(ctx, committee, h.away(id, "Bo", "con gái")))
	h.send(h.desk(id, "Bàn 1"), ceremony.Note{Token: token(1), Guest: h.guest(id, "Nhà báo").ID, Present: true})
	h.forward(id, 3)
	h.must(h.Missing(ctx, clerk, id, h.called("Ca"), 3))
	h.forward(id, 2)
	for code, want := range map[string][]string{
		"run": {"14:00|10'|Mở đầu||", "14:10|4'|Đọc quyết định; Lượt 1: Giấy khen - Cá nhân (1/1)|Trưởng ban|2",
			"Dự kiến kết thúc lúc 14:19."},
		"script": {"trao Giấy khen cho 3 cá nhân", "đồng chí An; đồng chí Bo (con gái nhận thay).",
			"kính mời Trưởng ban lên trao Giấy khen."},
		"stage":     {"Lượt 1. Giấy khen - Cá nhân (1/1) - người trao: Trưởng ban", "1|An||", "2|Bo||con gái"},
		"checklist": {"1|Giấy khen - Cá nhân|1|2|2|2|", "|Cộng|1|2|2|2|"},
		"plates":    {"1|An||1", "2|con gái||1"},
		"received": {"Giấy khen - Cá nhân", "1|An||100|trên sân khấu, lượt 1|",
			"2|Bo||100|trên sân khấu, lượt 1 (con gái nhận thay)|", "3|Ca||100|chưa nhận|"},
		"minutes": {"Từ 13:31 đến 13:35 ngày 20/11/2026, tại Hội trường. Chủ trì: ……. Dẫn chương trình: …….",
			"Khách mời, người nhận: 5; có mặt: 1, trong đó đến thay: 0; vắng: 4.",
			"14:10|13:32|Lượt 1: Giấy khen - Cá nhân (2)|Trưởng ban", "Cộng|3|2|1|1", "Chưa nhận Giấy khen: Ca."},
		"thanks": {"1|Trưởng ban||trao thưởng|", "2|Nhà báo|Báo thành phố|dự lễ|"},
	} {
		got := words(h.paper(id, code))
		for _, text := range want {
			if !strings.Contains("\n"+got+"\n", text) {
				t.Errorf("%s lacks %q:\n%s", code, text, got)
			}
		}
		if strings.Contains(got, "WRONG LENGTH") {
			t.Errorf("%s: a row has not as many cells as the table columns", code)
		}
	}
	d, err := ceremony.GuestList.Document(org.Letterhead{}, h.see(id), h.clock.At)
	h.must(err)
	if got := words(d); !strings.Contains(got, "|Nhà báo|Báo thành phố|") || !strings.Contains(got, "|13:30") {
		t.Errorf("guests:\n%s", got)
	}
}

// TestThanksNameEveryoneOnce, with all the reasons.
func TestThanksNameEveryoneOnce(t *testing.T) {
	t.Parallel()
	h, id := running(t, "An", "Bo", "Ca")
	c := h.see(id).Ceremony
	c.HeldOn, c.Host, c.MC = today, "Trưởng ban", "Văn phòng"
	_, err := h.Save(t.Context(), committee, c)
	h.must(err)
	h.must(h.SetPresenter(t.Context(), committee, presenter(h, id, "Trưởng ban")))
	want := "1|Trưởng ban||chủ trì; trao thưởng|\n2|Văn phòng||dẫn chương trình|"
	if got := words(h.paper(id, "thanks")); got != want {
		t.Errorf("%s", got)
	}
}

// TestTheScriptCounts: "thứ nhất" and "thứ tư" have words of their own; a collective sends somebody.
func TestTheScriptCounts(t *testing.T) {
	t.Parallel()
	h := open(t)
	var list []line
	for range 4 {
		list = append(list, line{collective: true, name: "Tập thể"})
	}
	id := h.ceremony(today, 1, h.decision(list...))
	got := words(h.paper(id, "script"))
	for _, text := range []string{
		"lượt thứ nhất", "lượt thứ hai", "lượt thứ ba", "lượt thứ tư",
		"Tập thể (đại diện lãnh đạo lên nhận)", "cho 4 tập thể",
	} {
		if !strings.Contains(got, text) {
			t.Errorf("the script lacks %q:\n%s", text, got)
		}
	}
}

// TestPapersAreListedOnce: codes, titles and files are those of one paper each.
func TestPapersAreListedOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range append(slices.Clone(ceremony.Papers), ceremony.GuestList) {
		for _, name := range []string{"code " + p.Code, "title " + p.Title, "file " + p.File} {
			if seen[name] || strings.HasSuffix(name, " ") && name != "code " {
				t.Errorf("%q twice or empty", name)
			}
			seen[name] = true
		}
	}
	for code, after := range map[string]bool{"run": false, "script": false, "stage": false, "checklist": false,
		"plates": false, "received": true, "minutes": true, "thanks": true} {
		i := slices.IndexFunc(ceremony.Papers, func(p ceremony.Paper) bool { return p.Code == code })
		if i < 0 || ceremony.Papers[i].After != after {
			t.Errorf("%s is there and for after the ceremony: %d, want %t", code, i, after)
		}
	}
}

// TestPapersForAfter have something to say once the programme has begun.
func TestPapersForAfter(t *testing.T) {
	t.Parallel()
	h, id := running(t, "An", "Bo")
	ready := func() (n int) {
		v := h.see(id)
		for _, p := range ceremony.Papers {
			if p.Ready(v) {
				n++
			}
		}
		return n
	}
	if n := ready(); n != 5 {
		t.Errorf("%d papers before", n)
	}
	h.forward(id, 1)
	if n := ready(); n != 8 {
		t.Errorf("%d papers while it runs", n)
	}
	h.back(id)
	h.must(h.Hold(t.Context(), committee, id, h.see(id).Changes))
	if n := ready(); n != 8 {
		t.Errorf("%d papers when it is held", n)
	}
}

// TestAFingerprintTells what the paper says, not when it was made.
func TestAFingerprintTells(t *testing.T) {
	t.Parallel()
	h, id := running(t, "An", "Bo", "Ca")
	ctx := t.Context()
	said := ceremony.Fingerprint(h.paper(id, "stage"))
	h.clock.At = h.clock.At.AddDate(0, 0, -1)
	if got := ceremony.Fingerprint(h.paper(id, "stage")); got != said {
		t.Error("another day changes it")
	}
	h.must(h.SetAbsence(ctx, committee, h.away(id, "An", "con gái")))
	if got := ceremony.Fingerprint(h.paper(id, "stage")); got == said {
		t.Error("a representative does not change it")
	}
	h.must(h.Printed(ctx, clerk, id, "stage", said))
	if p := h.see(id).Prints["stage"]; p.Fingerprint != said || p.At != h.clock.At.UnixMilli() {
		t.Errorf("noted: %+v", p)
	}
	h.must(h.Printed(ctx, clerk, id, "stage", says))
	if p := h.see(id).Prints["stage"]; p.Fingerprint != says || len(h.see(id).Prints) != 1 {
		t.Errorf("noted again: %+v", h.see(id).Prints)
	}
	for _, wrong := range []string{"", "0123456789ABCDEF", says + "0", says[1:]} {
		if got := outcome(h.Printed(ctx, clerk, id, "stage", wrong)); got != "invalid" {
			t.Errorf("fingerprint %q: %s", wrong, got)
		}
	}
}

func TestInvitation(t *testing.T) {
	t.Parallel()
	h, id := prepared(t, today)
	v := h.see(id)
	recipient, guest := h.guest(id, "A 01"), h.guest(id, "Khách mời")
	head := org.Letterhead{Body: "BAN TỔ CHỨC"}
	got := ceremony.Invitation(head, v, recipient)
	if got["time"] != "14 giờ 00, Thứ Sáu, ngày 20 tháng 11 năm 2026" || got["link"] != recipient.Code ||
		got["code"] != recipient.Code[:5]+"-"+recipient.Code[5:] || !strings.Contains(got["remark"], "30 phút") {
		t.Errorf("%v", got)
	}
	for _, b := range certificate.ForInvitation.Blanks() {
		if _, filled := got[b.Name]; !filled {
			t.Errorf("{%s} is offered and not filled", b.Name)
		}
	}
	if n := len(certificate.ForInvitation.Blanks()); n != len(got) {
		t.Errorf("%d blanks are filled, %d offered", len(got), n)
	}
	if got := ceremony.Invitation(head, v, guest); got["name"] != "Khách mời" || got["where"] != "nhà báo" ||
		!strings.Contains(got["remark"], "15 phút") {
		t.Errorf("%v", got)
	}
	if got := ceremony.Letter(head, v, guest); !strings.Contains(got, "Kính gửi Khách mời,") ||
		!strings.Contains(got, guest.Code[:5]+"-"+guest.Code[5:]) {
		t.Errorf("%s", got)
	}
}
