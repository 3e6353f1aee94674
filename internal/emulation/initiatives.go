package emulation

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"congthidua/internal/account"
	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/internal/viet"
)

// InitiativeRow is a recognised initiative of an author within reach.
type InitiativeRow struct {
	ID, PersonID        int64
	Name, Level         string
	Year, Share         int
	Decision, DecidedOn string
	Author, Post, Unit  string
}

// InitiativeFilter narrows the list; empty fields do not.
type InitiativeFilter struct {
	Year  int
	Level string
	Find  string
	Page  int
	All   bool
}

// Initiatives lists recognised initiatives by author, the latest first, with how many match.
func (s *Service) Initiatives(ctx context.Context, a account.Actor, f InitiativeFilter) (rows []InitiativeRow, total int, err error) {
	reach, err := a.Require(account.RegistrationView)
	if err != nil {
		return nil, 0, err
	}
	where, args := reach.Condition("x.person_id", "u.path")
	add := func(used bool, condition string, value any) {
		if used {
			where, args = where+" AND "+condition, append(args, value)
		}
	}
	add(f.Year != 0, "i.year = ?", f.Year)
	add(f.Level != "", "i.level = ?", f.Level)
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
	err = db.Raw(`SELECT i.id, x.person_id, i.name, i.level, i.year, x.share, i.decision, i.decided_on, pe.name AS author, po.title AS post, u.name AS unit`+tables+` ORDER BY i.year DESC, i.level DESC, pe.name_key, i.id`+limit, args...).Scan(&rows).Error
	return rows, total, err
}

// InitiativesPaper is the list of initiatives for the file.
func InitiativesPaper(l org.Letterhead, rows []InitiativeRow, now time.Time) paper.Document {
	d := l.Paper("sang-kien", "DANH SÁCH", now)
	d.Number, d.Landscape = "", true
	d.Subject = "sáng kiến được công nhận"
	d.Note = fmt.Sprintf("(%d lượt tác giả)", len(rows))
	t := paper.Table{Columns: []paper.Column{{Title: "STT", Width: 13, Align: paper.Center}, {Title: "Tên sáng kiến", Width: 70}, {Title: "Tác giả", Width: 42}, {Title: "Đơn vị", Width: 55}, {Title: "Tỷ lệ", Width: 14, Align: paper.Right}, {Title: "Cấp", Width: 24}, {Title: "Năm", Width: 14, Align: paper.Center}, {Title: "Quyết định", Width: 35}}}
	for i, r := range rows {
		t.Rows = append(t.Rows, paper.Row{Cells: []string{strconv.Itoa(i + 1), r.Name, r.Author, r.Unit, strconv.Itoa(r.Share) + "%", LevelNames[r.Level], strconv.Itoa(r.Year), r.Decision + ", " + viet.ShowDate(r.DecidedOn)}})
	}
	d.Blocks = []paper.Block{{Table: &t}}
	d.Signers = []paper.Signer{{Title: "NGƯỜI LẬP BIỂU"}, {Title: l.Authority, Name: l.Signer}}
	return d
}
