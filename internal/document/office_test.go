package document_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/clock"
	"congthidua/internal/document"
	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/internal/shipped"
	"congthidua/internal/trial"
	"congthidua/internal/work"

	"gorm.io/gorm"
)

// office is a small body with an empty register: unit 1 at the root, below it units 2, 3 and 20. The path
// of unit 2 begins like that of unit 20, "1/2/" and "1/20/".
type office struct {
	*document.Service
	t     testing.TB
	clock *clock.Manual
	who   map[string]access.Actor
}

// member is somebody of the office; the number of the person is also that of the account.
type member struct {
	name   string
	id     int64
	unit   int64 // of the main post
	grants []access.Grant
}

var paths = map[int64]string{1: "1/", 2: "1/2/", 3: "1/3/", 20: "1/20/"}

func in(role access.Role, unit int64) access.Grant {
	return access.Grant{Role: role, UnitID: unit, Path: paths[unit]}
}

func whole(role access.Role) access.Grant { return access.Grant{Role: role} }

var members = []member{
	{"leader", 10, 1, []access.Grant{in(access.Leader, 1)}},
	{"leader2", 11, 1, []access.Grant{in(access.Leader, 2)}},
	{"head2", 21, 2, []access.Grant{in(access.Head, 2), in(access.Cadre, 2)}},
	{"cadre2", 22, 2, []access.Grant{in(access.Cadre, 2)}},
	{"other2", 23, 2, []access.Grant{in(access.Cadre, 2)}},
	{"head20", 201, 20, []access.Grant{in(access.Head, 20), in(access.Cadre, 20)}},
	{"cadre20", 202, 20, []access.Grant{in(access.Cadre, 20)}},
	{"head3", 31, 3, []access.Grant{in(access.Head, 3), in(access.Cadre, 3)}},
	{"cadre3", 32, 3, []access.Grant{in(access.Cadre, 3)}},
	{"clerk", 33, 3, []access.Grant{whole(access.Clerk), in(access.Cadre, 3)}},
	{"committee", 34, 3, []access.Grant{whole(access.Committee), in(access.Cadre, 3)}},
	{"auditor", 35, 3, []access.Grant{whole(access.Auditor)}},
	{"admin", 36, 3, []access.Grant{whole(access.Admin)}},
	{"council", 37, 3, []access.Grant{whole(access.Council)}},
	{"stranger", 38, 3, nil},
}

// open sets the office up on the morning of 6 November 2026.
func open(t testing.TB) *office {
	t.Helper()
	st := trial.Empty(t)
	c := &clock.Manual{At: time.Date(2026, 11, 6, 9, 0, 0, 0, clock.Zone)}
	o := &office{
		Service: &document.Service{Store: st, Clock: c, Work: &work.Service{Store: st, Clock: c}},
		t:       t,
		clock:   c,
		who:     map[string]access.Actor{},
	}
	var statements []string
	for _, unit := range []int64{1, 2, 3, 20} {
		parent := "1"
		if unit == 1 {
			parent = "NULL"
		}
		statements = append(statements, fmt.Sprintf(
			`INSERT INTO units (id, parent_id, path, name, search_key, kind)
			VALUES (%d, %s, '%s', 'Đơn vị %d', 'don vi %d', 'department')`, unit, parent, paths[unit], unit, unit))
	}
	for _, m := range members {
		heads := len(m.grants) > 0 && m.grants[0].Role == access.Head
		statements = append(statements,
			fmt.Sprintf(`INSERT INTO people (id, name, name_key, search_key, kind)
				VALUES (%d, '%s', '%s', '%s', 'cadre')`, m.id, m.name, m.name, m.name),
			fmt.Sprintf(`INSERT INTO posts (person_id, unit_id, title, main, heads)
				VALUES (%d, %d, 'Chuyên viên', TRUE, %t)`, m.id, m.unit, heads),
			fmt.Sprintf(`INSERT INTO accounts (id, username, person_id, display, password_hash)
				VALUES (%d, '%s', %d, '%s', '-')`, m.id, m.name, m.id, m.name))
		for _, g := range m.grants {
			unit := "NULL"
			if g.UnitID != 0 {
				unit = fmt.Sprint(g.UnitID)
			}
			statements = append(statements, fmt.Sprintf(
				`INSERT INTO grants (account_id, role, unit_id, since)
				VALUES (%d, '%s', %s, '2026-01-01')`, m.id, g.Role, unit))
		}
		o.who[m.name] = access.Actor{AccountID: m.id, PersonID: m.id, Name: m.name, Grants: m.grants}
	}
	o.run(statements...)
	o.must(shipped.Install(context.Background(), st, c))
	return o
}

// run runs statements of the test's own.
func (o *office) run(statements ...string) {
	o.t.Helper()
	err := o.Store.Write(context.Background(), func(tx *gorm.DB) error {
		for _, sql := range statements {
			if err := tx.Exec(sql).Error; err != nil {
				return fmt.Errorf("%s: %w", sql, err)
			}
		}
		return nil
	})
	if err != nil {
		o.t.Fatal(err)
	}
}

// as returns somebody of the office.
func (o *office) as(name string) access.Actor {
	o.t.Helper()
	a, known := o.who[name]
	if !known {
		o.t.Fatalf("nobody is called %s", name)
	}
	return a
}

// ids are the persons of some names.
func (o *office) ids(names ...string) (list []int64) {
	o.t.Helper()
	for _, name := range names {
		list = append(list, o.as(name).PersonID)
	}
	return list
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

// at is the record of a document as it is now.
func (o *office) at(id int64) (d document.Document) {
	o.t.Helper()
	o.must(o.Store.Read(context.Background()).Take(&d, id).Error)
	return d
}

// stands checks the state of a document.
func (o *office) stands(id int64, want document.State) {
	o.t.Helper()
	if got := o.at(id).State; got != want {
		o.t.Errorf("document %d is %s, want %s", id, got, want)
	}
}

// numbers reads numbers out of the database.
func (o *office) numbers(sql string, args ...any) (list []int) {
	o.t.Helper()
	o.must(o.Store.Read(context.Background()).Raw(sql, args...).Scan(&list).Error)
	return list
}

// letter is an incoming document as the clerk types it.
func letter(change ...func(*document.Document)) document.Document {
	d := document.Document{
		Register: "TU",
		Symbol:   "1-CV/X",
		Author:   "Cơ quan X",
		Kind:     "Công văn",
		Subject:  "Báo cáo số liệu cán bộ",
		Copies:   1,
	}
	for _, f := range change {
		f(&d)
	}
	return d
}

// restricted makes a document one that only those see to whom it was sent.
func restricted(d *document.Document) { d.Restricted = true }

// enter has the clerk register a document.
func (o *office) enter(change ...func(*document.Document)) int64 {
	o.t.Helper()
	id, err := o.Register(context.Background(), o.as("clerk"), letter(change...), document.Filing{})
	o.must(err)
	return id
}

// send has somebody send a document on to know.
func (o *office) send(from string, id int64, to ...string) {
	o.t.Helper()
	x := document.Dispatch{To: o.ids(to...), Instruction: "Để biết"}
	o.must(o.Route(context.Background(), o.as(from), id, o.at(id).Version, x))
}

// order is work for a lead, which somebody else checks.
func (o *office) order(lead, checker string) *work.Order {
	o.t.Helper()
	return &work.Order{
		Title:     "Xử lý văn bản",
		Product:   "Công văn",
		Weight:    1,
		Leads:     o.ids(lead),
		CheckerID: o.as(checker).PersonID,
		Due:       "13/11/2026",
	}
}

// file is a DOCX or another file on the disk, with one paragraph of text.
func (o *office) file(name, text string) attachment.File {
	o.t.Helper()
	content := []byte(text)
	if strings.HasSuffix(name, ".docx") {
		content = docx(o.t, `<w:p><w:r><w:t>`+text+`</w:t></w:r></w:p>`)
	}
	path := filepath.Join(o.t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		o.t.Fatal(err)
	}
	return attachment.File{Name: name, Path: path, SHA256: strings.Repeat("0", 64), Size: int64(len(content))}
}

// draft has somebody begin a draft with a file.
func (o *office) draft(by string, change ...func(*document.Document)) int64 {
	o.t.Helper()
	d := document.Document{Register: "CV", Subject: "Trả lời về số liệu cán bộ", Copies: 2}
	for _, f := range change {
		f(&d)
	}
	file := o.file("du-thao.docx", "Nội dung dự thảo")
	id, err := o.SaveDraft(context.Background(), o.as(by), d, document.Filing{File: &file})
	o.must(err)
	return id
}

// submit sends a draft through a chain, the last of whom signs.
func (o *office) submit(by string, id int64, chain ...string) {
	o.t.Helper()
	o.must(o.Submit(context.Background(), o.as(by), id, o.at(id).Version, o.ids(chain...)))
}

// agree has somebody agree to a draft or sign it.
func (o *office) agree(by string, id int64) {
	o.t.Helper()
	o.must(o.Agree(context.Background(), o.as(by), id, o.at(id).Version, ""))
}

// signed is a draft that went through its chain and waits for its number.
func (o *office) signed(by, signer string, change ...func(*document.Document)) int64 {
	o.t.Helper()
	id := o.draft(by, change...)
	o.submit(by, id, signer)
	o.agree(signer, id)
	return id
}

var head = org.Letterhead{Style: "party", Body: "Ban Tổ chức", Sign: "BTCTU"}

// issue has the clerk issue a signed document.
func (o *office) issue(id int64) {
	o.t.Helper()
	o.must(o.Issue(context.Background(), o.as("clerk"), id, o.at(id).Version, head))
}

// refuses checks that a use case is refused with an error of package fault.
func refuses(t testing.TB, got, want error, what string) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// invalid checks that a field was refused, and for which reason as far as that is named.
func invalid(t testing.TB, err error, field, says string) {
	t.Helper()
	var refused fault.Invalid
	if !errors.As(err, &refused) {
		t.Errorf("%v, want the field %q refused", err, field)
		return
	}
	text, found := refused.Fields[field]
	if !found || !strings.Contains(text.String(), says) {
		t.Errorf("refused %v, want the field %q refused with %q", refused.Fields, field, says)
	}
}

// conflict checks that a use case is refused with a Conflict that says something.
func conflict(t testing.TB, err error, says string) {
	t.Helper()
	var refused fault.Conflict
	if !errors.As(err, &refused) || !strings.Contains(refused.String(), says) {
		t.Errorf("%v, want a conflict that says %q", err, says)
	}
}
