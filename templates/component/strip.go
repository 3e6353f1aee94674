package component

import (
	"strconv"

	"github.com/a-h/templ"
)

// bars are the pieces of a year's strip, by grade.
var bars = [256]constant{0: "<i></i>", 'A': `<i class="A"></i>`, 'B': `<i class="B"></i>`, 'C': `<i class="C"></i>`, 'D': `<i class="D"></i>`}

// Strip draws a year's grades as twelve small bars; its label says them in words: "1 A, 2 B".
func Strip(year [12]byte) templ.Component {
	return Drawn(func(m Markup) Markup {
		m = m.Raw(`<span class="strip" role="img" aria-label="`)
		begun := len(m)
		for i, grade := range year {
			if bars[grade] == "" || grade == 0 {
				continue
			}
			if len(m) > begun {
				m = m.Raw(", ")
			}
			m = append(strconv.AppendInt(m, int64(i+1), 10), ' ', grade)
		}
		m = m.Raw(`">`)
		for _, grade := range year {
			bar := bars[grade]
			if bar == "" {
				bar = bars[0]
			}
			m = m.Raw(bar)
		}
		return m.Raw("</span>")
	})
}

// gradeFills are the colours of grades in pictures; N is that of cards without a grade.
var gradeFills = map[string]string{
	"A": "f-A",
	"B": "f-B",
	"C": "f-C",
	"D": "f-D",
}

// GradeFill is the class that fills a part of a picture with a grade's colour.
func GradeFill(code string) string {
	if class, ok := gradeFills[code]; ok {
		return class
	}
	return "f-N"
}

// Grade is a grade's letter in its colour; nothing where there is none.
func Grade(code string) templ.Component {
	return Drawn(func(m Markup) Markup {
		if code == "" {
			return m
		}
		return m.Raw(`<span class="grade `).Text(code).Raw(`">`).Text(code).Raw("</span>")
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
