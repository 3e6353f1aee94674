package main

import (
	"database/sql"
	"fmt"
	"html"
	"net"
	"net/http"
	"os"
	"strconv"

	_ "github.com/mattn/go-sqlite3"
)

// The floor is what the same two things cost with nothing around them: net/http, prepared
// statements, bytes appended to bytes. It has a session in the database, a list of fifty rows
// out of as many people and months, and a save of ten scores; no layout, no roles, no log chain.

type floorServer struct{ base string }

const floorUnit = 50

func startFloor(path string) (floorServer, error) {
	_, absent := os.Stat(path)
	db, err := sql.Open("sqlite3", "file:"+path+"?_journal_mode=WAL&_synchronous=FULL&_busy_timeout=5000&_txlock=immediate")
	if err != nil {
		return floorServer{}, err
	}
	if absent != nil {
		if err := seedFloor(db); err != nil {
			return floorServer{}, err
		}
	}
	db.SetMaxOpenConns(4)
	mux, err := floorHandler(db)
	if err != nil {
		return floorServer{}, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return floorServer{}, err
	}
	go func() { _ = http.Serve(listener, mux) }() // ends with the process
	return floorServer{base: "http://" + listener.Addr().String()}, nil
}

func seedFloor(db *sql.DB) error {
	for _, s := range []string{
		`CREATE TABLE session (id TEXT PRIMARY KEY, who INTEGER) WITHOUT ROWID`, `INSERT INTO session VALUES ('floor', 1)`,
		`CREATE TABLE unit (id INTEGER PRIMARY KEY, name TEXT)`, `CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT, post TEXT)`,
		`CREATE TABLE card (id INTEGER PRIMARY KEY, person INTEGER, unit INTEGER, month INTEGER, own REAL, points REAL, grade TEXT, state TEXT)`,
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
	card, err := tx.Prepare(`INSERT INTO card (person, unit, month, own, points, grade, state) VALUES (?, ?, ?, ?, ?, ?, 'Đã chấm')`)
	if err != nil {
		return err
	}
	for i := 1; i <= *people; i++ {
		if _, err := who.Exec(i, fmt.Sprintf("Nguyễn Thị Thu %c%c", 'A'+i%26, 'a'+i/26%26), "Chuyên viên"); err != nil {
			return err
		}
		for m := 1; m <= *months; m++ {
			points := 50 + (i*31+m*17)%50
			if _, err := card.Exec(i, (i-1)%(*people/floorUnit)+1, m, points, points, string(rune('A'+(99-points)/20))); err != nil {
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
		`SELECT c.id, p.name, p.post, c.own, c.points, c.grade, c.state FROM card c JOIN person p ON p.id = c.person WHERE c.unit = ? AND c.month = ? ORDER BY p.name LIMIT 50`} {
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
		if !known(r) || statements[1].QueryRow(r.FormValue("id")).Scan(&name) != nil {
			http.Error(w, "no", http.StatusForbidden)
			return
		}
		rows, err := statements[2].Query(r.FormValue("id"), r.FormValue("month"))
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		defer rows.Close() //nolint:errcheck // reading only
		b := append(make([]byte, 0, 32<<10), "<!doctype html><html lang=vi><meta charset=utf-8><title>"...)
		b = append(append(b, html.EscapeString(name)...), "</title><table><thead><tr><th>Họ và tên</th><th>Chức vụ</th><th>Tự chấm</th><th>Điểm</th><th>Loại</th><th>Trạng thái</th></tr></thead><tbody>"...)
		for rows.Next() {
			var id int64
			var person, post, grade, state string
			var own, points float64
			if err := rows.Scan(&id, &person, &post, &own, &points, &grade, &state); err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
				return
			}
			b = strconv.AppendInt(append(b, `<tr class="line"><td class="who"><a class="name" href="/evaluations/`...), id, 10)
			b = append(append(b, `">`...), html.EscapeString(person)...)
			b = append(append(b, `</a><small>`...), html.EscapeString(post)...)
			b = strconv.AppendFloat(append(b, `</small></td><td class="num">`...), own, 'f', -1, 64)
			b = strconv.AppendFloat(append(b, `</td><td class="num"><input class="score" value="`...), points, 'f', -1, 64)
			b = append(append(b, `"></td><td><span class="grade">`...), grade...)
			b = append(append(b, `</span></td><td>`...), html.EscapeString(state)...)
			b = append(b, `</td></tr>`...)
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
		if _, err := tx.Exec(`INSERT INTO mark VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET points = excluded.points`, r.FormValue("id"), i, n); err != nil {
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
