// Package backup writes the whole portal, database and kept files, into one encrypted file while it
// runs, and brings it back. The archive is a tar encrypted by age: the database as one consistent
// copy, the files that its rows point to, and a manifest with the SHA-256 of each.
package backup

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"congthidua/internal/council"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"filippo.io/age"
	"gorm.io/gorm"
)

// The names within the archive.
const (
	databaseName = "portal.db"
	manifestName = "manifest.json"
	filesFolder  = "files/"
)

// Manifest says what an archive holds.
type Manifest struct {
	At    time.Time
	Sums  map[string]string // name within the archive to SHA-256
	Files int
	Rows  map[string]int64 // table to number of rows
}

// Write puts everything into w, encrypted for the recipients, while others read and write. It
// refuses while a secret ballot is open: a copy of that moment, held against a later one, could show
// who has voted how.
func Write(
	ctx context.Context, st *store.Store, at time.Time, w io.Writer, recipients ...age.Recipient,
) (m Manifest, err error) {
	folder, err := os.MkdirTemp(filepath.Dir(st.Path()), "backup-*")
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	path := filepath.Join(folder, databaseName)
	if err := st.Snapshot(ctx, path); err != nil {
		return m, err
	}
	copied, err := store.Open(path)
	if err != nil {
		return m, err
	}
	m = Manifest{At: at, Sums: map[string]string{}}
	files, err := inspect(ctx, copied, &m)
	if err = errors.Join(err, copied.Close()); err != nil {
		return m, err
	}
	sealed, err := age.Encrypt(w, recipients...)
	if err != nil {
		return m, err
	}
	archive := tar.NewWriter(sealed)
	if err := m.add(archive, databaseName, path, at); err != nil {
		return m, err
	}
	for _, file := range files {
		if err := m.add(archive, filesFolder+filepath.Base(file), file, at); err != nil {
			return m, fmt.Errorf("tệp đính kèm %s: %w", filepath.Base(file), err)
		}
	}
	m.Files = len(files)
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return m, err
	}
	if err := archive.WriteHeader(&tar.Header{
		Name:    manifestName,
		Mode:    0o600,
		Size:    int64(len(text)),
		ModTime: at,
	}); err != nil {
		return m, err
	}
	if _, err := archive.Write(text); err != nil {
		return m, err
	}
	return m, errors.Join(archive.Close(), sealed.Close())
}

// inspect counts the copy's rows and lists the files that it points to; the question whether a vote
// is open is put to the copy, so that nothing lies between it and the answer.
func inspect(ctx context.Context, copied *store.Store, m *Manifest) (files []string, err error) {
	db := copied.Read(ctx)
	var open int
	if err := db.Raw(`
		SELECT count(*)
		FROM meetings m
		WHERE m.state = ?
			AND EXISTS (SELECT 1 FROM candidates x WHERE x.meeting_id = m.id AND x.secret)`,
		council.Open).Scan(&open).Error; err != nil {
		return nil, err
	}
	if open > 0 {
		return nil, fault.Conflictf("Hội đồng đang bỏ phiếu kín; sao lưu sau khi kết thúc biểu quyết.")
	}
	if m.Rows, err = countRows(db); err != nil {
		return nil, err
	}
	return files, db.Raw(`
		SELECT path FROM attachments
		UNION
		SELECT path FROM templates
		UNION
		SELECT file FROM imports WHERE file <> ''`).Scan(&files).Error
}

func countRows(db *gorm.DB) (map[string]int64, error) {
	tables, err := db.Migrator().GetTables()
	if err != nil {
		return nil, err
	}
	tables = slices.DeleteFunc(tables, func(name string) bool { return strings.HasPrefix(name, "sqlite_") })
	rows := map[string]int64{}
	for _, table := range tables {
		var n int64
		if err := db.Raw(`SELECT count(*) FROM "` + table + `"`).Scan(&n).Error; err != nil {
			return nil, err
		}
		rows[table] = n
	}
	return rows, nil
}

// add copies a file into the archive and notes its sum.
func (m *Manifest) add(archive *tar.Writer, name, path string, at time.Time) error {
	file, err := os.Open(path) // #nosec G304 -- a path of the portal's own, from the database
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // reading only
	info, err := file.Stat()
	if err != nil {
		return err
	}
	if err := archive.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: info.Size(), ModTime: at}); err != nil {
		return err
	}
	sum := sha256.New()
	if _, err := io.Copy(io.MultiWriter(archive, sum), file); err != nil {
		return err
	}
	m.Sums[name] = hex.EncodeToString(sum.Sum(nil))
	return nil
}

// kept are the names that an archive may hold; nothing else is ever written to the disk.
var kept = regexp.MustCompile(`^(portal\.db|files/[0-9A-Za-z._-]+)$`)

// Restore reads an archive into a database file and a folder that are not there yet, and checks both
// against the manifest. What does not match leaves nothing behind.
func Restore(
	ctx context.Context, r io.Reader, database, folder string, identities ...age.Identity,
) (m Manifest, err error) {
	for _, path := range []string{database, folder} {
		if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
			return m, fault.Conflictf("%s đã có; phục hồi chỉ ghi vào chỗ trống.", path)
		}
	}
	defer func() {
		if err != nil {
			for _, path := range []string{database, database + "-wal", database + "-shm", folder} {
				err = errors.Join(err, os.RemoveAll(path))
			}
		}
	}()
	opened, err := age.Decrypt(r, identities...)
	if err != nil {
		return m, fmt.Errorf("không mở được bản sao lưu: %w", err)
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return m, err
	}
	sums, m, err := unpack(tar.NewReader(opened), database, folder)
	if err != nil {
		return m, err
	}
	if len(sums) != len(m.Sums) {
		return m, fmt.Errorf("bản sao lưu có %d tệp, danh mục ghi %d", len(sums), len(m.Sums))
	}
	for name, sum := range m.Sums {
		if sums[name] != sum {
			return m, fmt.Errorf("%s không đúng với danh mục", name)
		}
	}
	return m, settle(ctx, database, folder, m)
}

func unpack(archive *tar.Reader, database, folder string) (sums map[string]string, m Manifest, err error) {
	sums = map[string]string{}
	for {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return sums, m, nil
		}
		if err != nil {
			return nil, m, fmt.Errorf("bản sao lưu bị hỏng: %w", err)
		}
		if header.Name == manifestName {
			if err := json.NewDecoder(archive).Decode(&m); err != nil {
				return nil, m, fmt.Errorf("danh mục của bản sao lưu: %w", err)
			}
			continue
		}
		if !kept.MatchString(header.Name) {
			return nil, m, fmt.Errorf("bản sao lưu có tệp lạ %q", header.Name)
		}
		path := database
		if header.Name != databaseName {
			path = filepath.Join(folder, filepath.Base(header.Name))
		}
		sum, err := write(path, archive)
		if err != nil {
			return nil, m, err
		}
		sums[header.Name] = sum
	}
}

// write copies what is read into a new file, synced, and returns its sum.
func write(path string, r io.Reader) (string, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", err
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) // #nosec G304 -- its name was matched
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	_, err = io.Copy(io.MultiWriter(file, sum), r) // #nosec G110 -- the archive is the portal's own, sealed by its key
	return hex.EncodeToString(sum.Sum(nil)), errors.Join(err, file.Sync(), file.Close())
}

// settle checks the database that came back and points its rows to where their files lie now.
func settle(ctx context.Context, database, folder string, m Manifest) (err error) {
	st, err := store.Open(database)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	var sound string
	if err := st.Read(ctx).Raw(`PRAGMA integrity_check`).Scan(&sound).Error; err != nil || sound != "ok" {
		return errors.Join(err, fmt.Errorf("cơ sở dữ liệu phục hồi không lành: %s", sound))
	}
	rows, err := countRows(st.Read(ctx))
	if err != nil {
		return err
	}
	for table, n := range m.Rows {
		if rows[table] != n {
			return fmt.Errorf("bảng %s có %d dòng, danh mục ghi %d", table, rows[table], n)
		}
	}
	return st.Write(ctx, func(tx *gorm.DB) error {
		for table, column := range map[string]string{"attachments": "path", "templates": "path", "imports": "file"} {
			var list []struct {
				ID   int64
				Path string
			}
			if err := tx.Raw(`
				SELECT id, ` + column + ` AS path
				FROM ` + table + `
				WHERE ` + column + ` <> ''`).Scan(&list).Error; err != nil {
				return err
			}
			for _, x := range list {
				path := filepath.Join(folder, filepath.Base(x.Path))
				if err := tx.Exec(`
					UPDATE `+table+`
					SET `+column+` = ?
					WHERE id = ?`, path, x.ID).Error; err != nil {
					return err
				}
			}
		}
		return nil
	})
}
