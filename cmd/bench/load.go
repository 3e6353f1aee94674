package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// load sends requests over all connections, each of its own; like a load tool and unlike a
// client it speaks HTTP bare, so that the cores are left to who answers.
type load struct {
	base   string
	status int // the only good answer
	cookie string
	// next makes the n-th request of a connection.
	next func(connection, n int) request
	// begun is called before a turn, for what the last turn has moved.
	begun func() error
}

// request is a GET of path or, with a form, a POST to it.
type request struct {
	path string
	form url.Values
}

// run returns how many requests a second were answered well.
func (l load) run(d time.Duration) (float64, error) {
	if l.begun != nil {
		if err := l.begun(); err != nil {
			return 0, err
		}
	}
	var good atomic.Int64
	var wait sync.WaitGroup
	failures := make(chan error, connections)
	begun := time.Now()
	end := begun.Add(d)
	for c := range connections {
		wait.Go(func() {
			line, err := l.dial()
			if err != nil {
				failures <- err
				return
			}
			defer line.conn.Close() //nolint:errcheck // nothing is left in it
			for n := 0; time.Now().Before(end); n++ {
				if err := line.ask(l.next(c, n)); err != nil {
					failures <- err
					return
				}
				good.Add(1)
			}
		})
	}
	wait.Wait()
	close(failures)
	return float64(good.Load()) / time.Since(begun).Seconds(), <-failures
}

// line is one connection that asks one thing after the other.
type line struct {
	load
	conn net.Conn
	in   *bufio.Reader
	out  []byte
}

func (l load) dial() (*line, error) {
	conn, err := net.Dial("tcp", strings.TrimPrefix(l.base, "http://"))
	if err != nil {
		return nil, err
	}
	return &line{load: l, conn: conn, in: bufio.NewReaderSize(conn, 64<<10)}, nil
}

// ask sends a request and reads the answer to its end.
func (l *line) ask(r request) error {
	method, body := http.MethodGet, ""
	if r.form != nil {
		method, body = http.MethodPost, r.form.Encode()
	}
	l.out = fmt.Appendf(l.out[:0], "%s %s HTTP/1.1\r\nHost: %s\r\nCookie: sid=%s\r\n", method, r.path,
		strings.TrimPrefix(l.base, "http://"), l.cookie)
	if r.form != nil {
		l.out = fmt.Appendf(l.out, "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n",
			len(body))
	}
	l.out = append(append(l.out, "\r\n"...), body...)
	if _, err := l.conn.Write(l.out); err != nil {
		return err
	}
	answer, err := http.ReadResponse(l.in, nil)
	if err != nil {
		return err
	}
	defer answer.Body.Close() //nolint:errcheck // read below
	if answer.StatusCode != l.status {
		said, _ := io.ReadAll(io.LimitReader(answer.Body, 3000))
		return fmt.Errorf("%s %s: %d %s", method, r.path, answer.StatusCode, said)
	}
	_, err = io.Copy(io.Discard, answer.Body)
	return err
}

func (f floorServer) page() load {
	return load{
		base:   f.base,
		status: http.StatusOK,
		cookie: "floor",
		next:   func(int, int) request { return request{path: "/unit?id=5&month=3"} },
	}
}

func (f floorServer) saves() load {
	return load{base: f.base, status: http.StatusSeeOther, cookie: "floor", next: func(connection, n int) request {
		values := url.Values{"id": {fmt.Sprint(connection + 1)}}
		for i := 1; i <= 10; i++ {
			values.Set(fmt.Sprint("c", i), fmt.Sprint((n+i)%10))
		}
		return request{path: "/save", form: values}
	}}
}
