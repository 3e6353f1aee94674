package portal

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// notActions are texts of the program that look like an action of the log and are none: places of fields.
var notActions = []string{"quota.share", "quota.of"}

// roomOf is what an action begins with.
func roomOf(action string) string {
	room, _, _ := strings.Cut(action, ".")
	return room
}

// sources calls f for every file of the program's packages, but for the tests.
func sources(t *testing.T, f func(path string, file *ast.File)) {
	t.Helper()
	err := fs.WalkDir(os.DirFS("../../internal"), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), "../../internal/"+path, nil, parser.SkipObjectResolution)
		if err == nil {
			f(path, file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// texts are the string literals below a node.
func texts(n ast.Node) (list []string) {
	ast.Inspect(n, func(n ast.Node) bool {
		if lit, is := n.(*ast.BasicLit); is && lit.Kind == token.STRING {
			if text, err := strconv.Unquote(lit.Value); err == nil {
				list = append(list, text)
			}
		}
		return true
	})
	return list
}

// TestEveryLoggedActionHasAName: what is written to the log is read by people. An action may be handed from function
// to function, so every text that begins as an action does is taken for one; permissions and entries of somebody's
// work, which look the same, stand in files of their own.
func TestEveryLoggedActionHasAName(t *testing.T) {
	rooms := map[string]bool{"scorecard": true, "period": true}
	for action := range Actions {
		rooms[roomOf(action)] = true
	}
	action := regexp.MustCompile(`^[a-z]+\.[a-z_]+$`)
	found := 0
	named := func(path, text string) {
		if found++; logged(t.Context(), text) == text || strings.HasSuffix(logged(t.Context(), text), ": ") {
			t.Errorf("%s: %s has no name", path, text)
		}
	}
	sources(t, func(path string, file *ast.File) {
		if !strings.HasPrefix(path, "access/") && !strings.Contains(path, "/todo") {
			for _, text := range texts(file) {
				if action.MatchString(text) && rooms[roomOf(text)] && !slices.Contains(notActions, text) {
					named(path, text)
				}
			}
		}
		for _, call := range notes(file) {
			if lit, is := call.Args[3].(*ast.BasicLit); is { // of a room that is not known, too
				named(path, strings.Trim(lit.Value, `"`))
			}
		}
	})
	if found < 150 {
		t.Errorf("only %d actions found", found)
	}
}

// notes are the calls of audit.Note in a file.
func notes(file *ast.File) (calls []*ast.CallExpr) {
	ast.Inspect(file, func(n ast.Node) bool {
		if call, is := n.(*ast.CallExpr); is && len(call.Args) == 7 {
			if f, is := call.Fun.(*ast.SelectorExpr); is && f.Sel.Name == "Note" {
				calls = append(calls, call)
			}
		}
		return true
	})
	return calls
}

// TestEveryActionCanBeFiltered by one choice of the filter, and every choice finds something.
func TestEveryActionCanBeFiltered(t *testing.T) {
	finds := map[string]bool{"": true, "scorecard": true}
	for action := range Actions {
		var by []string
		for _, k := range logKinds(t.Context()) {
			if k.Value != "" && strings.HasPrefix(action, k.Value) { // as the query does
				by, finds[k.Value] = append(by, k.Value), true
			}
		}
		if len(by) != 1 || by[0] != roomOf(action) {
			t.Errorf("%s is found by %q", action, by)
		}
	}
	for _, k := range logKinds(t.Context()) {
		if !finds[k.Value] {
			t.Errorf("%q finds nothing", k.Value)
		}
	}
}

// TestEveryLoggedObjectIsCalledSomething: the table that an entry names, but for those of settings, which name no row.
func TestEveryLoggedObjectIsCalledSomething(t *testing.T) {
	constants := map[string]string{} // by package: the table of a package with one object
	sources(t, func(path string, file *ast.File) {
		for _, d := range file.Decls {
			decl, is := d.(*ast.GenDecl)
			if !is || decl.Tok != token.CONST {
				continue
			}
			for _, spec := range decl.Specs {
				v := spec.(*ast.ValueSpec)
				if v.Names[0].Name == "object" {
					constants[file.Name.Name] = texts(v)[0]
				}
			}
		}
	})
	found := 0
	sources(t, func(path string, file *ast.File) {
		for _, call := range notes(file) {
			table := ""
			switch x := call.Args[4].(type) {
			case *ast.BasicLit:
				table = strings.Trim(x.Value, `"`)
			case *ast.Ident:
				table = constants[file.Name.Name]
			}
			if id, is := call.Args[5].(*ast.BasicLit); table == "" || is && id.Value == "0" {
				continue
			}
			if found++; logObjects[table].name == "" {
				t.Errorf("%s: %s has no name", path, table)
			}
		}
	})
	if found < 60 {
		t.Errorf("only %d objects found", found)
	}
}

func TestBrowserIsSaidInAFewWords(t *testing.T) {
	for agent, want := range map[string]string{
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36 Edg/120.0": "Edge, Windows",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Mobile/15E148 Safari/604.1":        "Safari, iPhone",
		"curl/8.0": "curl/8.0",
	} {
		if got := Browser(agent); got != want {
			t.Errorf("%s: %q", agent, got)
		}
	}
}
