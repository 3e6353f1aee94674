// Command bench measures the portal on the scaled demonstration: the two things done most
// against a hand-written floor, in turns on the same machine, the lists by the clock and by their
// size, and the long jobs by the clock.
//
//	bench [-people 150000] [-months 12] [-seconds 5] [-keep FOLDER] [-before CHECKOUT]
//
// With -before, the portal of another checkout is measured beside this one, in the same turns.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"syscall"
	"time"
)

const connections = 16

var (
	people  = flag.Int("people", 150_000, "people in the database")
	months  = flag.Int("months", 12, "months in the database")
	seconds = flag.Int("seconds", 5, "length of a turn")
	rounds  = flag.Int("rounds", 3, "turns of each side")
	keep    = flag.String("keep", "", "folder to keep the databases in and to find them again")
	before  = flag.String("before", "", "checkout of another version to be measured beside this one")
)

func main() {
	flag.Parse()
	if flag.Arg(0) == "floor" {
		log.Fatal(serveFloor(flag.Arg(1)))
	}
	folder := *keep
	if folder == "" {
		var err error
		if folder, err = os.MkdirTemp("", "bench"); err != nil {
			log.Fatal(err)
		}
		defer os.RemoveAll(folder) //nolint:errcheck // a temporary folder
	}
	if err := measure(folder); err != nil {
		log.Fatal(err)
	}
}

// row prints a line of the table.
func row(what, measured, aim string) { fmt.Printf("| %s | %s | %s |\n", what, measured, aim) }

// measure makes the databases, starts all sides and measures them.
func measure(folder string) error {
	sides, err := sidesIn(folder)
	if err != nil {
		return err
	}
	fmt.Println("| what | measured | aim |\n| --- | --- | --- |")
	floor, err := startFloor(filepath.Join(folder, "floor.db"))
	if err != nil {
		return err
	}
	defer floor.stop()
	for _, p := range sides {
		defer p.stop()
		if err := p.seed(); err != nil {
			return err
		}
		started, err := p.serve()
		if err != nil {
			return err
		}
		row("start on that database"+p.mark, started.Round(time.Millisecond).String(), "1 s")
	}
	period, err := hot(floor, sides)
	if err != nil {
		return err
	}
	for _, p := range sides {
		if err := p.lists(period); err != nil {
			return err
		}
	}
	mine := sides[len(sides)-1]
	mine.stop()
	if err := mine.open(); err != nil {
		return err
	}
	return mine.roster()
}

// sidesIn builds the portals that are measured, this one last.
func sidesIn(folder string) (sides []*portal, err error) {
	mine := &portal{folder: folder, checkout: "."}
	if *before != "" {
		other := &portal{folder: filepath.Join(folder, "before"), checkout: *before, mark: " (before)"}
		if err := os.MkdirAll(other.folder, 0o750); err != nil {
			return nil, err
		}
		sides = append(sides, other)
	}
	sides = append(sides, mine)
	for _, p := range sides {
		if err := p.build(); err != nil {
			return nil, err
		}
	}
	return sides, nil
}

// hot measures the two things done most and returns the month on which it was done.
func hot(floor floorServer, sides []*portal) (period int64, err error) {
	pages, saves := []load{floor.page()}, []load{floor.saves()}
	for _, p := range sides {
		head, err := p.login("head")
		if err != nil {
			return 0, err
		}
		month, err := head.monthOf()
		if err != nil {
			return 0, err
		}
		period = month.period
		pages, saves = append(pages, month.page), append(saves, month.saves)
	}
	for _, x := range []struct {
		what, aim string
		loads     []load
	}{
		{"the department's month, logged in, full page: share of the floor's requests", "0.5, hoped 0.7", pages},
		{"a save of a card: share of the floor's saves", "0.5", saves},
	} {
		shares, err := compare(x.loads)
		if err != nil {
			return 0, err
		}
		for i, p := range sides {
			row(x.what+p.mark, shares[i], x.aim)
		}
	}
	return period, nil
}

// compare runs the floor and the sides in turns and returns, for each side, the median of its shares with
// the figures.
func compare(loads []load) ([]string, error) {
	figures, ratios := make([][]float64, len(loads)), make([][]float64, len(loads))
	for range *rounds {
		for i, l := range loads {
			n, err := l.run(time.Duration(*seconds) * time.Second)
			if err != nil {
				return nil, err
			}
			figures[i] = append(figures[i], n)
			ratios[i] = append(ratios[i], n/figures[0][len(figures[0])-1])
		}
	}
	shares := make([]string, len(loads)-1)
	for i := range shares {
		shares[i] = fmt.Sprintf("**%.2f** (%.0f of %.0f a second)",
			median(ratios[i+1]), median(figures[i+1]), median(figures[0]))
	}
	return shares, nil
}

func median(list []float64) float64 {
	sort.Float64s(list)
	return list[len(list)/2]
}

// timed runs a command and returns how long it took and the most memory it held, in MiB.
func timed(cmd *exec.Cmd) (took time.Duration, memory int64, err error) {
	begun := time.Now()
	out, err := cmd.CombinedOutput()
	if err != nil {
		return 0, 0, fmt.Errorf("%w: %s", err, out)
	}
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		memory = usage.Maxrss / 1024
	}
	return time.Since(begun), memory, nil
}
