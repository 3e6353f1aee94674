package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/catalogue"
	"congthidua/internal/clock"
	"congthidua/internal/shipped"
	"congthidua/internal/store"
)

// catalogueCommand takes editions of catalogues out and in.
type catalogueCommand struct {
	Export catalogueExport `cmd:"" help:"Ghi bản đang áp dụng của một loại danh mục ra tệp YAML."`
	Import catalogueImport `cmd:"" help:"Nhập tệp YAML thành bản nháp."`
	Check  catalogueCheck  `cmd:"" help:"Kiểm tra tệp YAML, không ghi gì."`
}

// catalogues is the service of all kinds on a database, which only Check can do without.
func catalogues(st *store.Store) *catalogue.Service {
	return &catalogue.Service{Store: st, Clock: clock.System{}, Kinds: shipped.Kinds()}
}

// catalogueExport writes every published edition of a kind, or the one named, to standard output.
type catalogueExport struct {
	Kind    string `arg:"" help:"Loại danh mục, ví dụ documents."`
	Edition int64  `help:"Số của bản trong cơ sở dữ liệu; không ghi thì mọi bản đã công bố."`
}

// Run is called by the command line.
func (e catalogueExport) Run(ctx context.Context) error {
	return with(ctx, func(_ config, st *store.Store) error {
		service := catalogues(st)
		list, err := service.Editions(ctx, access.System(), e.Kind)
		if err != nil {
			return fmt.Errorf("%s: %w", e.Kind, err)
		}
		written := 0
		for _, edition := range list {
			if e.Edition == 0 && edition.State != catalogue.Published || e.Edition != 0 && edition.ID != e.Edition {
				continue
			}
			_, content, err := service.Export(ctx, access.System(), edition.ID)
			if err != nil {
				return err
			}
			if written++; written > 1 {
				fmt.Println("---")
			}
			fmt.Print(content)
		}
		if written == 0 {
			return errors.New("không có bản nào như vậy")
		}
		return nil
	})
}

// catalogueImport keeps a file as a draft.
type catalogueImport struct {
	Kind string `arg:"" help:"Loại danh mục."`
	File string `arg:"" type:"existingfile" help:"Tệp YAML."`
}

// Run is called by the command line.
func (i catalogueImport) Run(ctx context.Context) error {
	content, err := os.ReadFile(i.File)
	if err != nil {
		return err
	}
	return with(ctx, func(_ config, st *store.Store) error {
		draft, err := catalogues(st).Import(ctx, access.System(), i.Kind, content)
		if err != nil {
			return err
		}
		fmt.Printf("Đã nhập thành bản nháp số %d; xem lại và công bố ở /catalogues/%s/%d\n", draft, i.Kind, draft)
		return nil
	})
}

// catalogueCheck says what is wrong with a file.
type catalogueCheck struct {
	Kind string `arg:"" help:"Loại danh mục."`
	File string `arg:"" type:"existingfile" help:"Tệp YAML."`
}

// Run is called by the command line.
func (k catalogueCheck) Run(context.Context) error {
	content, err := os.ReadFile(k.File)
	if err != nil {
		return err
	}
	faults, err := catalogues(nil).Check(k.Kind, content)
	if err != nil {
		return err
	}
	for _, place := range slices.Sorted(maps.Keys(faults)) {
		fmt.Printf("%s: %s\n", place, faults[place])
	}
	if len(faults) > 0 {
		return fmt.Errorf("tệp có %d chỗ sai", len(faults))
	}
	fmt.Println("Tệp đúng.")
	return nil
}
