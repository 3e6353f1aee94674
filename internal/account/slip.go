package account

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Slip is what a person gets on paper to log in the first time. The password is known only
// while the slip is made: the database keeps its hash.
type Slip struct{ Name, Post, Unit, Username, Password string }

// slipLimit bounds how many slips one call makes: each costs an argon2id hash.
const slipLimit = 300

// lowestLeader is the level down to which a post of the body itself leads it: the head and the deputies.
const lowestLeader = 12

// roles are what a new account of somebody in this post may do.
func (r slipRow) roles() []access.Role {
	switch {
	case r.Top && r.Level <= lowestLeader:
		return []access.Role{access.Cadre, access.Leader}
	case r.Heads:
		return []access.Role{access.Cadre, access.Head}
	}
	return []access.Role{access.Cadre}
}

// IssueSlips makes an account with a one-time password for everybody in the unit (and below
// it) who has none: as cadre, as head of the unit that the post heads, or as leader where the
// post leads the whole body.
func (s *Service) IssueSlips(ctx context.Context, a access.Actor, unitID int64) ([]Slip, error) {
	if err := a.RequireAll(access.AccountsManage); err != nil {
		return nil, err
	}
	db := s.Store.Read(ctx)
	rows, err := withoutAccount(db, unitID)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	taken, err := usernames(db)
	if err != nil {
		return nil, err
	}
	slips := make([]Slip, len(rows))
	for i, r := range rows {
		slips[i] = Slip{
			Name:     r.Name,
			Post:     r.Post,
			Unit:     r.Unit,
			Username: freeUsername(r.Name, taken),
			Password: OneTimePassword(),
		}
	}
	hashes, err := hashAll(slips)
	if err != nil {
		return nil, err
	}
	return slips, s.Store.Write(ctx, func(tx *gorm.DB) error { return s.insertSlips(tx, a, rows, slips, hashes) })
}

func (s *Service) insertSlips(tx *gorm.DB, a access.Actor, rows []slipRow, slips []Slip, hashes []string) error {
	accounts := make([]Account, len(rows))
	for i, r := range rows {
		accounts[i] = Account{
			Username:     slips[i].Username,
			PersonID:     &r.PersonID,
			Display:      r.Name,
			PasswordHash: hashes[i],
			MustChange:   true,
		}
	}
	if err := tx.Create(&accounts).Error; err != nil {
		return err
	}
	var grants []grant
	for i, r := range rows {
		for _, role := range r.roles() {
			g := grant{AccountID: accounts[i].ID, Role: role, UnitID: &r.UnitID, Since: clock.Today(s.Clock)}
			grants = append(grants, g)
		}
	}
	if err := tx.Create(&grants).Error; err != nil {
		return err
	}
	return audit.Note(tx, s.Clock, a, "account.slips", "accounts", 0, audit.Detail{"count": len(rows)})
}

// hashAll hashes on all cores: one hash takes about 20 ms on purpose.
func hashAll(slips []Slip) ([]string, error) {
	hashes, errs := make([]string, len(slips)), make([]error, len(slips))
	var wait sync.WaitGroup
	gate := make(chan struct{}, runtime.NumCPU())
	for i := range slips {
		wait.Go(func() {
			gate <- struct{}{}
			defer func() { <-gate }()
			hashes[i], errs[i] = HashPassword(slips[i].Password)
		})
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return hashes, nil
}

func usernames(db *gorm.DB) (map[string]bool, error) {
	var names []string
	if err := db.Model(&Account{}).Pluck("username", &names).Error; err != nil {
		return nil, err
	}
	taken := make(map[string]bool, len(names))
	for _, n := range names {
		taken[n] = true
	}
	return taken, nil
}

// latin keeps the letters a to z of a word.
func latin(word string) string {
	return strings.Map(func(r rune) rune {
		if r < 'a' || r > 'z' {
			return -1
		}
		return r
	}, word)
}

// freeUsername makes a user name as offices do, given name and initials (Nguyễn Văn An is
// an.nv), with a number behind where it is taken, and marks it taken. What is no Latin letter is left out (K'Bơi is
// kboi); a name without any is user.
func freeUsername(name string, taken map[string]bool) string {
	var words []string
	for _, w := range strings.Fields(viet.SearchKey(name)) {
		if w = latin(w); w != "" {
			words = append(words, w)
		}
	}
	base := "user"
	if n := len(words); n > 0 {
		initials := ""
		for _, w := range words[:n-1] {
			initials += w[:1]
		}
		base = strings.TrimSuffix(words[n-1]+"."+initials, ".")
	}
	if !usernameShape.MatchString(base) { // one letter, or too many
		base = "user." + base[:min(len(base), 40)]
	}
	username := base
	for n := 2; taken[username]; n++ {
		username = fmt.Sprintf("%s%d", base, n)
	}
	taken[username] = true
	return username
}
