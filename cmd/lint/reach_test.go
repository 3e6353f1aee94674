package main

import "testing"

func TestReachRule(t *testing.T) {
	try(t, reachRule, []sample{
		{
			name: "used",
			source: `package work

import "congthidua/internal/access"

const see access.Permission = "see"

func f(a access.Actor) (bool, error) {
	reach, err := a.Require(see)
	return reach.All, err
}
`,
		},
		{
			name: "a blank name",
			source: `package work

import "congthidua/internal/access"

const see access.Permission = "see"

func f(a access.Actor) error {
	_, err := a.Require(see)
	return err
}
`,
			want: []string{
				"8: the reach is thrown away",
			},
		},
		{
			name: "a blank name in a condition",
			source: `package work

import "congthidua/internal/access"

const see access.Permission = "see"

func f(a access.Actor) error {
	if _, err := a.Require(see); err != nil {
		return err
	}
	return nil
}
`,
			want: []string{
				"8: the reach is thrown away",
			},
		},
		{
			name: "a line of its own",
			source: `package work

import "congthidua/internal/access"

const see access.Permission = "see"

func f(a access.Actor) {
	a.Require(see)
}
`,
			want: []string{
				"8: the reach is thrown away",
			},
		},
		{
			name: "RequireAll returns none",
			source: `package work

import "congthidua/internal/access"

const see access.Permission = "see"

func f(a access.Actor) error { return a.RequireAll(see) }
`,
		},
	})
}
