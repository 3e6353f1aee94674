package ceremony_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/ceremony"
	"congthidua/internal/org"
)

// scoped are three ceremonies: one with recipients of unit 2 only, one with recipients of units 9 and 20
// and of another body, one without any.
func scoped(t *testing.T) (h *hall, two, mixed, empty int64) {
	h = open(t)
	two = h.ceremony(today, 5, h.decision(lines(2, "Hai", 2)...))
	mixed = h.ceremony(today, 5,
		h.decision(
			line{unit: 9, name: "Chín 01"}, line{unit: 20, name: "Hai mươi 01"}, line{name: "Người ngoài"},
			line{unit: 9, collective: true, name: "Đơn vị 9", prize: 100}),
		h.decision(line{unit: 20, name: "Hai mươi 02"}))
	empty = h.ceremony(today, 5)
	h.must(h.AddGuests(t.Context(), committee, mixed, "Khách mời; nhà báo"))
	return h, two, mixed, empty
}

var everybody = map[string]access.Actor{
	"committee": committee, "clerk": clerk, "auditor": auditor,
	"leader of the body": leaderOf(0, ""), "leader of the root": leaderOf(1, "1/"),
	"leader of 9": leaderOf(9, "1/9/"), "leader of 2": leaderOf(2, "1/2/"), "leader of 20": leaderOf(20, "1/20/"),
	"leader of 2 and 9": {Grants: slices.Concat(leaderOf(2, "1/2/").Grants, leaderOf(9, "1/9/").Grants)},
	"head of 9":         {PersonID: 7, Grants: []access.Grant{{Role: access.Head, UnitID: 9, Path: "1/9/"}}},
	"cadre":             {PersonID: 7, Grants: []access.Grant{{Role: access.Cadre}}},
	"council":           holds("", access.Council), "admin": holds("", access.Admin), "nobody": {},
}

// TestWhoSeesWhichCeremony is written down by hand: a leader of some units sees the ceremonies at which
// somebody of these units receives; 2 is not 20.
func TestWhoSeesWhichCeremony(t *testing.T) {
	t.Parallel()
	h, two, mixed, empty := scoped(t)
	names := map[int64]string{two: "two", mixed: "mixed", empty: "empty"}
	for who, want := range map[string]string{
		"committee": "two mixed empty", "clerk": "two mixed empty", "auditor": "two mixed empty",
		"leader of the body": "two mixed empty", "leader of the root": "two mixed empty",
		"leader of 9": "mixed", "leader of 2": "two", "leader of 20": "mixed", "leader of 2 and 9": "two mixed",
		"head of 9": "forbidden", "cadre": "forbidden", "council": "forbidden", "admin": "forbidden",
		"nobody": "forbidden",
	} {
		t.Run(who, func(t *testing.T) {
			a, ctx := everybody[who], t.Context()
			list, err := h.Ceremonies(ctx, a)
			if want == "forbidden" {
				if outcome(err) != want {
					t.Errorf("the list: %s", outcome(err))
				}
			} else {
				var got []string
				for _, c := range slices.Backward(list) {
					got = append(got, names[c.ID])
				}
				if strings.Join(got, " ") != want {
					t.Errorf("the list holds %v, want %s", got, want)
				}
			}
			for id, name := range names {
				expected := "not found"
				if want == "forbidden" {
					expected = want
				} else if slices.Contains(strings.Fields(want), name) {
					expected = "done"
				}
				for use, read := range reads(h, a, id) {
					if got := outcome(read(ctx)); got != expected {
						t.Errorf("%s of %s: %s, want %s", use, name, got, expected)
					}
				}
			}
		})
	}
}

// reads are the ways to read of a ceremony what is seen in part.
func reads(h *hall, a access.Actor, id int64) map[string]func(context.Context) error {
	return map[string]func(context.Context) error{
		"page":   func(ctx context.Context) error { _, err := h.Ceremony(ctx, a, id); return err },
		"events": func(ctx context.Context) error { _, err := h.Watch(ctx, a, id); return err },
		"screen": func(ctx context.Context) error {
			g, err := h.Watch(ctx, a, id)
			if err == nil {
				_, err = h.Hall(ctx, g)
			}
			return err
		},
	}
}

// TestWhatIsSeenOfACeremony: who sees it through some units sees its clock and, of the people, those of
// these units only.
func TestWhatIsSeenOfACeremony(t *testing.T) {
	t.Parallel()
	h, _, mixed, _ := scoped(t)
	ctx := t.Context()
	h.must(h.SetAbsence(ctx, committee, h.away(mixed, "Hai mươi 01", "")))
	h.must(h.SetAbsence(ctx, committee, h.away(mixed, "Chín 01", "đồng nghiệp")))
	for _, c := range []struct {
		who                      string
		whole                    bool
		stage, guests, decisions string
		away, prizes             int
	}{
		{"committee", true, "1: Đơn vị 9 | 2: Chín 01 (đồng nghiệp) Hai mươi 02 Người ngoài",
			"Chín 01, Hai mươi 01, Hai mươi 02, Khách mời, Người ngoài, Đơn vị 9", "1 2", 2, 1},
		{"leader of the body", true, "1: Đơn vị 9 | 2: Chín 01 (đồng nghiệp) Hai mươi 02 Người ngoài",
			"Chín 01, Hai mươi 01, Hai mươi 02, Khách mời, Người ngoài, Đơn vị 9", "1 2", 2, 1},
		{"leader of the root", true, "1: Đơn vị 9 | 2: Chín 01 (đồng nghiệp) Hai mươi 02 Người ngoài",
			"Chín 01, Hai mươi 01, Hai mươi 02, Khách mời, Người ngoài, Đơn vị 9", "1 2", 2, 1},
		{"leader of 2 and 9", false, "1: Đơn vị 9 | 2: Chín 01 (đồng nghiệp)", "Chín 01, Đơn vị 9", "1", 1, 1},
		{"leader of 9", false, "1: Đơn vị 9 | 2: Chín 01 (đồng nghiệp)", "Chín 01, Đơn vị 9", "1", 1, 1},
		{"leader of 20", false, "1: | 2: Hai mươi 02", "Hai mươi 01, Hai mươi 02", "1 2", 1, 0},
	} {
		t.Run(c.who, func(t *testing.T) {
			v, err := h.Ceremony(ctx, everybody[c.who], mixed)
			h.must(err)
			if v.Whole != c.whole || onStage(v) != c.stage || v.Away() != c.away {
				t.Errorf("whole %t, %d away, on the stage: %s", v.Whole, v.Away(), onStage(v))
			}
			if got := namesOf(v.Guests); got != c.guests {
				t.Errorf("guests: %s", got)
			}
			var decisions []string
			for _, d := range v.Chosen {
				decisions = append(decisions, strings.TrimSuffix(d.Number, "-QĐ"))
			}
			if got := strings.Join(decisions, " "); got != map[string]string{"1": "2", "1 2": "2 3"}[c.decisions] {
				t.Errorf("decisions %s", got)
			}
			// Numbers and sizes of the turns, and with them the clock, are the same for everybody.
			if len(v.Turns) != 2 || v.Turns[0].Size != 1 || v.Turns[1].Size != 3 || v.End() != "15:13" {
				t.Errorf("turns of %d and %d until %s", v.Turns[0].Size, v.Turns[1].Size, v.End())
			}
			prizes := 0
			for _, g := range v.Groups {
				for _, r := range g.List {
					if r.Prize > 0 {
						prizes++
					}
				}
			}
			if prizes != c.prizes {
				t.Errorf("%d prizes are seen", prizes)
			}
			rows, err := h.Ceremonies(ctx, everybody[c.who])
			h.must(err)
			for _, row := range rows {
				if row.ID == mixed && row.Decisions != len(decisions) {
					t.Errorf("the list counts %d decisions", row.Decisions)
				}
			}
		})
	}
}

func namesOf(guests []ceremony.Guest) string {
	var names []string
	for _, g := range guests {
		names = append(names, g.Name)
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}

// TestTheListCountsWhatIsSeen counts decisions and recipients within reach.
func TestTheListCountsWhatIsSeen(t *testing.T) {
	t.Parallel()
	h, _, mixed, _ := scoped(t)
	for who, want := range map[string]string{
		"committee": "2 5", "leader of 9": "1 2", "leader of 20": "2 2", "leader of the root": "2 5",
	} {
		rows, err := h.Ceremonies(t.Context(), everybody[who])
		h.must(err)
		for _, row := range rows {
			if got := fmt.Sprint(row.Decisions, " ", row.Recipients); row.ID == mixed && got != want {
				t.Errorf("%s: %s, want %s", who, got, want)
			}
		}
	}
}

// TestPapersAndFilesAreOfTheWhole: they name everybody, so who sees a part does not find them.
func TestPapersAndFilesAreOfTheWhole(t *testing.T) {
	t.Parallel()
	h, _, mixed, _ := scoped(t)
	ctx := t.Context()
	for who, want := range map[string]string{
		"committee": "done", "auditor": "done", "leader of the body": "done",
		"leader of the root": "done", "leader of 9": "not found", "leader of 20": "not found",
	} {
		v, err := h.Ceremony(ctx, everybody[who], mixed)
		h.must(err)
		for _, p := range append(slices.Clone(ceremony.Papers), ceremony.GuestList) {
			if _, err := p.Document(org.Letterhead{}, v, h.clock.At); outcome(err) != want {
				t.Errorf("%s, %s: %s", who, p.Title, outcome(err))
			}
		}
		if _, err := h.Files().Files(ctx, everybody[who], mixed); outcome(err) != want {
			t.Errorf("%s, files: %s", who, outcome(err))
		}
	}
	if _, err := h.Files().Files(ctx, everybody["cadre"], mixed); outcome(err) != "forbidden" {
		t.Errorf("a cadre's files: %s", outcome(err))
	}
	if _, err := h.Files().Files(ctx, committee, mixed+100); outcome(err) != "not found" {
		t.Errorf("files of nothing: %s", outcome(err))
	}
	file := attachment.File{Name: "ảnh.jpg", Path: "x", SHA256: "x", Size: 1}
	for who, want := range map[string]string{"auditor": "forbidden", "leader of 9": "forbidden"} {
		if err := h.Files().Attach(ctx, everybody[who], mixed, file); outcome(err) != want {
			t.Errorf("%s adds a file: %s", who, outcome(err))
		}
	}
}

// TestWhoLeftAUnit: a person is seen through the unit of the main post of today, not of an earlier one.
func TestWhoLeftAUnit(t *testing.T) {
	t.Parallel()
	h := open(t)
	mixed := h.ceremony(today, 5, h.decision(line{unit: 9, name: "Chín 01"}, line{unit: 2, name: "Hai 01"}))
	person := h.number(`SELECT person_id FROM recipients WHERE name = 'Chín 01'`)
	h.exec(`UPDATE posts SET until = '2026-10-31' WHERE person_id = ?`, person)
	if _, err := h.Ceremony(t.Context(), everybody["leader of 9"], mixed); outcome(err) != "not found" {
		t.Errorf("through a post that is over: %s", outcome(err))
	}
	h.exec(`INSERT INTO posts (person_id, unit_id, title, main) VALUES (?, 9, 'Kiêm nhiệm', FALSE)`, person)
	if _, err := h.Ceremony(t.Context(), everybody["leader of 9"], mixed); outcome(err) != "not found" {
		t.Errorf("through a second post: %s", outcome(err))
	}
	h.exec(`INSERT INTO posts (person_id, unit_id, title) VALUES (?, 9, 'Trở lại')`, person)
	if _, err := h.Ceremony(t.Context(), everybody["leader of 9"], mixed); outcome(err) != "done" {
		t.Errorf("through the main post: %s", outcome(err))
	}
}

// TestACorrectedLineDoesNotCount: a recipient whose line was revoked no longer opens the ceremony, unless
// the recipient has been on the stage.
func TestACorrectedLineDoesNotCount(t *testing.T) {
	t.Parallel()
	h := open(t)
	id := h.ceremony(today, 5, h.decision(line{unit: 9, name: "Chín 01"}, line{unit: 2, name: "Hai 01"}))
	leader := everybody["leader of 9"]
	end := func() { h.exec(`UPDATE recipients SET ended_by = decision_id WHERE name = 'Chín 01'`) }
	end()
	if _, err := h.Ceremony(t.Context(), leader, id); outcome(err) != "not found" {
		t.Errorf("revoked: %s", outcome(err))
	}
	if got := onStage(h.see(id)); got != "1: Hai 01" {
		t.Errorf("on the stage: %s", got)
	}
	h.exec(`UPDATE recipients SET ended_by = NULL`)
	h.must(h.Hold(t.Context(), committee, id, h.see(id).Changes))
	end()
	if v, err := h.Ceremony(t.Context(), leader, id); outcome(err) != "done" || onStage(v) != "1: Chín 01" {
		t.Errorf("revoked after the day: %s, %s", outcome(err), onStage(v))
	}
}
