package component

import (
	"context"
	"io"

	"github.com/a-h/templ"
)

// bars are the twelve-month strip's pieces, by grade; written as they are because a month's
// table draws six hundred of them.
var bars = map[byte]string{0: "<i></i>", 'A': `<i class="A"></i>`, 'B': `<i class="B"></i>`, 'C': `<i class="C"></i>`, 'D': `<i class="D"></i>`}

// Strip draws a year as twelve small bars; the label says it in words.
func Strip(year [12]byte, label string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		b := make([]byte, 0, 320)
		b = append(b, `<span class="strip" role="img" aria-label="`...)
		b = append(b, templ.EscapeString(label)...)
		b = append(b, `">`...)
		for _, grade := range year {
			bar, known := bars[grade]
			if !known {
				bar = bars[0]
			}
			b = append(b, bar...)
		}
		_, err := w.Write(append(b, "</span>"...))
		return err
	})
}

// Grade is a grade's letter in its colour; nothing where there is none.
func Grade(code string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		if code == "" {
			return nil
		}
		safe := templ.EscapeString(code)
		_, err := io.WriteString(w, `<span class="grade `+safe+`">`+safe+`</span>`)
		return err
	})
}
