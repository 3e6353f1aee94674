package web

import (
	"context"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/todo"
)

// waitingFor returns what waits for the actor, in all rooms.
func (s *Server) waitingFor(ctx context.Context, a access.Actor) ([]todo.Entry, error) {
	return todo.Collect(ctx, a, clock.Today(s.Clock), s.rooms...)
}

// counted is how many things waited for an account, and when they were counted.
type counted struct {
	n  int
	at time.Time
}

// countedFor is how long a count may be shown: others write, and a day may pass. What the account itself
// does is seen at once, because each of its forms drops the count.
const countedFor = 5 * time.Second

// waiting is the number beside "my work". Every page shows it, so it is not asked every time.
func (c *call) waiting() (int, error) {
	now := c.server.Clock.Now()
	if known, ok := c.server.counts.Load(c.Actor.AccountID); ok {
		if k := known.(counted); now.Sub(k.at).Abs() < countedFor {
			return k.n, nil
		}
	}
	list, err := c.server.waitingFor(c.Request().Context(), c.Actor)
	if err != nil {
		return 0, err
	}
	c.server.counts.Store(c.Actor.AccountID, counted{len(list), now})
	return len(list), nil
}
