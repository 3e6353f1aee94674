package component

import (
	"context"
	"strings"

	"congthidua/internal/org"
)

// Option is a choice of a select field.
type Option struct{ Value, Text string }

// Options lists codes with their names, in the given order; first, where given, is the choice of none.
func Options[T ~string](ctx context.Context, codes []T, names map[T]string, first string) []Option {
	var options []Option
	if first != "" {
		options = append(options, Option{Text: t(ctx, first)})
	}
	for _, code := range codes {
		options = append(options, Option{Value: string(code), Text: t(ctx, names[code])})
	}
	return options
}

// UnitOptions lists units as a tree; first, where given, is the choice of none.
func UnitOptions(ctx context.Context, units []org.UnitRow, first string) []Option {
	line := func(u org.UnitRow) (int64, string, int) { return u.ID, u.Name, u.Depth() }
	return Tree(units, t(ctx, first), line)
}

// Tree lists things that hang in a tree as choices, indented; first, where given, is the
// choice of none.
func Tree[T any](nodes []T, first string, node func(T) (id int64, name string, depth int)) []Option {
	var options []Option
	if first != "" {
		options = append(options, Option{Text: first})
	}
	for _, n := range nodes {
		id, name, depth := node(n)
		options = append(options, Option{Value: Itoa(id), Text: strings.Repeat("– ", depth) + name})
	}
	return options
}

// YearText writes a year as it stands in a field, "" for none.
func YearText(year int) string {
	if year == 0 {
		return ""
	}
	return Itoa(year)
}
