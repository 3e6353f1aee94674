package document_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"congthidua/internal/attachment"
	"congthidua/internal/document"
	"congthidua/internal/fault"
)

// attach has somebody add a file to a document.
func (o *office) attach(by string, id int64, name, text string) error {
	o.t.Helper()
	return o.Files().Attach(o.t.Context(), o.as(by), id, o.file(name, text))
}

// files are the numbers of a document's files.
func (o *office) files(id int64) (list []attachment.File) {
	o.t.Helper()
	list, err := attachment.Of(o.Store.Read(o.t.Context()), "documents", id)
	o.must(err)
	return list
}

// found reports whether the clerk finds a document by some words.
func (o *office) found(query string, id int64) bool {
	o.t.Helper()
	list, _, err := o.Documents(o.t.Context(), o.as("clerk"), document.Filter{Query: query})
	o.must(err)
	return slices.ContainsFunc(list, func(r document.Row) bool { return r.ID == id })
}

// TestWhoFiles: the clerk what is in the registers, the drafter the own draft; nobody what is looked at.
func TestWhoFiles(t *testing.T) {
	t.Parallel()
	o := open(t)
	incoming := o.enter()
	o.send("clerk", incoming, "cadre2", "head2", "head20")
	for name, x := range map[string]struct {
		id   int64
		able []string
	}{
		"what came in": {incoming, []string{"clerk"}},
		"a draft":      {o.draft("cadre2"), []string{"cadre2"}},
		"in review":    {o.inReview("cadre2", "head2")(), nil},
		"returned":     {o.returned("cadre2", "head2")(), []string{"cadre2"}},
		"signed":       {o.signed("cadre2", "head2"), []string{"clerk"}},
		"issued":       {o.issued("cadre2", "head2")(), []string{"clerk"}},
		"not there":    {999_999, nil},
	} {
		t.Run(name, func(t *testing.T) {
			for _, m := range members {
				want := slices.Contains(x.able, m.name)
				err := o.attach(m.name, x.id, "a.pdf", "%PDF-1.4 x")
				if (err == nil) != want {
					t.Errorf("%s adds a file: %v", m.name, err)
				}
				p, err := o.Document(t.Context(), o.as(m.name), x.id)
				if err == nil && p.Rights.File != want {
					t.Errorf("%s is offered to add a file: %t", m.name, p.Rights.File)
				}
			}
		})
	}
}

// TestAFileIsReadAfterTheCheck: the file of somebody who may not add it is not even opened.
func TestAFileIsReadAfterTheCheck(t *testing.T) {
	t.Parallel()
	o := open(t)
	id := o.enter()
	secret := o.file("a.docx", "MẬT")
	for name, want := range map[string]error{
		"cadre2": fault.ErrNotFound, "auditor": fault.ErrForbidden, "council": fault.ErrForbidden, "stranger": fault.ErrForbidden,
	} {
		refuses(t, o.Files().Attach(t.Context(), o.as(name), id, secret), want, name)
	}
	invalid(t, o.Files().Attach(t.Context(), o.as("clerk"), id, secret), "file", "MẬT")
	if n := len(o.files(id)); n != 0 {
		t.Errorf("%d files are kept", n)
	}
}

// TestTheTextOfAFileIsFound until the file is taken away.
func TestTheTextOfAFileIsFound(t *testing.T) {
	t.Parallel()
	o := open(t)
	id := o.enter()
	o.must(o.attach("clerk", id, "a.docx", "Biên bản kiểm phiếu Trâu Quỳ"))
	o.must(o.attach("clerk", id, "b.docx", "Danh sách Yên Viên"))
	for query, want := range map[string]bool{
		"kiem phieu": true, "yen vien": true, "Trâu Quỳ danh sách": true, "so lieu trau": true, "trau quyt": false,
	} {
		if got := o.found(query, id); got != want {
			t.Errorf("%q: %t", query, got)
		}
	}
	list := o.files(id)
	refuses(
		t,
		o.Files().Detach(t.Context(), o.as("cadre2"), id, list[0].ID),
		fault.ErrNotFound,
		"somebody else's document",
	)
	refuses(t, o.Files().Detach(t.Context(), o.as("leader"), id, list[0].ID), fault.ErrForbidden, "no clerk")
	refuses(t, o.Files().Detach(t.Context(), o.as("clerk"), id, 999_999), fault.ErrNotFound, "a file of somewhere else")
	o.must(o.Files().Detach(t.Context(), o.as("clerk"), id, list[0].ID))
	if o.found("kiem phieu", id) || !o.found("yen vien", id) || !o.found("so lieu can bo", id) {
		t.Error("the text of the file that was taken away is found, or that of the other is not")
	}
	other := o.as("clerk")
	other.AccountID = 999
	refuses(t, o.Files().Detach(t.Context(), other, id, list[1].ID), fault.ErrForbidden, "somebody else's file")
}

// TestAVersionThatWasSubmittedStays: before the moment of submission and at it, not after.
func TestAVersionThatWasSubmittedStays(t *testing.T) {
	t.Parallel()
	o := open(t)
	id := o.draft("cadre2")
	o.submit("cadre2", id, "head2") // in the same millisecond
	o.must(o.SendBack(t.Context(), o.as("head2"), id, 2, "Bổ sung"))
	o.clock.At = o.clock.At.Add(1e6)
	o.must(o.attach("cadre2", id, "moi.docx", "Bản mới"))
	list := o.files(id)
	p, err := o.Document(t.Context(), o.as("cadre2"), id)
	o.must(err)
	if !p.Keeps(list[0]) || p.Keeps(list[1]) {
		t.Errorf("keeps the first %t, the second %t", p.Keeps(list[0]), p.Keeps(list[1]))
	}
	conflict(t, o.Files().Detach(t.Context(), o.as("cadre2"), id, list[0].ID), "đã được trình")
	o.must(o.Files().Detach(t.Context(), o.as("cadre2"), id, list[1].ID))
	if got := o.files(id); len(got) != 1 || got[0].ID != list[0].ID {
		t.Errorf("left are %v", got)
	}
}

// TestADocumentComesWithItsFile, or not at all.
func TestADocumentComesWithItsFile(t *testing.T) {
	t.Parallel()
	o := open(t)
	scan := o.file("quet.docx", "Nội dung quét")
	id, err := o.Register(t.Context(), o.as("clerk"), letter(), document.Filing{File: &scan})
	o.must(err)
	if list := o.files(id); len(list) != 1 || list[0].Label != attachment.Office {
		t.Errorf("kept %+v", list)
	}
	if !o.found("noi dung quet", id) {
		t.Error("its text is not found")
	}
	scan.SHA256 = "short" // refused by the database, at the end
	if _, err := o.Register(t.Context(), o.as("clerk"), letter(), document.Filing{File: &scan}); err == nil {
		t.Error("went through")
	}
	if n := o.numbers(`SELECT count(*) FROM documents`); n[0] != 1 {
		t.Errorf("%d documents", n[0])
	}
	draft := o.draft("cadre2")
	if list := o.files(draft); len(list) != 1 || list[0].Label != "" {
		t.Errorf("with the draft is kept %+v", list)
	}
}

// TestComparing two versions of a draft: the last two where none are named; only for who sees the draft.
func TestComparing(t *testing.T) {
	t.Parallel()
	o := open(t)
	id := o.draft("cadre2")
	for _, name := range []string{"cadre2", "head2"} {
		_, err := o.Compare(t.Context(), o.as(name), id, 0, 0)
		refuses(t, err, fault.ErrNotFound, "one version, by "+name)
	}
	o.must(o.attach("cadre2", id, "a.pdf.png", "x"))
	o.must(o.attach("cadre2", id, "b.docx", "Nội dung dự thảo sửa lần hai"))
	o.must(o.attach("cadre2", id, "c.docx", "Nội dung dự thảo sửa lần ba"))
	c, err := o.Compare(t.Context(), o.as("cadre2"), id, 0, 0)
	o.must(err)
	if len(c.Versions) != 3 || c.Versions[2].Number != 4 || c.Added != 1 || c.Removed != 1 ||
		!slices.Contains(c.Pieces, document.Piece{Kind: document.Added, Text: "ba "}) {
		t.Errorf("%+v", c)
	}
	c, err = o.Compare(t.Context(), o.as("cadre2"), id, c.Versions[0].ID, c.Versions[1].ID)
	o.must(err)
	if c.Added != 3 || c.Removed != 0 {
		t.Errorf("%d added, %d removed", c.Added, c.Removed)
	}
	for _, m := range members {
		_, err := o.Compare(t.Context(), o.as(m.name), id, 0, 0)
		if (err == nil) != (m.name == "cadre2") {
			t.Errorf("%s compares the versions of a draft: %v", m.name, err)
		}
	}
	other := o.files(o.draft("cadre2"))[0]
	_, err = o.Compare(t.Context(), o.as("cadre2"), id, other.ID, c.Versions[0].ID)
	refuses(t, err, fault.ErrNotFound, "with a file of another draft")
}

// TestCommenting: whoever sees a document and is on the roster.
func TestCommenting(t *testing.T) {
	t.Parallel()
	o := open(t)
	id := o.enter()
	leader := o.as("leader")
	invalid(t, o.Comment(t.Context(), leader, id, "  "), "text", "")
	invalid(t, o.Comment(t.Context(), leader, id, strings.Repeat("ấ", 2001)), "text", "")
	o.must(o.Comment(t.Context(), leader, id, strings.Repeat("ấ", 2000)))
	nobody := o.as("auditor")
	nobody.PersonID = 0
	refuses(t, o.Comment(t.Context(), nobody, id, "Ý kiến"), fault.ErrForbidden, "nobody on the roster")
	p, err := o.Document(t.Context(), leader, id)
	o.must(err)
	if last := p.Events[len(p.Events)-1]; last.Kind != document.EventComment || last.Actor != "leader" {
		t.Errorf("the last event is %+v", last)
	}
	if p.Version != 1 {
		t.Error("a comment makes other pages stale")
	}
}

// TestNobodyFilesWhileADraftIsLookedAt: not the drafter, and not the clerk whose turn it is.
func TestNobodyFilesWhileADraftIsLookedAt(t *testing.T) {
	t.Parallel()
	o := open(t)
	id := o.draft("cadre2")
	o.submit("cadre2", id, "clerk", "head2")
	for _, name := range []string{"cadre2", "clerk", "head2"} {
		err := o.Files().Attach(t.Context(), o.as(name), id, o.file("them.docx", "Trang khác"))
		if !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("%s: %v", name, err)
		}
		if p, err := o.Document(t.Context(), o.as(name), id); err != nil || p.Rights.File {
			t.Errorf("%s is offered it: %v", name, err)
		}
	}
	if n := o.numbers(`SELECT count(*) FROM attachments`); n[0] != 1 {
		t.Errorf("%d files", n[0])
	}
}
