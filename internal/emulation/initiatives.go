package emulation

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

// InitiativeRow is an initiative of an author within reach.
type InitiativeRow struct {
	ID, PersonID        int64
	Name, Level         string
	Year, Share         int
	State               string
	Decision, DecidedOn string
	Author, Post, Unit  string
}

// InitiativeFilter narrows the list; empty fields do not.
type InitiativeFilter struct {
	Year  int
	Level string
	State string
	Find  string
	Page  int
	All   bool
}

// Initiatives lists initiatives by author, the latest first, with how many match.
func (s *Service) Initiatives(ctx context.Context, a access.Actor, f InitiativeFilter) (rows []InitiativeRow, total int, err error) {
	reach, err := a.Require(access.RegistrationView)
	if err != nil {
		return nil, 0, err
	}
	where, args := reach.PathCondition("x.person_id", "u.path")
	add := func(used bool, condition string, value any) {
		if used {
			where, args = where+" AND "+condition, append(args, value)
		}
	}
	add(f.Year != 0, "i.year = ?", f.Year)
	add(f.Level != "", "i.level = ?", f.Level)
	add(f.State != "", "i.state = ?", f.State)
	add(f.Find != "", "pe.search_key LIKE ?", "%"+viet.SearchKey(f.Find)+"%")
	tables := ` FROM initiative_authors x JOIN initiatives i ON i.id = x.initiative_id JOIN people pe ON pe.id = x.person_id JOIN posts po ON po.person_id = x.person_id AND po.main AND po.until IS NULL JOIN units u ON u.id = po.unit_id WHERE ` + where
	db := s.Store.Read(ctx)
	if err := db.Raw(`SELECT count(*)`+tables, args...).Scan(&total).Error; err != nil {
		return nil, 0, err
	}
	limit := ""
	if !f.All {
		limit = fmt.Sprintf(" LIMIT %d OFFSET %d", PageSize, PageSize*f.Page)
	}
	err = db.Raw(`SELECT i.id, x.person_id, i.name, i.state, i.level, i.year, x.share, i.decision, i.decided_on, pe.name AS author, po.title AS post, u.name AS unit`+tables+` ORDER BY i.year DESC, i.level DESC, pe.name_key, i.id`+limit, args...).Scan(&rows).Error
	return rows, total, err
}

// Basis is the decision that recognises it, or how it stands without one.
func (r InitiativeRow) Basis() string {
	if r.State != Recognised {
		return InitiativeStates[r.State]
	}
	return r.Decision + ", " + viet.ShowDate(r.DecidedOn)
}

// InitiativesPaper is the list of initiatives for the file.
func InitiativesPaper(l org.Letterhead, rows []InitiativeRow, now time.Time) paper.Document {
	d := l.Paper("sang-kien", "DANH SÁCH", now)
	d.Number, d.Landscape = "", true
	d.Subject = "sáng kiến"
	d.Note = fmt.Sprintf("(%d lượt tác giả)", len(rows))
	t := paper.Table{Columns: []paper.Column{{Title: "STT", Width: 13, Align: paper.Center}, {Title: "Tên sáng kiến", Width: 70}, {Title: "Tác giả", Width: 42}, {Title: "Đơn vị", Width: 55}, {Title: "Tỷ lệ", Width: 14, Align: paper.Right}, {Title: "Cấp", Width: 24}, {Title: "Năm", Width: 14, Align: paper.Center}, {Title: "Kết quả, quyết định", Width: 35}}}
	for i, r := range rows {
		t.Rows = append(t.Rows, paper.Row{Cells: []string{strconv.Itoa(i + 1), r.Name, r.Author, r.Unit, strconv.Itoa(r.Share) + "%", LevelNames[r.Level], strconv.Itoa(r.Year), r.Basis()}})
	}
	d.Blocks = []paper.Block{{Table: &t}}
	d.Signers = []paper.Signer{{Title: "NGƯỜI LẬP BIỂU"}, {Title: l.Authority, Name: l.Signer}}
	return d
}

// InitiativePaper is one initiative for the file: what it is, whose it is, how it stands.
func InitiativePaper(l org.Letterhead, f InitiativeFile, now time.Time) paper.Document {
	d := l.Paper(fmt.Sprintf("sang-kien-%d", f.ID), "PHIẾU ĐĂNG KÝ SÁNG KIẾN", now)
	d.Number = ""
	d.Subject = f.Name
	t := paper.Table{Columns: []paper.Column{{Title: "STT", Width: 12, Align: paper.Center}, {Title: "Tác giả", Width: 50}, {Title: "Chức vụ, đơn vị", Width: 80}, {Title: "Tỷ lệ", Width: 20, Align: paper.Right}}}
	for i, x := range f.Authors {
		t.Rows = append(t.Rows, paper.Row{Cells: []string{strconv.Itoa(i + 1), x.Name, x.Post + ", " + x.Unit, strconv.Itoa(x.Share) + "%"}})
	}
	d.Blocks = []paper.Block{{Text: fmt.Sprintf("Năm: %d; phạm vi ảnh hưởng: %s", f.Year, LevelNames[f.Level])}, {Text: "Tác giả", Strong: true}, {Table: &t}, {Text: "Nội dung, hiệu quả", Strong: true}, {Text: f.Summary}}
	if len(f.Files) > 0 {
		d.Blocks = append(d.Blocks, paper.Block{Text: "Tệp kèm theo", Strong: true})
		for _, x := range f.Files {
			d.Blocks = append(d.Blocks, paper.Block{Text: "- " + x.Name + " (SHA-256 " + x.SHA256[:16] + "…)"})
		}
	}
	d.Blocks = append(d.Blocks, paper.Block{Text: "Kết quả: " + f.Outcome()})
	d.Signers = []paper.Signer{{Title: "TÁC GIẢ", Name: f.Authors[0].Name}, {Title: l.Authority, Name: l.Signer}}
	return d
}

// Outcome says in a line how it stands, with the decision or the reason.
func (f InitiativeFile) Outcome() string {
	switch f.State {
	case Recognised:
		return fmt.Sprintf("công nhận cấp %s, %s ngày %s", LevelNames[f.Level], f.Decision, viet.ShowDate(f.DecidedOn))
	case string(Refused):
		return "không công nhận: " + f.Why
	}
	return InitiativeStates[f.State]
}
