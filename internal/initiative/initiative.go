package initiative

import (
	"context"
	"strconv"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Service keeps the register of initiatives.
type Service struct {
	Store *store.Store
	Clock clock.Clock
}

// State is where an initiative stands.
type State string

// The states of an initiative. Only a recognised one counts.
const (
	Registered State = "registered" // waits for the committee
	Recognised State = "recognised"
	Refused    State = "refused"
	Withdrawn  State = "withdrawn"
)

// States lists the states in their order; StateNames names them.
var (
	States     = []State{Registered, Recognised, Refused, Withdrawn}
	StateNames = map[State]string{
		Registered: "Chờ công nhận",
		Recognised: "Đã công nhận",
		Refused:    "Không công nhận",
		Withdrawn:  "Đã rút",
	}
)

// Level is how far an initiative has an effect. Titles have the same levels in their catalogues, as plain words.
type Level = string

// The levels.
const (
	Base     Level = "base"
	Province Level = "province"
	Nation   Level = "nation"
)

// Levels lists the levels, the lowest first; LevelNames names them.
var (
	Levels     = []Level{Base, Province, Nation}
	LevelNames = map[Level]string{
		Base:     "cơ sở",
		Province: "tỉnh, ban, ngành",
		Nation:   "toàn quốc",
	}
)

// MaxAuthors is how many authors an initiative has at most.
const MaxAuthors = 5

// object is how attachments and the audit log name an initiative.
const object = "initiatives"

// Initiative is an initiative, or accepted research.
type Initiative struct {
	store.Record
	Name         string `gorm:"size:300"`
	Summary      string `gorm:"size:3000"`
	Level        Level
	Year         int
	State        State  `gorm:"index:initiatives_open,where:state = 'registered'"`
	RegisteredOn string `gorm:"size:10"` // 2006-01-02, "" where it was entered with its decision
	RegistrarID  *int64 // the author who registered it
	Decision     string `gorm:"size:100"`  // number of the decision that recognises it
	DecidedOn    string `gorm:"size:10"`   // 2006-01-02
	Why          string `gorm:"size:1000"` // of a refusal
}

// Authorship is a person's part in an initiative.
type Authorship struct {
	InitiativeID int64 `gorm:"primaryKey;autoIncrement:false"`
	PersonID     int64 `gorm:"primaryKey;autoIncrement:false;index:initiative_authors_person"`
	Share        int   // percent
}

// TableName names the table.
func (Authorship) TableName() string { return "initiative_authors" }

// Models are the records of this package.
var Models = []any{
	&Initiative{},
	&Authorship{},
}

// Registration is an initiative as its registrar types it. The first author is the registrar.
type Registration struct {
	ID, Version   int64 // of the one that is changed
	Name, Summary string
	Level         Level
	Year          int
	Authors       []Claim
}

// Claim is a line of the form that names an author.
type Claim struct {
	Typed string // whom it names; not read on the registrar's line
	Share int    // percent
}

// check refuses what is wrong on the form; the authors' shares make up the whole.
func (r *Registration) check(thisYear int) error {
	wrong := fault.Fields{}
	named(wrong, &r.Name)
	wrong.Text("summary", &r.Summary, 10, 3000)
	fault.Choice(wrong, "level", r.Level, Levels, "Chọn phạm vi ảnh hưởng")
	if r.Year < thisYear-1 || r.Year > thisYear {
		wrong.Refuse("year", "Năm từ %d đến %d", thisYear-1, thisYear)
	}
	if n := len(r.Authors); n == 0 || n > MaxAuthors {
		wrong.Refuse("share.0", "Ghi từ 1 đến %d tác giả", MaxAuthors)
	}
	sum := 0
	for i, x := range r.Authors {
		if x.Share < 1 || x.Share > 100 {
			wrong.Refuse("share."+strconv.Itoa(i), "Ghi tỷ lệ từ 1 đến 100")
		}
		sum += x.Share
	}
	if len(wrong) == 0 && sum != 100 {
		wrong.Refuse("share.0", "Tỷ lệ các tác giả cộng lại là %d, cần đúng 100", sum)
	}
	return wrong.Err()
}

// named checks the name of an initiative.
func named(wrong fault.Fields, name *string) { wrong.Text("name", name, 3, 300) }

// Register enters an initiative of the actor and perhaps others.
func (s *Service) Register(ctx context.Context, a access.Actor, r Registration) (id int64, err error) {
	reach, err := registrar(a)
	if err != nil {
		return 0, err
	}
	err = s.write(ctx, a, &r, func(tx *gorm.DB) error {
		i := Initiative{
			Name:         r.Name,
			Summary:      r.Summary,
			Level:        r.Level,
			Year:         r.Year,
			State:        Registered,
			RegisteredOn: clock.Today(s.Clock),
			RegistrarID:  &reach.Person,
		}
		err := tx.Create(&i).Error
		r.ID = i.ID
		return err
	})
	return r.ID, err
}

// Save changes an initiative of the actor that is not decided yet and still at the version of r.
func (s *Service) Save(ctx context.Context, a access.Actor, r Registration) error {
	reach, err := registrar(a)
	if err != nil {
		return err
	}
	return s.write(ctx, a, &r, func(tx *gorm.DB) error {
		i, err := find(tx, reach, r.ID)
		if err != nil {
			return err
		}
		if !i.registeredBy(a) {
			return fault.ErrForbidden
		}
		if i.State != Registered {
			return fault.Conflictf("Sáng kiến không sửa được nữa: %s.", StateNames[i.State])
		}
		return store.Advance(tx, &i, r.Version, Registered, store.Change{
			"name":    r.Name,
			"summary": r.Summary,
			"level":   r.Level,
			"year":    r.Year,
		})
	})
}

// registrar returns the reach of who registers initiatives: an author is a person.
func registrar(a access.Actor) (access.Reach, error) {
	reach, err := a.Require(access.InitiativeMake)
	if err == nil && reach.Person == 0 {
		err = fault.ErrForbidden
	}
	return reach, err
}

// write checks a registration, keeps the initiative as keep does, and writes its authors anew.
func (s *Service) write(ctx context.Context, a access.Actor, r *Registration, keep func(*gorm.DB) error) error {
	if err := r.check(s.Clock.Now().Year()); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		authors, err := authorsNamed(tx, a.PersonID, r.Authors)
		if err != nil {
			return err
		}
		if err := keep(tx); err != nil {
			return err
		}
		if err := tx.Where("initiative_id = ?", r.ID).Delete(&Authorship{}).Error; err != nil {
			return err
		}
		for i := range authors {
			authors[i].InitiativeID = r.ID
		}
		if err := tx.Create(&authors).Error; err != nil {
			return err
		}
		detail := audit.Detail{"name": r.Name, "authors": len(authors)}
		return audit.Note(tx, s.Clock, a, "initiative.register", object, r.ID, detail)
	})
}

// authorsNamed finds the persons that the lines of a form name; the first is the registrar.
func authorsNamed(tx *gorm.DB, registrar int64, claims []Claim) (list []Authorship, err error) {
	wrong, seen := fault.Fields{}, map[int64]bool{registrar: true}
	for i, x := range claims {
		if i == 0 {
			list = append(list, Authorship{PersonID: registrar, Share: x.Share})
			continue
		}
		found, err := org.FindNamed(tx, x.Typed)
		if err != nil {
			return nil, err
		}
		at := "author." + strconv.Itoa(i)
		switch {
		case len(found) == 0:
			wrong.Refuse(at, "Không có «%s» trong danh sách cán bộ", x.Typed)
		case len(found) > 1:
			wrong.Refuse(at, "Có %s. Ghi mã, hoặc ghi thêm năm sinh hay đơn vị sau dấu phẩy", org.Doubtful(found))
		case seen[found[0].ID]:
			wrong.Refuse(at, "Tác giả đã có ở trên")
		default:
			seen[found[0].ID] = true
			list = append(list, Authorship{PersonID: found[0].ID, Share: x.Share})
		}
	}
	return list, wrong.Err()
}

// mine reports whether the actor may still change it: its registrar, until it is decided.
func (i Initiative) mine(a access.Actor) bool { return i.State == Registered && i.registeredBy(a) }

func (i Initiative) registeredBy(a access.Actor) bool {
	return a.PersonID != 0 && a.May(access.InitiativeMake) && i.RegistrarID != nil && *i.RegistrarID == a.PersonID
}
