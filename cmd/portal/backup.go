package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"congthidua/internal/backup"
	"congthidua/internal/clock"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"filippo.io/age"
)

// backupKeys are who can open a backup: whoever knows a passphrase, or has the key file of age.
type backupKeys struct {
	PassphraseFile string `type:"existingfile" xor:"key" required:"" help:"Tệp chứa cụm mật khẩu, một dòng."`
	KeyFile        string `type:"existingfile" xor:"key" required:"" help:"Tệp khóa age: khóa công khai để sao lưu, khóa bí mật để phục hồi."`
}

// backupCommand writes everything into one encrypted file while the portal runs.
type backupCommand struct {
	File string `arg:"" help:"Tệp sao lưu sẽ tạo; không ghi đè tệp đã có."`
	backupKeys
}

// Run is called by the command line.
func (b backupCommand) Run(ctx context.Context) (err error) {
	c, err := load()
	if err != nil {
		return err
	}
	recipients, err := b.recipients()
	if err != nil {
		return err
	}
	st, err := store.Open(c.DB)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	temp, err := os.CreateTemp(filepath.Dir(b.File), ".backup-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(temp.Name()) }() // gone already where all went well
	m, err := backup.Write(ctx, st, time.Now(), temp, recipients...)
	if err = errors.Join(err, temp.Sync(), temp.Close()); err != nil {
		return err
	}
	if err := os.Link(temp.Name(), b.File); err != nil {
		if errors.Is(err, os.ErrExist) {
			return fmt.Errorf("%s đã có; đặt tên khác", b.File)
		}
		return err
	}
	fmt.Printf("Đã sao lưu %d bảng, %d tệp vào %s\n", len(m.Rows), m.Files, b.File)
	return nil
}

// restoreCommand brings a backup back into empty places.
type restoreCommand struct {
	File   string `arg:"" type:"existingfile" help:"Tệp sao lưu."`
	Verify bool   `help:"Chỉ kiểm tra: phục hồi vào thư mục tạm rồi bỏ."`
	backupKeys
}

// Run is called by the command line.
func (r restoreCommand) Run(ctx context.Context) (err error) {
	c, err := load()
	if err != nil {
		return err
	}
	if r.Verify {
		folder, err := os.MkdirTemp("", "portal-verify-*")
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
		c.DB, c.Files = filepath.Join(folder, "portal.db"), filepath.Join(folder, "files")
	}
	identities, err := r.identities()
	if err != nil {
		return err
	}
	file, err := os.Open(r.File)
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // reading only
	m, err := backup.Restore(ctx, file, c.DB, c.Files, identities...)
	if err != nil {
		return err
	}
	what := "Đã phục hồi vào " + c.DB
	if r.Verify {
		what = "Bản sao lưu lành"
	}
	at := m.At.Local()
	fmt.Printf("%s: lúc %s %s, %d bảng, %d tệp.\n",
		what, at.Format("15:04"), viet.ShowDate(at.Format(clock.Date)), len(m.Rows), m.Files)
	return nil
}

func (k backupKeys) passphrase() (string, error) {
	text, err := os.ReadFile(k.PassphraseFile)
	if err != nil {
		return "", err
	}
	phrase := strings.TrimSpace(string(text))
	if len([]rune(phrase)) < 12 {
		return "", fmt.Errorf("%s: cụm mật khẩu cần ít nhất 12 ký tự", k.PassphraseFile)
	}
	return phrase, nil
}

func (k backupKeys) recipients() ([]age.Recipient, error) {
	if k.PassphraseFile != "" {
		phrase, err := k.passphrase()
		if err != nil {
			return nil, err
		}
		recipient, err := age.NewScryptRecipient(phrase)
		return []age.Recipient{recipient}, err
	}
	return parsed(k.KeyFile, age.ParseRecipients)
}

func (k backupKeys) identities() ([]age.Identity, error) {
	if k.PassphraseFile != "" {
		phrase, err := k.passphrase()
		if err != nil {
			return nil, err
		}
		identity, err := age.NewScryptIdentity(phrase)
		return []age.Identity{identity}, err
	}
	return parsed(k.KeyFile, age.ParseIdentities)
}

func parsed[T any](path string, parse func(io.Reader) ([]T, error)) ([]T, error) {
	file, err := os.Open(path) // #nosec G304 -- named by whoever runs the command
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // reading only
	return parse(file)
}
