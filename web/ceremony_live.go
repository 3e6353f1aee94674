package web

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"congthidua/internal/ceremony"
	pages "congthidua/templates/ceremony"
	"congthidua/templates/component"
)

func (s *Server) live(c *call) error { return c.showLive(http.StatusOK, component.Form{}) }

func (c *call) showLive(status int, form component.Form) error {
	stage, err := c.stage()
	if err != nil {
		return err
	}
	v := pages.Live{Stage: stage, Now: c.server.Clock.Now(), Form: form}
	page := c.ofCeremony(stage, c.T("Điều hành buổi lễ"))
	return c.Show(status, page, pages.LivePage(page, v))
}

// conduct moves the programme from the step at which the page had seen it and shows it again.
func (c *call) conduct(move func(id int64, at int) error) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	if err := move(id, int(c.Number("at"))); err != nil {
		return c.Again(err, c.showLive)
	}
	return c.Done(ceremonyPath(id)+"/live", "")
}

func (s *Server) forwardCeremony(c *call) error {
	return c.conduct(func(id int64, at int) error {
		return s.Ceremony.Forward(c.Request().Context(), c.Actor, id, at)
	})
}

func (s *Server) backCeremony(c *call) error {
	return c.conduct(func(id int64, at int) error {
		return s.Ceremony.Back(c.Request().Context(), c.Actor, id, at)
	})
}

func (s *Server) missingOnStage(c *call) error {
	return c.conduct(func(id int64, at int) error {
		return s.Ceremony.Missing(c.Request().Context(), c.Actor, id, c.Number("recipient"), at)
	})
}

// ceremonyEvents tells the live page and the screen of who is logged in when they have to look again.
func (s *Server) ceremonyEvents(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	gate, err := s.Ceremony.Watch(c.Request().Context(), c.Actor, id)
	if err != nil {
		return err
	}
	return c.follow(gate)
}

const (
	streamLife = 5 * time.Minute // then the browser asks anew, and its right to ask is checked again
	streamLook = time.Second     // between two looks
	streamHush = 15              // looks without a word, after which a blank line keeps proxies from cutting the stream
)

// follow streams an event whenever something of a ceremony has changed. Looking costs a query only after
// this process has written, or every fifth time for what other processes may have done.
func (c *call) follow(gate ceremony.Gate) error {
	ctx, s := c.Request().Context(), c.server
	out := http.NewResponseController(c.Response())
	if err := out.SetWriteDeadline(time.Time{}); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	h := c.Response().Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("X-Accel-Buffering", "no") // a proxy may not hold events back
	c.Response().WriteHeader(http.StatusOK)
	tick := time.NewTicker(streamLook)
	defer tick.Stop()
	last, writes := "", int64(-1)
	for n := 0; n < int(streamLife/streamLook); n++ {
		if now := s.Store.Writes(); now != writes || n%5 == 0 {
			writes = now
			mark, err := s.Ceremony.Mark(ctx, gate)
			if err != nil {
				return nil //nolint:nilerr // the answer has begun; the browser asks again
			}
			if mark != last {
				last = mark
				fmt.Fprintf(c.Response(), "data: %s\n\n", mark)
			}
		}
		if n%streamHush == 0 {
			fmt.Fprint(c.Response(), ": \n\n")
		}
		if err := out.Flush(); err != nil {
			return nil //nolint:nilerr // nobody listens any more
		}
		select {
		case <-ctx.Done():
			return nil
		case <-s.closing:
			return nil
		case <-tick.C:
		}
	}
	return nil
}

// EndStreams ends what would keep a server that shuts down waiting.
func (s *Server) EndStreams() { s.closeOnce.Do(func() { close(s.closing) }) }
