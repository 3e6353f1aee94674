package document

import (
	"context"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"os"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Object is the kind of record that fills a template.
type Object string

// The objects of templates.
const (
	ForDecision Object = "decision"
	ForCeremony Object = "ceremony"
	ForProposal Object = "proposal"
	ForDocument Object = "document"
)

// ObjectNames name what fills a template.
var ObjectNames = map[Object]string{
	ForDecision: "Quyết định khen thưởng",
	ForCeremony: "Lễ trao",
	ForProposal: "Đề nghị khen thưởng",
	ForDocument: "Văn bản",
}

// objectViews are the permissions to see what fills a template, and with it the template.
var objectViews = map[Object]access.Permission{
	ForDecision: access.DecisionView,
	ForCeremony: access.CeremonyView,
	ForProposal: access.ProposalView,
	ForDocument: access.DocumentView,
}

// Template is a DOCX of the office's own with blanks that a record fills.
type Template struct {
	store.Record
	Name   string     `gorm:"size:200;uniqueIndex:templates_name"`
	Object Object     `gorm:"size:40"`
	Path   string     // on the disk
	SHA256 string     `gorm:"column:sha256"`
	Fields FieldNames // the blanks that were found in it
	At     int64      // milliseconds
	Actor  string
}

// FieldNames are the names of a template's blanks; the database keeps them as JSON.
type FieldNames []string

// Value implements driver.Valuer.
func (f FieldNames) Value() (driver.Value, error) {
	text, err := json.Marshal(f)
	return string(text), err
}

// Scan implements sql.Scanner.
func (f *FieldNames) Scan(value any) error {
	text, ok := value.(string)
	switch {
	case !ok:
		return fmt.Errorf("names of blanks: %T", value)
	case text == "":
		*f = nil
		return nil
	}
	return json.Unmarshal([]byte(text), f)
}

// Templates lists the templates for an object, for who sees such objects.
func (s *Service) Templates(ctx context.Context, a access.Actor, object Object) (list []Template, err error) {
	if !a.May(objectViews[object]) {
		return nil, fault.ErrForbidden
	}
	return list, s.Store.Read(ctx).Where("object = ?", object).Order("name").Find(&list).Error
}

// AllTemplates lists the templates of all objects, for who keeps them.
func (s *Service) AllTemplates(ctx context.Context, a access.Actor) (list []Template, err error) {
	if err := a.RequireAll(access.TemplatesEdit); err != nil {
		return nil, err
	}
	return list, s.Store.Read(ctx).Order("object, name").Find(&list).Error
}

// Template returns one with its content, for who keeps the templates or sees what fills it.
func (s *Service) Template(ctx context.Context, a access.Actor, id int64) (t Template, content []byte, err error) {
	if err := store.First(s.Store.Read(ctx).Where("id = ?", id), &t); err != nil {
		return t, nil, err
	}
	if !a.May(access.TemplatesEdit) && !a.May(objectViews[t.Object]) {
		return Template{}, nil, fault.ErrNotFound
	}
	content, err = os.ReadFile(t.Path)
	return t, content, err
}

// SaveTemplate keeps an uploaded template under its name, in place of an older one of the same name. known
// are the blanks that its object fills; a template with others is refused.
func (s *Service) SaveTemplate(ctx context.Context, a access.Actor, t Template, known Blanks) error {
	if err := a.RequireAll(access.TemplatesEdit); err != nil {
		return err
	}
	wrong := fault.Fields{}
	wrong.Text("name", &t.Name, 3, 200)
	if ObjectNames[t.Object] == "" {
		wrong.Refuse("object", "Chọn mẫu dùng cho gì")
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	content, err := os.ReadFile(t.Path)
	if err != nil {
		return err
	}
	if t.Fields, err = Fields(content); err != nil {
		return err
	}
	if err := Check(t.Fields, known); err != nil {
		return err
	}
	t.At, t.Actor = s.Clock.Now().UnixMilli(), a.Name
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := replaceTemplate(tx, &t); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "template.save", "templates", t.ID,
			audit.Detail{"name": t.Name, "sha256": t.SHA256})
	})
}

// replaceTemplate writes a template, or the next version of the one with its name.
func replaceTemplate(tx *gorm.DB, t *Template) error {
	var before []Template
	if err := tx.Where("name = ?", t.Name).Find(&before).Error; err != nil {
		return err
	}
	if len(before) == 0 {
		t.Record = store.Record{}
		return tx.Create(t).Error
	}
	t.Record = before[0].Record
	return store.Update(tx, t, t.Version, store.Change{
		"object": t.Object,
		"path":   t.Path,
		"sha256": t.SHA256,
		"fields": t.Fields,
		"at":     t.At,
		"actor":  t.Actor,
	})
}

// DropTemplate takes a template away, at the version that the page showed.
func (s *Service) DropTemplate(ctx context.Context, a access.Actor, id, version int64) error {
	if err := a.RequireAll(access.TemplatesEdit); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		var t Template
		if err := store.First(tx.Where("id = ?", id), &t); err != nil {
			return err
		}
		if err := store.OneRow(tx.Where("version = ?", version).Delete(&t)); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "template.drop", "templates", id, audit.Detail{"name": t.Name})
	})
}

// TemplatePaths returns where the templates lie on the disk, for the sweep of files that no record names.
func TemplatePaths(ctx context.Context, st *store.Store) (paths []string, err error) {
	return paths, st.Read(ctx).Model(&Template{}).Pluck("path", &paths).Error
}
