package web

import (
	"bytes"
	"fmt"
	"maps"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// unmade are the forms that make something and are not sent by TestASecondClickMakesNothing, with the reason.
var unmade = map[string]string{
	"/password":                            "ends the session; the second click meets the login page",
	"/admin/slips":                         "makes nothing the second time: everybody has an account",
	"/catalogues/titles/import":            "sent by TestACatalogueWithItsOwnPagesIsImported",
	"/catalogues/frameworks/import":        "sent by TestACatalogueWithItsOwnPagesIsImported",
	"/catalogues/:kind/import":             "needs a catalogue's file",
	"/registrations/campaigns":             "all years that can be opened have their campaign",
	"/councils/meetings":                   "nobody is left who waits for a meeting; the walk holds one",
	"/ceremonies/:id/decisions":            "no page of the walk shows it",
	"/ceremonies/:id/mail":                 "no page of the walk shows it",
	"/ceremonies/:id/live/back":            "the form of /live/forward is sent",
	"/ceremonies/:id/live/missing":         "needs a turn that is on the stage",
	"/decisions/:id/certificates/register": "no page of the walk shows it",
	"/admin/accounts/:id/unlock":           "needs a blocked account",
	"/initiatives/:id/files/:file/remove":  "no page of the walk shows such a file",
	"/meetings/:id/files/:file/remove":     "no page of the walk shows such a file",
	"/proposals/:id/files/:file/remove":    "no page of the walk shows such a file",
	"/decisions/:id/files/:file/remove":    "no page of the walk shows such a file",
	"/ceremonies/:id/files/:file/remove":   "no page of the walk shows such a file",
	"/tasks/:id/files/:file/remove":        "no page of the walk shows such a file",
}

// uploaded is the file that goes with a form that uploads one, by the form's address.
var uploaded = map[string][2]string{
	"/people/import":         {"a.csv", "Họ và tên,Danh hiệu,Năm\nNguyễn Văn A,LĐTT,2019\n"},
	"/initiatives/:id/files": {"a.pdf", "%PDF-1.4\n"},
	"/meetings/:id/files":    {"a.pdf", "%PDF-1.4\n"},
	"/proposals/:id/files":   {"a.pdf", "%PDF-1.4\n"},
	"/decisions/:id/files":   {"a.pdf", "%PDF-1.4\n"},
	"/ceremonies/:id/files":  {"a.pdf", "%PDF-1.4\n"},
	"/tasks/:id/files":       {"a.pdf", "%PDF-1.4\n"},
	"/documents/:id/files":   {"a.pdf", "%PDF-1.4\n"},
}

// TestASecondClickMakesNothing: a form that makes something is sent twice, as by a second click. The first
// makes it, the second is refused and leaves every table as it was.
func TestASecondClickMakesNothing(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	w, forms := p.forms()
	uploaded["/documents/templates"] = [2]string{"Mẫu thử.docx", string(template(t, `<w:p><w:r><w:t>{so}</w:t></w:r></w:p>`))}
	made, refused := map[string]bool{}, map[string][]string{}
	for _, f := range forms {
		if f.route.form != makingForm || made[f.route.path] || unmade[f.route.path] != "" {
			continue
		}
		b := w.browsers[f.role]
		b.get(f.page) // the session's token
		once := b.fresh()
		before := p.rows()
		got := w.click(f, once)
		after := p.rows()
		if got.Status != http.StatusSeeOther && got.Status != http.StatusOK || maps.Equal(before, after) {
			refused[f.route.path] = append(refused[f.route.path],
				fmt.Sprintf("%s: %d %s", f.name(), got.Status, got.text(".notice, .error")))
			continue
		}
		made[f.route.path] = true
		got = w.click(f, once)
		p.app.Jobs.Drain()
		if got.Status != http.StatusConflict {
			t.Errorf("%s: sent twice it answers %d %s", f.name(), got.Status, got.text(".notice, .error"))
		}
		if more := p.rows(); !maps.Equal(after, more) {
			t.Errorf("%s: sent twice it makes two: %s", f.name(), difference(after, more))
		}
	}
	for _, r := range p.app.routes() {
		if _, excused := unmade[r.path]; r.form == makingForm && !made[r.path] && !excused {
			t.Errorf("no form to %s was sent: %q", r.path, refused[r.path])
		}
	}
	t.Logf("sent %d: %s", len(made), strings.Join(slices.Sorted(maps.Keys(made)), " "))
}

// click sends a form as a browser does, with the token given.
func (w walk) click(f shownForm, token string) page {
	w.t.Helper()
	b := w.browsers[f.role]
	fields := append([]string{"_csrf", token}, f.filled()...)
	if !f.files {
		return b.send(f.action, fields...)
	}
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for i := 0; i+1 < len(fields); i += 2 {
		if err := form.WriteField(fields[i], fields[i+1]); err != nil {
			w.t.Fatal(err)
		}
	}
	if file := uploaded[f.route.path]; file[0] != "" {
		part, err := form.CreateFormFile("file", file[0])
		if err != nil {
			w.t.Fatal(err)
		}
		if _, err := part.Write([]byte(file[1])); err != nil {
			w.t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		w.t.Fatal(err)
	}
	req, err := http.NewRequest(http.MethodPost, w.URL+f.action, &body)
	if err != nil {
		w.t.Fatal(err)
	}
	req.Header.Set("Content-Type", form.FormDataContentType())
	return b.do(req)
}

// rows counts the rows of every table.
func (p *site) rows() map[string]int64 {
	p.t.Helper()
	counts := map[string]int64{}
	for _, table := range p.words(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'`) {
		counts[table] = p.number(`SELECT count(*) FROM ` + table)
	}
	return counts
}

// difference names the tables whose number of rows differs.
func difference(before, after map[string]int64) string {
	var list []string
	for _, table := range slices.Sorted(maps.Keys(after)) {
		if before[table] != after[table] {
			list = append(list, fmt.Sprintf("%s %+d", table, after[table]-before[table]))
		}
	}
	return strings.Join(list, ", ")
}
