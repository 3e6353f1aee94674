package main

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"

	"congthidua/internal/store"

	"gorm.io/gorm"
)

// registering lets four clerks enter documents until the portal is killed; entered counts those answered as done.
func registering(t *testing.T, base string, round int, entered *atomic.Int64, wait *sync.WaitGroup) {
	t.Helper()
	c, token := client(t, base, "clerk")
	for worker := range 4 {
		wait.Go(func() {
			for n := 0; ; n++ {
				answer, err := c.PostForm(
					base+"/documents/incoming",
					url.Values{
						"_csrf":    {fmt.Sprintf("%s.crash-test-%02d-%02d-%06d", token, round, worker, n)},
						"register": {"DV"},
						"author":   {"Đơn vị"},
						"kind":     {"Báo cáo"},
						"subject":  {"Báo cáo tuần"},
					},
				)
				if err != nil {
					return
				}
				_ = answer.Body.Close()
				if answer.StatusCode == http.StatusSeeOther {
					entered.Add(1)
				}
			}
		})
	}
}

// signed puts letters into the database that have their signature and wait for their number, and
// returns the first of them.
func signed(t *testing.T, path string) int64 {
	t.Helper()
	st, err := store.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close() //nolint:errcheck // the test's own
	first := int64(0)
	err = st.Write(context.Background(), func(tx *gorm.DB) error {
		if err := tx.Raw(`SELECT COALESCE(max(id), 0) + 1 FROM documents`).Scan(&first).Error; err != nil {
			return err
		}
		return tx.Exec(`
			WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
			INSERT INTO documents
				(id, direction, register, year, kind, subject, state, drafter_id, drafter, signer)
			SELECT ? + i, 'out', 'CV', 2026, 'Công văn', 'Thư số ' || i, 'approved', 1, 'Người soạn', 'Người ký'
			FROM n`, first).Error
	})
	if err != nil {
		t.Fatal(err)
	}
	return first
}

// numbering lets four clerks give signed letters their numbers until the portal is killed; done notes
// those that were answered as issued, and issued counts them.
func numbering(
	t *testing.T, base string, next *atomic.Int64, done *sync.Map, issued *atomic.Int64, wait *sync.WaitGroup,
) {
	t.Helper()
	c, token := client(t, base, "clerk")
	for range 4 {
		wait.Go(func() {
			for {
				id := next.Add(1)
				answer, err := c.PostForm(fmt.Sprintf("%s/documents/%d/issue", base, id),
					url.Values{"_csrf": {fmt.Sprintf("%s.crash-test-letter-%d", token, id)}, "version": {"1"}})
				if err != nil {
					return
				}
				_ = answer.Body.Close()
				if answer.StatusCode == http.StatusSeeOther {
					done.Store(id, true)
					issued.Add(1)
				}
			}
		})
	}
}

// noGaps looks at the outgoing register of letters: numbers from 1 on, each of one letter, and every
// letter that was answered as issued has one.
func noGaps(t *testing.T, db *gorm.DB, issued *sync.Map) {
	t.Helper()
	var book struct{ Entries, Last, Letters int }
	if err := db.Raw(`
		SELECT count(*) AS entries, max(number) AS last,
			(SELECT count(DISTINCT number) FROM documents WHERE direction = 'out' AND register = 'CV'
				AND state = 'issued') AS letters
		FROM outgoing
		WHERE register = 'CV' AND year = 2026`).Scan(&book).Error; err != nil {
		t.Fatal(err)
	}
	if book.Entries != book.Last || book.Letters != book.Last || book.Last < 2*kills {
		t.Errorf("the register holds %d letters, %d of them with their number, and the last is number %d", book.Entries,
			book.Letters, book.Last)
	}
	issued.Range(func(id, _ any) bool {
		var number int
		if err := db.Raw(`
			SELECT COALESCE(max(number), 0)
			FROM documents
			WHERE id = ? AND state = 'issued'`, id).Scan(&number).Error; err != nil || number == 0 {
			t.Errorf("letter %v was answered as issued and has no number, %v", id, err)
		}
		return true
	})
}
