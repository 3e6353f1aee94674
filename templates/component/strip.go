package component

import (
	"strconv"

	"github.com/a-h/templ"
)

// ranks is how many ranks of grades have a colour of their own; lower ones share the last.
const ranks = 6

// rankClasses are the classes that colour a grade by its rank: g-1 is the best one. They are written out so
// that a search for a class finds its use.
var rankClasses = [ranks + 1]string{"", "g-1", "g-2", "g-3", "g-4", "g-5", "g-6"}

// RankClass is the class that gives a badge, a bar or a part of a picture the colour of a rank; "" for 0.
func RankClass(rank int) string { return rankClasses[max(0, min(rank, ranks))] }

// Year is the grades of a year by month, from 0 to 11; rank 0 stands for no grade.
type Year interface {
	At(month int) (rank int, code string)
}

// bars are the pieces of a year's strip, by rank.
var bars = [ranks + 1]constant{
	"<i></i>",
	`<i class="g-1"></i>`,
	`<i class="g-2"></i>`,
	`<i class="g-3"></i>`,
	`<i class="g-4"></i>`,
	`<i class="g-5"></i>`,
	`<i class="g-6"></i>`,
}

// Strip draws a year's grades as twelve small bars; its label says them in words: "1 A, 2 B".
func Strip(year Year) templ.Component {
	return Drawn(func(m Markup) Markup {
		m = m.Raw(`<span class="strip" role="img" aria-label="`)
		begun := len(m)
		for i := range 12 {
			rank, code := year.At(i)
			if rank == 0 {
				continue
			}
			if len(m) > begun {
				m = m.Raw(", ")
			}
			m = append(strconv.AppendInt(m, int64(i+1), 10), ' ')
			m = m.Text(code)
		}
		m = m.Raw(`">`)
		for i := range 12 {
			rank, _ := year.At(i)
			m = m.Raw(bars[max(0, min(rank, ranks))])
		}
		return m.Raw("</span>")
	})
}

// Grade is a grade's code in the colour of its rank; nothing where there is none.
func Grade(code string, rank int) templ.Component {
	return Drawn(func(m Markup) Markup {
		if code == "" {
			return m
		}
		return m.Raw(`<span class="grade `).Text(RankClass(rank)).Raw(`">`).Text(code).Raw("</span>")
	})
}

// Figures are cells of numbers, one beside the other; the first are left out on a narrow screen.
func Figures(wide []string, last string) templ.Component {
	return Drawn(func(m Markup) Markup {
		for _, figure := range wide {
			m = m.Raw(`<td class="num wide">`).Text(figure).Raw("</td>")
		}
		return m.Raw(`<td class="num">`).Text(last).Raw("</td>")
	})
}
