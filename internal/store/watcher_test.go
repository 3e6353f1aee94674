package store

import (
	"testing"
	"time"
)

// TestASlowStatementWithoutALog: a connection of its own, such as that of a copy of a large database, has no log.
func TestASlowStatementWithoutALog(t *testing.T) {
	t.Parallel()
	statement := func() (string, int64) {
		t.Error("the statement is asked for in vain")
		return "", 0
	}
	(&watcher{}).Trace(t.Context(), time.Now().Add(-time.Hour), statement, nil)
}
