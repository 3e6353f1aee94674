package catalogue

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

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

// Install brings the editions that come with the portal into the database, published, where the line does
// not have an edition of that number yet. The files are data/catalogue/KIND*.yaml; a file may hold several
// editions, parted by "---", the oldest first.
func (s *Service) Install(ctx context.Context) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		for _, k := range s.Kinds {
			shipped, err := k.shipped()
			if err != nil {
				return err
			}
			for _, e := range shipped {
				if err := install(tx, e); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func install(tx *gorm.DB, e Edition) error {
	var there int64
	err := tx.Model(&Edition{}).Where("kind = ? AND code = ? AND number = ?", e.Kind, e.Code, e.Number).
		Count(&there).Error
	if err != nil || there > 0 {
		return err
	}
	return tx.Create(&e).Error
}

// shipped reads the editions of the kind that come with the portal.
func (k Kind) shipped() (list []Edition, err error) {
	names, err := fs.Glob(data.Catalogue, "catalogue/"+k.Code+"*.yaml")
	if err != nil {
		return nil, err
	}
	numbers := map[string]int64{}
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
			numbers[e.Code]++
			e.Number, e.State, e.Author = numbers[e.Code], Published, shippedAuthor
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
