package document

import (
	"fmt"
	"strconv"
	"time"

	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/internal/viet"
)

// incomingColumns are the columns of the book of incoming documents (Decree 30/2020/NĐ-CP, appendix IV).
//
//locale:paper
var incomingColumns = []paper.Column{
	{Title: "Ngày đến", Width: 20, Align: paper.Center},
	{Title: "Số đến", Width: 14, Align: paper.Right},
	{Title: "Tác giả", Width: 36},
	{Title: "Số, ký hiệu", Width: 28},
	{Title: "Ngày văn bản", Width: 20, Align: paper.Center},
	{Title: "Tên loại, trích yếu", Width: 80},
	{Title: "Hạn giải quyết", Width: 20, Align: paper.Center},
	{Title: "Ghi chú", Width: 24},
}

// IncomingPaper is the sổ văn bản đến; book is its name, "" for all books.
func IncomingPaper(l org.Letterhead, book string, year int, list []Row, now time.Time) paper.Document {
	d := register(l, fmt.Sprintf("so-van-ban-den-%d", year), "SỔ VĂN BẢN ĐẾN", year, now)
	if book != "" {
		d.Note = "(" + book + ")"
	}
	t := paper.Table{Columns: incomingColumns}
	for _, x := range list {
		t.Rows = append(t.Rows, paper.Row{Cells: []string{
			viet.ShowDate(x.ArrivedOn),
			strconv.Itoa(x.Number),
			x.Author,
			x.Symbol,
			viet.ShowDate(x.DatedOn),
			x.Kind + " " + x.Subject,
			viet.ShowDate(x.Due),
			x.Note,
		}})
	}
	d.Blocks = []paper.Block{{Table: &t}}
	return d
}

// outgoingColumns are the columns of the register of outgoing documents.
//
//locale:paper
var outgoingColumns = []paper.Column{
	{Title: "Số, ký hiệu", Width: 32},
	{Title: "Ngày", Width: 22, Align: paper.Center},
	{Title: "Tên loại, trích yếu", Width: 90},
	{Title: "Người ký", Width: 36},
	{Title: "Nơi nhận", Width: 40},
	{Title: "Số bản", Width: 14, Align: paper.Right},
	{Title: "Ghi chú", Width: 24},
}

// OutgoingPaper is the sổ văn bản đi.
func OutgoingPaper(l org.Letterhead, year int, list []Entry, now time.Time) paper.Document {
	d := register(l, fmt.Sprintf("so-van-ban-di-%d", year), "SỔ VĂN BẢN ĐI", year, now)
	t := paper.Table{Columns: outgoingColumns}
	for _, x := range list {
		t.Rows = append(t.Rows, paper.Row{Cells: []string{
			x.Symbol,
			viet.ShowDate(x.IssuedOn),
			x.Subject,
			x.Signer,
			x.Addressees,
			strconv.Itoa(x.Copies),
			x.Note,
		}})
	}
	d.Blocks = []paper.Block{{Table: &t}}
	return d
}

// register is the head of a register's paper.
func register(l org.Letterhead, file, title string, year int, now time.Time) paper.Document {
	d := l.Paper(file, title, now)
	d.Number, d.Landscape, d.Subject = "", true, fmt.Sprintf("năm %d", year)
	return d
}
