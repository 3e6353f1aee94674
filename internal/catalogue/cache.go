package catalogue

import "sync"

// Cache keeps what a room has read out of the bodies of editions. It is keyed by the body itself, so one cache
// may serve several databases. Only published editions stay in it, because they never change. The zero value
// is an empty cache; it may be used by several goroutines.
type Cache[T any] struct {
	mu    sync.Mutex
	known map[string]*T
}

// Of returns what parse makes of an edition's body. What it returns is shared: callers do not change it.
func (c *Cache[T]) Of(e Edition, parse func(body string) (*T, error)) (*T, error) {
	c.mu.Lock()
	read := c.known[e.Body]
	c.mu.Unlock()
	if read != nil {
		return read, nil
	}
	read, err := parse(e.Body)
	if err != nil || e.State != Published {
		return read, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.known == nil {
		c.known = map[string]*T{}
	}
	c.known[e.Body] = read
	return read, nil
}
