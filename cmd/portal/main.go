// Command portal is the whole portal in one binary: it serves the pages, migrates the
// database, loads the demonstration, imports rosters and keeps accounts.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"congthidua/internal/fault"

	"github.com/alecthomas/kong"
)

// commands are the subcommands; each has a file of its own.
type commands struct {
	Serve     serveCommand     `cmd:"" help:"Chạy cổng."`
	Migrate   migrateCommand   `cmd:"" help:"Đưa cơ sở dữ liệu lên phiên bản của chương trình."`
	Demo      demoCommand      `cmd:"" help:"Nạp dữ liệu trình diễn vào cơ sở dữ liệu trống."`
	Import    importCommand    `cmd:"" help:"Nhập dữ liệu từ tệp."`
	Account   accountCommand   `cmd:"" help:"Tạo tài khoản, cấp lại mật khẩu."`
	Audit     auditCommand     `cmd:"" help:"Nhật ký."`
	Print     printCommand     `cmd:"" help:"In văn bản ra tệp."`
	Backup    backupCommand    `cmd:"" help:"Sao lưu cơ sở dữ liệu và tệp, mã hóa, khi cổng vẫn chạy."`
	Restore   restoreCommand   `cmd:"" help:"Phục hồi bản sao lưu vào chỗ trống, hoặc kiểm tra nó."`
	Catalogue catalogueCommand `cmd:"" help:"Danh mục, quy định: xuất, nhập, kiểm tra."`
}

func main() {
	var cli commands
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	parser := kong.Parse(&cli, kong.Name("portal"),
		kong.Description("Cổng Thi đua: đánh giá tháng, thi đua, khen thưởng."), kong.UsageOnError(),
		kong.BindTo(ctx, (*context.Context)(nil)))
	if err := parser.Run(); err != nil {
		var invalid fault.Invalid
		if errors.As(err, &invalid) {
			fmt.Fprintln(os.Stderr, "portal: "+invalid.Error())
		} else {
			fmt.Fprintln(os.Stderr, "portal: "+err.Error())
		}
		os.Exit(1) //nolint:gocritic // nothing is left to be undone
	}
}
