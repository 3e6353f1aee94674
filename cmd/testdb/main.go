// Command testdb runs a command beside a PostgreSQL server of its own:
//
//	go run ./cmd/testdb go test ./internal/...
//
// The server stands in a temporary folder, listens on a free port of this machine only, keeps nothing
// safe (the tests' data is gone with it) and is stopped when the command ends. The command finds its
// address in PORTAL_TEST_POSTGRES. Started by root, the server runs as Debian's user postgres, as
// PostgreSQL demands.
package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
)

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: testdb COMMAND [ARGUMENT …]")
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:])
	stop()
	var failed *exec.ExitError
	if errors.As(err, &failed) {
		os.Exit(failed.ExitCode())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "testdb:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, command []string) (err error) {
	folder, err := os.MkdirTemp(memory(), "testdb")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	s, err := start(ctx, folder)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Env = append(os.Environ(), "PORTAL_TEST_POSTGRES=postgres://portal@127.0.0.1:"+strconv.Itoa(s.port))
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	return cmd.Run()
}

// memory is a folder in memory with room for the tests' databases, "" where there is none: the system's
// temporary folder then serves.
func memory() string {
	const folder, room = "/dev/shm", 4 << 30
	var there syscall.Statfs_t
	if err := syscall.Statfs(folder, &there); err != nil || there.Bavail*uint64(there.Bsize) < room { //nolint:gosec // a block's size
		return ""
	}
	return folder
}

// server is a running PostgreSQL server.
type server struct {
	folder, programs string
	port             int
}

func start(ctx context.Context, folder string) (s server, err error) {
	s = server{folder: folder}
	if s.programs, err = programs(); err != nil {
		return s, err
	}
	if s.port, err = freePort(); err != nil {
		return s, err
	}
	if os.Geteuid() == 0 {
		if out, err := exec.CommandContext(ctx, "chown", "postgres", folder).CombinedOutput(); err != nil {
			return s, fmt.Errorf("chown: %w: %s", err, out)
		}
	}
	err = s.do(ctx, "initdb", "-D", s.data(), "-A", "trust", "-U", "portal", "--locale=C.UTF-8", "--encoding=UTF8", "--no-sync")
	if err != nil {
		return s, err
	}
	options := fmt.Sprintf("-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=300"+
		" -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c wal_level=minimal -c max_wal_senders=0"+
		" -c autovacuum=off -c max_wal_size=4GB", s.port)
	return s, s.do(ctx, "pg_ctl", "-D", s.data(), "-l", filepath.Join(folder, "log"), "-w", "-o", options, "start")
}

func (s server) data() string { return filepath.Join(s.folder, "data") }

func (s server) stop() error {
	return s.do(context.Background(), "pg_ctl", "-D", s.data(), "-m", "immediate", "-w", "stop")
}

// do runs one of PostgreSQL's programs, as the user that it may run as.
func (s server) do(ctx context.Context, program string, args ...string) error {
	command := append([]string{filepath.Join(s.programs, program)}, args...)
	if os.Geteuid() == 0 {
		command = append([]string{"runuser", "-u", "postgres", "--"}, command...)
	}
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Dir = s.folder
	// The server outlives pg_ctl and inherits its output, so the output is no pipe that is waited for.
	out, err := os.Create(filepath.Join(os.TempDir(), fmt.Sprintf("%s-%s.out", filepath.Base(s.folder), program)))
	if err != nil {
		return err
	}
	defer os.Remove(out.Name()) //nolint:errcheck // a temporary file
	defer out.Close()           //nolint:errcheck // read below
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Run(); err != nil {
		said, _ := os.ReadFile(out.Name())
		return fmt.Errorf("%s: %w: %s", program, err, said)
	}
	return nil
}

// programs finds the folder of the newest server that is installed.
func programs() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path), nil
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return "", errors.New("PostgreSQL is not installed; make test installs it")
	}
	slices.Sort(found)
	return filepath.Dir(found[len(found)-1]), nil
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close() //nolint:errcheck // only its number counts
	return l.Addr().(*net.TCPAddr).Port, nil
}
