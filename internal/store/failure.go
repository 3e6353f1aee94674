package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	"congthidua/internal/fault"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// A constraint of the database that was broken.
type broken struct {
	kind    constraint
	columns []string // of which the engine speaks, as far as it does
}

type constraint int

const (
	unique    constraint = iota + 1 // another row has the same key
	missing                         // a value is NULL that must not be
	wrong                           // a CHECK
	reference                       // what is referred to is not there, or is still referred to
	guarded                         // a trigger keeps the row as it is
)

// explain turns the error of a transaction into what its caller may be told. The values of package fault
// pass unchanged; a broken constraint becomes fault.Invalid or a Conflict, with the engine's own error
// behind it for the log; what cannot be written now is fault.ErrUnavailable.
func explain(ctx context.Context, e engine, err error) error {
	if err == nil || isFault(err) {
		return err
	}
	if e.unavailable(err) {
		return errors.Join(fault.ErrUnavailable, err)
	}
	if b, ok := e.broken(err); ok {
		return errors.Join(b.fault(), err)
	}
	if use := useOf(ctx); use != "" && !strings.HasPrefix(err.Error(), use) {
		return fmt.Errorf("%s: %w", use, err)
	}
	return err
}

func isFault(err error) bool {
	var invalid fault.Invalid
	var conflict fault.Conflict
	return errors.Is(err, fault.ErrNotFound) || errors.Is(err, fault.ErrForbidden) || errors.Is(err, fault.ErrUnavailable) ||
		errors.As(err, &invalid) || errors.As(err, &conflict)
}

// fault says in Vietnamese what a broken constraint means, at the field where there is just one.
func (b broken) fault() error {
	field := ""
	if len(b.columns) == 1 {
		field = b.columns[0]
	}
	switch b.kind {
	case unique:
		return fault.Invalidf(field, "Đã có bản ghi khác với giá trị này")
	case missing:
		return fault.Invalidf(field, "Không được để trống")
	case wrong:
		return fault.Invalidf(field, "Giá trị không hợp lệ, hoặc quá dài")
	case reference:
		return fault.Invalidf("", "Bản ghi được chọn không còn, hoặc đang được nơi khác dùng")
	}
	return fault.Conflictf("Bản ghi này được giữ nguyên, không sửa hay xóa được nữa.")
}

// Duplicate reports whether err is a broken unique key: another row has the same values.
func Duplicate(err error) bool {
	for _, e := range []engine{sqlite{}, postgres{}} {
		if b, ok := e.broken(err); ok {
			return b.kind == unique
		}
	}
	return false
}

// useKey is where a context carries the use case that it serves.
type useKey struct{}

// withUse notes who called Read or Write. Its name is looked up only when something fails.
func withUse(ctx context.Context) context.Context {
	var caller [1]uintptr
	runtime.Callers(3, caller[:]) // Callers, withUse, Read or Write
	return context.WithValue(ctx, useKey{}, caller[0])
}

// useOf names the use case of a context as "award.SaveDecision"; "" where there is none.
func useOf(ctx context.Context) string {
	caller, ok := ctx.Value(useKey{}).(uintptr)
	if !ok {
		return ""
	}
	frame, _ := runtime.CallersFrames([]uintptr{caller}).Next()
	name := frame.Function[strings.LastIndexByte(frame.Function, '/')+1:] // "award.(*Service).SaveDecision.func1"
	name = strings.ReplaceAll(strings.ReplaceAll(name, "(*Service).", ""), "Service.", "")
	if before, _, ok := strings.Cut(name, ".func"); ok {
		name = before
	}
	return name
}

// nameStatements makes every failing statement of a handle say which use case and which statement it was.
func nameStatements(e engine, db *gorm.DB) error {
	name := func(verb string) func(*gorm.DB) {
		return func(db *gorm.DB) {
			Queries.Add(1)
			if db.Error != nil && !errors.Is(db.Error, gorm.ErrRecordNotFound) {
				db.Error = failed(db, verb, db.Error)
			}
		}
	}
	callbacks := db.Callback()
	return errors.Join(
		callbacks.Create().After("gorm:create").Register("store:name", name("create")),
		callbacks.Query().After("gorm:query").Register("store:name", name("query")),
		callbacks.Update().After("gorm:update").Register("store:name", name("update")),
		callbacks.Delete().After("gorm:delete").Register("store:name", name("delete")),
		callbacks.Row().After("gorm:row").Register("store:name", name("row")),
		callbacks.Raw().After("gorm:raw").Register("store:name", name("raw")),
	)
}

// failed names the use case, the verb and the table of a statement that failed.
func failed(db *gorm.DB, verb string, err error) error {
	what := db.Statement.Table
	if what == "" {
		what = firstWords(db.Statement.SQL.String())
	}
	return fmt.Errorf("%s: %s %s: %w", useOf(db.Statement.Context), verb, what, err)
}

// firstWords are the first four words of a statement, which tell it from others.
func firstWords(sql string) string {
	words := strings.Fields(sql)
	return strings.Join(words[:min(4, len(words))], " ")
}

// slow is from how long on a statement stands in the log.
const slow = 500 * time.Millisecond

// watcher is GORM's logger: it writes a line for every slow statement and nothing else. The text of the
// statement has no values in it.
type watcher struct {
	log  atomic.Pointer[slog.Logger] // nil drops the lines
	slow atomic.Int64                // nanoseconds; 0 stands for slow
}

// GORM notes the statement of a Scan through a recorder of its own, which knows no logger: without this the
// log would hold names and searches.
func init() { logger.RecorderParamsFilter = (*watcher)(nil).ParamsFilter }

// LogMode implements gorm's logger.Interface.
func (w *watcher) LogMode(logger.LogLevel) logger.Interface { return w }

// Info implements gorm's logger.Interface.
func (*watcher) Info(context.Context, string, ...any) {}

// Warn implements gorm's logger.Interface.
func (*watcher) Warn(context.Context, string, ...any) {}

// Error implements gorm's logger.Interface.
func (*watcher) Error(context.Context, string, ...any) {}

// ParamsFilter keeps values out of the text of statements.
func (*watcher) ParamsFilter(_ context.Context, sql string, _ ...any) (string, []any) {
	return sql, nil
}

// Trace implements gorm's logger.Interface.
func (w *watcher) Trace(ctx context.Context, begun time.Time, statement func() (sql string, rows int64), _ error) {
	took := time.Since(begun)
	log := w.log.Load()
	if log == nil || took < cmp.Or(time.Duration(w.slow.Load()), slow) {
		return
	}
	sql, rows := statement()
	log.Warn("slow statement", "use", useOf(ctx), "ms", took.Milliseconds(), "rows", rows, "sql", sql)
}

// config is how both engines' handles are set up.
func config(w *watcher) *gorm.Config {
	return &gorm.Config{SkipDefaultTransaction: true, DisableAutomaticPing: true, Logger: w}
}
