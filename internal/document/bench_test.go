package document_test

import (
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"congthidua/internal/document"

	"gorm.io/gorm"
)

// benchWords are what the subjects of the documents are made of.
var benchWords = strings.Fields("bao cao ket qua to chuc dang vien can bo danh gia xep loai quy hoach bo nhiem " +
	"luan chuyen kiem tra giam sat thi dua khen thuong hoi nghi ke hoach huong dan")

// crowded is an office with 100,000 documents that came in within a year. Every tenth is restricted, every
// fiftieth was sent to a cadre of unit 2, every fourth to the head of unit 20.
func crowded(b *testing.B) *office {
	b.Helper()
	o := open(b)
	const most = 100_000
	err := o.Store.Write(b.Context(), func(tx *gorm.DB) error {
		var list []document.Document
		var routes []document.Routing
		for i := range most {
			subject := ""
			for k := range 12 {
				subject += benchWords[(i*7+k*k*3+i/31)%len(benchWords)] + " "
			}
			d := letter(func(d *document.Document) { d.Subject, d.Symbol = subject, fmt.Sprintf("%d-CV/X", i) })
			d.ID, d.Version, d.Direction, d.State = int64(i+1), 1, document.In, document.Routed
			d.Year, d.Number, d.ArrivedOn, d.Restricted = 2026, i+1, fmt.Sprintf("2026-%02d-01", 1+i%10), i%10 == 0
			list = append(list, d)
			if i%50 == 1 {
				routes = append(routes, document.Routing{DocumentID: d.ID, PersonID: 22, Actor: "x", At: 1})
			}
			if i%4 == 1 {
				routes = append(routes, document.Routing{DocumentID: d.ID, PersonID: 201, Actor: "x", At: 1})
			}
		}
		if err := tx.CreateInBatches(&list, 200).Error; err != nil {
			return err
		}
		if err := tx.CreateInBatches(&routes, 500).Error; err != nil {
			return err
		}
		for _, d := range list {
			text := fmt.Sprintf("%d cv x %s", d.ID, d.Subject)
			err := tx.Exec(`INSERT INTO document_text (docid, head, body) VALUES (?, ?, ?)`,
				d.ID, text, strings.Repeat(d.Subject, 5)).Error
			if err != nil {
				return err
			}
		}
		return nil
	})
	o.must(err)
	return o
}

// timed runs a benchmark and reports the processor's time as well, which tells more where others work on
// the same machine.
func timed(b *testing.B, run func() error) {
	b.Helper()
	before := cpu(b)
	for b.Loop() {
		if err := run(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64((cpu(b)-before).Microseconds())/1000/float64(b.N), "cpu-ms/op")
}

// cpu is the processor time that this process has used.
func cpu(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// BenchmarkDocuments lists and searches 100,000 documents. No list may take longer than 150 ms.
func BenchmarkDocuments(b *testing.B) {
	o := crowded(b)
	year := document.Filter{Direction: document.In, Year: 2026}
	lists := map[string]func(*document.Filter){
		"all":         func(*document.Filter) {},
		"last-page":   func(f *document.Filter) { f.Page = 1999 },
		"by-date":     func(f *document.Filter) { f.Sort = "date" },
		"by-author":   func(f *document.Filter) { f.Sort = "author" },
		"by-number":   func(f *document.Filter) { f.Sort = "number" },
		"late":        func(f *document.Filter) { f.Late = true },
		"book":        func(f *document.Filter) { f.Register = "TU" },
		"three-words": func(f *document.Filter) { f.Query = "quy hoach can bo" },
		"number":      func(f *document.Filter) { f.Query = "45123" },
		"beginning":   func(f *document.Filter) { f.Query = "luan chuyen gia" },
	}
	for _, who := range []string{"clerk", "leader", "head20", "cadre2"} {
		for name, change := range lists {
			b.Run(who+"/"+name, func(b *testing.B) {
				f := year
				change(&f)
				timed(b, func() error {
					_, _, err := o.Documents(b.Context(), o.as(who), f)
					return err
				})
			})
		}
		b.Run(who+"/page", func(b *testing.B) {
			timed(b, func() error {
				_, err := o.Document(b.Context(), o.as(who), 102) // seen by all four
				return err
			})
		})
		b.Run(who+"/todo", func(b *testing.B) {
			timed(b, func() error {
				_, err := o.Todo(b.Context(), o.as(who))
				return err
			})
		})
	}
	b.Run("clerk/everywhere", func(b *testing.B) {
		timed(b, func() error {
			_, _, err := o.Documents(b.Context(), o.as("clerk"), document.Filter{})
			return err
		})
	})
}
