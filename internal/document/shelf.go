package document

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/fault"

	"gorm.io/gorm"
)

const object = "documents"

// Shelf keeps the files of documents: the clerk adds to what is in the registers, the drafter to the
// own draft. The text of a file is found by the search, and one that bears a mark of secrecy on its first
// page is refused.
type Shelf struct {
	attachment.Shelf
	service *Service
}

// Files is the shelf of the documents' files.
func (s *Service) Files() Shelf {
	return Shelf{service: s, Shelf: attachment.Shelf{Store: s.Store, Clock: s.Clock, Object: object, See: func(db *gorm.DB, a access.Actor, id int64) error {
		_, err := document(db, a, id)
		return err
	}, Change: func(tx *gorm.DB, a access.Actor, id int64) error {
		d, err := document(tx, a, id)
		if err == nil && !MayFile(a, d) {
			err = fault.ErrForbidden
		}
		return err
	}}}
}

// Attach keeps a file with a document and puts its text into the search.
func (f Shelf) Attach(ctx context.Context, a access.Actor, id int64, file attachment.File) error {
	filing := Filing{File: &file}
	text, err := filing.text()
	if err != nil {
		return err
	}
	return f.Store.Write(ctx, func(tx *gorm.DB) error { return f.service.fileIn(tx, a, id, filing, text) })
}

// Filing is what comes along with a document that is entered or drafted.
type Filing struct {
	Secrecy string // the mark that was chosen, "" for none
	File    *attachment.File
}

// text reads the file's text, and refuses the file where its first page bears a mark of secrecy.
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

// fileIn keeps the file of a filing, if there is one, within the transaction that writes the document.
func (s *Service) fileIn(tx *gorm.DB, a access.Actor, id int64, f Filing, text string) error {
	if f.File == nil {
		return nil
	}
	d, err := document(tx, a, id)
	if err != nil {
		return err
	}
	file := *f.File
	if file.Label = ""; d.State != Draft {
		file.Label = attachment.Office
	}
	if err := s.Files().Put(tx, a, id, file); err != nil {
		return err
	}
	if err := s.event(tx, id, a, "file", file.Name); err != nil || text == "" {
		return err
	}
	var before string
	if err := tx.Raw(`SELECT body FROM document_text WHERE docid = ?`, id).Scan(&before).Error; err != nil {
		return err
	}
	return index(tx, id, d, cut(before+"\n"+text))
}

// Detach takes a file away, but not a version of a draft that somebody has looked at.
func (f Shelf) Detach(ctx context.Context, a access.Actor, id, file int64) error {
	p, err := f.service.Document(ctx, a, id)
	if err != nil {
		return err
	}
	kept, err := f.File(ctx, a, id, file)
	if err != nil {
		return err
	}
	if p.Keeps(kept) {
		return fault.Conflictf("Bản này đã được trình; giữ lại để so sánh. Đính kèm bản mới thay cho nó.")
	}
	return f.Shelf.Detach(ctx, a, id, file)
}

// firstPage is what stands at the top of a text, where a paper bears its marks.
func firstPage(text string) string {
	if runes := []rune(text); len(runes) > 1500 {
		return string(runes[:1500])
	}
	return text
}

// MayFile reports whether somebody may add files: the clerk to what is in the registers, the drafter to
// the own draft.
func MayFile(a access.Actor, d Document) bool {
	if d.Direction == Out && d.State == Draft {
		return d.DrafterID != 0 && d.DrafterID == a.PersonID
	}
	return d.State != Review && a.May(access.DocumentRegister)
}
