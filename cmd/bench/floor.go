package main

import (
	"bufio"
	"database/sql"
	"fmt"
	"html"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime/debug"
	"strconv"
	"strings"

	_ "github.com/mattn/go-sqlite3"
)

// The floor is what the same two things cost with nothing around them: net/http, prepared
// statements, bytes appended to bytes. It has a session in the database, a list of fifty rows
// out of as many people and months with the columns and classes of a real table, and a save of
// ten scores; no layout, no roles, no log chain. It is a process of its own, like the portal.

type floorServer struct {
	base    string
	process *exec.Cmd
}

const floorUnit = 50

// startFloor starts this program again as the floor.
func startFloor(path string) (floorServer, error) {
	self, err := os.Executable()
	if err != nil {
		return floorServer{}, err
	}
	cmd := exec.Command(self, "-people", fmt.Sprint(*people), "-months", fmt.Sprint(*months), "floor",
		path) //nolint:gosec // itself
	output, err := cmd.StdoutPipe()
	if err != nil {
		return floorServer{}, err
	}
	if err := cmd.Start(); err != nil {
		return floorServer{}, err
	}
	address, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		return floorServer{}, fmt.Errorf("the floor did not start: %w", err)
	}
	return floorServer{base: "http://" + strings.TrimSpace(address), process: cmd}, nil
}

func (f floorServer) stop() {
	_ = f.process.Process.Kill()
	_ = f.process.Wait()
}

// serveFloor is the floor's process: it makes its data where absent, prints its address, serves.
func serveFloor(path string) error {
	debug.SetGCPercent(300) // as the portal does
	_, absent := os.Stat(path)
	db, err := sql.Open("sqlite3",
		"file:"+path+"?_journal_mode=WAL&_synchronous=FULL&_busy_timeout=5000&_txlock=immediate&_foreign_keys=1")
	if err != nil {
		return err
	}
	if absent != nil {
		if err := seedFloor(db); err != nil {
			return err
		}
	}
	db.SetMaxOpenConns(4)
	mux, err := floorHandler(db)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println(listener.Addr())
	return http.Serve(listener, mux) //nolint:gosec // asked by this program only
}

func seedFloor(db *sql.DB) error {
	for _, s := range []string{
		`CREATE TABLE session (id TEXT PRIMARY KEY, who INTEGER) WITHOUT ROWID`, `INSERT INTO session VALUES ('floor', 1)`,
		`CREATE TABLE unit (id INTEGER PRIMARY KEY, name TEXT)`, `CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT, post TEXT)`,
		`CREATE TABLE card (id INTEGER PRIMARY KEY, person INTEGER, unit INTEGER, month INTEGER,
			own INTEGER, head INTEGER, points INTEGER, grade TEXT, state TEXT)`,
		`CREATE TABLE mark (card INTEGER, criterion INTEGER, points INTEGER, PRIMARY KEY (card, criterion)) WITHOUT ROWID`,
		`CREATE TABLE log (id INTEGER PRIMARY KEY, who INTEGER, what TEXT)`} {
		if _, err := db.Exec(s); err != nil {
			return err
		}
	}
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	for i := 1; i <= *people/floorUnit; i++ {
		if _, err := tx.Exec(`INSERT INTO unit VALUES (?, ?)`, i, fmt.Sprintf("Phòng số %d", i)); err != nil {
			return err
		}
	}
	who, err := tx.Prepare(`INSERT INTO person VALUES (?, ?, ?)`)
	if err != nil {
		return err
	}
	card, err := tx.Prepare(
		`INSERT INTO card (person, unit, month, own, head, points, grade, state) VALUES (?, ?, ?, ?, ?, ?, ?, 'Đã chấm')`)
	if err != nil {
		return err
	}
	for i := 1; i <= *people; i++ {
		if _, err := who.Exec(i, fmt.Sprintf("Nguyễn Thị Thu %c%c", 'A'+i%26, 'a'+i/26%26), "Chuyên viên"); err != nil {
			return err
		}
		for m := 1; m <= *months; m++ {
			points := 50 + (i*31+m*17)%50
			if _, err := card.Exec(i, (i-1)%(*people/floorUnit)+1, m, points, points, points, string(rune('A'+(99-points)/20))); err != nil {
				return err
			}
		}
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err = db.Exec(`CREATE INDEX card_unit ON card (unit, month)`)
	return err
}

func floorHandler(db *sql.DB) (*http.ServeMux, error) {
	var statements [3]*sql.Stmt
	for i, s := range []string{`SELECT who FROM session WHERE id = ?`, `SELECT name FROM unit WHERE id = ?`,
		`
			SELECT c.id, p.name, p.post, c.own, c.head, c.points, c.grade, c.state
			FROM card c
			JOIN person p ON p.id = c.person
			WHERE c.unit = ? AND c.month = ?
			ORDER BY p.name
			LIMIT 50`} {
		var err error
		if statements[i], err = db.Prepare(s); err != nil {
			return nil, err
		}
	}
	known := func(r *http.Request) bool {
		var who int
		cookie, err := r.Cookie("sid")
		return err == nil && statements[0].QueryRow(cookie.Value).Scan(&who) == nil
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /unit", func(w http.ResponseWriter, r *http.Request) {
		var name string
		id, _ := strconv.Atoi(r.FormValue("id"))
		month, _ := strconv.Atoi(r.FormValue("month"))
		if !known(r) || statements[1].QueryRow(id).Scan(&name) != nil {
			http.Error(w, "no", http.StatusForbidden)
			return
		}
		rows, err := statements[2].Query(id, month)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		defer rows.Close() //nolint:errcheck // reading only
		b := append(make([]byte, 0, 32<<10), "<!doctype html><html lang=vi><meta charset=utf-8><title>"...)
		b = append(
			append(b, html.EscapeString(name)...),
			`</title><table class="table table-sm"><thead><tr><th>Họ và tên</th><th>Chức vụ</th><th>Tự chấm</th>`+
				`<th>Người chấm</th><th>Kết quả</th><th>Xếp loại</th><th>Trạng thái</th><th></th></tr></thead><tbody>`...)
		for rows.Next() {
			if b, err = floorRow(b, rows); err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
				return
			}
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(append(b, "</tbody></table>"...))
	})
	mux.HandleFunc("POST /save", func(w http.ResponseWriter, r *http.Request) {
		if !known(r) {
			http.Error(w, "no", http.StatusForbidden)
			return
		}
		if err := saveFloor(db, r); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return
		}
		http.Redirect(w, r, "/unit", http.StatusSeeOther)
	})
	return mux, nil
}

func floorRow(b []byte, rows *sql.Rows) ([]byte, error) {
	var id int64
	var person, post, grade, state string
	var points [3]int64
	if err := rows.Scan(&id, &person, &post, &points[0], &points[1], &points[2], &grade, &state); err != nil {
		return nil, err
	}
	b = strconv.AppendInt(
		append(
			b,
			`<tr class="align-middle card-row"><td><a class="text-reset text-decoration-none" href="/evaluations/`...),
		id,
		10,
	)
	b = append(append(b, `">`...), html.EscapeString(person)...)
	b = append(append(b, `</a></td><td class="text-secondary">`...), html.EscapeString(post)...)
	for _, n := range points {
		b = strconv.AppendInt(append(b, `</td><td class="text-end num">`...), n, 10)
	}
	b = append(append(b, `</td><td><span class="badge bg-green-lt">`...), grade...)
	b = append(append(b, `</span></td><td><span class="status status-azure">`...), html.EscapeString(state)...)
	b = strconv.AppendInt(
		append(
			b,
			`</span></td><td class="text-end"><a class="btn btn-sm btn-outline-secondary" href="/evaluations/`...),
		id,
		10,
	)
	return append(b, `/review">Xem và chấm điểm</a></td></tr>`...), nil
}

func saveFloor(db *sql.DB, r *http.Request) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after the commit it does nothing
	total := 0
	for i := 1; i <= 10; i++ {
		n, _ := strconv.Atoi(r.FormValue("c" + strconv.Itoa(i)))
		total += n
		if _, err := tx.Exec(`
			INSERT INTO mark
			VALUES (?, ?, ?)
			ON CONFLICT
			DO UPDATE SET points = excluded.points`, r.FormValue("id"), i, n); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(`UPDATE card SET points = ? WHERE id = ?`, total, r.FormValue("id")); err != nil {
		return err
	}
	if _, err := tx.Exec(`INSERT INTO log (who, what) VALUES (1, 'save')`); err != nil {
		return err
	}
	return tx.Commit()
}
