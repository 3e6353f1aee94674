package web

import (
	"net/http"

	"congthidua/internal/access"
	"congthidua/internal/cluster"
	"congthidua/internal/org"
	pages "congthidua/templates/cluster"
	"congthidua/templates/component"
	"congthidua/templates/layout"
)

func clusterPath(id int64) string { return "/clusters/" + component.Itoa(id) }

func (c *call) clusterCrumbs(within ...cluster.Cluster) []layout.Crumb {
	crumbs := []layout.Crumb{{Text: c.T("Cụm, khối thi đua"), Path: "/clusters"}}
	for _, x := range within {
		crumbs = append(crumbs, layout.Crumb{Text: x.Name, Path: clusterPath(x.ID)})
	}
	return crumbs
}

func (s *Server) clusters(c *call) error { return c.showClusters(http.StatusOK, component.Form{}) }

func (c *call) showClusters(status int, form component.Form) error {
	v, err := c.server.Clusters.Clusters(c.Request().Context(), c.Actor)
	if err != nil {
		return err
	}
	page := layout.Page{Title: c.T("Cụm, khối thi đua"), Current: "/clusters"}
	return c.Show(status, page, pages.ListPage(page, v, form))
}

// typedCluster reads the form; a maximum that cannot be read as a number is refused by its value.
func (c *call) typedCluster() cluster.Plan {
	x := cluster.Plan{Cluster: cluster.Cluster{
		Kind:     cluster.Kind(c.Value("kind")),
		Name:     c.Value("name"),
		Year:     int(c.Number("year")),
		SelfDue:  c.Value("self_due"),
		CheckDue: c.Value("check_due"),
	}}
	for i := range cluster.MaxCriteria {
		at := component.Itoa(i)
		most, _ := c.Points("criterion.max." + at)
		if name := c.Value("criterion.name." + at); name != "" || most != 0 {
			x.Criteria = append(x.Criteria, cluster.Criterion{Name: name, Max: most})
		}
	}
	return x
}

func (s *Server) createCluster(c *call) error {
	id, err := s.Clusters.Create(c.Request().Context(), c.Actor, c.typedCluster())
	if err != nil {
		return c.Again(err, c.showClusters)
	}
	return c.Done(clusterPath(id), "Đã lập cụm, khối. Hãy thêm các đơn vị thành viên.")
}

// changeCluster runs a change of the cluster in the path, from the version of the form, and shows it again.
func (c *call) changeCluster(notice string, change func(id, version int64) error) error {
	return c.change(notice, clusterPath, c.showCluster, change)
}

func (s *Server) saveCluster(c *call) error {
	return c.changeCluster("Đã lưu bản soạn cụm, khối.", func(id, version int64) error {
		x := c.typedCluster()
		x.ID, x.Version = id, version
		return s.Clusters.Save(c.Request().Context(), c.Actor, x)
	})
}

func (s *Server) addClusterMember(c *call) error {
	return c.changeCluster("Đã thêm đơn vị thành viên.", func(id, version int64) error {
		return s.Clusters.AddMember(c.Request().Context(), c.Actor, id, version, c.Number("unit"))
	})
}

func (s *Server) removeClusterMember(c *call) error {
	return c.changeCluster("Đã đưa đơn vị ra khỏi cụm, khối.", func(id, version int64) error {
		return s.Clusters.RemoveMember(c.Request().Context(), c.Actor, id, version, c.Number("unit"))
	})
}

func (s *Server) leadCluster(c *call) error {
	return c.changeCluster("Đã chọn đơn vị làm trưởng cụm, khối.", func(id, version int64) error {
		return s.Clusters.Lead(c.Request().Context(), c.Actor, id, version, c.Number("unit"))
	})
}

func (s *Server) stepCluster(c *call) error {
	return c.changeCluster("Đã chuyển cụm, khối sang bước mới.", func(id, version int64) error {
		return s.Clusters.Step(c.Request().Context(), c.Actor, id, version, cluster.State(c.Value("to")))
	})
}

func (s *Server) recordCluster(c *call) error {
	return c.changeCluster("Đã ghi cuộc họp của cụm, khối.", func(id, version int64) error {
		return s.Clusters.Record(c.Request().Context(), c.Actor, id, version, cluster.Minutes{
			HeldOn:     c.Value("held_on"),
			Place:      c.Value("place"),
			Attendance: c.Value("attendance"),
			Conclusion: c.Value("conclusion"),
		})
	})
}

func (s *Server) cluster(c *call) error { return c.showCluster(http.StatusOK, component.Form{}) }

func (c *call) showCluster(status int, form component.Form) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	ctx, s := c.Request().Context(), c.server
	v := pages.View{Form: form}
	if v.View, err = s.Clusters.Cluster(ctx, c.Actor, id); err != nil {
		return err
	}
	if v.Rights.Edit {
		units, err := s.Org.UnitNames(ctx, c.Actor, access.PeopleView)
		if err != nil {
			return err
		}
		v.Units = component.Tree(units, "", func(u org.UnitRow) (int64, string, int) { return u.ID, u.Name, u.Depth() })
	}
	page := layout.Page{Title: v.Name, Current: "/clusters", Crumbs: c.clusterCrumbs()}
	return c.Show(status, page, pages.Page(page, v))
}

// clusterPaper is the minutes of a cluster's meeting with the ranking.
func (s *Server) clusterPaper(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	x, err := s.Clusters.Cluster(c.Request().Context(), c.Actor, id)
	if err != nil {
		return err
	}
	head, err := c.letterhead()
	if err != nil {
		return err
	}
	return c.Print(cluster.MinutesPaper(head, x, s.Clock.Now()))
}
