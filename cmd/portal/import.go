package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/intake"
	"congthidua/internal/org"
	"congthidua/internal/store"
)

// importCommand groups what can be imported.
type importCommand struct {
	Roster importRoster `cmd:"" help:"Nhập danh sách cán bộ từ XLSX hoặc CSV."`
}

// importRoster imports a roster below the root unit, or only says what it would do.
type importRoster struct {
	File   string `arg:"" type:"existingfile" help:"Tệp danh sách."`
	DryRun bool   `help:"Chỉ kiểm tra, không ghi."`
}

// Run is called by the command line.
func (i importRoster) Run(ctx context.Context) error {
	return with(ctx, func(_ config, st *store.Store) error {
		root, err := org.Root(st.Read(ctx))
		if err != nil {
			return err
		}
		sum, err := fileSum(i.File)
		if err != nil {
			return err
		}
		operator, now := access.Operator(), clock.System{}
		kinds := map[string]intake.Kind{org.RosterKind: org.Roster{Clock: now}}
		service := &intake.Service{Store: st, Clock: now, Kinds: kinds}
		file := intake.Upload{Name: filepath.Base(i.File), Path: i.File, SHA256: sum}
		id, err := service.Start(ctx, operator, org.RosterKind, file, root)
		if err != nil {
			return err
		}
		if err := service.Check(ctx, operator, id, nil); err != nil {
			return err
		}
		found, err := service.Import(ctx, operator, id)
		if err != nil {
			return err
		}
		if found.State != intake.Checked {
			return errors.New(found.Message)
		}
		fmt.Printf("Thêm mới %d, thay đổi %d, giữ nguyên %d, không nhận %d\n",
			found.Added, found.Changed, found.Same, found.Refused)
		err = service.Refused(ctx, operator, id, func(r intake.Row) error {
			fmt.Printf("  dòng %d: %s: %s\n", r.Number, r.Name, r.Reason)
			return nil
		})
		if err != nil || i.DryRun {
			return err
		}
		if err := service.Apply(ctx, operator, id, found.Version, nil); err != nil {
			return err
		}
		fmt.Println("Đã ghi.")
		return nil
	})
}

func fileSum(path string) (string, error) {
	file, err := os.Open(path) // #nosec G304 -- named by whoever runs the command
	if err != nil {
		return "", err
	}
	defer file.Close() //nolint:errcheck // reading only
	sum := sha256.New()
	_, err = io.Copy(sum, file)
	return hex.EncodeToString(sum.Sum(nil)), err
}
