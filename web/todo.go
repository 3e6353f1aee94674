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

// counted is how many things waited for an account, by the navigation's entries, and when they were counted.
type counted struct {
	waiting map[string]int
	at      time.Time
}

// countedFor is how long a count may be shown: others write, and a day may pass. What the account itself
// does is seen at once, because each of its forms drops the count.
const countedFor = 5 * time.Second

// waiting are the numbers of the navigation. Every page shows them, so they are not asked every time.
func (c *call) waiting() (map[string]int, error) {
	now := c.server.Clock.Now()
	if known, ok := c.server.counts.Load(c.Actor.AccountID); ok {
		if k := known.(counted); now.Sub(k.at).Abs() < countedFor {
			return k.waiting, nil
		}
	}
	list, err := c.server.waitingFor(c.Request().Context(), c.Actor)
	if err != nil {
		return nil, err
	}
	waiting := waitingAt(list)
	c.server.counts.Store(c.Actor.AccountID, counted{waiting, now})
	return waiting, nil
}
