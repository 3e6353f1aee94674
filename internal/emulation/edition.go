package emulation

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/initiative"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// The states of an edition: a draft is edited, a published one stands for ever.
const (
	Draft     = "draft"
	Published = "published"
)

// Edition is a kept edition of the catalogue of titles.
type Edition struct {
	ID            int64
	Code          string
	Edition       int64
	Name, State   string
	EffectiveFrom string // 2006-01-02; of a draft that of its original
	Author        string
	ChangedAt     int64 // milliseconds, 0 for the edition that is shipped
	Version       int64
	Used          int // campaigns that judge by it
	Body          string
}

// Editions lists all editions, drafts first, then the newest.
func (s *Service) Editions(ctx context.Context, a access.Actor) (list []Edition, err error) {
	if _, err := a.Require(access.TitlesView); err != nil {
		return nil, err
	}
	err = s.Store.Read(ctx).Raw(`SELECT id, code, edition, name, state, effective_from, author, changed_at, version, (SELECT count(*) FROM campaigns c WHERE c.catalogue_id = title_catalogues.id) AS used FROM title_catalogues
		WHERE state = 'published' OR ? ORDER BY state, effective_from DESC, edition DESC`, a.May(access.TitlesEdit)).Scan(&list).Error
	return list, err
}

// Edition reads one edition; a draft is there only for who edits titles.
func (s *Service) Edition(ctx context.Context, a access.Actor, id int64) (Edition, *Catalogue, error) {
	if _, err := a.Require(access.TitlesView); err != nil {
		return Edition{}, nil, err
	}
	return s.edition(s.Store.Read(ctx), a, id)
}

func (s *Service) edition(db *gorm.DB, a access.Actor, id int64) (e Edition, c *Catalogue, err error) {
	if err := db.Raw(`SELECT e.*, (SELECT count(*) FROM campaigns c WHERE c.catalogue_id = e.id) AS used FROM title_catalogues e WHERE id = ?`, id).Scan(&e).Error; err != nil {
		return e, nil, err
	}
	if e.ID == 0 || e.State == Draft && !a.May(access.TitlesEdit) {
		return e, nil, fault.ErrNotFound
	}
	c, err = ParseCatalogue(e.Body)
	return e, c, err
}

// CopyEdition makes a draft of the next edition and returns its number.
func (s *Service) CopyEdition(ctx context.Context, a access.Actor, id int64) (draft int64, err error) {
	if _, err := a.Require(access.TitlesEdit); err != nil {
		return 0, err
	}
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		e, _, err := s.edition(tx, a, id)
		if err != nil {
			return err
		}
		err = tx.Raw(`INSERT INTO title_catalogues (code, edition, name, state, effective_from, body, author, changed_at)
			VALUES (?, (SELECT MAX(edition) + 1 FROM title_catalogues WHERE code = ?), ?, 'draft', ?, ?, ?, ?) RETURNING id`,
			e.Code, e.Code, e.Name, e.EffectiveFrom, e.Body, a.Name, s.Clock.Now().UnixMilli()).Scan(&draft).Error
		if err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "titles.copy", Object: "title_catalogues", ObjectID: draft, Detail: map[string]any{"from": id}})
	})
	return draft, err
}

// editDraft changes a draft's catalogue and keeps it. What is refused names its place within the
// part that was edited.
func (s *Service) editDraft(ctx context.Context, a access.Actor, id, version int64, detail map[string]any, edit func(c *Catalogue) error) error {
	if _, err := a.Require(access.TitlesEdit); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		e, c, err := s.edition(tx, a, id)
		if err != nil {
			return err
		}
		if e.State != Draft {
			return fault.Conflictf("Bản đã công bố không sửa được; hãy sao thành bản nháp.")
		}
		if err := edit(c); err != nil {
			return err
		}
		if err := c.Check(); err != nil {
			return err
		}
		body, err := c.YAML()
		if err != nil {
			return err
		}
		err = store.OneRow(tx.Exec(`UPDATE title_catalogues SET name = ?, body = ?, author = ?, changed_at = ?, version = version + 1 WHERE id = ? AND state = 'draft' AND version = ?`, c.Name, body, a.Name, s.Clock.Now().UnixMilli(), id, version))
		if err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "titles.save", Object: "title_catalogues", ObjectID: id, Detail: detail})
	})
}

// SaveEditionHead changes a draft's name, legal basis and note.
func (s *Service) SaveEditionHead(ctx context.Context, a access.Actor, id, version int64, name, legal, note string) error {
	return s.editDraft(ctx, a, id, version, map[string]any{"name": name}, func(c *Catalogue) error {
		wrong := fault.Fields{}
		c.Name, c.Legal, c.Note = viet.Clean(name), viet.Clean(legal), viet.Clean(note)
		for field, text := range map[string]string{"name": c.Name, "legal": c.Legal} {
			if n := len([]rune(text)); n < 3 || n > 300 {
				wrong.Refuse(field, "Ghi từ %d đến %d ký tự", 3, 300)
			}
		}
		if len([]rune(c.Note)) > 1000 {
			wrong.Refuse("note", "Không quá %d ký tự", 1000)
		}
		return wrong.Err()
	})
}

// SaveTitle changes a title of a draft; its code and subject stay. The places of what is refused
// are relative to the title.
func (s *Service) SaveTitle(ctx context.Context, a access.Actor, id, version int64, t Title) error {
	return s.editDraft(ctx, a, id, version, map[string]any{"title": t.Code}, func(c *Catalogue) error {
		old := c.Title(t.Code)
		if old == nil {
			return fault.ErrStale
		}
		t.Subject = old.Subject
		t.clean()
		*old = t
		return c.checkTitle(t).Err()
	})
}

// AddTitle puts a new title into a draft, after those of its subject and level, and returns its
// code.
func (s *Service) AddTitle(ctx context.Context, a access.Actor, id, version int64, name, subject, level string) (code string, err error) {
	err = s.editDraft(ctx, a, id, version, map[string]any{"added": name}, func(c *Catalogue) error {
		t := Title{Name: viet.Clean(name), Subject: subject, Level: level, Vote: Vote{Share: 0.5, Above: true, Legal: "Quá nửa số thành viên"}}
		for n := len(c.Titles) + 1; t.Code == "" || c.Title(t.Code) != nil; n++ {
			t.Code = fmt.Sprintf("dh%d", n)
		}
		t.Rules = []Rule{c.newRule("registered", t)}
		code = t.Code
		if wrong := c.checkTitle(t); len(wrong) > 0 {
			if text, refused := wrong["name"]; refused { // the page has another field of this name
				delete(wrong, "name")
				wrong["title_name"] = text
			}
			return wrong.Err()
		}
		at := 0
		for i, x := range c.Titles {
			if x.Subject == subject && slices.Index(initiative.Levels, x.Level) <= slices.Index(initiative.Levels, level) || subject == "unit" && x.Subject == "person" {
				at = i + 1
			}
		}
		c.Titles = slices.Insert(c.Titles, at, t)
		return nil
	})
	return code, err
}

// AddRule puts a rule of a kind into a title of a draft, with figures to begin with.
func (s *Service) AddRule(ctx context.Context, a access.Actor, id, version int64, code, kind string) error {
	return s.editDraft(ctx, a, id, version, map[string]any{"title": code, "rule": kind}, func(c *Catalogue) error {
		t := c.Title(code)
		if t == nil {
			return fault.ErrStale
		}
		if !Fits(kind, t.Subject) {
			return fault.Invalidf("kind", "Loại điều kiện không dùng được cho danh hiệu này")
		}
		r := c.newRule(kind, *t)
		for n := len(t.Rules) + 1; r.Code == "" || slices.ContainsFunc(t.Rules, func(x Rule) bool { return x.Code == r.Code }); n++ {
			r.Code = fmt.Sprintf("%s%d", kind, n)
		}
		t.Rules = append(t.Rules, r)
		for place, text := range c.checkTitle(*t) { // no title that it could name
			return fault.Invalidf("kind", "%s: %s", place[strings.LastIndex(place, ".")+1:], text)
		}
		return nil
	})
}

// DropTitle takes a title out of a draft, unless a rule or quota of another names it.
func (s *Service) DropTitle(ctx context.Context, a access.Actor, id, version int64, code string) error {
	return s.editDraft(ctx, a, id, version, map[string]any{"dropped": code}, func(c *Catalogue) error {
		for _, t := range c.Titles {
			if t.Code != code && (t.Quota != nil && t.Quota.Of == code || slices.ContainsFunc(t.Rules, func(r Rule) bool { return r.Title == code })) {
				return fault.Conflictf("Danh hiệu «%s» dựa vào danh hiệu này; sửa danh hiệu đó trước.", t.Name)
			}
		}
		before := len(c.Titles)
		c.Titles = slices.DeleteFunc(c.Titles, func(t Title) bool { return t.Code == code })
		if len(c.Titles) == before {
			return fault.ErrStale
		}
		return nil
	})
}
