package locale_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"congthidua/internal/access"
	"congthidua/internal/ceremony"
	"congthidua/internal/emulation"
	"congthidua/internal/locale"

	"gopkg.in/yaml.v3"
)

// speaking are the functions whose Vietnamese arguments stand on the screen.
var speaking = map[string]bool{
	"t": true, "T": true, "Done": true, "leave": true, "Conflictf": true, "Invalidf": true, "Refuse": true, "Reason": true,
	"Choice": true, "Say": true, "entry": true, "Options": true, "UnitOptions": true, "NewHTTPError": true, "permit": true,
}

// keys are the fields of structs whose texts stand on the screen.
var keys = []string{"Format", "label", "Do", "About"}

// silent are the folders whose texts are no screen's: papers are always Vietnamese, the demonstration is data.
var silent = []string{"/internal/demo/", "/internal/paper/", "/internal/trial/", "/internal/store/migration/"}

// texts gathers every text of the screen out of the sources: arguments of the speaking functions, the
// formats of fault.Text, and the values of package-level tables of names.
func texts(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, folder := range []string{"../../templates", "../../web", "../../internal"} {
		walk(t, folder, ".go", func(path string) {
			if isSilent(path) {
				return
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution|parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			for _, text := range spoken(file) {
				if foreign(text) {
					found[text] = path
				}
			}
		})
	}
	for _, p := range ceremony.Papers {
		found[p.Name] = "papers"
	}
	for _, kind := range emulation.Kinds {
		found[kind.Name] = "kinds of rules"
	}
	for _, role := range access.RoleList {
		found[role.Name] = "roles"
	}
	return found
}

func isSilent(path string) bool {
	for _, folder := range silent {
		if strings.Contains(path, folder) {
			return true
		}
	}
	return false
}

// spoken returns the texts of one file that stand on the screen.
func spoken(file *ast.File) (list []string) {
	add := func(e ast.Expr) {
		if text, ok := literal(e); ok {
			list = append(list, text)
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if name := called(n); speaking[name] || strings.HasPrefix(name, "change") {
				for _, argument := range n.Args {
					add(argument)
				}
			}
		case *ast.CompositeLit: // a field of a catalogue has a type and a label
			if _, typed := valueOf(n, "Type"); typed {
				for _, name := range []string{"Label", "Hint", "Unit"} {
					if text, ok := valueOf(n, name); ok {
						add(text)
					}
				}
			}
		case *ast.KeyValueExpr:
			if key, ok := n.Key.(*ast.Ident); ok && (slices.Contains(keys, key.Name)) {
				add(n.Value)
			}
		}
		return true
	})
	for _, d := range file.Decls {
		// "//locale:paper" over a table says that its texts stand on papers or in data, never on the screen.
		if vars, ok := d.(*ast.GenDecl); ok && vars.Tok == token.VAR && !marked(vars.Doc) {
			ast.Inspect(vars, func(n ast.Node) bool { // tables of texts
				if table, ok := n.(*ast.CompositeLit); ok {
					for _, element := range table.Elts {
						if pair, ok := element.(*ast.KeyValueExpr); ok {
							element = pair.Value
						}
						add(element)
					}
				}
				return true
			})
		}
	}
	return list
}

// valueOf returns what a struct's literal gives to a field.
func valueOf(literal *ast.CompositeLit, field string) (ast.Expr, bool) {
	for _, element := range literal.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			if key, ok := pair.Key.(*ast.Ident); ok && key.Name == field {
				return pair.Value, true
			}
		}
	}
	return nil, false
}

func marked(doc *ast.CommentGroup) bool {
	return doc != nil && slices.ContainsFunc(doc.List, func(c *ast.Comment) bool { return c.Text == "//locale:paper" })
}

// called is the name of the function or method that is called.
func called(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	case *ast.IndexExpr:
		return called(&ast.CallExpr{Fun: f.X})
	}
	return ""
}

// literal is the value of a string that is written out, also over several lines.
func literal(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			text, err := strconv.Unquote(e.Value)
			return text, err == nil
		}
	case *ast.BinaryExpr:
		left, ok := literal(e.X)
		right, both := literal(e.Y)
		return left + right, ok && both && e.Op == token.ADD
	}
	return "", false
}

// foreign reports whether a text needs a translation: it has a letter that only Vietnamese has.
func foreign(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return r > 127 && unicode.IsLetter(r) })
}

func TestEveryTextHasItsEnglish(t *testing.T) {
	missing := 0
	for text, where := range texts(t) {
		if text == "–" || text == "—" || locale.Has(text) {
			continue
		}
		missing++
		t.Errorf("%s: %q", where, text)
	}
	if missing > 0 {
		t.Errorf("%d texts have no English in data/locale/en.yaml", missing)
	}
}

// TestEveryTranslationIsUsed: a text of the catalogue stands, letter by letter, as a literal in a source or as a
// value in a file of data. What stands nowhere is left over from a page that has changed.
func TestEveryTranslationIsUsed(t *testing.T) {
	written := map[string]bool{}
	for _, folder := range []string{"../../templates", "../../web", "../../internal"} {
		walk(t, folder, ".go", func(path string) {
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if e, ok := n.(ast.Expr); ok {
					if text, ok := literal(e); ok {
						written[text] = true
					}
				}
				return true
			})
		})
	}
	walk(t, "../../data/catalogue", ".yaml", func(path string) {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var document yaml.Node
		if err := yaml.Unmarshal(content, &document); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		values(&document, written)
	})
	for _, text := range locale.Texts() {
		if !written[text] {
			t.Errorf("%q", text)
		}
	}
}

// values gathers the scalars of a document.
func values(n *yaml.Node, into map[string]bool) {
	if n.Kind == yaml.ScalarNode {
		into[n.Value] = true
	}
	for _, child := range n.Content {
		values(child, into)
	}
}

// walk calls do for the files of a folder with an ending, tests apart.
func walk(t *testing.T, folder, ending string, do func(path string)) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && strings.HasSuffix(path, ending) && !strings.HasSuffix(path, "_test.go") {
			do(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTranslationsKeepTheirBlanks(t *testing.T) {
	blank := regexp.MustCompile(`%[-+0-9.]*[a-z%]`)
	for text := range texts(t) {
		english := locale.T(locale.With(t.Context(), locale.English), text)
		if a, b := blank.FindAllString(text, -1), blank.FindAllString(english, -1); strings.Join(a, " ") != strings.Join(b, " ") {
			t.Errorf("%q takes %v, its English %v", text, a, b)
		}
	}
}
