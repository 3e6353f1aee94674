// Package rule compiles and evaluates the quantitative rules that stand in the catalogue as
// expressions, and shows a result together with the figures it was made of.
package rule

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"strings"

	"congthidua/internal/viet"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/vm"
)

// Expression is a compiled rule.
type Expression struct {
	Source  string
	program *vm.Program
}

// SyntaxError says where in an expression the compiler stopped.
type SyntaxError struct {
	Source  string
	Column  int // in characters, from 1
	Message string
}

func (e SyntaxError) Error() string {
	return fmt.Sprintf("ký tự %d: %s", e.Column, e.Message)
}

// maxNodes bounds what one expression may contain: people write rules, not programs.
const maxNodes = 300

// Compile compiles source against an environment of the given names and example values.
// A faulty expression comes back as SyntaxError.
func Compile(source string, env map[string]any) (*Expression, error) {
	program, err := expr.Compile(source, expr.Env(env), expr.MaxNodes(maxNodes))
	if err != nil {
		var at *file.Error
		if errors.As(err, &at) {
			return nil, SyntaxError{Source: source, Column: at.Column + 1, Message: at.Message}
		}
		return nil, SyntaxError{Source: source, Column: 1, Message: err.Error()}
	}
	return &Expression{Source: source, program: program}, nil
}

// ErrNotANumber says that an expression gave no finite number.
var ErrNotANumber = errors.New("công thức không cho kết quả là một số")

// Number evaluates the expression to a finite number.
func (e *Expression) Number(env map[string]any) (float64, error) {
	value, err := expr.Run(e.program, env)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", e.Source, err)
	}
	var x float64
	switch v := value.(type) {
	case float64:
		x = v
	case int:
		x = float64(v)
	default:
		return 0, fmt.Errorf("%s: %w", e.Source, ErrNotANumber)
	}
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return 0, fmt.Errorf("%s: %w", e.Source, ErrNotANumber)
	}
	return x, nil
}

// True evaluates the expression to a truth value.
func (e *Expression) True(env map[string]any) (bool, error) {
	value, err := expr.Run(e.program, env)
	if err != nil {
		return false, fmt.Errorf("%s: %w", e.Source, err)
	}
	truth, ok := value.(bool)
	if !ok {
		return false, fmt.Errorf("%s: điều kiện phải cho kết quả đúng hoặc sai", e.Source)
	}
	return truth, nil
}

var (
	blank = regexp.MustCompile(`\{([a-z_][a-z0-9_]*)\}`)
	name  = regexp.MustCompile(`[a-z_][a-z0-9_]*`)
)

// Fill writes the figures into a template: "{completed} ÷ {assigned}" becomes "12 ÷ 12".
func Fill(template string, figures map[string]float64) string {
	return blank.ReplaceAllStringFunc(template, func(s string) string {
		if x, ok := figures[s[1:len(s)-1]]; ok {
			return viet.Points(x)
		}
		return s
	})
}

// Show writes a formula with its names replaced by figures and its operators as people
// write them: "discipline + duty" becomes "18 + 63".
func Show(source string, figures map[string]float64) string {
	s := name.ReplaceAllStringFunc(source, func(word string) string {
		if x, ok := figures[word]; ok {
			return viet.Points(x)
		}
		return word
	})
	return strings.NewReplacer("*", "×", "/", "÷", "-", "−").Replace(s)
}
