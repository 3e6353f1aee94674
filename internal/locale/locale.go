// Package locale translates what the screen says. Vietnamese is the source language and
// at the same time the key; English is a catalogue in data/locale/en.yaml.
package locale

import (
	"context"
	"fmt"
	"strings"

	"congthidua/data"

	"gopkg.in/yaml.v3"
)

// Language is one of the two languages of the screen.
type Language string

// The languages of the screen. Papers are always Vietnamese.
const (
	Vietnamese Language = "vi"
	English    Language = "en"
)

// Parse returns the language named by s, Vietnamese where s names none.
func Parse(s string) Language {
	if s == string(English) {
		return English
	}
	return Vietnamese
}

type contextKey struct{}

// With returns a context in which T speaks l.
func With(ctx context.Context, l Language) context.Context {
	return context.WithValue(ctx, contextKey{}, l)
}

// Of returns the language of ctx.
func Of(ctx context.Context) Language {
	if l, ok := ctx.Value(contextKey{}).(Language); ok {
		return l
	}
	return Vietnamese
}

var english = func() map[string]string {
	texts := make(map[string]string)
	if err := yaml.Unmarshal(data.English, &texts); err != nil {
		panic("data/locale/en.yaml: " + err.Error())
	}
	return texts
}()

// T returns the text in the language of ctx, with args filled in as by fmt.Sprintf.
// A text without English stays Vietnamese.
func T(ctx context.Context, text string, args ...any) string {
	if Of(ctx) == English {
		if translated, ok := english[text]; ok {
			text = translated
		}
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// Title returns s with its first letter in upper case.
func Title(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}
