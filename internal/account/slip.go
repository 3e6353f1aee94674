package account

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

func addDays(date string, days int) string {
	t, err := time.Parse(clock.Date, date)
	if err != nil {
		return date
	}
	return t.AddDate(0, 0, days).Format(clock.Date)
}

// Slip is what a person gets on paper to log in the first time. The password is known only
// while the slip is made: the database keeps its hash.
type Slip struct{ Name, Post, Unit, Username, Password string }

// slipRow is somebody in a unit who has no account yet.
type slipRow struct {
	PersonID, UnitID, Level int64
	Name, Post, Unit        string
	Heads                   bool
	Depth                   int
}

// slipLimit bounds how many slips one call makes: each costs an argon2id hash.
const slipLimit = 300

// IssueSlips makes an account with a one-time password for everybody in the unit (and below
// it) who has none: as cadre, as head of the unit that the post heads, or as leader where the
// post leads the whole body.
func (s *Service) IssueSlips(ctx context.Context, a access.Actor, unitID int64) ([]Slip, error) {
	if _, err := a.Require(access.AccountsManage); err != nil {
		return nil, err
	}
	var rows []slipRow
	err := s.Store.Read(ctx).Raw(`SELECT p.id AS person_id, p.name, po.title AS post, po.level, po.heads, u.id AS unit_id, u.name AS unit, u.parent_id IS NULL AS depth
		FROM units top JOIN units u ON u.path >= top.path AND u.path < substr(top.path, 1, length(top.path) - 1) || '0'
		JOIN posts po ON po.unit_id = u.id AND po.main AND po.until IS NULL JOIN people p ON p.id = po.person_id
		WHERE top.id = ? AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = p.id)
		ORDER BY u.path, po.level, p.name_key LIMIT ?`, unitID, slipLimit).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	taken, err := s.usernames(ctx)
	if err != nil {
		return nil, err
	}
	slips := make([]Slip, len(rows))
	for i, r := range rows {
		slips[i] = Slip{Name: r.Name, Post: r.Post, Unit: r.Unit, Username: freeUsername(r.Name, taken), Password: OneTimePassword()}
	}
	hashes, err := hashAll(slips)
	if err != nil {
		return nil, err
	}
	return slips, s.Store.Write(ctx, func(tx *gorm.DB) error { return s.insertSlips(tx, a, rows, slips, hashes) })
}

func (s *Service) insertSlips(tx *gorm.DB, a access.Actor, rows []slipRow, slips []Slip, hashes []string) error {
	today := clock.Today(s.Clock)
	for i, r := range rows {
		var id int64
		if err := tx.Raw(`INSERT INTO accounts (username, person_id, display, password_hash) VALUES (?, ?, ?, ?) RETURNING id`, slips[i].Username, r.PersonID, r.Name, hashes[i]).Scan(&id).Error; err != nil {
			return err
		}
		roles := []access.Role{access.Cadre}
		if r.Depth == 1 && r.Level <= 12 {
			roles = append(roles, access.Leader)
		} else if r.Heads {
			roles = append(roles, access.Head)
		}
		for _, role := range roles {
			if err := insertGrant(tx, id, role, r.UnitID, today); err != nil {
				return err
			}
		}
	}
	return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "account.slips", Object: "accounts", Detail: map[string]any{"count": len(rows)}})
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

func (s *Service) usernames(ctx context.Context) (map[string]bool, error) {
	var names []string
	if err := s.Store.Read(ctx).Raw(`SELECT username FROM accounts`).Scan(&names).Error; err != nil {
		return nil, err
	}
	taken := make(map[string]bool, len(names))
	for _, n := range names {
		taken[n] = true
	}
	return taken, nil
}

// freeUsername makes a user name as offices do, given name and initials (Nguyễn Văn An is
// an.nv), with a number behind where it is taken, and marks it taken.
func freeUsername(name string, taken map[string]bool) string {
	words := strings.Fields(viet.SearchKey(name))
	given := words[len(words)-1]
	initials := ""
	for _, w := range words[:len(words)-1] {
		initials += w[:1]
	}
	base := strings.TrimSuffix(given+"."+initials, ".")
	username := base
	for n := 2; taken[username]; n++ {
		username = fmt.Sprintf("%s%d", base, n)
	}
	taken[username] = true
	return username
}
