package main

import (
	"context"
	"fmt"

	"congthidua/internal/store"
)

// migrateCommand brings the schema to this version without serving.
type migrateCommand struct{}

// Run is called by the command line.
func (migrateCommand) Run(ctx context.Context) error {
	return with(ctx, func(_ config, st *store.Store) error {
		fmt.Println("Cơ sở dữ liệu đã ở phiên bản mới nhất:", st.Path())
		return nil
	})
}
