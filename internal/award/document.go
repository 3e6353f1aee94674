package award

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/document"
	"congthidua/internal/fault"

	"gorm.io/gorm"
)

// LinkDocument notes that a document is about an issued decision, or about none (0). Who arranges decisions
// may do so with what they see of both.
func (s *Service) LinkDocument(ctx context.Context, a access.Actor, id, version, decisionID int64) error {
	if err := a.RequireAll(access.DecisionArrange); err != nil {
		return err
	}
	if decisionID != 0 {
		d, _, err := s.Decision(ctx, a, decisionID)
		if err != nil {
			return err
		}
		if d.State != Issued { // what is issued stays so
			return fault.ErrNotFound
		}
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		return document.Link(tx, s.Clock, a, id, version, decisionID)
	})
}
