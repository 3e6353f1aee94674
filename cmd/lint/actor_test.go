package main

import "testing"

func TestActorRule(t *testing.T) {
	try(t, actorRule, []sample{
		{
			name: "a use case with an actor",
			source: `package work

import (
	"context"

	"congthidua/internal/access"
	"gorm.io/gorm"
)

type Service struct{}

var (
	_ access.Actor
	_ *gorm.DB
	_ context.Context
)

func (s *Service) Save(ctx context.Context, a access.Actor, id int64) error { return nil }
`,
		},
		{
			name: "a use case without",
			source: `package work

import (
	"context"

	"congthidua/internal/access"
	"gorm.io/gorm"
)

type Service struct{}

var (
	_ access.Actor
	_ *gorm.DB
	_ context.Context
)

func (s *Service) Save(ctx context.Context, id int64) error { return nil }
`,
			want: []string{
				"18: work.Service.Save takes no actor",
			},
		},
		{
			name: "a handle instead of a context",
			source: `package work

import (
	"context"

	"congthidua/internal/access"
	"gorm.io/gorm"
)

type Service struct{}

var (
	_ access.Actor
	_ *gorm.DB
	_ context.Context
)

func (s *Service) Save(tx *gorm.DB, id int64) error { return nil }
`,
			want: []string{
				"18: work.Service.Save takes no actor",
			},
		},
		{
			name: "my work too",
			source: `package work

import (
	"context"

	"congthidua/internal/access"
	"gorm.io/gorm"
)

type Service struct{}

var (
	_ access.Actor
	_ *gorm.DB
	_ context.Context
)

func (s *Service) Todo(ctx context.Context) ([]string, error) { return nil, nil }
`,
			want: []string{
				"18: work.Service.Todo takes no actor",
			},
		},
		{
			name: "no use case: unexported, no context, a function",
			source: `package work

import (
	"context"

	"congthidua/internal/access"
	"gorm.io/gorm"
)

type Service struct{}

var (
	_ access.Actor
	_ *gorm.DB
	_ context.Context
)

func (s *Service) save(ctx context.Context) error { return nil }
func (s *Service) Name() string { return "" }
func Of(ctx context.Context) error { return nil }
`,
		},
		{
			name: "another type than Service",
			source: `package work

import "context"

type Runner struct{}

func (r *Runner) Save(ctx context.Context) error { return nil }
`,
		},
		{
			name: "the demonstration and the web are no rooms",
			source: `-- internal/demo/a.go --
package demo

import "context"

type Service struct{}

func (s *Service) Save(ctx context.Context) error { return nil }
-- web/a.go --
package web

import "context"

type Service struct{}

func (s *Service) Save(ctx context.Context) error { return nil }
`,
		},
	})
}
