package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"congthidua/internal/access"
	"congthidua/internal/award"
	"congthidua/internal/clock"
	"congthidua/internal/evaluation"
	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/internal/store"
)

// printCommand writes papers to files, for whoever prints in the night.
type printCommand struct {
	Month     printMonth     `cmd:"" help:"Bảng tổng hợp xếp loại tháng của toàn cơ quan."`
	AwardList printAwardList `cmd:"" help:"Danh sách kèm theo quyết định khen thưởng."`
}

// target is where and how a paper is written.
type target struct {
	Format string `help:"pdf, docx hoặc xlsx." enum:"pdf,docx,xlsx" default:"pdf"`
	Output string `short:"o" help:"Tệp ghi ra; không ghi thì theo tên của văn bản."`
}

// print opens the portal's data, makes a paper and writes it.
func (t target) print(ctx context.Context, draw func(*store.Store, clock.Clock, org.Letterhead) (paper.Document, error)) error {
	return with(ctx, func(c config, st *store.Store) error {
		now, _, err := c.clockOf(ctx, st)
		if err != nil {
			return err
		}
		head, err := org.ReadLetterhead(st.Read(ctx))
		if err != nil {
			return err
		}
		d, err := draw(st, now, head)
		if err != nil {
			return err
		}
		render := map[string]func(io.Writer, paper.Document) error{"pdf": paper.PDF, "docx": paper.DOCX, "xlsx": paper.XLSX}[t.Format]
		content, err := paper.Bytes(render, d)
		if err != nil {
			return err
		}
		name := t.Output
		if name == "" {
			name = d.File
		}
		if filepath.Ext(name) == "" {
			name += "." + t.Format
		}
		return os.WriteFile(name, content, 0o600)
	})
}

// clerk reads everything that is printed.
var clerk = access.Actor{Grants: []access.Grant{{Role: access.Clerk}}}

type printMonth struct {
	Month string `arg:"" help:"Tháng, ví dụ 2026-10."`
	target
}

// Run is called by the command line.
func (p printMonth) Run(ctx context.Context) error {
	var year, month int
	if _, err := fmt.Sscanf(p.Month, "%d-%d", &year, &month); err != nil {
		return fmt.Errorf("tháng «%s»: ghi dạng 2026-10", p.Month)
	}
	return p.print(ctx, func(st *store.Store, now clock.Clock, head org.Letterhead) (paper.Document, error) {
		service := &evaluation.Service{Store: st, Clock: now}
		id, err := service.PeriodOf(ctx, clerk, year, month)
		if err != nil {
			return paper.Document{}, err
		}
		total, err := service.Consolidate(ctx, clerk, id)
		if err != nil {
			return paper.Document{}, err
		}
		lines, err := service.PeriodLines(ctx, clerk, id)
		return evaluation.PeriodPaper(head, total, lines, now.Now()), err
	})
}

type printAwardList struct {
	ID int64 `arg:"" help:"Số của quyết định trong địa chỉ /decisions/…"`
	target
}

// Run is called by the command line.
func (p printAwardList) Run(ctx context.Context) error {
	return p.print(ctx, func(st *store.Store, now clock.Clock, head org.Letterhead) (paper.Document, error) {
		d, list, err := (&award.Service{Store: st, Clock: now}).Decision(ctx, clerk, p.ID)
		if err != nil {
			return paper.Document{}, err
		}
		return award.ListPaper(head, d, list, now.Now())
	})
}
