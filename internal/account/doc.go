// Package account knows who may enter: accounts with their passwords, roles in units with dates,
// delegation, sessions. What a role may do is the business of package access.
//
// # Accounts and passwords
//
// An Account belongs to one person of the roster, or to nobody on it (the administrator, the auditor).
// Passwords are hashed with argon2id. A one-time password, given by the administrator or printed on a
// slip, must be changed before anything else.
//
// # Roles
//
// A grant is a role, in a unit with all below it or in the whole body, from a day to a day. The
// administrator gives and takes roles (access.AccountsManage), never to or from the own account. Whoever
// holds a role that can be passed on (access.RoleInfo.PassedOn) may delegate it for one unit: only when it
// is held directly, never when it was itself delegated; to somebody who works in that unit; with an end,
// at most 90 days after the beginning. Taking a role away ends what was passed on from it.
//
// # Logging in
//
// An unknown name, a wrong password and a disabled account get the same answer and take the same time.
// After 5 failures an account, and after 20 an address, waits: 1, 2, 4, 8, then 15 minutes. Failures are
// counted in the database, so a restart forgets none; a day after the last one they are forgotten.
//
// # Sessions
//
// A session ends after 30 minutes without use, after 8 hours in any case, and at once when its account is
// disabled, gets another password, or gains or loses a role. The database holds only the hash of its id.
//
// Login, Start, Resume and Empty serve before it is known who asks, and so take no actor.
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

// Models are the tables of this room.
var Models = []any{&Account{}, &grant{}, &session{}, &throttle{}}
