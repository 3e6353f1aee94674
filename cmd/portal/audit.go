package main

import (
	"context"
	"errors"
	"fmt"

	"congthidua/internal/audit"
)

// auditCommand checks the log.
type auditCommand struct {
	Verify auditVerify `cmd:"" help:"Kiểm tra chuỗi nhật ký từ đầu đến cuối."`
}

type auditVerify struct{}

// Run is called by the command line.
func (auditVerify) Run(ctx context.Context) (err error) {
	c, err := load()
	if err != nil {
		return err
	}
	st, err := open(ctx, c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	count, head, err := audit.Verify(ctx, st.Read(ctx))
	if err != nil {
		return err
	}
	fmt.Printf("Nhật ký nguyên vẹn: %d mục. Dấu cuối, nên ghi lại ở nơi khác: %s\n", count, head)
	return nil
}
