package main

import (
	"go/ast"
	"go/token"
	"regexp"
	"strconv"
	"strings"
)

// Query is text that reads like SQL, put together from the literals of one expression. What is not a
// literal stands in it as gap.
type Query struct {
	Visit Visit
	Pos   token.Pos
	Text  string
	parts []queryPart
}

type queryPart struct {
	from int // offset in Text
	pos  token.Pos
	raw  bool // its lines are lines of the file
}

const gap = " § "

// sqlWords are what makes a text SQL, or a piece of it.
var sqlWords = regexp.MustCompile(`(?s)^\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH|CREATE|ALTER)\s` +
	`|\b(FROM|JOIN|WHERE|INTO|SET|VALUES|RETURNING|ORDER BY|GROUP BY|EXISTS|UNION|COALESCE|CASE)\b` +
	`|\b(AND|OR|ON|NOT IN|IN|IS NULL|IS NOT NULL)\b.*[?=<>(]|=\s*\?`)

// Queries visits every SQL text of the Go files that were written by hand.
func (r *Run) Queries(visit func(q Query)) {
	r.Each(func(v Visit, n ast.Node) {
		expr, ok := n.(ast.Expr)
		if !ok || !isText(expr) || len(v.Stack) > 0 && isText(v.Stack[len(v.Stack)-1]) {
			return
		}
		if q := textOf(v, expr); sqlWords.MatchString(q.Text) {
			visit(q)
		}
	})
}

// isText reports whether a node is a string literal or a sum of some.
func isText(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.BasicLit:
		return n.Kind == token.STRING
	case *ast.BinaryExpr:
		return n.Op == token.ADD && (isText(n.X) || isText(n.Y))
	case *ast.ParenExpr:
		return isText(n.X)
	}
	return false
}

func textOf(v Visit, expr ast.Expr) Query {
	q := Query{Visit: v, Pos: expr.Pos()}
	var add func(e ast.Expr)
	add = func(e ast.Expr) {
		switch e := e.(type) {
		case *ast.BasicLit:
			if text, err := strconv.Unquote(e.Value); err == nil && e.Kind == token.STRING {
				q.parts = append(q.parts, queryPart{len(q.Text), e.Pos(), e.Value[0] == '`'})
				q.Text += text
			}
		case *ast.BinaryExpr:
			add(e.X)
			add(e.Y)
		case *ast.ParenExpr:
			add(e.X)
		default:
			q.Text += gap
		}
	}
	add(expr)
	return q
}

// Line is the line of the file in which an offset of the text stands.
func (q Query) Line(r *Run, offset int) int {
	line := r.Fset.Position(q.Pos).Line
	for _, part := range q.parts {
		if part.from > offset {
			break
		}
		line = r.Fset.Position(part.pos).Line
		if part.raw {
			line += strings.Count(q.Text[part.from:offset], "\n")
		}
	}
	return line
}

// Report reports an offset of the text, unless the exceptions name the function around it.
func (q Query) Report(r *Run, offset int, format string, args ...any) {
	if !r.excused(q.Visit.Symbol()) {
		r.At(q.Visit.File.Name, q.Line(r, offset), format, args...)
	}
}

// from matches the tables that a statement reads or writes, with the word before each.
var from = regexp.MustCompile(`(?is)\b(INSERT INTO|DELETE FROM|UPDATE|FROM|JOIN)\s+([a-z_][a-z_0-9]*)\b`)

// tableUse is a table in a statement.
type tableUse struct {
	table  string
	writes bool
	offset int
}

// Tables are the tables of a statement. Names given by WITH are none of the database.
func (q Query) Tables() (list []tableUse) {
	local := map[string]bool{}
	for _, match := range regexp.MustCompile(`(?i)\b([a-z_]+)\s*(\([^()]*\)\s*)?AS\s+(MATERIALIZED\s+)?\(`).
		FindAllStringSubmatch(q.Text, -1) {
		local[match[1]] = true
	}
	for _, match := range from.FindAllStringSubmatchIndex(q.Text, -1) {
		word := strings.ToUpper(strings.Join(strings.Fields(q.Text[match[2]:match[3]]), " "))
		table := q.Text[match[4]:match[5]]
		if local[table] || table == "set" || table == "SET" {
			continue
		}
		writes := word != "FROM" && word != "JOIN"
		list = append(list, tableUse{table: table, writes: writes, offset: match[4]})
	}
	return list
}
