package evaluation

import (
	"congthidua/internal/evaluation"
	"congthidua/internal/viet"
	"congthidua/templates/component"

	"github.com/a-h/templ"
)

// chooseBox selects a card to be accepted; its grade and rank serve the line that says what that would do.
func chooseBox(r *Row) templ.Component {
	return component.Drawn(func(m component.Markup) component.Markup {
		m = m.Raw(`<input type="checkbox" name="card"`).Attr("value", r.Key)
		m = m.Attr("data-grade", r.Grade).Attr("data-rank", component.Itoa(r.Rank))
		return m.Attr("aria-label", r.texts.choose+r.Name).Raw(">")
	})
}

// pointsField is where the reviewer's points are typed, with the version they stand on.
func pointsField(r *Row) templ.Component {
	return component.Drawn(func(m component.Markup) component.Markup {
		m = m.Raw(`<input class="score"`).Attr("name", "points."+r.Key).Attr("value", r.shown())
		m = m.Attr("placeholder", component.Points(r.SelfPoints))
		m = m.Raw(` inputmode="decimal" autocomplete="off" maxlength="6"`)
		m = m.Attr("aria-label", r.texts.score+r.Name).Attr("hx-post", r.scorePath())
		if r.Error != "" {
			m = m.Raw(` aria-invalid="true"`).Attr("aria-describedby", "e"+r.Key)
		}
		m = m.Raw(`> <input type="hidden"`).Attr("name", "version."+r.Key)
		return m.Attr("value", component.Itoa(r.Version)).Raw(">")
	})
}

// differenceCell is the cell of the reviewer's points less the cadre's.
func differenceCell(r *Row) templ.Component {
	return component.Drawn(func(m component.Markup) component.Markup {
		m = m.Raw(`<td class="num wide">`)
		if d, ok := r.Difference(); ok {
			switch {
			case d < 0:
				m = m.Raw(`<span class="bad">`).Text(viet.Signed(d))
			case d > 0:
				m = m.Raw(`<span class="good">`).Text(viet.Signed(d))
			default:
				m = m.Raw(`<span class="quiet">0`)
			}
			m = m.Raw("</span>")
		}
		return m.Raw("</td>")
	})
}

// stateMark says the card's state, and by its colour whether something waits for the reader.
func stateMark(r *Row) templ.Component {
	return component.Drawn(func(m component.Markup) component.Markup {
		switch r.State {
		case evaluation.Submitted:
			m = m.Raw(`<span class="state act">`)
		case evaluation.Reviewed, evaluation.Approved, evaluation.Published:
			m = m.Raw(`<span class="state ok">`)
		default:
			m = m.Raw(`<span class="state">`)
		}
		return m.Text(r.texts.states[r.State]).Raw("</span>")
	})
}
