package cluster_test

import (
	"testing"

	"congthidua/internal/cluster"
	"congthidua/internal/trial"
)

// office is a small body with the service that is tested.
type office struct {
	*trial.Office
	*cluster.Service
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := trial.NewOffice(t)
	return &office{Office: o, Service: &cluster.Service{Store: o.DB, Clock: o.Time}}
}

// What tests say in one word.
var (
	holder, head, officer, partial = trial.Holder, trial.Head, trial.Officer, trial.Partial
	want, refused, conflict        = trial.Want, trial.Refused, trial.Conflict
)
