package document

import (
	"context"
	"strings"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/fault"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// PieceKind says what became of a piece of text from one version to another.
type PieceKind string

// The kinds of pieces.
const (
	Same    PieceKind = "same"
	Added   PieceKind = "added"
	Removed PieceKind = "removed"
)

// Piece is a run of words.
type Piece struct {
	Kind PieceKind
	Text string
}

// Version is one of a draft's files, by its number among all of them.
type Version struct {
	attachment.File
	Number int
}

// Comparison is what changed between two versions of a draft, word by word.
type Comparison struct {
	Versions       []Version // those that may have a text, in their order
	From, To       int64
	Pieces         []Piece
	Added, Removed int // words
}

// mostCompared bounds what is compared of each text, in bytes.
const mostCompared = 400 << 10

// Compare sets two versions of a draft side by side; 0 and 0 are the last two. A file without a text (a
// scan, a picture) cannot be compared.
func (s *Service) Compare(ctx context.Context, a access.Actor, id, from, to int64) (c Comparison, err error) {
	files, err := s.Files().Files(ctx, a, id)
	if err != nil {
		return c, err
	}
	c.Versions = Comparable(files)
	if len(c.Versions) < 2 {
		return c, fault.ErrNotFound
	}
	if from == 0 && to == 0 {
		from, to = c.Versions[len(c.Versions)-2].ID, c.Versions[len(c.Versions)-1].ID
	}
	c.From, c.To = from, to
	var texts [2]string
	for i, version := range []int64{from, to} {
		file, err := attachment.Pick(files, version)
		if err != nil {
			return c, err
		}
		if texts[i] = Text(file.Path); len(texts[i]) > mostCompared {
			texts[i] = strings.ToValidUTF8(texts[i][:mostCompared], "")
		}
	}
	c.Pieces = differences(texts[0], texts[1])
	for _, p := range c.Pieces {
		switch n := len(strings.Fields(p.Text)); p.Kind {
		case Added:
			c.Added += n
		case Removed:
			c.Removed += n
		}
	}
	return c, nil
}

// Comparable are those of a document's files that may have a text.
func Comparable(files []attachment.File) (list []Version) {
	for i, f := range files {
		if name := strings.ToLower(f.Name); strings.HasSuffix(name, ".docx") || strings.HasSuffix(name, ".pdf") {
			list = append(list, Version{f, i + 1})
		}
	}
	return list
}

// paragraphEnd ends a paragraph among the words that are compared.
const paragraphEnd = "\u2029"

// wordLines puts each word on a line of its own, as what compares lines wants it.
func wordLines(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		list := strings.Fields(line)
		if len(list) == 0 {
			continue
		}
		for _, w := range append(list, paragraphEnd) {
			b.WriteString(w)
			b.WriteByte('\n')
		}
	}
	return b.String()
}

var prose = strings.NewReplacer(paragraphEnd+"\n", "\n", "\n", " ")

// differences are the pieces of two texts, compared by words: a word that changed by one letter is
// another word, as who reads it sees it.
func differences(from, to string) (pieces []Piece) {
	d := diffmatchpatch.New()
	d.DiffTimeout = 3 * time.Second
	left, right, known := d.DiffLinesToRunes(wordLines(from), wordLines(to))
	var removed, added string
	flush := func() {
		for _, p := range []Piece{{Removed, removed}, {Added, added}} {
			if p.Text != "" {
				pieces = append(pieces, p)
			}
		}
		removed, added = "", ""
	}
	list := d.DiffCharsToLines(d.DiffMainRunes(left, right, false), known)
	for i, x := range list {
		text := prose.Replace(x.Text)
		switch x.Type {
		case diffmatchpatch.DiffDelete:
			removed += text
		case diffmatchpatch.DiffInsert:
			added += text
		case diffmatchpatch.DiffEqual:
			// A word or two between two changes belong to them: "of", "the" and the like would
			// cut a new sentence to pieces.
			if i > 0 && i < len(list)-1 && len(strings.Fields(text)) < 3 && !strings.Contains(text, "\n") {
				removed, added = removed+text, added+text
				continue
			}
			flush()
			pieces = append(pieces, Piece{Same, text})
		}
	}
	flush()
	return pieces
}
