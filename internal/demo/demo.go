// Package demo makes the demonstration: an invented commission with its rooms and district
// commissions, and months of evaluation under both frameworks in every state. It is
// deterministic, and the same generator scales to 150,000 people.
package demo

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"congthidua/internal/account"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/evaluation"
	"congthidua/internal/fault"
	"congthidua/internal/shipped"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Password is the one password of all demonstration logins.
const Password = "ThiDua-2026-demo" // #nosec G101 -- the published password of the demonstration

// Start is what the clock shows when a demonstration starts: the latest month is being
// reviewed, some units are late.
var Start = time.Date(2026, 11, 6, 9, 0, 0, 0, clock.Zone)

// Names of the settings that mark a database as a demonstration and hold where its clock starts.
const (
	Setting      = "demo"
	ClockSetting = "demo_clock"
)

// Size is how much to make. The zero Size is the demonstration itself: about 250 people and
// fourteen months. Files is the folder in which kept files lie.
type Size struct {
	People, Months int
	Files          string
}

func (s Size) scaled() bool { return s.People != 0 }

// generator makes everything out of one seeded source.
type generator struct {
	tx         *gorm.DB
	size       Size
	random     *rand.Rand
	hash       string
	frameworks *evaluation.Service
	units      []unit
	people     []person
	cards      int64
}

// unit and person as the generator remembers them.
type unit struct {
	id         int64
	path, name string
	people     []int // places in generator.people
}

type person struct {
	id, unit       int64
	name, key      string
	post, kind     string
	level          int64
	heads, manager bool
	skill          float64 // mean of the points in a month
	away           string  // why not classified in the latest months, "" if present
	disciplined    bool
}

// Load fills an empty, migrated database. progress is told what is being made; it may be nil.
func Load(
	ctx context.Context, st *store.Store, frameworks *evaluation.Service, size Size, progress func(string),
) error {
	if progress == nil {
		progress = func(string) {}
	}
	if size.Months == 0 {
		size.Months = 14
	}
	hash, err := account.HashPassword(Password)
	if err != nil {
		return err
	}
	if err := shipped.Install(ctx, st, frameworks.Clock); err != nil {
		return err
	}
	g := &generator{
		size:       size,
		random:     rand.New(rand.NewPCG(5, 2019)),
		hash:       hash,
		frameworks: frameworks,
	} // #nosec G404 -- a demonstration is to be the same every time
	err = st.Write(ctx, func(tx *gorm.DB) error {
		g.tx = tx
		var people int64
		if err := tx.Raw(`SELECT count(*) FROM units`).Scan(&people).Error; err != nil {
			return err
		}
		if people > 0 {
			return fault.Conflictf("Cơ sở dữ liệu đã có dữ liệu; dữ liệu trình diễn chỉ nạp vào cơ sở dữ liệu trống.")
		}
		progress("đơn vị, cán bộ, tài khoản")
		if err := g.organisation(); err != nil {
			return err
		}
		return store.Renumber(tx)
	})
	for i := size.Months - 1; err == nil && i >= 0; i-- {
		month := time.Date(2026, time.Month(10-i), 1, 0, 0, 0, 0, time.UTC)
		progress("tháng " + month.Format("01/2006"))
		err = st.Write(ctx, func(tx *gorm.DB) error {
			g.tx = tx
			if err := g.month(ctx, month.Year(), int(month.Month()), i); err != nil {
				return err
			}
			return store.Renumber(tx)
		})
	}
	if err != nil {
		return err
	}
	progress("thi đua")
	if err := g.emulation(ctx, st, frameworks); err != nil {
		return err
	}
	return st.Write(ctx, func(tx *gorm.DB) error {
		g.tx = tx
		if err := g.newcomers(); err != nil {
			return err
		}
		for name, value := range map[string]string{Setting: "1", ClockSetting: Start.Format(time.RFC3339),
			"letterhead": `{"Style":"party","Superior":"Thành ủy Hà Nội","Body":"Ban Tổ chức","Place":"Hà Nội",` +
				`"Sign":"BC/BTCTU","Authority":"TRƯỞNG BAN","Signer":"` + g.people[0].name + `"}`} {
			if err := store.SetSetting(tx, name, value); err != nil {
				return err
			}
		}
		manual := &clock.Manual{At: Start}
		detail := map[string]any{"people": len(g.people), "months": size.Months}
		if err := audit.Write(tx, manual, audit.Who{}, audit.Entry{
			Action: "demo.load",
			Object: "units",
			Detail: detail,
		}); err != nil {
			return err
		}
		return errors.Join(store.Renumber(tx), tx.Exec(`ANALYZE`).Error)
	})
}

// between returns a number from low to high, both in.
func (g *generator) between(low, high int) int { return low + g.random.IntN(high-low+1) }

// chance is true in so many of a hundred cases.
func (g *generator) chance(percent int) bool { return g.random.IntN(100) < percent }

func pick[T any](g *generator, list []T) T { return list[g.random.IntN(len(list))] }

func date(year, month, day int) string { return fmt.Sprintf("%04d-%02d-%02d", year, month, day) }
