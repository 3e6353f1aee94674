package award

import (
	"cmp"
	"strings"
)

// Group is a part of a list: one form, collectives or persons.
type Group struct {
	Form       Form
	Collective bool
	List       []Recipient
}

// Title names the group: "Bằng khen của ... - Tập thể".
func (g Group) Title() string {
	if g.Collective {
		return g.Form.Name + " - Tập thể"
	}
	return g.Form.Name + " - Cá nhân"
}

// Kind is what those of the group are called.
func (g Group) Kind() string {
	if g.Collective {
		return "tập thể"
	}
	return "cá nhân"
}

// Groups parts recipients, who come in the order of the list, under the names that their lines keep.
func Groups(list []Recipient) []Group { return (&Catalogue{}).Groups(list) }

// Groups parts recipients, who come in the order of the list, with what the catalogue says of their forms.
func (c *Catalogue) Groups(list []Recipient) (groups []Group) {
	for _, r := range list {
		last := len(groups) - 1
		if last < 0 || groups[last].Form.Code != r.Form || groups[last].Collective != r.Collective {
			groups = append(groups, Group{Form: c.Named(r.Awardee), Collective: r.Collective})
			last++
		}
		groups[last].List = append(groups[last].List, r)
	}
	return groups
}

// FormName is the name of a line's form, as the line keeps it.
func FormName(w Awardee) string { return cmp.Or(w.FormName, w.Form) }

// count counts collectives or persons.
func count(list []Recipient, collective bool) (n int) {
	for _, r := range list {
		if r.Collective == collective {
			n++
		}
	}
	return n
}

// capital writes the first letter large, lower writes it small.
func capital(s string) string { return first(s, strings.ToUpper) }

func lower(s string) string { return first(s, strings.ToLower) }

func first(s string, write func(string) string) string {
	for i, r := range s {
		end := i + len(string(r))
		return write(s[:end]) + s[end:]
	}
	return s
}
