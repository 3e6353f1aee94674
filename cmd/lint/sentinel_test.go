package main

import "testing"

func TestSentinelRule(t *testing.T) {
	try(t, sentinelRule, []sample{
		{
			name: "compared",
			source: `package work

import "congthidua/internal/fault"

func f(err error) bool { return err == fault.ErrStale }

func g(err error) bool { return fault.ErrStale != err }
`,
			want: []string{
				"5: errors are compared by ==",
				"7: errors are compared by !=",
			},
		},
		{
			name: "a switch and an assertion",
			source: `package work

import "congthidua/internal/fault"

type own struct{ error }

func f(err error) bool {
	switch err {
	case fault.ErrStale:
		return true
	}
	_, ok := err.(own)
	return ok
}
`,
			want: []string{
				"8: a switch compares errors",
				"12: a type assertion on an error",
			},
		},
		{
			name: "errors.Is, nil",
			source: `package work

import (
	"errors"

	"congthidua/internal/fault"
)

func f(err error) bool { return err != nil && errors.Is(err, fault.ErrStale) }
`,
		},
		{
			name: "what errors.Is calls",
			source: `package work

type own struct{ error }

func (o own) Is(target error) bool {
	other, ok := target.(own)
	return ok && other.error == o.error
}
`,
		},
	})
}
