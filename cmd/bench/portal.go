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
	"time"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/demo"
	"congthidua/internal/evaluation"
	"congthidua/internal/store"
)

// portal is the built binary of a checkout with a folder of its own.
type portal struct {
	folder, binary, base string
	checkout             string
	mark                 string // behind what is measured, "" for this version
	process              *exec.Cmd
}

func (p *portal) build() error {
	binary, err := filepath.Abs(filepath.Join(p.folder, "portal"))
	if err != nil {
		return err
	}
	p.binary = binary
	cmd := exec.Command("go", "build", "-o", p.binary, "./cmd/portal")
	cmd.Dir = p.checkout
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	return nil
}

func (p *portal) command(database string, args ...string) *exec.Cmd {
	cmd := exec.Command(p.binary, args...) //nolint:gosec // built above
	cmd.Env = append(os.Environ(), "PORTAL_ADDR=127.0.0.1:0", "PORTAL_NOW=",
		"PORTAL_DB="+filepath.Join(p.folder, database), "PORTAL_FILES="+filepath.Join(p.folder, "files"),
		"PORTAL_SECRET_FILE="+filepath.Join(p.folder, "secret"))
	return cmd
}

// seed makes the scaled demonstration where it is not kept from before.
func (p *portal) seed() error {
	if _, err := os.Stat(filepath.Join(p.folder, "portal.db")); err == nil {
		return nil
	}
	took, _, err := timed(
		p.command("portal.db", "demo", "--people", fmt.Sprint(*people), "--months", fmt.Sprint(*months)))
	if err == nil {
		row(fmt.Sprintf("`portal demo --people %d --months %d`%s", *people, *months, p.mark),
			took.Round(time.Second).String(), "a few minutes")
	}
	return err
}

func (p *portal) serve() (time.Duration, error) {
	p.process = p.command("portal.db", "serve")
	output, err := p.process.StderrPipe()
	if err != nil {
		return 0, err
	}
	begun := time.Now()
	if err := p.process.Start(); err != nil {
		return 0, err
	}
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		if _, address, ok := strings.Cut(lines.Text(), "Cổng Thi đua: "); ok {
			p.base = address
			go func() { _, _ = io.Copy(io.Discard, output) }()
			return time.Since(begun), nil
		}
	}
	return 0, fmt.Errorf("the portal did not start")
}

func (p *portal) stop() {
	if p.process != nil {
		_ = p.process.Process.Signal(os.Interrupt)
		_ = p.process.Wait()
		p.process = nil
	}
}

// session is somebody logged in.
type session struct {
	p             *portal
	cookie, token string
	once          bool // each form has a token of its own behind the session's
}

// form is the first field of the n-th form of a connection.
func (s *session) form(connection, n int) string {
	if !s.once {
		return s.token
	}
	return fmt.Sprintf("%s.bench-form-%d-%d-%d", s.token, time.Now().UnixNano(), connection, n)
}

var tokenField = regexp.MustCompile(`name="_csrf" value="([^"]+)"`)

func (p *portal) login(name string) (*session, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	c := &http.Client{Jar: jar}
	page := func(answer *http.Response, err error) (string, error) {
		if err != nil {
			return "", err
		}
		defer answer.Body.Close() //nolint:errcheck // read below
		body, err := io.ReadAll(answer.Body)
		found := tokenField.FindSubmatch(body)
		if err != nil || found == nil {
			return "", fmt.Errorf("no form at %s: %w", answer.Request.URL, err)
		}
		return string(found[1]), nil
	}
	token, err := page(c.Get(p.base + "/login"))
	if err != nil {
		return nil, err
	}
	if token, err = page(c.PostForm(p.base+"/login", url.Values{
		"_csrf":    {token},
		"username": {name},
		"password": {demo.Password},
	})); err != nil {
		return nil, err
	}
	s := &session{p: p}
	s.token, _, s.once = strings.Cut(token, ".")
	at, err := url.Parse(p.base)
	if err != nil {
		return nil, err
	}
	for _, cookie := range jar.Cookies(at) {
		if cookie.Name == "sid" {
			s.cookie = cookie.Value
		}
	}
	return s, nil
}

// monthLoads are the two things measured against the floor.
type monthLoads struct {
	page, saves load
	period      int64
}

// monthOf finds the head's unit, its latest month and the cards that the head may score.
func (s *session) monthOf() (monthLoads, error) {
	st, err := store.Open(filepath.Join(s.p.folder, "portal.db"))
	if err != nil {
		return monthLoads{}, err
	}
	defer st.Close() //nolint:errcheck // reading only
	db := st.Read(context.Background())
	var place struct{ Unit, Period int64 }
	err = db.Raw(`
		SELECT g.unit_id AS unit, (SELECT max(id) FROM periods) AS period
		FROM grants g
		JOIN accounts a ON a.id = g.account_id
		WHERE a.username = 'head' AND g.role = 'head'`).Scan(&place).Error
	if err != nil {
		return monthLoads{}, err
	}
	cards, versions := make([]int64, connections), make([]int64, connections)
	begun := func() error {
		st, err := store.Open(filepath.Join(s.p.folder, "portal.db"))
		if err != nil {
			return err
		}
		defer st.Close() //nolint:errcheck // reading only
		var rows []struct{ ID, Version int64 }
		err = st.Read(context.Background()).Raw(`
				SELECT id, version
				FROM scorecards
				WHERE period_id = ? AND unit_id = ? AND reviewer = 'head' AND NOT manager AND state IN ('submitted',
					'reviewed')
				ORDER BY id
				LIMIT ?`, place.Period, place.Unit, connections).Scan(&rows).Error
		if err == nil && len(rows) < connections {
			err = fmt.Errorf("only %d cards to save", len(rows))
		}
		for i, r := range rows {
			cards[i], versions[i] = r.ID, r.Version
		}
		return err
	}
	path := fmt.Sprintf("/units/%d/periods/%d", place.Unit, place.Period)
	return monthLoads{
		period: place.Period,
		page: load{
			base:   s.p.base,
			status: http.StatusOK,
			cookie: s.cookie,
			next:   func(int, int) request { return request{path: path} },
		},
		saves: load{
			base:   s.p.base,
			status: http.StatusSeeOther,
			cookie: s.cookie,
			begun:  begun,
			next: func(c, n int) request {
				values := url.Values{
					"_csrf":   {s.form(c, n)},
					"version": {fmt.Sprint(versions[c] + int64(n))},
					"mark.g1": {"9"},
					"mark.g2": {"8"},
					"mark.g3": {fmt.Sprint(n % 10)},
					"comment": {"Chậm một báo cáo"},
					"product.name.0": {
						"Báo cáo",
					},
					"product.assigned.0":  {"4"},
					"product.completed.0": {"4"},
					"product.name.1":      {"Thẩm định hồ sơ"},
					"product.assigned.1":  {"5"},
					"product.failed.1":    {"1"},
				}
				return request{path: fmt.Sprintf("/evaluations/%d/review", cards[c]), form: values}
			},
		},
	}, nil
}

// open opens the next month for everybody, in a copy, so that a kept database stays as it is.
func (p *portal) open() error {
	path := filepath.Join(p.folder, "open.db")
	defer os.Remove(path) //nolint:errcheck // made anew each time
	if err := copyFile(path, filepath.Join(p.folder, "portal.db")); err != nil {
		return err
	}
	st, err := store.Open(path)
	if err != nil {
		return err
	}
	defer st.Close() //nolint:errcheck // the end
	s := &evaluation.Service{Store: st, Clock: clock.System{}}
	committee := access.Actor{Name: "bench", Grants: []access.Grant{{Role: access.Committee}}}
	year, month, err := s.NextMonth(context.Background(), committee)
	if err != nil {
		return err
	}
	begun := time.Now()
	if _, err := s.Open(context.Background(), committee, evaluation.DefaultPeriod(year, month), nil); err != nil {
		return err
	}
	row(fmt.Sprintf("opening a month for %d people", *people), fmt.Sprintf("%.1f s", time.Since(begun).Seconds()),
		"60 s")
	return nil
}

func copyFile(to, from string) error {
	in, err := os.Open(from) //nolint:gosec // a path of this command's own making
	if err != nil {
		return err
	}
	defer in.Close()          //nolint:errcheck // reading only
	out, err := os.Create(to) //nolint:gosec // the same
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		return err
	}
	return out.Close()
}

// roster imports as many people from a file into an empty database.
func (p *portal) roster() error {
	path := filepath.Join(p.folder, "roster.csv")
	if err := writeRoster(path); err != nil {
		return err
	}
	for _, name := range []string{"import.db", "import.db-wal", "import.db-shm"} {
		_ = os.Remove(filepath.Join(p.folder, name)) // of an earlier run
	}
	if _, _, err := timed(p.command("import.db", "account", "create", "admin", "--agency", "Cơ quan")); err != nil {
		return err
	}
	took, memory, err := timed(p.command("import.db", "import", "roster", path))
	if err == nil {
		row(fmt.Sprintf("import of %d rows: dry run and writing", *people),
			fmt.Sprintf("%.1f s, %d MiB", took.Seconds(), memory), "60 s, 300 MiB")
	}
	return err
}

func writeRoster(path string) error {
	file, err := os.Create(path) //nolint:gosec // a path of this command's own making
	if err != nil {
		return err
	}
	w := bufio.NewWriter(file)
	fmt.Fprintln(w, "STT,Họ và tên,Ngày sinh,Chức vụ,Đơn vị,Đối tượng")
	for i := range *people {
		fmt.Fprintf(w, "%d,Nguyễn Văn %c%c%c,%02d/%02d/%d,Chuyên viên,Phòng số %d,Công chức\n", i+1, 'A'+i%26,
			'a'+i/26%26, 'a'+i/676%26, 1+i%28, 1+i/28%12, 1960+i/336%40, i/50+1)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return file.Close()
}
