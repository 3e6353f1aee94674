package emulation

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/catalogue"
	"congthidua/internal/fault"
	"congthidua/internal/initiative"
	"congthidua/internal/viet"
)

// TitlesKind is the code of the catalogue of titles.
const TitlesKind = "titles"

// CatalogueKind is the catalogue of emulation titles. Its content has pages of its own, title by title.
func CatalogueKind() catalogue.Kind {
	return catalogue.Kind{
		Code:  TitlesKind,
		Name:  "Danh hiệu thi đua",
		About: "Danh hiệu với điều kiện, hạn mức và cách biểu quyết của Hội đồng.",
		View:  access.TitlesView,
		Edit:  access.TitlesEdit,
		Read:  readTitles,
		Dated: func(body, from, to string) (string, error) {
			titles, err := ParseCatalogue(body)
			if err != nil {
				return "", err
			}
			titles.From, titles.To = from, to
			return titles.YAML()
		},
	}
}

// readTitles reads a body for the catalogue's own pages: the head, and what is wrong by place.
func readTitles(body string) (catalogue.Head, fault.Fields, error) {
	titles, err := ParseCatalogue(body)
	var invalid fault.Invalid
	if errors.As(err, &invalid) {
		return titles.Head, invalid.Fields, nil
	}
	if err != nil {
		return catalogue.Head{}, nil, fault.Invalidf("file", "Không đọc được tệp YAML: %s", err.Error())
	}
	return titles.Head, nil, nil
}

// Edition returns an edition of the titles with its content; a draft is there only for who edits titles.
func (s *Service) Edition(ctx context.Context, a access.Actor, id int64) (catalogue.Edition, *Catalogue, error) {
	e, _, _, err := s.Editions.Edition(ctx, a, id)
	if err != nil {
		return e, nil, err
	}
	if e.Kind != TitlesKind {
		return e, nil, fault.ErrNotFound
	}
	titles, err := ParseCatalogue(e.Body)
	return e, titles, err
}

// editDraft changes a draft's titles and keeps them. What is refused names its place within the part that
// was edited.
func (s *Service) editDraft(
	ctx context.Context, a access.Actor, id, version int64, detail audit.Detail, edit func(c *Catalogue) error,
) error {
	return s.Editions.Edit(ctx, a, id, version, detail, func(k catalogue.Kind, body string) (string, error) {
		if k.Code != TitlesKind {
			return "", fault.ErrNotFound
		}
		titles, err := ParseCatalogue(body)
		if err != nil {
			return "", err
		}
		if err := edit(titles); err != nil {
			return "", err
		}
		if err := titles.Check(); err != nil {
			return "", err
		}
		return titles.YAML()
	})
}

// SaveEditionHead changes a draft's name, legal basis and note.
func (s *Service) SaveEditionHead(
	ctx context.Context, a access.Actor, id, version int64, name, legal, note string,
) error {
	return s.editDraft(ctx, a, id, version, audit.Detail{"name": name}, func(c *Catalogue) error {
		wrong := fault.Fields{}
		wrong.Text("name", &name, 3, 300)
		wrong.Text("legal", &legal, 3, 300)
		wrong.Text("note", &note, 0, 1000)
		c.Name, c.Legal, c.Note = name, legal, note
		return wrong.Err()
	})
}

// SaveTitle changes a title of a draft; its code and subject stay. The places of what is refused
// are relative to the title.
func (s *Service) SaveTitle(ctx context.Context, a access.Actor, id, version int64, t Title) error {
	return s.editDraft(ctx, a, id, version, audit.Detail{"title": t.Code}, func(c *Catalogue) error {
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
func (s *Service) AddTitle(
	ctx context.Context, a access.Actor, id, version int64, name string, subject Subject, level string,
) (code string, err error) {
	err = s.editDraft(ctx, a, id, version, audit.Detail{"added": name}, func(c *Catalogue) error {
		t := Title{Name: viet.Clean(name), Subject: subject, Level: level}
		t.Vote = Vote{Share: 0.5, Above: true, Legal: "Quá nửa số thành viên"}
		for n := len(c.Titles) + 1; t.Code == "" || c.Title(t.Code) != nil; n++ {
			t.Code = fmt.Sprintf("dh%d", n)
		}
		t.Rules = []Rule{c.newRule(IsRegistered, t)}
		code = t.Code
		if wrong := c.checkTitle(t); len(wrong) > 0 {
			if text, refused := wrong["name"]; refused { // the page has another field of this name
				delete(wrong, "name")
				wrong["title_name"] = text
			}
			return wrong.Err()
		}
		c.Titles = slices.Insert(c.Titles, c.placeFor(subject, level), t)
		return nil
	})
	return code, err
}

// placeFor is where a new title stands: behind those of its subject and of its level or lower, persons'
// titles before those of units.
func (c *Catalogue) placeFor(subject Subject, level string) (at int) {
	rank := func(level string) int { return slices.Index(initiative.Levels, level) }
	for i, x := range c.Titles {
		before := x.Subject == subject && rank(x.Level) <= rank(level) || subject == OfUnit && x.Subject == OfPerson
		if before {
			at = i + 1
		}
	}
	return at
}

// AddRule puts a rule of a kind into a title of a draft, with figures to begin with.
func (s *Service) AddRule(ctx context.Context, a access.Actor, id, version int64, code string, kind RuleKind) error {
	detail := audit.Detail{"title": code, "rule": kind}
	return s.editDraft(ctx, a, id, version, detail, func(c *Catalogue) error {
		t := c.Title(code)
		if t == nil {
			return fault.ErrStale
		}
		if !Fits(kind, t.Subject) {
			return fault.Invalidf("kind", "Loại điều kiện không dùng được cho danh hiệu này")
		}
		r := c.newRule(kind, *t)
		taken := func(code string) bool {
			return slices.ContainsFunc(t.Rules, func(x Rule) bool { return x.Code == code })
		}
		for n := len(t.Rules) + 1; r.Code == "" || taken(r.Code); n++ {
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
	return s.editDraft(ctx, a, id, version, audit.Detail{"dropped": code}, func(c *Catalogue) error {
		for _, t := range c.Titles {
			if t.Code != code && t.restsOn(code) {
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

// restsOn reports whether a rule or the quota of the title names another one.
func (t Title) restsOn(code string) bool {
	return t.Quota != nil && t.Quota.Of == code ||
		slices.ContainsFunc(t.Rules, func(r Rule) bool { return r.Title == code })
}
