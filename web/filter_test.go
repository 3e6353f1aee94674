package web

import (
	"net/http"
	"slices"
	"testing"
)

// TestFiltersKeepTheOrder: sending the filter of a list keeps its order and what the form does not show, once each;
// only the page begins anew.
func TestFiltersKeepTheOrder(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	committee, head := p.as("committee"), p.as("head")
	for path, b := range map[string]*browser{
		"/tasks":                      committee,
		"/tasks?view=board&state=all": committee,
		"/people":                     committee,
		"/documents/outgoing":         committee,
		"/initiatives":                committee,
		"/decisions":                  committee,
		"/registrations?year=2026":    committee,
		"/periods/14":                 committee,
		"/units/2/periods/14":         head,
	} {
		t.Run(path, func(t *testing.T) {
			join := "?"
			if slices.Contains([]byte(path), '?') {
				join = "&"
			}
			got := b.get(path + join + "sort=name&desc=1&lead=20&page=1")
			if got.Status != http.StatusOK {
				t.Fatalf("%d", got.Status)
			}
			sent := map[string][]string{}
			list := got.fields(`.page form[method=get]`)
			for i := 0; i < len(list); i += 2 {
				sent[list[i]] = append(sent[list[i]], list[i+1])
			}
			for name, want := range map[string]string{"sort": "name", "desc": "1", "lead": "20"} {
				if !slices.Equal(sent[name], []string{want}) {
					t.Errorf("%s is sent as %q", name, sent[name])
				}
			}
			if len(sent["page"]) > 0 {
				t.Errorf("the page is kept: %q", sent["page"])
			}
			for name, values := range sent {
				if len(values) > 1 {
					t.Errorf("%s is sent %d times", name, len(values))
				}
			}
		})
	}
	if got := committee.get("/tasks?state=all&lead=20"); got.Find(`.page form a[href="/tasks?state=all"]`).Length() != 1 {
		t.Error("nothing says that one person's tasks are shown")
	}
	if got := committee.get("/documents/outgoing?state=issued"); got.Find(`a[href*="state=issued"][href*="year="]`).Length() == 0 {
		t.Error("the year before drops the filter")
	}
}
