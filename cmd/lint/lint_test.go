package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sample is a piece of a module and what a rule finds in it.
type sample struct {
	name   string
	source string   // one file of internal/work, or several files, each after a line "-- name --"
	want   []string // "file:line: message" each, without the file where the source is one
}

// one is the name of a source that names no file.
const one = "internal/work/a.go"

// try holds a rule against samples.
func try(t *testing.T, rule Rule, samples []sample) {
	t.Helper()
	for _, s := range samples {
		t.Run(s.name, func(t *testing.T) {
			t.Helper()
			var got []string
			for _, f := range check(moduleOf(t, s.source), []Rule{rule}, nil) {
				if f.Rule != rule.Name {
					t.Errorf("a finding of %s", f.Rule)
				}
				line := fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Message)
				if !strings.HasPrefix(s.source, "-- ") {
					line = strings.TrimPrefix(line, one+":")
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(s.want, got); diff != "" {
				t.Errorf("found (-want +got):\n%s", diff)
			}
		})
	}
}

// moduleOf makes a module of a source.
func moduleOf(t *testing.T, source string) *Module {
	t.Helper()
	m := &Module{Path: "congthidua", Fset: token.NewFileSet()}
	folders := map[string][]*File{}
	files := filesOf(source)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if hasLines(name) {
			m.Texts = append(m.Texts, &Text{Name: name, Lines: strings.Split(files[name], "\n")})
		}
		if filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			continue
		}
		syntax, err := parser.ParseFile(m.Fset, name, files[name], parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		folder := path.Dir(name)
		folders[folder] = append(folders[folder], &File{Name: name, Syntax: syntax, Generated: ast.IsGenerated(syntax)})
	}
	for _, folder := range slices.Sorted(maps.Keys(folders)) {
		p := &Package{Path: folder, Files: folders[folder], Info: newInfo()}
		var syntax []*ast.File
		for _, f := range p.Files {
			syntax = append(syntax, f.Syntax)
		}
		var err error
		config := types.Config{Importer: stubs{}}
		if p.Types, err = config.Check(m.Path+"/"+folder, m.Fset, syntax, p.Info); err != nil {
			t.Fatal(err)
		}
		m.Packages = append(m.Packages, p)
	}
	return m
}

// filesOf takes a source apart.
func filesOf(source string) map[string]string {
	if !strings.HasPrefix(source, "-- ") {
		return map[string]string{one: source}
	}
	files := map[string]string{}
	for part := range strings.SplitSeq("\n"+source, "\n-- ") {
		if name, content, ok := strings.Cut(part, " --\n"); ok {
			files[name] = content
		}
	}
	return files
}

// stubs imports what stands in imported; nothing of it has to be compiled.
type stubs struct{}

// made are the packages that were imported before.
var made = map[string]*types.Package{}

func (s stubs) Import(path string) (*types.Package, error) {
	if made[path] != nil {
		return made[path], nil
	}
	source, ok := imported[path]
	if !ok {
		return nil, fmt.Errorf("no sample imports %s yet", path)
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, source, 0)
	if err != nil {
		return nil, err
	}
	config := types.Config{Importer: s, IgnoreFuncBodies: true}
	made[path], err = config.Check(path, fset, []*ast.File{file}, nil)
	return made[path], err
}

// imported are the packages that rules know by name, with what samples use of them.
var imported = map[string]string{
	"context": `package context
		type Context interface{ Err() error }
		func Background() Context
		func TODO() Context
		func WithoutCancel(Context) Context`,
	"database/sql": `package sql
		type DB struct{}
		type Result interface{}
		type Rows struct{}
		func (*DB) Exec(query string, args ...any) (Result, error)`,
	"errors": `package errors
		func New(string) error
		func Is(err, target error) bool`,
	"fmt": `package fmt
		func Println(...any) (int, error)`,
	"os": `package os
		func Remove(string) error`,
	"os/exec": `package exec
		type Cmd struct{}
		func Command(string, ...string) *Cmd`,
	"strconv": `package strconv
		func Atoi(string) (int, error)`,
	"strings": `package strings
		type Builder struct{}
		func (*Builder) WriteString(string) (int, error)
		func (*Builder) String() string`,
	"time": `package time
		const DateOnly = "2006-01-02"
		type Duration int64
		type Time struct{}
		func (Time) Format(string) string
		func Now() Time
		func Since(Time) Duration
		func Until(Time) Duration
		func UnixMilli(int64) Time`,
	"gorm.io/gorm": `package gorm
		type DB struct { Error error; RowsAffected int64 }
		func (db *DB) Raw(sql string, args ...any) *DB { return db }
		func (db *DB) Exec(sql string, args ...any) *DB { return db }
		func (db *DB) Scan(into any) *DB { return db }
		func (db *DB) Find(into any, conditions ...any) *DB { return db }
		func (db *DB) Where(query any, args ...any) *DB { return db }
		func (db *DB) Model(row any) *DB { return db }
		func (db *DB) Create(row any) *DB { return db }
		func (db *DB) Delete(row any, conditions ...any) *DB { return db }
		func (db *DB) Save(row any) *DB { return db }
		func (db *DB) Updates(values any) *DB { return db }
		func (db *DB) UpdateColumns(values any) *DB { return db }
		func (db *DB) AutoMigrate(models ...any) error { return nil }`,
	"congthidua/internal/store": `package store
		import "database/sql"
		import "gorm.io/gorm"
		type Change map[string]any
		func Each(db *gorm.DB, scan func(*sql.Rows) error, query string, args ...any) error { return nil }
		func Exec(db *gorm.DB, query string, args ...any) (int64, error) { return 0, nil }
		func ExecOne(db *gorm.DB, query string, args ...any) error { return nil }
		func Count(db *gorm.DB, query string, args ...any) (int, error) { return 0, nil }
		func OneRow(result *gorm.DB) error { return nil }
		func Update(tx *gorm.DB, row any, version int64, change Change) error { return nil }`,
	"congthidua/internal/access": `package access
		type Role string
		const Head Role = "head"
		type Permission string
		type Reach struct{ All bool }
		type Grant struct{ Role Role }
		type Actor struct { AccountID int64; Grants []Grant }
		func (a Actor) Has(r Role) bool { return false }
		func (a Actor) Require(p Permission) (Reach, error) { return Reach{}, nil }
		func (a Actor) RequireAll(p Permission) error { return nil }`,
	"congthidua/internal/fault": `package fault
		import "errors"
		var ErrNotFound = errors.New("")
		var ErrStale = errors.New("")`,
	"congthidua/internal/honour": `package honour
		type Honour struct { ID int64 }`,
	"congthidua/internal/award": `package award
		type Proposal struct { ID int64 }`,
	"congthidua/internal/document": `package document
		type Document struct { ID int64 }`,
	"congthidua/internal/demo":  `package demo`,
	"congthidua/templates/work": `package work`,
	"congthidua/web":            `package web`,
	"github.com/labstack/echo/v4": `package echo
		type Context interface { FormValue(name string) string; Bind(into any) error; Param(name string) string }`,
}
