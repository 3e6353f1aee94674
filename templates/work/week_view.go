package work

import (
	"congthidua/internal/viet"
	"congthidua/internal/work"
	"congthidua/templates/component"
	"net/url"
)

// Week is what a weekly review's page shows.
type Week struct {
	work.Agenda
	Units    work.Units
	People   work.Offer
	Products []work.Product
	Query    url.Values
	Form     component.Form
}

func (v Week) to(action string) string {
	return "/weeks/" + v.Name() + "/" + action + "?unit=" + component.Itoa(v.Review.UnitID)
}

// find is what the search fields beside the choice of the unit hold.
func (v Week) find() component.Form { return component.Form{Values: v.Query} }

// listed is how many tasks a part of the agenda holds: "300+" where it lists no more.
func listed(list []work.Seen) string {
	if len(list) == work.AgendaLimit {
		return viet.Count(len(list)) + "+"
	}
	return viet.Count(len(list))
}

// absent reports whether somebody called is marked as absent: as typed, else as saved.
func (v Week) absent(c work.Called) bool {
	if v.Form.Values.Has("conclusion") {
		return v.Form.Ticked("absent", component.Itoa(c.PersonID), false)
	}
	return !c.Present
}

// overtaken is the saved conclusion where another one was typed over it, "" else.
func (v Week) overtaken() string {
	typed := v.Form.Values
	if typed.Has("conclusion") && typed.Get("version") != component.Itoa(v.Review.Version) &&
		typed.Get("conclusion") != v.Review.Conclusion {
		return v.Review.Conclusion
	}
	return ""
}
