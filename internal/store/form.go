package store

import (
	"context"
	"sync/atomic"
	"time"

	"congthidua/internal/fault"

	"gorm.io/gorm"
)

// form is the one-off token of the form that a request sends.
type form struct {
	token string
	at    int64       // Unix milliseconds
	used  atomic.Bool // by a transaction that was committed
}

type formKey struct{}

// WithForm returns a context whose first successful Write uses up a form's one-off token. The route
// table says which forms make something; the web puts their token here, so no use case can forget it.
func WithForm(ctx context.Context, token string, at time.Time) context.Context {
	return context.WithValue(ctx, formKey{}, &form{token: token, at: at.UnixMilli()})
}

// Aside returns a context whose writes leave the form's token alone. It is for what a request writes before the
// use case that the form is about, such as that a password was confirmed: the token must be used up together
// with what the form makes.
func Aside(ctx context.Context) context.Context {
	return context.WithValue(ctx, formKey{}, (*form)(nil))
}

// formToken is a token that was used.
type formToken struct {
	Token string `gorm:"primaryKey;size:64"`
	At    int64  // Unix milliseconds
	Path  string // not written any more; kept for the rows that have it
}

// formOf returns the form of a context, nil where there is none.
func formOf(ctx context.Context) *form {
	f, _ := ctx.Value(formKey{}).(*form)
	return f
}

// use uses up the form's token within the transaction of what the form makes, so that both are kept or
// neither. A request that writes again after that uses it no second time.
func (f *form) use(tx *gorm.DB) error {
	if f == nil || f.used.Load() {
		return nil
	}
	return UseToken(tx, f.token, f.at)
}

// UseToken uses up a one-off token. A second use is a Conflict: the form was sent twice, and the first
// one counts.
func UseToken(tx *gorm.DB, token string, at int64) error {
	if len(token) < 16 || len(token) > 64 {
		return fault.Invalidf("", "Biểu mẫu thiếu mã gửi một lần. Hãy tải lại trang rồi gửi lại.")
	}
	// Every save brings a token: prepared SQL, which `make bench` (a save of a card) justifies.
	_, err := Exec(tx, `INSERT INTO form_tokens (token, at) VALUES (?, ?)`, token, at)
	if Duplicate(err) {
		return fault.Conflictf("Biểu mẫu này đã được gửi và đã lưu một lần rồi.")
	}
	return err
}
