package web

import (
	"strings"

	"congthidua/internal/access"
	"congthidua/templates/layout"
)

// shell puts around a page what the actor's roles show: navigation with what waits.
func (c *call) shell(page layout.Page) (layout.Shell, error) {
	waiting, err := c.waiting()
	if err != nil {
		return layout.Shell{}, err
	}
	return layout.Shell{
		Page:   page,
		Actor:  c.Actor,
		Nav:    c.navigation(page.Current, waiting),
		Notice: c.notice(),
		Post:   c.roleNames(),
		Demo:   c.server.Demo,
	}, nil
}

// roleNames says in words what the actor is, each role once.
func (c *call) roleNames() string {
	var names []string
	for _, role := range access.RoleList {
		if c.Actor.Has(role.Role) {
			names = append(names, c.T(role.Name))
		}
	}
	return strings.Join(names, " · ")
}
