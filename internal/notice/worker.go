package notice

import (
	"context"
	"errors"
	"log/slog"
	"sync"

	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Told is what rooms do in the transaction that notes a notice as sent by a channel, by the table of the object.
type Told map[string]func(tx *gorm.DB, channel string, objectID, at int64) error

// Service keeps the outbox and sends what waits in it.
type Service struct {
	Store   *store.Store
	Clock   clock.Clock
	Log     *slog.Logger // nil for none
	Senders []Sender
	Told    Told

	mu sync.Mutex // one worker of this process at a time; other processes are kept off by the state
}

// Offers reports whether there is a sender for a channel.
func (s *Service) Offers(channel string) bool { return s.sender(channel) != nil }

func (s *Service) sender(channel string) Sender {
	for _, sender := range s.Senders {
		if sender.Channel() == channel {
			return sender
		}
	}
	return nil
}

// Outcome is what came of some notices.
type Outcome struct {
	Total, Sent int
	Refused     []Notice // in the order in which they were tried
	Unreachable error    // of the first channel that could not be reached, nil where all could
}

// Deliver sends the notices with these numbers that still wait, one after the other, and says what came of all
// of them. A channel that cannot be reached is not asked again; its notices wait on. The use case that wrote the
// notices has checked who may; a worker has no actor.
func (s *Service) Deliver(ctx context.Context, ids []int64, progress func(done, total int)) (o Outcome, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	o.Total = len(ids)
	down := map[string]bool{} // channels that cannot be reached
	for i := 0; i < len(ids) && ctx.Err() == nil; i++ {
		unreachable, err := s.deliver(ctx, ids[i], down)
		if err != nil {
			return o, err
		}
		if o.Unreachable == nil {
			o.Unreachable = unreachable
		}
		progress(i+1, len(ids))
	}
	var tried []Notice
	err = s.Store.Read(ctx).Omit("content", "body").
		Where("id IN ? AND state IN ?", ids, []State{Sent, Refused}).Order("id").Find(&tried).Error
	for _, n := range tried {
		if n.State == Sent {
			o.Sent++
			continue
		}
		o.Refused = append(o.Refused, n)
	}
	return o, err
}

// Round sends everything that waits: what a stopped process has left, or a channel that could not be reached.
func (s *Service) Round(ctx context.Context) error {
	var ids []int64
	err := s.Store.Read(ctx).Model(&Notice{}).Where("state = ?", Waiting).Order("id").Pluck("id", &ids).Error
	if err != nil || len(ids) == 0 {
		return err
	}
	_, err = s.Deliver(ctx, ids, func(int, int) {})
	return err
}

// Recover refuses what a stopped process was sending. It is called once, before anything is sent.
func (s *Service) Recover(ctx context.Context) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		var stuck []Notice
		if err := tx.Where("state = ?", Sending).Find(&stuck).Error; err != nil {
			return err
		}
		for i := range stuck {
			if err := s.refuse(tx, &stuck[i], reasonInterrupted); err != nil {
				return err
			}
		}
		return nil
	})
}

// deliver sends one notice, unless it does not wait any more or its channel is down. unreachable says that its
// channel cannot be reached; deliver adds that channel to down.
func (s *Service) deliver(ctx context.Context, id int64, down map[string]bool) (unreachable, err error) {
	n, mine, err := s.claim(ctx, id, down)
	if err != nil || !mine {
		return nil, err
	}
	m, failed := n.message()
	if failed == nil {
		failed = s.sender(n.Channel).Send(ctx, m)
	}
	// What was sent is noted even if whoever waits has gone meanwhile.
	err = s.Store.Write(context.WithoutCancel(ctx), func(tx *gorm.DB) error {
		switch {
		case failed == nil:
			return s.sent(tx, &n)
		case errors.Is(failed, ErrUnreachable):
			unreachable, down[n.Channel] = failed, true
			return s.move(tx, &n, Waiting, "", store.Change{})
		}
		return s.refuse(tx, &n, viet.Clip(viet.Clean(failed.Error()), mostReason))
	})
	if failed != nil {
		s.warn(n, failed)
	}
	return unreachable, err
}

// warn writes into the log that a notice was not sent.
func (s *Service) warn(n Notice, failed error) {
	if s.Log != nil {
		s.Log.Warn("notice", "channel", n.Channel, "id", n.ID, "error", failed.Error())
	}
}

// mostReason is how many characters of a refusal are kept.
const mostReason = 500

// claim takes a notice on, so that nobody else sends it. mine is false where it does not wait any more, or is not
// sent at all because it has expired or there is no sender, or waits on because its channel is down.
func (s *Service) claim(ctx context.Context, id int64, down map[string]bool) (n Notice, mine bool, err error) {
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		err := store.First(tx.Where("id = ? AND state = ?", id, Waiting), &n)
		switch {
		case errors.Is(err, fault.ErrNotFound):
			return nil
		case err != nil:
			return err
		case n.ExpiresAt != 0 && s.Clock.Now().UnixMilli() > n.ExpiresAt:
			return s.refuse(tx, &n, reasonExpired)
		case down[n.Channel]:
			return nil
		case s.sender(n.Channel) == nil:
			return s.refuse(tx, &n, reasonNoChannel)
		}
		mine = true
		return s.move(tx, &n, Sending, "", store.Change{})
	})
	return n, mine && err == nil, err
}

// sent notes that a notice was handed over, and tells the room of its object.
func (s *Service) sent(tx *gorm.DB, n *Notice) error {
	if err := s.move(tx, n, Sent, "", store.Change{"content": ""}); err != nil {
		return err
	}
	if told := s.Told[n.Object]; told != nil {
		return told(tx, n.Channel, n.ObjectID, n.At)
	}
	return nil
}

func (s *Service) refuse(tx *gorm.DB, n *Notice, reason string) error {
	return s.move(tx, n, Refused, reason, store.Change{"content": ""})
}

// move changes the state of a notice.
func (s *Service) move(tx *gorm.DB, n *Notice, to State, reason string, change store.Change) error {
	change["state"], change["reason"], change["at"] = to, reason, s.Clock.Now().UnixMilli()
	return store.Advance(tx, n, n.Version, n.State, change)
}

// Drain waits until what is being sent has been noted.
func (s *Service) Drain() {
	s.mu.Lock()
	defer s.mu.Unlock()
}
