package document

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/internal/viet"
)

// IncomingPaper is the sổ văn bản đến.
func IncomingPaper(l org.Letterhead, book string, year int, list []Document, now time.Time) paper.Document {
	d := l.Paper(fmt.Sprintf("so-van-ban-den-%d", year), "SỔ VĂN BẢN ĐẾN", now)
	d.Number, d.Landscape, d.Subject = "", true, fmt.Sprintf("năm %d", year)
	if book != "" {
		d.Note = "(" + book + ")"
	}
	t := paper.Table{Columns: []paper.Column{{Title: "Ngày đến", Width: 20, Align: paper.Center}, {Title: "Số đến", Width: 14, Align: paper.Right}, {Title: "Tác giả", Width: 36}, {Title: "Số, ký hiệu", Width: 28}, {Title: "Ngày văn bản", Width: 20, Align: paper.Center}, {Title: "Tên loại, trích yếu", Width: 80}, {Title: "Hạn giải quyết", Width: 20, Align: paper.Center}, {Title: "Ghi chú", Width: 24}}}
	for _, x := range list {
		t.Rows = append(t.Rows, paper.Row{Cells: []string{viet.ShowDate(x.ArrivedOn), strconv.Itoa(x.Number), x.Author, x.Symbol, viet.ShowDate(x.DatedOn), x.Kind + " " + x.Subject, viet.ShowDate(x.Due), x.Note}})
	}
	d.Blocks = []paper.Block{{Table: &t}}
	return d
}

// Entry is a line of the outgoing register, of a document or a decision.
type Entry struct {
	Outgoing
	DocumentID int64
	Addressees string
	Copies     int
	Note       string
}

// Outgoing lists the register of what went out, by kind and number; it also holds the decisions.
func (s *Service) Outgoing(ctx context.Context, a access.Actor, year int, register string) (list []Entry, err error) {
	if _, err := a.Require(access.DocumentRegister); err != nil && !a.Reach(access.DocumentView).All {
		return nil, err
	}
	return list, s.Store.Read(ctx).Raw(`SELECT o.register, o.year, o.number, o.symbol, o.issued_on, o.subject, o.signer, COALESCE(d.id, 0) AS document_id, COALESCE(d.addressees, '') AS addressees, COALESCE(d.copies, 1) AS copies, COALESCE(d.note, '') AS note
		FROM outgoing o LEFT JOIN documents d ON d.outgoing_id = o.id WHERE o.year = ? AND (? = '' OR o.register = ?) ORDER BY o.register, o.number LIMIT 20000`, year, register, register).Scan(&list).Error
}

// OutgoingPaper is the sổ văn bản đi.
func OutgoingPaper(l org.Letterhead, year int, list []Entry, now time.Time) paper.Document {
	d := l.Paper(fmt.Sprintf("so-van-ban-di-%d", year), "SỔ VĂN BẢN ĐI", now)
	d.Number, d.Landscape, d.Subject = "", true, fmt.Sprintf("năm %d", year)
	t := paper.Table{Columns: []paper.Column{{Title: "Số, ký hiệu", Width: 32}, {Title: "Ngày", Width: 22, Align: paper.Center}, {Title: "Tên loại, trích yếu", Width: 90}, {Title: "Người ký", Width: 36}, {Title: "Nơi nhận", Width: 40}, {Title: "Số bản", Width: 14, Align: paper.Right}, {Title: "Ghi chú", Width: 24}}}
	for _, x := range list {
		t.Rows = append(t.Rows, paper.Row{Cells: []string{x.Symbol, viet.ShowDate(x.IssuedOn), x.Subject, x.Signer, x.Addressees, strconv.Itoa(x.Copies), x.Note}})
	}
	d.Blocks = []paper.Block{{Table: &t}}
	return d
}
