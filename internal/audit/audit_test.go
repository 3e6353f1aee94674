package audit_test

import (
	"context"
	"errors"
	"testing"

	"congthidua/internal/audit"
	"congthidua/internal/store"
	"congthidua/internal/trial"

	"gorm.io/gorm"
)

func fill(t *testing.T, st *store.Store, n int) {
	t.Helper()
	for i := range n {
		err := st.Write(context.Background(), func(tx *gorm.DB) error {
			return audit.Write(tx, trial.Clock(), audit.Who{Name: "Người thử", Address: "127.0.0.1"},
				audit.Entry{Action: "test", Object: "tests", ObjectID: int64(i), Detail: map[string]any{"n": i}})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestLogIsAppendOnly(t *testing.T) {
	st := trial.Empty(t)
	fill(t, st, 3)
	for _, sql := range []string{`
		UPDATE audit_log
		SET actor = 'khác'
		WHERE id = 2`, `DELETE FROM audit_log WHERE id = 3`} {
		if err := st.Write(context.Background(), func(tx *gorm.DB) error { return tx.Exec(sql).Error }); err == nil {
			t.Errorf("%s went through", sql)
		}
	}
	if n, _, err := audit.Verify(context.Background(), st.Read(context.Background())); err != nil || n != 3 {
		t.Errorf("verify: %d, %v", n, err)
	}
}

// TestChangesBehindTheTriggersShow takes the triggers away, as somebody with the file in hand
// could, and changes, cuts and swaps entries.
func TestChangesBehindTheTriggersShow(t *testing.T) {
	for name, sql := range map[string]string{
		"one byte":  `UPDATE audit_log SET detail = replace(detail, '1', '2') WHERE id = 2`,
		"cut out":   `DELETE FROM audit_log WHERE id = 2`,
		"swapped":   `UPDATE audit_log SET object_id = 3 - object_id WHERE id IN (2, 3)`,
		"other man": `UPDATE audit_log SET actor = 'Người khác' WHERE id = 1`,
		"later":     `UPDATE audit_log SET at = at + 1 WHERE id = 4`,
		"elsewhere": `UPDATE audit_log SET address = '10.0.0.1' WHERE id = 2`,
		"account":   `UPDATE audit_log SET account_id = 7 WHERE id = 4`,
		"action":    `UPDATE audit_log SET action = 'other' WHERE id = 3`,
		"object":    `UPDATE audit_log SET object = 'others' WHERE id = 3`,
	} {
		st := trial.Empty(t)
		fill(t, st, 4)
		err := st.Write(context.Background(), func(tx *gorm.DB) error {
			on := "" // PostgreSQL names a trigger together with its table
			if st.Engine() == "postgres" {
				on = " ON audit_log"
			}
			for _, s := range []string{`DROP TRIGGER audit_log_no_update` + on, `DROP TRIGGER audit_log_no_delete` + on, sql} {
				if err := tx.Exec(s).Error; err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := audit.Verify(context.Background(), st.Read(context.Background())); !errors.Is(err,
			audit.ErrBroken) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestEntryAndChangeLiveOrDieTogether(t *testing.T) {
	st := trial.Empty(t)
	broken := errors.New("broken")
	err := st.Write(context.Background(), func(tx *gorm.DB) error {
		if err := audit.Write(tx, trial.Clock(), audit.Who{}, audit.Entry{Action: "a", Object: "b"}); err != nil {
			return err
		}
		return broken
	})
	if !errors.Is(err, broken) {
		t.Fatal(err)
	}
	if n, _, err := audit.Verify(context.Background(), st.Read(context.Background())); n != 0 || err != nil {
		t.Errorf("%d entries, %v", n, err)
	}
}
