package store

import "strings"

// Where gathers the conditions of a query, which are joined by AND, with their arguments in the same order.
// Its zero value has no condition, which holds for every row.
type Where struct {
	parts []string
	Args  []any
}

// And adds a condition. One with OR in it brings its own parentheses.
func (w *Where) And(condition string, args ...any) {
	w.parts, w.Args = append(w.parts, condition), append(w.Args, args...)
}

// AndIf adds a condition of a filter that was asked for.
func (w *Where) AndIf(asked bool, condition string, args ...any) {
	if asked {
		w.And(condition, args...)
	}
}

// SQL returns the conditions as they stand behind WHERE.
func (w Where) SQL() string {
	if len(w.parts) == 0 {
		return "TRUE"
	}
	return strings.Join(w.parts, " AND ")
}
