package account

import (
	"context"
	"crypto/rand"
	"errors"
	"slices"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"github.com/alexedwards/argon2id"
	"golang.org/x/text/unicode/norm"
	"gorm.io/gorm"
)

// hashing is what argon2id costs: 19 MiB and two passes (OWASP's minimum), so that fifty
// people logging in at once on two cores do not exhaust the machine.
var hashing = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// dummyHash is compared where there is no account, so that an unknown name takes as long
// as a wrong password.
var dummyHash = func() string {
	hash, err := argon2id.CreateHash("no such account", hashing)
	if err != nil {
		panic(err)
	}
	return hash
}()

// Bounds of a password's length in characters; there are no rules on composition (ASVS 6.2).
const (
	minPassword = 12
	maxPassword = 128
)

// common holds what people type first when they must type twelve characters.
var common = []string{
	"password", "matkhau", "123456", "qwerty", "abc123", "iloveyou",
	"admin", "hanoi", "thanhuy", "bantochuc", "congthidua", "vietnam",
}

// checkPassword refuses short, long and guessable passwords; about is what an attacker
// knows of the person: user name, name, unit.
func checkPassword(password string, about ...string) error {
	length := len([]rune(norm.NFC.String(password)))
	if length < minPassword || length > maxPassword {
		return fault.Invalidf("password", "Mật khẩu dài từ %d đến %d ký tự", minPassword, maxPassword)
	}
	key := strings.ReplaceAll(viet.SearchKey(password), " ", "")
	rest := key
	for _, word := range slices.Concat(about, common) {
		if word = strings.ReplaceAll(viet.SearchKey(word), " ", ""); len(word) >= 4 {
			rest = strings.ReplaceAll(rest, word, "")
		}
	}
	if len(rest) < 6 {
		return fault.Invalidf("password", "Mật khẩu quá dễ đoán: gần như chỉ gồm từ thông dụng hoặc tên của bạn")
	}
	if strings.Count(key, key[:1]) == len(key) {
		return fault.Invalidf("password", "Mật khẩu quá dễ đoán: chỉ có một ký tự lặp lại")
	}
	return nil
}

// HashPassword returns what is kept of a password.
func HashPassword(password string) (string, error) {
	return argon2id.CreateHash(norm.NFC.String(password), hashing)
}

func samePassword(password, hash string) bool {
	same, err := argon2id.ComparePasswordAndHash(norm.NFC.String(password), hash)
	return err == nil && same
}

// slipLetters leaves out what is misread on paper: 0/o, 1/l/i.
const slipLetters = "23456789abcdefghjkmnpqrstuvwxyz"

// OneTimePassword returns a random password for a printed slip: 16 letters in four groups.
func OneTimePassword() string {
	raw := make([]byte, 16)
	_, _ = rand.Read(raw) // never fails; see crypto/rand
	var b strings.Builder
	for i, x := range raw {
		if i > 0 && i%4 == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(slipLetters[int(x)%len(slipLetters)])
	}
	return b.String()
}

// ChangePassword replaces the actor's password and ends all the actor's sessions.
func (s *Service) ChangePassword(ctx context.Context, a access.Actor, old, password, repeated string) error {
	x, err := find(s.Store.Read(ctx), a.AccountID)
	if err != nil {
		return err
	}
	if _, err := s.Login(ctx, a.Username, old, a.Address); err != nil { // so that guessing is slowed and noted
		if errors.Is(err, ErrLogin) {
			err = fault.Invalidf("old", "Mật khẩu hiện tại không đúng")
		}
		return err
	}
	if password != repeated {
		return fault.Invalidf("repeated", "Hai lần nhập mật khẩu mới không giống nhau")
	}
	if password == old {
		return fault.Invalidf("password", "Mật khẩu mới phải khác mật khẩu cũ")
	}
	if err := checkPassword(password, a.Username, a.Name); err != nil {
		return err
	}
	hash, err := HashPassword(password)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		change := store.Change{"password_hash": hash, "must_change": false}
		if err := store.Update(tx, &x, x.Version, change); err != nil {
			return err
		}
		if err := endAll(tx, a.AccountID); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "account.password", "accounts", a.AccountID, nil)
	})
}
