package store_test

import (
	"errors"
	"strings"
	"testing"

	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

func TestWriteIsWholeOrNothing(t *testing.T) {
	t.Parallel()
	st := opened(t)
	refused := fault.Conflictf("đã ký")
	before := st.Writes()
	err := st.Write(t.Context(), func(tx *gorm.DB) error {
		if err := tx.Exec(`UPDATE samples SET title = 'new'`).Error; err != nil {
			return err
		}
		return refused
	})
	if !errors.Is(err, refused) || err.Error() != "đã ký" {
		t.Errorf("%v; want the fault as it is", err)
	}
	if got := row(t, st, 1); got.Title != "one" {
		t.Errorf("half of it stayed: %+v", got)
	}
	if st.Writes() == before {
		t.Error("the transaction was not counted")
	}
	if err := st.Read(t.Context()).Exec(`UPDATE samples SET title = 'new'`).Error; err == nil {
		t.Error("a reader wrote")
	}
}

func TestBrokenConstraints(t *testing.T) {
	t.Parallel()
	st := opened(t)
	for _, c := range []struct {
		name, statement string
		field, message  string
		duplicate       bool
	}{
		{
			name:      "a unique key",
			statement: `UPDATE samples SET code = 'a'`,
			field:     "code",
			message:   "Đã có bản ghi khác với giá trị này",
			duplicate: true,
		},
		{
			name:      "the number itself",
			statement: `INSERT INTO samples (id, state, title) VALUES (1, 'x', 'x')`,
			field:     "id",
			message:   "Đã có bản ghi khác với giá trị này",
			duplicate: true,
		},
		{
			name:      "no value",
			statement: `UPDATE samples SET state = NULL`,
			field:     "state",
			message:   "Không được để trống",
			duplicate: false,
		},
		{
			name:      "a CHECK",
			statement: `UPDATE samples SET title = '12345678901'`,
			field:     "title",
			message:   "Giá trị không hợp lệ, hoặc quá dài",
			duplicate: false,
		},
		{
			name:      "a parent that is not there",
			statement: `UPDATE samples SET parent_id = 9`,
			field:     "",
			message:   "Bản ghi được chọn không còn, hoặc đang được nơi khác dùng",
			duplicate: false,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			var inner error
			err := st.Write(t.Context(), func(tx *gorm.DB) error {
				inner = tx.Exec(c.statement).Error
				return inner
			})
			var invalid fault.Invalid
			if !errors.As(err, &invalid) || len(invalid.Fields) != 1 {
				t.Fatalf("%v is not Invalid with one field", err)
			}
			if got := invalid.Fields[c.field].String(); got != c.message {
				t.Errorf("%v, want %q: %q", invalid, c.field, c.message)
			}
			if got := store.Duplicate(inner); got != c.duplicate {
				t.Errorf("duplicate %t, want %t", got, c.duplicate)
			}
		})
	}
	if store.Duplicate(nil) || store.Duplicate(errors.New("UNIQUE constraint failed: a.b")) {
		t.Error("what is no engine's error is a duplicate")
	}
}

func TestAGuardedRecordIsAConflict(t *testing.T) {
	t.Parallel()
	st := opened(t)
	do(t, st, func(tx *gorm.DB) error {
		return tx.Exec(`INSERT INTO audit_log (at, actor, action, object, previous, hash) VALUES (1, 'a', 'a', 'a', '', ?)`,
			strings.Repeat("0", 64)).Error
	})
	for _, statement := range []string{`UPDATE audit_log SET actor = 'b'`, `DELETE FROM audit_log`} {
		err := st.Write(t.Context(), func(tx *gorm.DB) error { return tx.Exec(statement).Error })
		var conflict fault.Conflict
		if !errors.As(err, &conflict) {
			t.Errorf("%s: %v is not a Conflict", statement, err)
		}
	}
}

// A defect names the use case and the statement, and is none of the faults that people are told.
func TestADefectIsNamed(t *testing.T) {
	t.Parallel()
	st := opened(t)
	err := st.Write(t.Context(), func(tx *gorm.DB) error { return tx.Exec(`UPDATE samples SET titel = 'x'`).Error })
	if err == nil || !strings.HasPrefix(err.Error(), "store_test.TestADefectIsNamed: raw UPDATE samples SET titel: ") {
		t.Errorf("%v", err)
	}
	var invalid fault.Invalid
	var conflict fault.Conflict
	if errors.As(err, &invalid) || errors.As(err, &conflict) || errors.Is(err, fault.ErrUnavailable) {
		t.Errorf("%v reads as a fault", err)
	}
}
