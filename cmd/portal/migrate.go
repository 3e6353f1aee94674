package main

import (
	"context"
	"fmt"
)

// migrateCommand brings the schema to this version without serving.
type migrateCommand struct{}

// Run is called by the command line.
func (migrateCommand) Run(ctx context.Context) error {
	c, err := load()
	if err != nil {
		return err
	}
	st, err := open(ctx, c)
	if err != nil {
		return err
	}
	fmt.Println("Cơ sở dữ liệu đã ở phiên bản mới nhất:", st.Path())
	return st.Close()
}
