package main

import (
	"context"
	"fmt"

	"congthidua/internal/audit"
	"congthidua/internal/store"
)

// auditCommand checks the log.
type auditCommand struct {
	Verify auditVerify `cmd:"" help:"Kiểm tra chuỗi nhật ký từ đầu đến cuối."`
}

type auditVerify struct{}

// Run is called by the command line.
func (auditVerify) Run(ctx context.Context) error {
	return with(ctx, func(_ config, st *store.Store) error {
		count, head, err := audit.Verify(ctx, st.Read(ctx))
		if err != nil {
			return err
		}
		fmt.Printf("Nhật ký nguyên vẹn: %d mục. Dấu cuối, nên ghi lại ở nơi khác: %s\n", count, head)
		return nil
	})
}
