// Package fault is the closed set of errors that a use case may return. The web maps each
// kind to one status: ErrNotFound 404, Invalid 422, Conflict 409, ErrForbidden 403, ErrUnavailable 503.
// Any other error is a defect and becomes a 500 with a number that the log also has.
package fault

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// ErrNotFound also stands for what exists but is out of the actor's reach.
var ErrNotFound = errors.New("không tìm thấy")

// ErrForbidden says that the actor's roles do not allow the action at all.
var ErrForbidden = errors.New("không có quyền")

// ErrUnavailable says that the store cannot accept a write now; nothing was saved.
var ErrUnavailable = errors.New("hệ thống tạm thời không ghi được dữ liệu")

// Text is a Vietnamese sentence with its blanks not yet filled, so that the screen can say it in
// the reader's language. Args are names, figures and quotations; they stay as they are.
type Text struct {
	Format string
	Args   []any
}

// String is the sentence in Vietnamese.
func (t Text) String() string {
	if len(t.Args) == 0 {
		return t.Format
	}
	return fmt.Sprintf(t.Format, t.Args...)
}

// Conflict says that the record changed, or is in a state in which the action is not possible.
type Conflict struct{ Text }

func (c Conflict) Error() string { return c.String() }

// Is tells conflicts apart by what they say; for errors.Is.
func (c Conflict) Is(target error) bool {
	other, ok := target.(Conflict)
	return ok && other.Format == c.Format
}

// Conflictf returns a Conflict with a Vietnamese message.
func Conflictf(format string, args ...any) error { return Conflict{Text{format, args}} }

// ErrStale is the Conflict of a save made from a page that is no longer current.
var ErrStale = Conflictf("Dữ liệu đã được người khác thay đổi sau khi bạn mở trang này.")

// Invalid carries a Vietnamese message for each field that was refused.
// The key "" holds a message about the whole form.
type Invalid struct{ Fields map[string]Text }

func (v Invalid) Error() string {
	var parts []string
	for _, field := range slices.Sorted(maps.Keys(v.Fields)) {
		parts = append(parts, strings.TrimPrefix(field+": "+v.Fields[field].String(), ": "))
	}
	return strings.Join(parts, "; ")
}

// First is the message about the form as a whole, else that of the first field by name.
func (v Invalid) First() Text {
	for _, field := range slices.Sorted(maps.Keys(v.Fields)) {
		return v.Fields[field]
	}
	return Text{}
}

// Invalidf returns an Invalid with one message, for a field or (with "") the whole form.
func Invalidf(field, format string, args ...any) error {
	return Invalid{Fields: map[string]Text{field: {format, args}}}
}
