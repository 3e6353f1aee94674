package initiative

import (
	"context"
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Service keeps the register of initiatives.
type Service struct {
	Store *store.Store
	Clock clock.Clock
}

// The states of an initiative. Only a recognised one counts.
const (
	Registered = "registered" // waits for the committee
	Recognised = "recognised"
	Refused    = "refused"
	Withdrawn  = "withdrawn"
)

// StateNames names the states.
var StateNames = map[string]string{
	Registered: "Chờ công nhận",
	Recognised: "Đã công nhận",
	Refused:    "Không công nhận",
	Withdrawn:  "Đã rút",
}

// Levels are how far an initiative has an effect, the lowest first. Titles have the same levels.
var Levels = []string{"base", "province", "nation"}

// LevelNames names the levels.
var LevelNames = map[string]string{"base": "cơ sở", "province": "tỉnh, ban, ngành", "nation": "toàn quốc"}

// MaxAuthors is how many authors an initiative has at most.
const MaxAuthors = 5

// object is what the files belong to.
const object = "initiatives"

// Author is an author with the share in percent. Typed is whom a form names.
type Author struct {
	PersonID               int64
	Share                  int
	Name, Post, Unit, Path string
	Typed                  string `gorm:"-"`
}

// Initiative is an initiative with all that belongs to it.
type Initiative struct {
	ID                       int64
	Name, Summary, Level     string
	Year                     int
	State, RegisteredOn      string
	RegistrarID              int64
	Decision, DecidedOn, Why string
	Version                  int64
	Authors                  []Author          `gorm:"-"`
	Files                    []attachment.File `gorm:"-"`
}

// Mine reports whether the actor may still change it: its registrar, until it is decided.
func (f Initiative) Mine(a access.Actor) bool {
	return f.State == Registered && a.PersonID != 0 && f.RegistrarID == a.PersonID && a.May(access.InitiativeMake)
}

// Decidable reports whether the actor may recognise or refuse it; nobody decides on the own one.
func (f Initiative) Decidable(a access.Actor) bool {
	own := slices.ContainsFunc(f.Authors, func(x Author) bool { return x.PersonID == a.PersonID })
	return f.State == Registered && a.May(access.HonoursEdit) && !own
}

// clean checks an initiative as typed; the authors' shares make up the whole.
func (f *Initiative) clean(thisYear int) error {
	wrong := fault.Fields{}
	f.Name, f.Summary = viet.Clean(f.Name), viet.Clean(f.Summary)
	if n := len([]rune(f.Name)); n < 3 || n > 300 {
		wrong.Refuse("name", "Tên sáng kiến dài từ 3 đến 300 ký tự")
	}
	if n := len([]rune(f.Summary)); n < 10 || n > 3000 {
		wrong.Refuse("summary", "Ghi từ %d đến %d ký tự", 10, 3000)
	}
	if !slices.Contains(Levels, f.Level) {
		wrong.Refuse("level", "Chọn phạm vi ảnh hưởng")
	}
	if f.Year < thisYear-1 || f.Year > thisYear {
		wrong.Refuse("year", "Năm từ %d đến %d", thisYear-1, thisYear)
	}
	sum := 0
	for i, x := range f.Authors {
		if x.Share < 1 || x.Share > 100 {
			wrong.Refuse("share."+viet.Count(i), "Ghi tỷ lệ từ 1 đến 100")
		}
		sum += x.Share
	}
	if len(wrong) == 0 && sum != 100 {
		wrong.Refuse("share.0", "Tỷ lệ các tác giả cộng lại là %d, cần đúng 100", sum)
	}
	return wrong.Err()
}

// Save registers an initiative (ID 0) of the actor and perhaps others, or changes one that
// is not decided yet. The first author is the actor.
func (s *Service) Save(ctx context.Context, a access.Actor, f Initiative) (int64, error) {
	if _, err := a.Require(access.InitiativeMake); err != nil || a.PersonID == 0 {
		return 0, fault.ErrForbidden
	}
	if err := f.clean(s.Clock.Now().Year()); err != nil {
		return 0, err
	}
	err := s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := nameAuthors(tx, a.PersonID, f.Authors); err != nil {
			return err
		}
		if err := s.write(tx, a, &f); err != nil {
			return err
		}
		if err := tx.Exec(`DELETE FROM initiative_authors WHERE initiative_id = ?`, f.ID).Error; err != nil {
			return err
		}
		for _, x := range f.Authors {
			if err := tx.Exec(`INSERT INTO initiative_authors (initiative_id, person_id, share) VALUES (?, ?, ?)`, f.ID, x.PersonID, x.Share).Error; err != nil {
				return err
			}
		}
		return audit.Note(tx, s.Clock, a, "initiative.register", object, f.ID, audit.Detail{
			"name":    f.Name,
			"authors": len(f.Authors),
		})
	})
	return f.ID, err
}

func (s *Service) write(tx *gorm.DB, a access.Actor, f *Initiative) error {
	if f.ID == 0 {
		return tx.Raw(`INSERT INTO initiatives (name, summary, level, year, state, registered_on, registrar_id) VALUES (?, ?, ?, ?, 'registered', ?, ?) RETURNING id`, f.Name, f.Summary, f.Level, f.Year, clock.Today(s.Clock), a.PersonID).Scan(&f.ID).Error
	}
	old, err := find(tx, a.Reach(access.InitiativeMake), f.ID)
	if err != nil {
		return err
	}
	if !old.Mine(a) {
		return fault.Conflictf("Sáng kiến không sửa được nữa: %s.", StateNames[old.State])
	}
	return store.OneRow(tx.Exec(`UPDATE initiatives SET name = ?, summary = ?, level = ?, year = ?, version = version + 1 WHERE id = ? AND version = ? AND state = 'registered'`, f.Name, f.Summary, f.Level, f.Year, f.ID, f.Version))
}

// nameAuthors finds the persons that the form names; the first is the registrar.
func nameAuthors(tx *gorm.DB, registrar int64, authors []Author) error {
	wrong, seen := fault.Fields{}, map[int64]bool{registrar: true}
	for i := range authors {
		x, at := &authors[i], "author."+viet.Count(i)
		if i == 0 {
			x.PersonID = registrar
			continue
		}
		found, err := org.FindNamed(tx, x.Typed)
		if err != nil {
			return err
		}
		switch {
		case len(found) == 0:
			wrong.Refuse(at, "Không có «%s» trong danh sách cán bộ", x.Typed)
		case len(found) > 1:
			wrong.Refuse(at, "Có %s. Ghi mã, hoặc ghi thêm năm sinh hay đơn vị sau dấu phẩy", org.Doubtful(found))
		case seen[found[0].ID]:
			wrong.Refuse(at, "Tác giả đã có ở trên")
		default:
			x.PersonID = found[0].ID
			seen[x.PersonID] = true
		}
	}
	return wrong.Err()
}
