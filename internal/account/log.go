package account

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"
)

// Log returns a page of the audit log, the latest first, and how many entries match. It stands here because the
// package audit lies below access and cannot ask who reads.
func (s *Service) Log(ctx context.Context, a access.Actor, f audit.Filter) ([]audit.Row, int, error) {
	if err := a.RequireAll(access.AuditView); err != nil {
		return nil, 0, err
	}
	return audit.List(s.Store.Read(ctx), f)
}
