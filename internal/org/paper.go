package org

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"congthidua/internal/clock"
	"congthidua/internal/paper"
	"congthidua/internal/viet"
)

// signs are the abbreviations that stand in the number of a kind of paper (Hướng dẫn 36-HD/VPTW 2018,
// Nghị định 30/2020/NĐ-CP); any other paper bears the one that is set in the letterhead.
var signs = map[string]string{"THÔNG BÁO": "TB", "CHƯƠNG TRÌNH CÔNG TÁC": "CTr", "TỜ TRÌNH": "TTr"}

// Paper starts a document under the body's letterhead.
func (l Letterhead) Paper(file, title string, date time.Time) paper.Document {
	d := paper.Document{
		File:     file,
		Style:    l.Style,
		Superior: l.Superior,
		Body:     l.Body,
		Place:    l.Place,
		Date:     date,
		Title:    title,
	}
	if l.Sign != "" {
		sign := l.Sign
		if kind, known := signs[title]; known {
			sign = kind + "/" + l.Code()
			if l.Style == paper.State { // "BC-SNV": the body's part stands behind the hyphen
				sign = kind + "-" + l.Sign[strings.LastIndexAny(l.Sign, "/-")+1:]
			}
		}
		d.Number = "Số ……-" + sign
		if l.Style == paper.State {
			d.Number = "Số: ……/" + sign
		}
	}
	return d
}

// PeoplePaper is the roster as a list to print.
func PeoplePaper(l Letterhead, rows []PersonRow, total int, now time.Time) paper.Document {
	d := l.Paper("danh-sach-can-bo", "DANH SÁCH", now)
	d.Number = ""
	d.Subject = "cán bộ, công chức, người lao động"
	d.Note = fmt.Sprintf("(%d người, tính đến ngày %s)", total, viet.ShowDate(now.Format(clock.Date)))
	d.Landscape = true
	t := paper.Table{Columns: []paper.Column{
		{Title: "STT", Width: 13, Align: paper.Center},
		{Title: "Họ và tên", Width: 45},
		{Title: "Ngày sinh", Width: 24, Align: paper.Center},
		{Title: "Chức vụ", Width: 55},
		{Title: "Đơn vị", Width: 80},
		{Title: "Đối tượng", Width: 32},
	}}
	for i, r := range rows {
		birth := ""
		if r.BirthDate != nil {
			birth = viet.ShowPartialDate(*r.BirthDate, r.BirthPrecision)
		}
		cells := []string{strconv.Itoa(i + 1), r.Name, birth, r.Post, r.Unit, KindNames[r.Kind]}
		t.Rows = append(t.Rows, paper.Row{Cells: cells})
	}
	d.Blocks = []paper.Block{{Table: &t}}
	d.Signers = []paper.Signer{{Title: "NGƯỜI LẬP BIỂU"}, {Title: l.Authority, Name: l.Signer}}
	return d
}
