// Command bench measures the portal on the scaled demonstration: the two things done most
// against a hand-written floor, in turns on the same machine, and the long jobs by the clock.
//
//	bench [-people 150000] [-months 12] [-seconds 5] [-keep FOLDER]
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

func measure(folder string) error {
	p := portal{folder: folder}
	if err := p.build(); err != nil {
		return err
	}
	fmt.Println("| what | measured | aim |\n| --- | --- | --- |")
	if err := p.seed(); err != nil {
		return err
	}
	floor, err := startFloor(filepath.Join(folder, "floor.db"))
	if err != nil {
		return err
	}
	defer floor.stop()
	started, err := p.serve()
	if err != nil {
		return err
	}
	defer p.stop()
	row("start on that database", started.Round(time.Millisecond).String(), "1 s")
	head, err := p.login("head")
	if err != nil {
		return err
	}
	month, err := head.monthOf()
	if err != nil {
		return err
	}
	page, err := compare(floor.page(), month.page)
	if err != nil {
		return err
	}
	row("the department's month, logged in, full page: share of the floor's requests", page, "0.5, hoped 0.7")
	saves, err := compare(floor.saves(), month.saves)
	if err != nil {
		return err
	}
	row("a save of a card: share of the floor's saves", saves, "0.5")
	if err := p.consolidation(month.period); err != nil {
		return err
	}
	p.stop()
	if err := p.open(); err != nil {
		return err
	}
	return p.roster()
}

// compare runs both sides in turns and returns the median of the ratios with the figures.
func compare(floor, portal load) (string, error) {
	var ratios, mine, its []float64
	for range *rounds {
		a, err := floor.run(time.Duration(*seconds) * time.Second)
		if err != nil {
			return "", fmt.Errorf("floor: %w", err)
		}
		b, err := portal.run(time.Duration(*seconds) * time.Second)
		if err != nil {
			return "", fmt.Errorf("portal: %w", err)
		}
		ratios, its, mine = append(ratios, b/a), append(its, a), append(mine, b)
	}
	return fmt.Sprintf("**%.2f** (%.0f of %.0f a second)", median(ratios), median(mine), median(its)), nil
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
