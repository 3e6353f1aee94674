package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"congthidua/internal/clock"
	"congthidua/internal/demo"
	"congthidua/internal/evaluation"
	"congthidua/internal/store"
)

// demoCommand loads the demonstration into an empty database.
type demoCommand struct {
	People   int  `help:"Số người (mặc định: bản trình diễn khoảng 250 người)."`
	Months   int  `help:"Số tháng." default:"14"`
	IfAbsent bool `help:"Không báo lỗi khi cơ sở dữ liệu đã có dữ liệu trình diễn."`
}

// Run is called by the command line.
func (d demoCommand) Run(ctx context.Context) (err error) {
	c, err := load()
	if err != nil {
		return err
	}
	st, err := store.Open(c.DB)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	if err := st.Migrate(ctx); err != nil {
		return err
	}
	if d.IfAbsent {
		loaded, err := st.Setting(ctx, demo.Setting)
		if err != nil || loaded != "" {
			return err
		}
	}
	frameworks := &evaluation.Service{Store: st, Clock: clock.System{}}
	err = demo.Load(ctx, st, frameworks, demo.Size{People: d.People, Months: d.Months, Files: c.Files},
		func(what string) { fmt.Fprintln(os.Stderr, "  "+what) })
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr,
		"Đã nạp dữ liệu trình diễn. Đăng nhập: head, cadre1, cadre2, leader, committee, clerk, auditor, admin; mật khẩu %s\n",
		demo.Password)
	return nil
}
