package main

import "testing"

func TestRecordRule(t *testing.T) {
	try(t, recordRule, []sample{
		{
			name: "Save and AutoMigrate",
			source: `package work

import "gorm.io/gorm"

type task struct{ ID int64 }

func f(tx *gorm.DB) error {
	tx.Save(&task{})
	return tx.AutoMigrate(&task{})
}
`,
			want: []string{
				"8: gorm.DB.Save is not used",
				"9: gorm.DB.AutoMigrate is not used",
			},
		},
		{
			name: "an update with a struct",
			source: `package work

import "gorm.io/gorm"

type task struct{ ID int64 }

func f(tx *gorm.DB) {
	tx.Model(&task{}).Updates(task{})
	tx.Model(&task{}).UpdateColumns(&task{})
}
`,
			want: []string{
				"8: an update with a struct drops its zero values",
				"9: an update with a struct drops its zero values",
			},
		},
		{
			name: "an update with columns",
			source: `package work

import (
	"congthidua/internal/store"
	"gorm.io/gorm"
)

func f(tx *gorm.DB) {
	tx.Updates(map[string]any{"title": ""})
	tx.UpdateColumns(store.Change{"title": ""})
}
`,
		},
		{
			name: "another Save",
			source: `package work

type file struct{}

func (file) Save() {}

func f() { file{}.Save() }
`,
		},
	})
}
