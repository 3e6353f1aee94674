package award

import (
	"congthidua/internal/clock"
	"congthidua/internal/store"
)

// Service keeps decisions, proposals and those who are honoured.
type Service struct {
	Store *store.Store
	Clock clock.Clock
}

func (s *Service) today() string { return clock.Today(s.Clock) }

// Models are the records of the room.
var Models = []any{
	&Decision{},
	&Recipient{},
	&Proposal{},
	&ProposalLine{},
	&Salary{},
}
