package web

import (
	"fmt"
	"net/http"

	"congthidua/internal/cluster"
	pages "congthidua/templates/cluster"
	"congthidua/templates/component"
	"congthidua/templates/layout"
)

// memberIDs are the cluster's and the member's number in the path.
func (c *call) memberIDs() (id, member int64, err error) {
	if id, err = c.ID("id"); err == nil {
		member, err = c.ID("member")
	}
	return id, member, err
}

func (s *Server) clusterMember(c *call) error {
	return c.showClusterMember(http.StatusOK, component.Form{})
}

func (c *call) showClusterMember(status int, form component.Form) error {
	id, member, err := c.memberIDs()
	if err != nil {
		return err
	}
	m, err := c.server.Clusters.Member(c.Request().Context(), c.Actor, id, member)
	if err != nil {
		return err
	}
	page := layout.Page{Title: m.Unit, Current: "/clusters", Crumbs: c.clusterCrumbs(m.Cluster.Cluster)}
	return c.Show(status, page, pages.MemberPage(page, pages.Sheet{Sheet: m, Form: form}))
}

func (s *Server) markClusterMember(c *call) error {
	id, member, err := c.memberIDs()
	if err != nil {
		return err
	}
	var marks []cluster.Mark
	for i, criterion := range c.Numbers("criterion") {
		at := component.Itoa(i)
		points, ok := c.Points("points." + at)
		if !ok {
			points = -1
		}
		marks = append(marks, cluster.Mark{CriterionID: criterion, Points: points, Note: c.Value("note." + at)})
	}
	err = s.Clusters.MarkMember(c.Request().Context(), c.Actor, id, member, c.Number("version"), marks)
	if err != nil {
		return c.Again(err, c.showClusterMember)
	}
	return c.Done(fmt.Sprintf("%s/members/%d", clusterPath(id), member), "Đã lưu điểm.")
}

// clusterMemberPaper is a member's score sheet.
func (s *Server) clusterMemberPaper(c *call) error {
	id, member, err := c.memberIDs()
	if err != nil {
		return err
	}
	m, err := s.Clusters.Member(c.Request().Context(), c.Actor, id, member)
	if err != nil {
		return err
	}
	head, err := c.letterhead()
	if err != nil {
		return err
	}
	return c.Print(cluster.ScoreSheetPaper(head, m, s.Clock.Now()))
}
