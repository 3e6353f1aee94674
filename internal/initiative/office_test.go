package initiative_test

import (
	"testing"

	"congthidua/internal/initiative"
	"congthidua/internal/trial"
)

// office is a small body with the service that is tested.
type office struct {
	*trial.Office
	*initiative.Service
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := trial.NewOffice(t)
	return &office{Office: o, Service: &initiative.Service{Store: o.DB, Clock: o.Time}}
}

// What tests say in one word.
var (
	holder, head, officer, partial = trial.Holder, trial.Head, trial.Officer, trial.Partial
	want, refused, conflict        = trial.Want, trial.Refused, trial.Conflict
)
