// Package account knows who may enter: accounts with their passwords, roles in units with dates,
// delegation, sessions. What a role may do is the business of package access.
package account

import (
	"congthidua/internal/clock"
	"congthidua/internal/store"
)

// Service holds the use cases of accounts.
type Service struct {
	Store *store.Store
	Clock clock.Clock
}
