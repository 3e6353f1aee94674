package web

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"slices"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/catalogue"
	"congthidua/internal/clock"
	"congthidua/internal/emulation"
	"congthidua/internal/evaluation"
	"congthidua/internal/fault"
	"congthidua/templates/component"
	"congthidua/templates/layout"

	pages "congthidua/templates/catalogue"
)

func (s *Server) catalogueRoutes() []route {
	return []route{
		get("/catalogues", access.CataloguesView, s.catalogues),
		get("/catalogues/:kind", access.CataloguesView, s.catalogueEditions),
		get("/catalogues/:kind/compare", access.CataloguesView, s.compareCatalogues),
		makes("/catalogues/:kind/import", access.CataloguesEdit, s.importCatalogue),
		get("/catalogues/:kind/:id", access.CataloguesView, s.catalogue),
		get("/catalogues/:kind/:id/export.yaml", access.CataloguesView, s.exportCatalogue),
		get("/catalogues/:kind/:id/try", access.CataloguesEdit, s.tryCatalogue),
		makes("/catalogues/:kind/:id/copy", access.CataloguesEdit, s.copyCatalogue),
		changes("/catalogues/:kind/:id", access.CataloguesEdit, s.saveCatalogue),
		changes("/catalogues/:kind/:id/publish", access.CataloguesEdit, s.publishCatalogue),
		changes("/catalogues/:kind/:id/delete", access.CataloguesEdit, s.deleteCatalogue),
	}
}

// catalogues lists the kinds of catalogues that the actor may look at.
func (s *Server) catalogues(c *call) error {
	var rows []pages.KindRow
	today := clock.Today(s.Clock)
	for _, kind := range s.Catalogues.Visible(c.Actor) {
		list, err := s.Catalogues.Editions(c.Request().Context(), c.Actor, kind.Code)
		if err != nil {
			return err
		}
		rows = append(rows, pages.NewKindRow(kind, list, today))
	}
	page := layout.Page{Title: c.T("Danh mục, quy định"), Current: "/catalogues"}
	return c.Show(http.StatusOK, page, pages.KindsPage(page, rows))
}

// kind is the kind of catalogue that the path names.
func (c *call) kind() (catalogue.Kind, error) { return c.server.Catalogues.Kind(c.Param("kind")) }

func (c *call) catalogueCrumbs(k catalogue.Kind) []layout.Crumb {
	return []layout.Crumb{
		{Text: c.T("Danh mục, quy định"), Path: "/catalogues"},
		{Text: c.T(k.Name), Path: "/catalogues/" + k.Code},
	}
}

// cataloguePage is a page of a kind. It belongs to the kind's own entry of the navigation where there is one.
func (c *call) cataloguePage(k catalogue.Kind, title string) layout.Page {
	return layout.Page{Title: title, Current: navPath("/catalogues/" + k.Code), Crumbs: c.catalogueCrumbs(k)}
}

func (s *Server) catalogueEditions(c *call) error {
	return c.showEditions(http.StatusOK, component.Form{})
}

func (c *call) showEditions(status int, form component.Form) error {
	kind, err := c.kind()
	if err != nil {
		return err
	}
	list, err := c.server.Catalogues.Editions(c.Request().Context(), c.Actor, kind.Code)
	if err != nil {
		return err
	}
	v := pages.EditionsView{
		Kind: kind, List: list, MayEdit: c.Actor.May(kind.Edit), Today: clock.Today(c.server.Clock), Form: form,
	}
	page := c.cataloguePage(kind, c.T(kind.Name))
	page.Crumbs = page.Crumbs[:1]
	return c.Show(status, page, pages.EditionsPage(page, v))
}

func (s *Server) compareCatalogues(c *call) error {
	kind, err := c.kind()
	if err != nil {
		return err
	}
	ids := c.QueryParams()["id"]
	if len(ids) != 2 {
		return c.Done("/catalogues/"+kind.Code, "Chọn đúng hai bản để so sánh.")
	}
	ctx := c.Request().Context()
	var titles [2]string
	var sides [2][]component.Fact
	for i, text := range ids {
		id, ok := parseID(text)
		if !ok {
			return fault.ErrNotFound
		}
		e, content, _, err := s.Catalogues.Edition(ctx, c.Actor, id)
		if err != nil {
			return err
		}
		titles[i] = fmt.Sprintf("%s · %s %d", e.Name, c.T("phiên bản"), e.Number)
		if sides[i], err = c.catalogueFacts(kind, e, content); err != nil {
			return err
		}
	}
	page := c.cataloguePage(kind, c.T("So sánh hai bản"))
	return c.Show(http.StatusOK, page, layout.ComparePage(page, titles, component.Compare(sides[0], sides[1])))
}

// ownCatalogue are the pages of a kind whose content is not shown and edited field by field.
type ownCatalogue struct {
	page  func(c *call, status int, form component.Form) error // of one edition
	facts func(body string) ([]component.Fact, error)          // for a comparison
}

// ownCatalogues are those kinds, by their code.
var ownCatalogues = map[string]ownCatalogue{
	evaluation.FrameworksKind: frameworkCatalogue,
	emulation.TitlesKind:      titleCatalogue,
}

// catalogueFacts are the points of an edition for a comparison.
func (c *call) catalogueFacts(
	kind catalogue.Kind, e catalogue.Edition, content catalogue.Content,
) ([]component.Fact, error) {
	if own, found := ownCatalogues[kind.Code]; found {
		return own.facts(e.Body)
	}
	return pages.Facts(c.Request().Context(), kind, content), nil
}

func (s *Server) catalogue(c *call) error {
	return c.showCatalogue(http.StatusOK, component.Form{}, nil)
}

// showCatalogue shows an edition; typed is what was refused of a draft.
func (c *call) showCatalogue(status int, form component.Form, typed *catalogue.Content) error {
	kind, id, err := c.edition()
	if err != nil {
		return err
	}
	if own, found := ownCatalogues[kind.Code]; found {
		return own.page(c, status, form)
	}
	ctx := c.Request().Context()
	v := pages.EditionView{
		Kind: kind, MayEdit: c.Actor.May(kind.Edit), Today: clock.Today(c.server.Clock), Form: form, Typed: typed,
	}
	var faults fault.Fields
	if v.Edition, v.Content, faults, err = c.server.Catalogues.Edition(ctx, c.Actor, id); err != nil {
		return err
	}
	if len(v.Form.Errors) == 0 {
		v.Form.Errors = sayAll(ctx, faults)
	}
	page := c.cataloguePage(kind, v.Edition.Name)
	return c.Show(status, page, pages.EditionPage(page, v))
}

// edition returns the kind and the number of the edition in the path.
func (c *call) edition() (catalogue.Kind, int64, error) {
	kind, err := c.kind()
	if err != nil {
		return kind, 0, err
	}
	id, err := c.ID("id")
	return kind, id, err
}

func cataloguePath(kind catalogue.Kind, id int64) string {
	return "/catalogues/" + kind.Code + "/" + component.Itoa(id)
}

func (s *Server) exportCatalogue(c *call) error {
	_, id, err := c.edition()
	if err != nil {
		return err
	}
	name, content, err := s.Catalogues.Export(c.Request().Context(), c.Actor, id)
	if err != nil {
		return err
	}
	return c.Send(name, strings.NewReader(content))
}

func (s *Server) copyCatalogue(c *call) error {
	kind, id, err := c.edition()
	if err != nil {
		return err
	}
	draft, err := s.Catalogues.Copy(c.Request().Context(), c.Actor, id)
	if err != nil {
		return err
	}
	return c.Done(cataloguePath(kind, draft), "Đã sao thành bản nháp. Bản gốc không thay đổi.")
}

func (s *Server) saveCatalogue(c *call) error {
	kind, id, err := c.edition()
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	e, _, _, err := s.Catalogues.Edition(ctx, c.Actor, id)
	if err != nil {
		return err
	}
	old, _, err := kind.Parse(e.Body)
	if err != nil {
		return err
	}
	typed, wrong := kind.ReadForm(c.form, old.Head)
	if err = wrong.Err(); err == nil {
		err = s.Catalogues.Save(ctx, c.Actor, id, c.Number("version"), typed)
	}
	if err != nil {
		return c.Again(err, func(status int, form component.Form) error { return c.showCatalogue(status, form, &typed) })
	}
	return c.Done(cataloguePath(kind, id), "Đã lưu bản nháp.")
}

func (s *Server) publishCatalogue(c *call) error {
	kind, id, err := c.edition()
	if err != nil {
		return err
	}
	if err := s.Catalogues.Publish(c.Request().Context(), c.Actor, id, c.Number("version"), c.Value("from")); err != nil {
		return c.Again(err, func(status int, form component.Form) error { return c.showCatalogue(status, form, nil) })
	}
	return c.Done(cataloguePath(kind, id), "Đã công bố.")
}

func (s *Server) deleteCatalogue(c *call) error {
	kind, id, err := c.edition()
	if err != nil {
		return err
	}
	if err := s.Catalogues.Delete(c.Request().Context(), c.Actor, id, c.Number("version")); err != nil {
		return c.Again(err, func(status int, form component.Form) error { return c.showCatalogue(status, form, nil) })
	}
	return c.Done("/catalogues/"+kind.Code, "Đã bỏ bản nháp.")
}

func (s *Server) importCatalogue(c *call) error {
	kind, err := c.kind()
	if err != nil {
		return err
	}
	file, err := c.smallUpload("file", ".yaml", ".yml")
	var draft int64
	if err == nil {
		draft, err = s.Catalogues.Import(c.Request().Context(), c.Actor, kind.Code, file)
	}
	if err != nil {
		return c.Again(err, c.showEditions)
	}
	return c.Done(cataloguePath(kind, draft), "Đã nhập thành bản nháp; xem lại rồi công bố.")
}

// importOwn is importCatalogue of a kind with pages of its own: the router would take its address for that of an
// edition, so it has a route of its own.
func (s *Server) importOwn(kind string) handler {
	return func(c *call) error {
		c.SetParamNames("kind")
		c.SetParamValues(kind)
		return s.importCatalogue(c)
	}
}

// tryCatalogue says what an edition would change if it were in force now.
func (s *Server) tryCatalogue(c *call) error {
	kind, id, err := c.edition()
	if err != nil {
		return err
	}
	trial, err := s.Catalogues.Try(c.Request().Context(), c.Actor, id)
	if err != nil {
		return err
	}
	page := c.cataloguePage(kind, c.T("Thử trên dữ liệu thật"))
	page.Crumbs = append(page.Crumbs, layout.Crumb{Text: c.T("Bản thử"), Path: cataloguePath(kind, id)})
	return c.Show(http.StatusOK, page, pages.TrialPage(page, trial))
}

// mostSmall bounds a file that is read into memory, in bytes.
const mostSmall = 1 << 20

// smallUpload reads the one small text file of a form into memory.
func (c *call) smallUpload(field string, extensions ...string) ([]byte, error) {
	if c.upload == nil {
		return nil, fault.Invalidf(field, "Chọn tệp để tải lên")
	}
	for {
		part, err := c.upload.NextPart()
		if errors.Is(err, io.EOF) {
			return nil, fault.Invalidf(field, "Chọn tệp để tải lên")
		}
		if err != nil {
			return nil, orTooLarge(err)
		}
		if part.FormName() != field || part.FileName() == "" {
			continue
		}
		if extension := strings.ToLower(filepath.Ext(part.FileName())); !slices.Contains(extensions, extension) {
			return nil, fault.Invalidf(field, "Chỉ nhận tệp %s", strings.Join(extensions, ", "))
		}
		content, err := io.ReadAll(io.LimitReader(part, mostSmall+1))
		switch text, ok := cleanText(string(content)); {
		case err != nil:
			return nil, orTooLarge(err)
		case len(content) > mostSmall:
			return nil, fault.Invalidf(field, "Tệp quá lớn: tối đa %d KB", mostSmall>>10)
		case !ok:
			return nil, fault.Invalidf(field, "Tệp không phải văn bản UTF-8")
		default:
			return []byte(text), nil
		}
	}
}
