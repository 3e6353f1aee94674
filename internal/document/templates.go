package document

import (
	"context"
	"encoding/json"
	"os"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Template is a DOCX of the office's own with blanks that a record fills.
type Template struct {
	ID, At       int64 // At in milliseconds
	Name, Object string
	Path, SHA256 string
	Fields       string
	Actor        string
}

// ObjectNames name what fills a template.
var ObjectNames = map[string]string{"decision": "Quyết định khen thưởng", "ceremony": "Lễ trao", "proposal": "Đề nghị khen thưởng", "document": "Văn bản"}

// Blanks are the names of a template's blanks.
func (t Template) Blanks() (list []string) {
	_ = json.Unmarshal([]byte(t.Fields), &list) // written by SaveTemplate
	return list
}

// Templates lists the templates for an object, all for "".
func (s *Service) Templates(ctx context.Context, object string) (list []Template, err error) {
	return list, s.Store.Read(ctx).Raw(`SELECT * FROM templates WHERE ? = '' OR object = ? ORDER BY object, name`, object, object).Scan(&list).Error
}

// Template returns one with its content.
func (s *Service) Template(ctx context.Context, id int64) (t Template, content []byte, err error) {
	if err := s.Store.Read(ctx).Raw(`SELECT * FROM templates WHERE id = ?`, id).Scan(&t).Error; err != nil {
		return t, nil, err
	}
	if t.ID == 0 {
		return t, nil, fault.ErrNotFound
	}
	content, err = os.ReadFile(t.Path)
	return t, content, err
}

// SaveTemplate keeps an uploaded template under its name, in place of an older one of the same name.
// known are the blanks that its object fills.
func (s *Service) SaveTemplate(ctx context.Context, a access.Actor, t Template, known Blanks) error {
	if _, err := a.Require(access.TemplatesEdit); err != nil {
		return err
	}
	wrong := fault.Fields{}
	if t.Name = viet.Clean(t.Name); len([]rune(t.Name)) < 3 || len([]rune(t.Name)) > 200 {
		wrong.Refuse("name", "Ghi từ %d đến %d ký tự", 3, 200)
	}
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
	fields, err := Fields(content)
	if err != nil {
		return err
	}
	if err := Check(fields, known); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := tx.Exec(`INSERT INTO templates (name, object, path, sha256, fields, at, actor) VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (name) DO UPDATE SET object = excluded.object, path = excluded.path, sha256 = excluded.sha256, fields = excluded.fields, at = excluded.at, actor = excluded.actor`,
			t.Name, t.Object, t.Path, t.SHA256, fieldsJSON(fields), s.Clock.Now().UnixMilli(), a.Name).Error; err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "template.save", Object: "templates", Detail: map[string]any{"name": t.Name, "sha256": t.SHA256}})
	})
}

// DropTemplate takes a template away.
func (s *Service) DropTemplate(ctx context.Context, a access.Actor, id int64) error {
	if _, err := a.Require(access.TemplatesEdit); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := store.OneRow(tx.Exec(`DELETE FROM templates WHERE id = ?`, id)); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "template.drop", Object: "templates", ObjectID: id})
	})
}

// Paths returns where the templates lie on the disk.
func (s *Service) Paths(ctx context.Context) (paths []string, err error) {
	return paths, s.Store.Read(ctx).Raw(`SELECT path FROM templates`).Scan(&paths).Error
}
