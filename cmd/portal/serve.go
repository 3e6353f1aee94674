package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"congthidua/internal/mail"
	"congthidua/internal/notice"
	"congthidua/internal/store"
	"congthidua/web"
)

// serveCommand serves the pages until it is told to stop.
type serveCommand struct{}

// graceful is how long running requests may take after SIGTERM.
const graceful = 10 * time.Second

// Run is called by the command line.
func (serveCommand) Run(ctx context.Context) (err error) {
	c, err := load()
	if err != nil {
		return err
	}
	spareTheCollector()
	st, err := open(ctx, c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	log := logger()
	st.LogTo(log)
	server, err := c.server(ctx, st, log)
	if err != nil {
		return err
	}
	if err := server.Recover(ctx); err != nil {
		return err
	}
	return serve(ctx, c.Addr, server, log)
}

// spareTheCollector sets when memory is collected. A page makes half a megabyte of short-lived text and keeps
// nothing of it: collecting at four times the little that stays costs memory nobody misses and saves a tenth of
// the work.
func spareTheCollector() {
	debug.SetGCPercent(300)
	if os.Getenv("GOMEMLIMIT") == "" { // a list of 150,000 people may not do so at any price
		debug.SetMemoryLimit(768 << 20)
	}
}

// server makes the server with all that the environment says of it.
func (c config) server(ctx context.Context, st *store.Store, log *slog.Logger) (*web.Server, error) {
	clock, isDemo, err := c.clockOf(ctx, st)
	if err != nil {
		return nil, err
	}
	secret, err := c.secret()
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(c.Files, 0o750); err != nil {
		return nil, err
	}
	letters, err := mail.Parse(c.SMTP, c.MailFrom)
	if err != nil {
		return nil, err
	}
	var senders []notice.Sender
	if letters != nil {
		senders = append(senders, letters)
	}
	return web.New(st, clock, web.Config{
		Hosts:        c.Hosts,
		TrustedProxy: c.TrustedProxy,
		Secure:       strings.HasPrefix(c.BaseURL, "https://"),
		BaseURL:      c.BaseURL,
		Secret:       secret,
		Files:        c.Files,
		Senders:      senders,
		Demo:         isDemo,
		Log:          log,
	})
}

// serve answers requests and does the background's work until the context ends. It waits for what has begun.
func serve(ctx context.Context, addr string, server *web.Server, log *slog.Logger) error {
	handler, err := server.Handler()
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	h := web.HTTP(addr, handler)
	h.RegisterOnShutdown(server.EndStreams)
	fmt.Fprintf(os.Stderr, "Cổng Thi đua: http://%s\n", listener.Addr())
	go every(ctx, recurring, func() {
		if err := server.Work.Recur(ctx); err != nil {
			log.Error("recurring tasks", "error", err.Error())
		}
	})
	go every(ctx, rounds, func() {
		if err := server.Notices.Round(ctx); err != nil {
			log.Error("notices", "error", err.Error())
		}
	})
	go every(ctx, learning, func() {
		if err := server.Store.Learn(ctx); err != nil {
			log.Error("statistics of the database", "error", err.Error())
		}
	})
	failed := make(chan error, 1)
	go func() { failed <- h.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	stopping, cancel := context.WithTimeout(context.Background(), graceful)
	defer cancel()
	if err := h.Shutdown(stopping); err != nil && !errors.Is(err, http.ErrServerClosed) {
		log.Error("shutdown", "error", err.Error())
	}
	server.Jobs.Drain()
	server.Notices.Drain()
	return nil
}

// recurring is how often the server looks for recurring tasks whose day has come near.
const recurring = 10 * time.Minute

// learning is how often the database counts how its rows are spread.
const learning = 6 * time.Hour

// rounds is how often the server tries again to send what waits in the outbox.
const rounds = 10 * time.Minute

// every does something now and again and again, until the context ends.
func every(ctx context.Context, pause time.Duration, do func()) {
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for {
		do()
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
