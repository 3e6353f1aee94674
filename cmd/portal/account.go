package main

import (
	"context"
	"fmt"

	"congthidua/internal/access"
	"congthidua/internal/account"
	"congthidua/internal/clock"
	"congthidua/internal/org"
	"congthidua/internal/store"
)

// accountCommand makes the first admin and helps who has lost a password.
type accountCommand struct {
	Create accountCreate `cmd:"" help:"Tạo tài khoản với mật khẩu dùng một lần."`
	Reset  accountReset  `cmd:"" help:"Cấp mật khẩu dùng một lần mới."`
}

type accountCreate struct {
	Username string `arg:"" help:"Tên đăng nhập."`
	Name     string `help:"Họ và tên." default:"Quản trị"`
	Role     string `help:"Vai trò." default:"admin"`
	Agency   string `help:"Tên cơ quan, tạo cùng lúc trên cơ sở dữ liệu trống."`
}

// Run is called by the command line.
func (a accountCreate) Run(ctx context.Context) error {
	return with(ctx, func(_ config, st *store.Store) error {
		operator, now, role := access.Operator(), clock.System{}, access.Role(a.Role)
		if a.Agency != "" {
			if _, err := (&org.Service{Store: st, Clock: now}).CreateAgency(ctx, operator, a.Agency); err != nil {
				return err
			}
		}
		unit := int64(0)
		if info, _ := role.Info(); info.NeedsUnit {
			root, err := org.Root(st.Read(ctx))
			if err != nil {
				return err
			}
			unit = root
		}
		accounts := &account.Service{Store: st, Clock: now}
		made := account.New{Username: a.Username, Display: a.Name}
		password, err := accounts.Create(ctx, operator, made, role, unit)
		if err != nil {
			return err
		}
		fmt.Printf("Tài khoản %s, mật khẩu dùng một lần: %s\n", a.Username, password)
		return nil
	})
}

type accountReset struct {
	Username string `arg:"" help:"Tên đăng nhập."`
}

// Run is called by the command line.
func (a accountReset) Run(ctx context.Context) error {
	return with(ctx, func(_ config, st *store.Store) error {
		x, err := account.Named(st.Read(ctx), a.Username)
		if err != nil {
			return err
		}
		accounts := &account.Service{Store: st, Clock: clock.System{}}
		password, err := accounts.Reset(ctx, access.Operator(), x.ID, x.Version)
		if err != nil {
			return err
		}
		fmt.Printf("Mật khẩu dùng một lần của %s: %s\n", a.Username, password)
		return nil
	})
}
