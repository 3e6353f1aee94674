package document_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/document"
	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/internal/trial"
	"congthidua/internal/work"

	"gorm.io/gorm"
)

var clerk = access.Actor{AccountID: 1, Name: "Văn thư", Grants: []access.Grant{{Role: access.Clerk}}}

func start(t testing.TB) *document.Service {
	t.Helper()
	st, c := trial.Demo(t)
	return &document.Service{Store: st, Clock: c, Work: &work.Service{Store: st, Clock: c}}
}

func letter(subject string) document.Document {
	return document.Document{Register: "TU", Symbol: "1-CV/X", Author: "Cơ quan X", Kind: "Công văn", Subject: subject, Copies: 1}
}

// TestNumbersHaveNoGaps: sixteen clerks register and issue at once, some of them with what is refused;
// each register runs from one to its end.
func TestNumbersHaveNoGaps(t *testing.T) {
	s := start(t)
	before := numbers(t, s, `SELECT number FROM documents WHERE direction = 'in' AND register = 'TU' ORDER BY number`)
	var work sync.WaitGroup
	for i := range 16 {
		work.Go(func() {
			for n := range 8 {
				d := letter(fmt.Sprintf("Văn bản %d %d", i, n))
				if n%3 == 2 {
					d.Subject = "x" // refused
				}
				_, err := s.Register(context.WithoutCancel(t.Context()), clerk, d, document.Filing{})
				var invalid fault.Invalid
				if err != nil && !errors.As(err, &invalid) {
					t.Error(err)
				}
			}
		})
	}
	work.Wait()
	got := numbers(t, s, `SELECT number FROM documents WHERE direction = 'in' AND register = 'TU' ORDER BY number`)
	if len(got) != len(before)+16*6 {
		t.Errorf("%d documents, want %d", len(got), len(before)+16*6)
	}
	for i, n := range got {
		if n != i+1 {
			t.Fatalf("number %d stands in place %d", n, i+1)
		}
	}
	if err := s.Store.Write(t.Context(), func(tx *gorm.DB) error { return tx.Exec(`DELETE FROM documents WHERE number = 3`).Error }); err == nil {
		t.Error("a registered document was deleted")
	}
}

func numbers(t testing.TB, s *document.Service, sql string) (list []int) {
	t.Helper()
	if err := s.Store.Read(t.Context()).Raw(sql).Scan(&list).Error; err != nil {
		t.Fatal(err)
	}
	return list
}

// TestSecretsAreRefused: by the mark that is chosen, that is typed, or that stands on the first page of
// a file; words that only contain it are none.
func TestSecretsAreRefused(t *testing.T) {
	s := start(t)
	for subject, secrecy := range map[string]string{"Kế hoạch thường": "Tối mật", "MẬT: kế hoạch bảo vệ": "", "Báo cáo (TUYỆT MẬT) số 3": ""} {
		_, err := s.Register(t.Context(), clerk, letter(subject), document.Filing{Secrecy: secrecy})
		var invalid fault.Invalid
		if !errors.As(err, &invalid) || invalid.Fields["secrecy"].Format == "" {
			t.Errorf("%s: %v", subject, err)
		}
	}
	id, err := s.Register(t.Context(), clerk, letter("Quy định về bảo mật thông tin, BẢO MẬT mạng"), document.Filing{})
	if err != nil {
		t.Fatal(err)
	}
	for mark, want := range map[string]bool{"MẬT": false, "bảo mật": true} {
		content, err := paper.Bytes(paper.DOCX, paper.Document{Style: paper.Party, Title: "CÔNG VĂN", Subject: "thử", Blocks: []paper.Block{{Text: mark}, {Text: "Nội dung về kết nạp đảng viên"}}})
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "a.docx")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := s.Files().Attach(t.Context(), clerk, id, attachment.File{Name: "a.docx", Path: path, SHA256: strings.Repeat("0", 64), Size: int64(len(content))}); (err == nil) != want {
			t.Errorf("a file that says %q: %v", mark, err)
		}
	}
	list, _, err := s.Documents(t.Context(), clerk, document.Filter{Query: "ket nap dang vien"})
	if err != nil || len(list) == 0 || list[0].ID != id {
		t.Errorf("the text of the file is not found: %v %v", list, err)
	}
}

// TestSearchAndScope: words of subject and author without tone marks, beginnings of words, marks of the
// search's own language; and nobody finds what does not concern them.
func TestSearchAndScope(t *testing.T) {
	s := start(t)
	for query, want := range map[string]int{"tong ket": 1, "Tổng Kết hội nghi": 1, "hoi ngh": 1, "khong co gi": 0, `"; OR * (`: 0, "1207": 1, "ba dinh": 1} {
		list, _, err := s.Documents(t.Context(), clerk, document.Filter{Query: query})
		if err != nil || len(list) < min(want, 1) || want <= 1 && len(list) != want {
			t.Errorf("%q: %d found, %v", query, len(list), err)
		}
	}
	restricted := int64(numbers(t, s, `SELECT id FROM documents WHERE restricted`)[0])
	for _, x := range []struct {
		who  string
		sees bool
	}{{"head", true}, {"leader", true}, {"committee", false}, {"auditor", false}, {"cadre1", false}} {
		_, err := s.Document(t.Context(), trial.Actor(t, s.Store, s.Clock, x.who), restricted)
		if (err == nil) != x.sees || err != nil && !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("%s and the restricted document: %v", x.who, err)
		}
	}
	if _, total, err := s.Documents(t.Context(), trial.Actor(t, s.Store, s.Clock, "cadre2"), document.Filter{Direction: document.In}); err != nil || total != 0 {
		t.Errorf("a cadre to whom nothing was sent sees %d, %v", total, err)
	}
}

// TestADraftsChain: nobody out of turn, a return begins anew, the last one signs, the number comes from
// the register that decisions share, and what is issued changes no more.
func TestADraftsChain(t *testing.T) {
	s := start(t)
	ctx := t.Context()
	who := func(name string) access.Actor { return trial.Actor(t, s.Store, s.Clock, name) }
	cadre, head, leader := who("cadre1"), who("head"), who("leader")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	refused := func(err error, what string) {
		t.Helper()
		if err == nil {
			t.Errorf("%s was accepted", what)
		}
	}
	id, err := s.SaveDraft(ctx, cadre, document.Document{Register: "QĐ", Subject: "Thành lập tổ giúp việc", Copies: 2}, document.Filing{})
	must(err)
	version := func() int64 {
		return int64(numbers(t, s, fmt.Sprintf(`SELECT version FROM documents WHERE id = %d`, id))[0])
	}
	chain := []int64{head.PersonID, leader.PersonID}
	refused(s.Submit(ctx, cadre, id, version(), chain), "a draft without a file")
	path := filepath.Join(t.TempDir(), "a.pdf")
	must(os.WriteFile(path, []byte("%PDF-1.4 broken"), 0o600))
	must(s.Files().Attach(ctx, cadre, id, attachment.File{Name: "a.pdf", Path: path, SHA256: strings.Repeat("0", 64), Size: 15}))
	refused(s.Submit(ctx, cadre, id, version(), []int64{cadre.PersonID}), "a chain with the drafter")
	refused(s.Submit(ctx, cadre, id, version(), []int64{head.PersonID, head.PersonID}), "somebody twice in a chain")
	must(s.Submit(ctx, cadre, id, version(), chain))
	refused(s.Agree(ctx, leader, id, version(), ""), "the signature before its turn")
	refused(s.Files().Attach(ctx, cadre, id, attachment.File{Name: "b.pdf", Path: path, SHA256: strings.Repeat("0", 64), Size: 15}), "another file while it is looked at")
	refused(s.SendBack(ctx, head, id, version(), ""), "a return without a reason")
	must(s.SendBack(ctx, head, id, version(), "Bổ sung căn cứ"))
	must(s.Submit(ctx, cadre, id, version(), chain))
	must(s.Agree(ctx, head, id, version(), "Nhất trí"))
	signs, err := s.Signs(ctx, leader, id)
	must(err)
	if !signs {
		t.Error("the last step does not sign")
	}
	refused(s.Issue(ctx, clerk, id, version(), org.Letterhead{}), "a number before the signature")
	must(s.Agree(ctx, leader, id, version(), ""))
	last := numbers(t, s, `SELECT max(number) FROM outgoing WHERE register = 'QĐ' AND year = 2026`)[0]
	must(s.Issue(ctx, clerk, id, version(), org.Letterhead{Style: "party", Body: "Ban Tổ chức", Sign: "BTCTU"}))
	p, err := s.Document(ctx, clerk, id)
	must(err)
	if p.Number != last+1 || p.Symbol != fmt.Sprintf("%d-QĐ/BTCTU", last+1) || p.Signer != leader.Name || p.State != document.Issued {
		t.Errorf("issued as %+v", p.Document)
	}
	refused(s.Issue(ctx, clerk, id, version(), org.Letterhead{}), "a second number")
	_, err = s.SaveDraft(ctx, cadre, document.Document{ID: id, Version: version(), Register: "QĐ", Subject: "Khác", Copies: 2}, document.Filing{})
	refused(err, "a change of what is issued")
}

// BenchmarkSearch looks for words among 100,000 documents.
func BenchmarkSearch(b *testing.B) {
	s := start(b)
	err := s.Store.Write(b.Context(), func(tx *gorm.DB) error {
		words := strings.Fields("bao cao ket qua to chuc dang vien can bo danh gia xep loai quy hoach bo nhiem luan chuyen kiem tra giam sat thi dua khen thuong hoi nghi ke hoach huong dan")
		for i := range 100_000 {
			head := ""
			for k := range 12 {
				head += words[(i*7+k*k*3+i/31)%len(words)] + " "
			}
			if err := tx.Exec(`INSERT INTO documents (direction, register, year, number, symbol, author, kind, subject, dated_on, arrived_on, state) VALUES ('in', 'B', 2026, ?, ?, 'Cơ quan', 'Công văn', ?, '2026-01-01', '2026-01-02', 'registered')`, i+1, fmt.Sprintf("%d-CV/X", i), head).Error; err != nil {
				return err
			}
			if err := tx.Exec(`INSERT INTO document_text (docid, head, body) SELECT id, ?, ? FROM documents WHERE direction = 'in' AND register = 'B' AND year = 2026 AND number = ?`, fmt.Sprintf("%d cv x %s", i, head), strings.Repeat(head, 5), i+1).Error; err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	cadre := trial.Actor(b, s.Store, s.Clock, "cadre1")
	for who, a := range map[string]access.Actor{"clerk": clerk, "cadre": cadre} {
		for _, query := range []string{"quy hoach can bo", "45123", "luan chuyen gia", ""} {
			b.Run(who+"-"+strings.ReplaceAll(query, " ", "-"), func(b *testing.B) {
				for b.Loop() {
					if _, _, err := s.Documents(b.Context(), a, document.Filter{Query: query}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
