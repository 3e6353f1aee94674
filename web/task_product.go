package web

import (
	"net/http"

	"congthidua/internal/work"
	"congthidua/templates/component"
	"congthidua/templates/layout"
	pages "congthidua/templates/work"
)

func (s *Server) taskProducts(c *call) error {
	return c.showTaskProducts(http.StatusOK, component.Form{})
}

func (c *call) showTaskProducts(status int, form component.Form) error {
	catalogue, err := c.server.Work.Products(c.Request().Context(), c.Actor)
	if err != nil {
		return err
	}
	page := layout.Page{Title: c.T("Sản phẩm chuẩn"), Current: "/tasks", Crumbs: c.tasksCrumb()}
	return c.Show(status, page, pages.ProductsPage(page, catalogue, form))
}

// taskProduct reads a standard product out of the form.
func (c *call) taskProduct() work.Product {
	return work.Product{Name: c.Value("name"), Weight: c.weight(), Legal: c.Value("legal")}
}

func (s *Server) createTaskProduct(c *call) error {
	if err := s.Work.CreateProduct(c.Request().Context(), c.Actor, c.taskProduct()); err != nil {
		return c.Again(err, c.showTaskProducts)
	}
	return c.Done("/tasks/products", "Đã lưu sản phẩm chuẩn.")
}

func (s *Server) saveTaskProduct(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	p := c.taskProduct()
	p.ID, p.Version, p.Active = id, c.Number("version"), c.Value("active") != ""
	if err := s.Work.SaveProduct(c.Request().Context(), c.Actor, p); err != nil {
		return c.Again(err, c.showTaskProducts)
	}
	return c.Done("/tasks/products", "Đã lưu sản phẩm chuẩn.")
}
