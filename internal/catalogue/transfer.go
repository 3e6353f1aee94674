package catalogue

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"reflect"
	"strings"
	"time"

	"congthidua/data"
	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gopkg.in/yaml.v3"
	"gorm.io/gorm"
)

// Export returns an edition as a file in the transfer format, with the file's name.
func (s *Service) Export(ctx context.Context, a access.Actor, id int64) (name, content string, err error) {
	e, k, err := s.find(s.Store.Read(ctx), a, id)
	if err != nil {
		return "", "", err
	}
	return fmt.Sprintf("%s-%s-%d.yaml", k.Code, e.Code, e.Number), withKind(k.Code, e.Body), nil
}

// withKind puts the kind in front of a body, so that a file says what it is.
func withKind(kind, body string) string {
	if strings.HasPrefix(body, "kind:") || strings.Contains(body, "\nkind:") {
		return body
	}
	return "kind: " + kind + "\n" + body
}

// mostBytes bounds a file that is imported.
const mostBytes = 1 << 20

// Import checks a file in the transfer format and keeps it as a draft, next in the line that its code names.
func (s *Service) Import(ctx context.Context, a access.Actor, kind string, file []byte) (draft int64, err error) {
	k, err := s.Kind(kind)
	if err != nil {
		return 0, err
	}
	if err := a.RequireAll(k.Edit); err != nil {
		return 0, err
	}
	if len(file) > mostBytes {
		return 0, fault.Invalidf("file", "Tệp quá lớn: tối đa %d KB", mostBytes>>10)
	}
	e, faults, err := k.edition(string(file))
	if err != nil {
		return 0, err
	}
	if len(faults) > 0 {
		return 0, refusedFile(faults)
	}
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		detail := audit.Detail{"kind": kind, "code": e.Code}
		draft, err = s.insert(tx, a, e, "catalogue.import", detail)
		return err
	})
	return draft, err
}

// refusedFile says at the file's field what is wrong in it, each with its place.
func refusedFile(faults fault.Fields) error {
	var invalid fault.Invalid
	if err := faults.Err(); !errors.As(err, &invalid) {
		return err
	}
	return fault.Invalidf("file", "Tệp có %d chỗ sai. %s", len(faults), invalid.Error())
}

// edition reads a file as an edition of the kind.
func (k Kind) edition(file string) (Edition, fault.Fields, error) {
	var about struct{ Kind string }
	if err := yaml.Unmarshal([]byte(file), &about); err != nil {
		return Edition{}, nil, fault.Invalidf("file", "Không đọc được tệp YAML: %s", firstLine(err))
	}
	if about.Kind != "" && about.Kind != k.Code {
		return Edition{}, nil, fault.Invalidf("file", "Tệp này thuộc loại danh mục «%s», không phải «%s»", about.Kind, k.Code)
	}
	c, faults, err := k.Parse(file)
	if err != nil || len(faults) > 0 {
		return Edition{}, faults, err
	}
	body, err := c.YAML()
	return Edition{
		Kind: k.Code, Code: c.Head.Code, Name: c.Head.Name, Legal: c.Head.Legal,
		EffectiveFrom: c.Head.From, EffectiveTo: orNull(c.Head.To), Body: body,
	}, nil, err
}

// Check reads a file without keeping it and returns what is wrong with it, by place.
func (s *Service) Check(kind string, file []byte) (fault.Fields, error) {
	k, err := s.Kind(kind)
	if err != nil {
		return nil, err
	}
	_, faults, err := k.edition(string(file))
	return faults, err
}

// shippedAuthor stands as the author of what comes with the portal.
const shippedAuthor = "Danh mục kèm theo"

// Install brings the editions that come with the portal into the database, published: as the first ones where
// the line is new, else as the next one where what is shipped has changed. What is published never changes,
// and an edition that the office has published from the same day on stays in force. The files are
// data/catalogue/KIND*.yaml; a file may hold several editions, parted by "---", the oldest first. It acts for
// the portal itself and takes no actor.
func (s *Service) Install(ctx context.Context) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		for _, k := range s.Kinds {
			shipped, err := k.shipped()
			if err != nil {
				return err
			}
			for _, e := range shipped {
				if err := install(tx, e); err != nil {
					return fmt.Errorf("%s %s: %w", e.Kind, e.Code, err)
				}
			}
		}
		return nil
	})
}

func install(tx *gorm.DB, e Edition) error {
	rules, err := rulesOf(e.Body)
	if err != nil {
		return err
	}
	var line []Edition
	if err := tx.Where("kind = ? AND code = ?", e.Kind, e.Code).Order("number").Find(&line).Error; err != nil {
		return err
	}
	e.Number = 1
	for _, kept := range line {
		e.Number = kept.Number + 1
		if kept.ChangedAt != 0 {
			if kept.State == Published && kept.EffectiveFrom == e.EffectiveFrom {
				return nil
			}
			continue
		}
		old, err := rulesOf(kept.Body)
		if err != nil {
			return fmt.Errorf("edition %d: %w", kept.Number, err)
		}
		if reflect.DeepEqual(old, rules) {
			return nil
		}
	}
	return tx.Create(&e).Error
}

// rulesOf reads what an edition says, whatever the form and order in which it is written: without the kind, and
// without sources and notes, which are no rules.
func rulesOf(body string) (map[string]any, error) {
	tree := map[string]any{}
	if err := yaml.Unmarshal([]byte(body), &tree); err != nil {
		return nil, err
	}
	for _, name := range []string{"kind", "sources", "note"} {
		delete(tree, name)
	}
	plain, _ := plainValue(tree).(map[string]any)
	return plain, nil
}

// plainValue makes values equal that are written in different ways: 1 and 1.0, 2026-01-31 and "2026-01-31".
func plainValue(value any) any {
	switch x := value.(type) {
	case map[string]any:
		for name, inner := range x {
			x[name] = plainValue(inner)
		}
	case []any:
		for i, inner := range x {
			x[i] = plainValue(inner)
		}
	case int:
		return float64(x)
	case time.Time:
		return x.Format(time.DateOnly)
	}
	return value
}

// shipped reads the editions of the kind that come with the portal.
func (k Kind) shipped() (list []Edition, err error) {
	names, err := fs.Glob(data.Catalogue, "catalogue/"+k.Code+"*.yaml")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		text, err := data.Catalogue.ReadFile(name)
		if err != nil {
			return nil, err
		}
		bodies, err := documents(text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for _, body := range bodies {
			e, faults, err := k.edition(body)
			if err = errors.Join(err, faults.Err()); err != nil {
				return nil, fmt.Errorf("%s: %w", path.Base(name), err)
			}
			e.State, e.Author = Published, shippedAuthor
			e.Record = store.Record{}
			list = append(list, e)
		}
	}
	return list, nil
}

// documents parts a file of several YAML documents.
func documents(text []byte) (list []string, err error) {
	reader := yaml.NewDecoder(bytes.NewReader(text))
	for {
		var node yaml.Node
		err := reader.Decode(&node)
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		if err != nil {
			return nil, err
		}
		body, err := yaml.Marshal(&node)
		if err != nil {
			return nil, err
		}
		list = append(list, string(body))
	}
}
