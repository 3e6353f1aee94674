package main

import (
	"cmp"
	"fmt"
	"go/token"
	"slices"
)

// Rule is one thing that is asked of the code.
type Rule struct {
	Name  string
	Doc   string // what it asks for and why, one paragraph
	Check func(r *Run)
}

// rules are all rules in the order in which they are shown.
var rules = []Rule{
	widthRule, sizeRule, docRule, addressRule, classRule,
	towerRule, templateRule, tableReadRule, tableWriteRule, ownerRule,
	actorRule, reachRule, roleRule, bindRule,
	rawRule, hotRule, recordRule, portableRule, enumRule,
	codeRule, codeSQLRule, codeTemplateRule,
	sentinelRule, droppedRule, swallowedRule,
	clockRule, dateLayoutRule, backgroundRule,
}

// exceptionRule is the name under which exceptions are reported that excuse nothing.
const exceptionRule = "exception"

// Finding is a place that breaks a rule.
type Finding struct {
	File          string
	Line          int
	Rule, Message string
}

func (f Finding) String() string {
	return fmt.Sprintf("%s:%d: %s: %s", f.File, f.Line, f.Rule, f.Message)
}

// Exception is a place that is right in spite of a rule.
type Exception struct {
	Rule   string
	Symbol string // what the rule names: a function ("work.Service.Recur"), a file, a package
	Reason string
}

// Run is the check of one rule.
type Run struct {
	*Module
	rule       Rule
	exceptions []Exception
	used       map[Exception]bool
	findings   []Finding
}

// check runs rules over a module. Exceptions that excuse nothing are findings where their rule was run.
func check(m *Module, chosen []Rule, exceptions []Exception) (findings []Finding) {
	used := map[Exception]bool{}
	for _, rule := range chosen {
		run := &Run{Module: m, rule: rule, exceptions: exceptions, used: used}
		rule.Check(run)
		findings = append(findings, run.findings...)
	}
	for _, e := range exceptions {
		if !used[e] && slices.ContainsFunc(chosen, func(r Rule) bool { return r.Name == e.Rule }) {
			findings = append(findings, Finding{
				File:    "cmd/lint/exceptions.go",
				Line:    1,
				Rule:    exceptionRule,
				Message: fmt.Sprintf("nothing breaks %s at %s any more", e.Rule, e.Symbol),
			})
		}
	}
	slices.SortFunc(findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Message, b.Message))
	})
	return slices.Compact(findings)
}

// excused reports whether the exceptions name a symbol for this rule.
func (r *Run) excused(symbol string) bool {
	for _, e := range r.exceptions {
		if e.Rule == r.rule.Name && e.Symbol == symbol {
			r.used[e] = true
			return true
		}
	}
	return false
}

// At reports a line of a file.
func (r *Run) At(file string, line int, format string, args ...any) {
	message := fmt.Sprintf(format, args...)
	r.findings = append(r.findings, Finding{File: file, Line: line, Rule: r.rule.Name, Message: message})
}

// Node reports a node of a file, unless the exceptions name the function around it.
func (r *Run) Node(v Visit, pos token.Pos, format string, args ...any) {
	if !r.excused(v.Symbol()) {
		r.At(v.File.Name, r.Fset.Position(pos).Line, format, args...)
	}
}
