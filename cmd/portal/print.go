package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"congthidua/internal/account"
	"congthidua/internal/evaluation"
	"congthidua/internal/org"
	"congthidua/internal/paper"
)

// printCommand writes papers to files, for whoever prints in the night.
type printCommand struct {
	Month printMonth `cmd:"" help:"Bảng tổng hợp xếp loại tháng của toàn cơ quan."`
}

type printMonth struct {
	Month  string `arg:"" help:"Tháng, ví dụ 2026-10."`
	Format string `help:"pdf, docx hoặc xlsx." enum:"pdf,docx,xlsx" default:"pdf"`
	Output string `short:"o" help:"Tệp ghi ra." default:"bang-tong-hop"`
}

// Run is called by the command line.
func (p printMonth) Run(ctx context.Context) (err error) {
	var year, month int
	if _, err := fmt.Sscanf(p.Month, "%d-%d", &year, &month); err != nil {
		return fmt.Errorf("tháng «%s»: ghi dạng 2026-10", p.Month)
	}
	c, err := load()
	if err != nil {
		return err
	}
	st, err := open(ctx, c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	now, _, err := c.clockOf(ctx, st)
	if err != nil {
		return err
	}
	service, reader := &evaluation.Service{Store: st, Clock: now}, account.Actor{Grants: []account.Grant{{Role: account.Clerk}}}
	id, err := service.PeriodOf(ctx, year, month)
	if err != nil {
		return err
	}
	total, err := service.Consolidate(ctx, reader, id)
	if err != nil {
		return err
	}
	lines, err := service.PeriodLines(ctx, reader, id)
	if err != nil {
		return err
	}
	head, err := (&org.Service{Store: st, Clock: now}).Letterhead(ctx)
	if err != nil {
		return err
	}
	render := map[string]func(io.Writer, paper.Document) error{"pdf": paper.PDF, "docx": paper.DOCX, "xlsx": paper.XLSX}[p.Format]
	content, err := paper.Bytes(render, evaluation.PeriodPaper(head, total, lines, now.Now()))
	if err != nil {
		return err
	}
	name := p.Output
	if filepath.Ext(name) == "" {
		name += "." + p.Format
	}
	return os.WriteFile(name, content, 0o600)
}
