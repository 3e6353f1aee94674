package main

import "testing"

func TestSwallowedRule(t *testing.T) {
	try(t, swallowedRule, []sample{
		{
			name: "a loop that goes on",
			source: `package work

func g(int) error { return nil }

func f(list []int) {
	for _, n := range list {
		if err := g(n); err != nil {
			continue
		}
	}
}
`,
			want: []string{
				"7: the loop goes on in spite of the error",
			},
		},
		{
			name: "one of several conditions of a loop",
			source: `package work

func g(int) error { return nil }

func f(list []int) {
	for _, n := range list {
		if err := g(n); err != nil || n == 1 {
			continue
		}
	}
}
`,
			want: []string{
				"7: the loop goes on in spite of the error",
			},
		},
		{
			name: "nil instead",
			source: `package work

func g() error { return nil }

func f() (int, error) {
	if err := g(); err != nil {
		return 0, nil
	}
	return 1, nil
}
`,
			want: []string{
				"6: nil is returned in spite of the error",
			},
		},
		{
			name: "a narrower condition",
			source: `package work

func g() error { return nil }

func f(drop bool) error {
	if err := g(); err != nil && !drop {
		return err
	}
	return nil
}
`,
			want: []string{
				"6: where the rest of the condition is false the error is swallowed",
			},
		},
		{
			name: "a narrower condition before the error is returned",
			source: `package work

func g() error { return nil }

func f(drop bool) error {
	err := g()
	if err != nil && !drop {
		println("gone")
	}
	return err
}
`,
		},
		{
			name: "the fault that is meant",
			source: `package work

import (
	"errors"

	"congthidua/internal/fault"
)

func g() error { return nil }

func f() error {
	if err := g(); err != nil && !errors.Is(err, fault.ErrNotFound) {
		return err
	}
	return nil
}
`,
		},
		{
			name: "with a reason",
			source: `package work

func g(int) error { return nil }

func f(list []int) error {
	for _, n := range list {
		if err := g(n); err != nil {
			continue // the next sweep finds it
		}
	}
	if err := g(0); err != nil {
		return nil // nobody is told
	}
	return nil
}
`,
		},
		{
			name: "a function that returns no error",
			source: `package work

func g() error { return nil }

func f() []int {
	if err := g(); err != nil {
		return nil
	}
	return []int{1}
}
`,
		},
	})
}
