package document

import (
	"context"
	"slices"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/fault"

	"gorm.io/gorm"
)

// object is how attachments and the audit log name what is kept here.
const object = "documents"

// Shelf keeps the files of documents. The text of a file is found by the search; a file that bears a mark
// of secrecy on its first page is refused.
type Shelf struct {
	attachment.Shelf
	service *Service
}

// Files is the shelf of the documents' files.
func (s *Service) Files() Shelf {
	return Shelf{
		service: s,
		Shelf:   attachment.Shelf{Store: s.Store, Clock: s.Clock, Object: object, See: sees, Change: mayFile},
	}
}

// sees refuses a document that is out of sight.
func sees(db *gorm.DB, a access.Actor, id int64) error {
	see, err := sightOf(a)
	if err != nil {
		return err
	}
	_, err = document(db, see, id)
	return err
}

// fileable reads a document to whose files the actor may add, and from which the actor may take them.
func fileable(db *gorm.DB, a access.Actor, id int64) (Document, error) {
	see, err := sightOf(a)
	if err != nil {
		return Document{}, err
	}
	d, err := document(db, see, id)
	if err == nil && !d.filedBy(a) {
		err = fault.ErrForbidden
	}
	return d, err
}

// mayFile refuses who may not change the files of a document.
func mayFile(db *gorm.DB, a access.Actor, id int64) error {
	_, err := fileable(db, a, id)
	return err
}

// filedBy reports whether the actor may add files: the drafter to the own draft, the clerk to what is in
// the registers. While a draft is looked at, nobody may.
func (d Document) filedBy(a access.Actor) bool {
	if d.Direction == Out && d.State == Draft {
		return a.PersonID != 0 && d.draftOf(a.PersonID)
	}
	return d.State != Review && a.Reach(access.DocumentRegister).All
}

// Filing is what comes along with a document that is entered or drafted.
type Filing struct {
	Secrecy string // the mark that was chosen, "" for none
	File    *attachment.File
}

// text reads the file's text, and refuses the file where its first page bears a mark of secrecy. It is
// read before the transaction: it may take a while.
func (f Filing) text() (string, error) {
	if f.File == nil {
		return "", nil
	}
	text := Text(f.File.Path)
	if mark, found := Secret(firstPage(text)); found {
		return "", fault.Invalidf("file", "Tệp có dấu «%s» trên trang đầu: không được đưa vào phần mềm này.", mark)
	}
	return text, nil
}

// Attach keeps a file with a document and puts its text into the search. Nobody's file is read before it is
// known that it may be kept.
func (f Shelf) Attach(ctx context.Context, a access.Actor, id int64, file attachment.File) error {
	if err := mayFile(f.Store.Read(ctx), a, id); err != nil {
		return err
	}
	filing := Filing{File: &file}
	text, err := filing.text()
	if err != nil {
		return err
	}
	return f.Store.Write(ctx, func(tx *gorm.DB) error {
		d, err := fileable(tx, a, id)
		if err != nil {
			return err
		}
		return f.service.fileIn(tx, a, d, filing, text)
	})
}

// fileIn keeps the file of a filing, if there is one, within the transaction that writes the document.
func (s *Service) fileIn(tx *gorm.DB, a access.Actor, d Document, f Filing, text string) error {
	if f.File == nil {
		return nil
	}
	file := *f.File
	if file.Label = ""; d.State != Draft {
		file.Label = attachment.Office
	}
	if err := s.Files().Put(tx, a, d.ID, file); err != nil {
		return err
	}
	if err := s.event(tx, a, d.ID, EventFile, file.Name); err != nil || text == "" {
		return err
	}
	before, err := bodyOf(tx, d.ID)
	if err != nil {
		return err
	}
	return setBody(tx, d.ID, cut(before+"\n"+text))
}

// Detach takes a file away, and its text out of the search; not a version of a draft that was submitted.
func (f Shelf) Detach(ctx context.Context, a access.Actor, id, file int64) error {
	read := f.Store.Read(ctx)
	if err := mayFile(read, a, id); err != nil {
		return err
	}
	files, err := attachment.Of(read, object, id)
	if err != nil {
		return err
	}
	left := slices.DeleteFunc(slices.Clone(files), func(x attachment.File) bool { return x.ID == file })
	text := textOf(left)
	return f.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := mayFile(tx, a, id); err != nil {
			return err
		}
		now, err := attachment.Of(tx, object, id)
		if err != nil {
			return err
		}
		if !slices.EqualFunc(now, files, func(x, y attachment.File) bool { return x.ID == y.ID }) {
			return fault.ErrStale // a file came or went while the others were read
		}
		gone, err := attachment.Pick(now, file)
		if err != nil {
			return err
		}
		if submitted, err := submittedAfter(tx, id, gone.At); err != nil || submitted {
			return orConflict(err)
		}
		if err := attachment.RemoveOwn(tx, f.Clock, a.Who(), object, id, file); err != nil {
			return err
		}
		return setBody(tx, id, text)
	})
}

func orConflict(err error) error {
	if err != nil {
		return err
	}
	return fault.Conflictf("Bản này đã được trình; giữ lại để so sánh. Đính kèm bản mới thay cho nó.")
}

// submittedAfter reports whether a draft was submitted at a time or later: whoever then looked at it had
// the files of that time before them.
func submittedAfter(db *gorm.DB, id, at int64) (bool, error) {
	var n int64
	err := db.Model(&Event{}).
		Where("document_id = ? AND kind = ? AND at >= ?", id, EventSubmit, at).
		Count(&n).Error
	return n > 0, err
}

// textOf is the text of several files, cut to what the search keeps.
func textOf(files []attachment.File) string {
	var texts []string
	length := 0
	for _, f := range files {
		if length >= mostText {
			break
		}
		text := Text(f.Path) // "" for what cannot be read
		length += len(text)
		texts = append(texts, text)
	}
	return cut(strings.Join(texts, "\n"))
}
