package web

import (
	"fmt"

	"congthidua/internal/ceremony"
	"congthidua/internal/certificate"
	"congthidua/internal/fault"
)

// guestLetters prints invitations, envelopes or labels for the guests of a ceremony, or for the one that the
// address names.
func (s *Server) guestLetters(use certificate.Use, file string) handler {
	return func(c *call) error {
		v, err := c.stage()
		if err != nil {
			return err
		}
		head, err := c.letterhead()
		if err != nil {
			return err
		}
		one, _ := parseID(c.Query("guest"))
		var list []certificate.Values
		for _, g := range v.Guests {
			if one == 0 || g.ID == one {
				list = append(list, ceremony.Invitation(head, v, g))
			}
		}
		return c.letters(use, list, file, v.ID)
	}
}

// letters prints one of a layout for each of a list, by the first layout of its use. The address says how many
// cells of a sheet of labels were used before.
func (c *call) letters(use certificate.Use, list []certificate.Values, file string, id int64) error {
	layouts, err := c.server.Certificates.LayoutsFor(c.Request().Context(), c.Actor, use)
	if err != nil {
		return err
	}
	if len(layouts) == 0 || len(list) == 0 {
		return fault.ErrNotFound
	}
	skip, _ := parseID(c.Query("skip"))
	content, err := certificate.Letters(layouts[0], list, int(min(skip, mostSkipped)))
	if err != nil {
		return err
	}
	return c.Download(fmt.Sprintf("%s-%d.pdf", file, id), content)
}

// mostSkipped is how many cells an address may leave out at most.
const mostSkipped = 1000
