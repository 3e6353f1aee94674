package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"congthidua/internal/audit"
	"congthidua/internal/demo"
	"congthidua/internal/store"
)

const (
	// kills is how often the portal is killed in the middle of its work.
	kills = 20
	// patience is how long one step waits for what it needs; it only ends a test that would wait for ever.
	patience = 3 * time.Minute
	// savesBeforeKill is how many answers of each kind a round waits for before the kill.
	savesBeforeKill = 5
)

// built builds the binary once.
var built = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "portal")
	if err != nil {
		return "", err
	}
	path := filepath.Join(folder, "portal")
	out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return path, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if path, err := built(); err == nil {
		_ = os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}

// installation is a folder with a database and the environment that points to it.
type installation struct {
	t      *testing.T
	folder string
}

func (i installation) command(args ...string) *exec.Cmd {
	i.t.Helper()
	path, err := built()
	if err != nil {
		i.t.Fatal(err)
	}
	cmd := exec.Command(path, args...)
	cmd.Env = append(os.Environ(), "PORTAL_ADDR=127.0.0.1:0", "PORTAL_NOW=",
		"PORTAL_DB="+filepath.Join(i.folder, "portal.db"), "PORTAL_FILES="+filepath.Join(i.folder, "files"),
		"PORTAL_SECRET_FILE="+filepath.Join(i.folder, "secret"))
	return cmd
}

func (i installation) run(args ...string) string {
	i.t.Helper()
	out, err := i.command(args...).CombinedOutput()
	if err != nil {
		i.t.Fatalf("portal %v: %v\n%s", args, err, out)
	}
	return string(out)
}

// serve starts the portal and returns its address once it answers.
func (i installation) serve() (*exec.Cmd, string) {
	i.t.Helper()
	cmd := i.command("serve")
	output, err := cmd.StderrPipe()
	if err != nil {
		i.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		i.t.Fatal(err)
	}
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		if _, address, ok := strings.Cut(lines.Text(), "Cổng Thi đua: "); ok {
			go func() { _, _ = io.Copy(io.Discard, output) }()
			return cmd, address
		}
	}
	i.t.Fatal("the portal did not start")
	return nil, ""
}

var tokenField = regexp.MustCompile(`name="_csrf" value="([^".]+)\.`)

// client logs in and returns a client with the session's token, to which each form adds its own.
func client(t *testing.T, base, username string) (*http.Client, string) {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	c := &http.Client{
		Jar:           jar,
		Timeout:       patience,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	token := func(path string) string {
		answer, err := c.Get(base + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		found := tokenField.FindSubmatch(body)
		if found == nil {
			t.Fatalf("%s has no form: %.300s", path, body)
		}
		return string(found[1])
	}
	answer, err := c.PostForm(base+"/login",
		url.Values{"_csrf": {token("/login")}, "username": {username}, "password": {demo.Password}})
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	return c, token("/account")
}

// TestKillLosesNoAcknowledgedSave kills the portal again and again while eight people save, and
// looks for every save that was answered as done.
func TestKillLosesNoAcknowledgedSave(t *testing.T) {
	i := installation{t: t, folder: t.TempDir()}
	i.run("demo", "--months", "2")
	acknowledged := map[string]bool{}
	var letter atomic.Int64
	var issued sync.Map
	letter.Store(signed(t, filepath.Join(i.folder, "portal.db")) - 1)
	for round := range kills {
		cmd, base := i.serve()
		c, token := client(t, base, "committee")
		var mu sync.Mutex
		var wait sync.WaitGroup
		var saves, entries, numbers atomic.Int64 // of this round, answered as done
		for worker := range 8 {
			wait.Go(func() {
				for n := 0; ; n++ {
					name := fmt.Sprintf("Tổ %d-%d-%d", round, worker, n)
					answer, err := c.PostForm(
						base+"/units",
						url.Values{
							"_csrf":  {fmt.Sprintf("%s.crash-test-unit-%d-%d-%d", token, round, worker, n)},
							"name":   {name},
							"parent": {"1"},
							"kind":   {"department"},
						},
					)
					if err != nil {
						return
					}
					_ = answer.Body.Close()
					if answer.StatusCode == http.StatusSeeOther {
						mu.Lock()
						acknowledged[name] = true
						mu.Unlock()
						saves.Add(1)
					}
				}
			})
		}
		registering(t, base, round, &entries, &wait)
		numbering(t, base, &letter, &issued, &numbers, &wait)
		busy := func() bool {
			return min(saves.Load(), entries.Load(), numbers.Load()) >= savesBeforeKill
		}
		for begun := time.Now(); !busy() && time.Since(begun) < patience; {
			time.Sleep(time.Millisecond)
		}
		time.Sleep(time.Duration(7*round) * time.Millisecond) // each round is killed at another moment
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait()
		wait.Wait()
	}
	st, err := store.Open(filepath.Join(i.folder, "portal.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close() //nolint:errcheck // the test's own
	db := st.Read(context.Background())
	var names []string
	if err := db.Raw(`SELECT name FROM units`).Scan(&names).Error; err != nil {
		t.Fatal(err)
	}
	kept := map[string]bool{}
	for _, n := range names {
		kept[n] = true
	}
	lost := 0
	for name := range acknowledged {
		if !kept[name] {
			lost++
		}
	}
	if lost > 0 || len(acknowledged) < 100 {
		t.Errorf("%d of %d acknowledged saves are lost", lost, len(acknowledged))
	}
	var book struct{ Documents, Last int }
	if err := db.Raw(`
		SELECT count(*) AS documents, max(number) AS last
		FROM documents
		WHERE direction = 'in' AND register = 'DV'`).Scan(&book).Error; err != nil ||
		book.Documents != book.Last ||
		book.Documents < 2*kills {
		t.Errorf("the book holds %d documents, the last is number %d, %v", book.Documents, book.Last, err)
	}
	noGaps(t, db, &issued)
	var integrity string
	if err := db.Raw(`PRAGMA integrity_check`).Scan(&integrity).Error; err != nil || integrity != "ok" {
		t.Errorf("integrity: %s %v", integrity, err)
	}
	var orphans int
	if err := db.Raw(`SELECT count(*) FROM pragma_foreign_key_check`).Scan(&orphans).Error; err != nil || orphans != 0 {
		t.Errorf("%d broken references, %v", orphans, err)
	}
	if _, _, err := audit.Verify(context.Background(), db); err != nil {
		t.Error(err)
	}
	numbered := 0
	issued.Range(func(_, _ any) bool { numbered++; return true })
	t.Logf("%d acknowledged saves and %d numbered letters over %d kills, %d lost", len(acknowledged), numbered, kills,
		lost)
}

func TestTerminationIsOrderly(t *testing.T) {
	i := installation{t: t, folder: t.TempDir()}
	i.run("demo", "--months", "1")
	cmd, base := i.serve()
	if answer, err := http.Get(base + "/readyz"); err != nil || answer.StatusCode != http.StatusOK {
		t.Errorf("readyz: %v", err)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("exit: %v", err)
	}
	if _, err := os.Stat(filepath.Join(i.folder, "portal.db-wal")); err == nil {
		t.Error("the log of changes is not folded into the file")
	}
}

func TestFirstStepsOnAnEmptyDatabase(t *testing.T) {
	i := installation{t: t, folder: t.TempDir()}
	cmd, base := i.serve()
	defer cmd.Process.Kill() //nolint:errcheck // the test is over
	for path, status := range map[string]int{"/": 503, "/login": 503, "/people": 503, "/healthz": 200, "/readyz": 200} {
		answer, err := http.Get(base + path)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		if answer.StatusCode != status ||
			status == 503 && !strings.Contains(string(body), "portal account create admin") {
			t.Errorf("%s: %d %.200s", path, answer.StatusCode, body)
		}
	}
	if info, err := os.Stat(filepath.Join(i.folder, "secret")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the secret: %v %v", info, err)
	}
}

func TestCommands(t *testing.T) {
	i := installation{t: t, folder: t.TempDir()}
	out := i.run("account", "create", "admin", "--name", "Quản Trị", "--agency", "Ban Tổ chức Huyện ủy")
	if !regexp.MustCompile(`mật khẩu dùng một lần: [a-z0-9]{4}(-[a-z0-9]{4}){3}`).MatchString(out) {
		t.Errorf("account create: %s", out)
	}
	roster, err := filepath.Abs("../../data/demo/roster.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	if out := i.run("import", "roster", roster, "--dry-run"); !strings.Contains(out, "Thêm mới 141") ||
		strings.Contains(out, "Đã ghi") {
		t.Errorf("dry run: %s", out)
	}
	if out := i.run("import", "roster", roster); !strings.Contains(out, "Đã ghi") ||
		!strings.Contains(out, "31/02/1980") {
		t.Errorf("import: %s", out)
	}
	if out := i.run("import", "roster", roster); !strings.Contains(out, "Thêm mới 0, thay đổi 0, giữ nguyên 141") {
		t.Errorf("second import: %s", out)
	}
	if out := i.run("audit", "verify"); !strings.Contains(out, "Nhật ký nguyên vẹn") {
		t.Errorf("audit verify: %s", out)
	}
	if out, err := i.command("demo").CombinedOutput(); err == nil {
		t.Errorf("a demonstration was loaded over real data: %s", out)
	}
	i.run("account", "reset", "admin")
}

func TestPrintedMonth(t *testing.T) {
	i := installation{t: t, folder: t.TempDir()}
	i.run("demo", "--months", "3")
	for _, format := range []string{"pdf", "docx", "xlsx"} {
		path := filepath.Join(i.folder, "a."+format)
		i.run("print", "month", "2026-09", "--format", format, "-o", path)
		if info, err := os.Stat(path); err != nil || info.Size() < 3000 {
			t.Errorf("%s: %v", format, err)
		}
	}
}
