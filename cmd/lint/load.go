package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Module is what is checked: the packages of the module without their tests, with types, and every file as
// text.
type Module struct {
	Path     string // of the module, "congthidua"
	Fset     *token.FileSet
	Packages []*Package
	Texts    []*Text
}

// Package is a package of the module.
type Package struct {
	Path  string // below the module, "internal/work"
	Files []*File
	Info  *types.Info
	Types *types.Package
}

// File is a Go file of a package.
type File struct {
	Name      string // below the root, "internal/work/task.go"
	Syntax    *ast.File
	Generated bool
}

// Text is a file as text: Go with its tests, templates, scripts, stylesheets, SQL, shell, Makefile.
type Text struct {
	Name  string // below the root
	Lines []string
}

// Content is the whole text.
func (t *Text) Content() string { return strings.Join(t.Lines, "\n") }

// Package returns a package by its path below the module, nil where there is none.
func (m *Module) Package(path string) *Package {
	for _, p := range m.Packages {
		if p.Path == path {
			return p
		}
	}
	return nil
}

// Base is the file's name without its folder.
func (f *File) Base() string { return filepath.Base(f.Name) }

// listed is what the go command tells about a package.
type listed struct {
	ImportPath, Dir, Export string
	GoFiles                 []string
	Module                  *struct{ Main bool }
	Error                   *struct{ Err string }
	DepsErrors              []struct{ Err string }
}

// load reads the module in a folder. The go command compiles what is imported; its types are read from
// there, those of the module's own packages from their source.
func load(dir string) (*Module, error) {
	root, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	packages, err := listPackages(root)
	if err != nil {
		return nil, err
	}
	path, err := goCommand(root, "list", "-m")
	if err != nil {
		return nil, err
	}
	m := &Module{Path: string(bytes.TrimSpace(path)), Fset: token.NewFileSet()}
	exports := map[string]string{}
	for _, p := range packages {
		exports[p.ImportPath] = p.Export
	}
	imported := importer.ForCompiler(m.Fset, "gc", func(path string) (io.ReadCloser, error) {
		if exports[path] == "" {
			return nil, fmt.Errorf("package %s was not compiled", path)
		}
		return os.Open(exports[path])
	})
	for _, p := range packages {
		if p.Module == nil || !p.Module.Main {
			continue
		}
		loaded, err := m.loadPackage(root, p, imported)
		if err != nil {
			return nil, err
		}
		m.Packages = append(m.Packages, loaded)
	}
	m.Texts, err = readTexts(root)
	return m, err
}

func listPackages(root string) (packages []listed, err error) {
	out, err := goCommand(root, "list", "-export", "-deps", "-json=ImportPath,Dir,Export,GoFiles,Module,Error", "./...")
	if err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(out))
	for {
		var p listed
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return packages, nil
		} else if err != nil {
			return nil, err
		}
		if p.Error != nil {
			return nil, errors.New(p.Error.Err)
		}
		packages = append(packages, p)
	}
}

func goCommand(dir string, args ...string) ([]byte, error) {
	command := exec.Command("go", args...)
	command.Dir = dir
	var complaint bytes.Buffer
	command.Stderr = &complaint
	out, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("go %s: %w\n%s", args[0], err, complaint.String())
	}
	return out, nil
}

func (m *Module) loadPackage(root string, p listed, imported types.Importer) (*Package, error) {
	loaded := &Package{
		Path: strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, m.Path), "/"),
		Info: newInfo(),
	}
	var syntax []*ast.File
	for _, name := range p.GoFiles {
		path := filepath.Join(p.Dir, name)
		file, err := parser.ParseFile(m.Fset, path, nil, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		short, err := filepath.Rel(root, path)
		if err != nil {
			return nil, err
		}
		syntax = append(syntax, file)
		loaded.Files = append(loaded.Files, &File{
			Name:      filepath.ToSlash(short),
			Syntax:    file,
			Generated: ast.IsGenerated(file),
		})
	}
	config := types.Config{Importer: imported}
	var err error
	if loaded.Types, err = config.Check(p.ImportPath, m.Fset, syntax, loaded.Info); err != nil {
		return nil, fmt.Errorf("%s: %w", p.ImportPath, err)
	}
	return loaded, nil
}

// skipped are folders with nothing of our own.
var skipped = map[string]bool{
	".git": true, "bin": true, "node_modules": true, "tmp": true,
	"static/vendor": true, "data/var": true, "cmd/lint/testdata": true, "web/testdata": true,
}

// readTexts reads every file that has lines of ours.
func readTexts(root string) (texts []*Text, err error) {
	err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		if entry.IsDir() {
			if skipped[name] {
				return filepath.SkipDir
			}
			return nil
		}
		if !hasLines(name) {
			return nil
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		texts = append(texts, &Text{Name: name, Lines: strings.Split(string(content), "\n")})
		return nil
	})
	return texts, err
}

func hasLines(name string) bool {
	if strings.HasSuffix(name, "_templ.go") {
		return false
	}
	switch filepath.Ext(name) {
	case ".go", ".templ", ".js", ".mjs", ".css", ".sql", ".sh", ".md":
		return true
	}
	return filepath.Base(name) == "Makefile"
}

// newInfo is what the type checker is asked to note.
func newInfo() *types.Info {
	return &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{},
		Uses:  map[*ast.Ident]types.Object{},
		Defs:  map[*ast.Ident]types.Object{},
	}
}
