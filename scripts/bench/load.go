package main

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// load sends requests over all connections; each connection makes its own.
type load struct {
	status int // the only good answer
	cookie string
	// next makes the n-th request of a connection.
	next func(connection, n int) (*http.Request, error)
	// begun is called before a turn, for what the last turn has moved.
	begun func() error
}

// run returns how many requests a second were answered well.
func (l load) run(d time.Duration) (float64, error) {
	if l.begun != nil {
		if err := l.begun(); err != nil {
			return 0, err
		}
	}
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: connections, MaxConnsPerHost: connections, DisableCompression: true, ReadBufferSize: 64 << 10}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	var good atomic.Int64
	var failure error
	var once sync.Once
	var wait sync.WaitGroup
	end := time.Now().Add(d)
	begun := time.Now()
	for c := range connections {
		wait.Go(func() {
			for n := 0; time.Now().Before(end); n++ {
				if err := l.one(client, c, n); err != nil {
					once.Do(func() { failure = err })
					return
				}
				good.Add(1)
			}
		})
	}
	wait.Wait()
	return float64(good.Load()) / time.Since(begun).Seconds(), failure
}

func (l load) one(client *http.Client, connection, n int) error {
	req, err := l.next(connection, n)
	if err != nil {
		return err
	}
	req.Header.Set("Cookie", "sid="+l.cookie)
	answer, err := client.Do(req)
	if err != nil {
		return err
	}
	defer answer.Body.Close() //nolint:errcheck // read below
	if answer.StatusCode != l.status {
		body, _ := io.ReadAll(io.LimitReader(answer.Body, 3000))
		return fmt.Errorf("%s %s: %d %s", req.Method, req.URL, answer.StatusCode, body)
	}
	_, err = io.Copy(io.Discard, answer.Body)
	return err
}

func form(address string, values url.Values) (*http.Request, error) {
	req, err := http.NewRequest(http.MethodPost, address, strings.NewReader(values.Encode()))
	if err == nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return req, err
}

func (f floorServer) page() load {
	return load{status: http.StatusOK, cookie: "floor", next: func(int, int) (*http.Request, error) {
		return http.NewRequest(http.MethodGet, f.base+"/unit?id=5&month=3", nil)
	}}
}

func (f floorServer) saves() load {
	return load{status: http.StatusSeeOther, cookie: "floor", next: func(connection, n int) (*http.Request, error) {
		values := url.Values{"id": {fmt.Sprint(connection + 1)}}
		for i := 1; i <= 10; i++ {
			values.Set(fmt.Sprint("c", i), fmt.Sprint((n+i)%10))
		}
		return form(f.base+"/save", values)
	}}
}
