package web

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"os"
	"path"
	"strconv"

	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/templates/component"
	"congthidua/templates/layout"

	"github.com/a-h/templ"
	"github.com/gorilla/sessions"
	"github.com/labstack/echo/v4"
)

// HTMX reports whether the browser wants a piece of a page only.
func (c *call) HTMX() bool { return c.Request().Header.Get("HX-Request") != "" }

// Show renders a page inside the layout.
func (c *call) Show(status int, page layout.Page, content templ.Component) error {
	shell, err := c.shell(page)
	if err != nil {
		return err
	}
	return c.Render(status, layout.Frame(shell, content))
}

// Render sends a component as it is.
func (c *call) Render(status int, content templ.Component) error {
	ctx := c.renderContext()
	buffer := templ.GetBuffer()
	defer templ.ReleaseBuffer(buffer)
	if err := content.Render(ctx, buffer); err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderContentLength, strconv.Itoa(buffer.Len()))
	return c.HTMLBlob(status, buffer.Bytes())
}

// renderContext is what components need of the request.
func (c *call) renderContext() context.Context {
	return component.With(
		c.Request().Context(),
		component.Request{
			Token:  c.server.token(c.sessionID),
			Assets: c.server.assets.version,
			Today:  clock.Today(c.server.Clock),
		},
	)
}

// Download sends a file to be kept, never to be opened as a page.
func (c *call) Download(name string, content []byte) error {
	return c.Send(name, bytes.NewReader(content))
}

// Send is Download for a file that is read as it is sent.
func (c *call) Send(name string, content io.Reader) error {
	kind := mime.TypeByExtension(path.Ext(name))
	if known, ok := kinds[path.Ext(name)]; ok {
		kind = known
	}
	h := c.Response().Header()
	h.Set(echo.HeaderContentDisposition, mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'")
	return c.Stream(http.StatusOK, kind, content)
}

// SendFile is Send for a file that the portal keeps.
func (c *call) SendFile(name, path string) error {
	file, err := os.Open(path) // #nosec G304 -- a path of the portal's own, from the database
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // reading only
	return c.Send(name, file)
}

// kinds are the media types of what the portal makes; the machine's own table may lack them.
var kinds = map[string]string{
	".pdf": "application/pdf", ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// Done redirects after a change and shows the notice on the next page.
func (c *call) Done(path, notice string, args ...any) error {
	if notice != "" {
		c.leave(notice, args...)
	}
	return c.Redirect(http.StatusSeeOther, path)
}

// leave leaves a notice for the next page. A notice that cannot be left is no reason to fail: what it
// tells of is done.
func (c *call) leave(notice string, args ...any) {
	flash := c.flash()
	flash.AddFlash(c.T(notice, args...))
	if err := flash.Save(c.Request(), c.Response()); err != nil {
		c.server.Log.Error("notice", "error", err.Error())
	}
}

// notice takes the notice that was left for this page.
func (c *call) notice() string {
	flash := c.flash()
	left := flash.Flashes()
	if len(left) == 0 {
		return ""
	}
	flash.Options.MaxAge = -1
	if err := flash.Save(c.Request(), c.Response()); err != nil {
		c.server.Log.Error("notice", "error", err.Error())
	}
	text, _ := left[len(left)-1].(string)
	return text
}

// flash is the signed cookie that carries a notice from one page to the next.
func (c *call) flash() *sessions.Session {
	name := c.server.cookieName("notice")
	flash, _ := c.server.flashes.Get(c.Request(), name) // an old or foreign cookie is an empty one
	return flash
}

// Again shows a form's page again after a refusal, with what was typed and why: 422 for
// fields, 409 for a record that has changed. Other errors go their way.
func (c *call) Again(err error, show func(status int, form component.Form) error) error {
	form := c.Form()
	var invalid fault.Invalid
	var conflict fault.Conflict
	switch {
	case errors.As(err, &invalid):
		form.Errors = sayAll(c.Request().Context(), invalid.Fields)
		return show(http.StatusUnprocessableEntity, form)
	case errors.As(err, &conflict):
		form.Errors = map[string]string{"": say(c.Request().Context(), conflict.Text)}
		return show(http.StatusConflict, form)
	}
	return err
}

// change runs a change of the record in the path, from the version of the form. It goes to the address of the
// record with a notice or, where the change was refused, shows the form again as Again does.
func (c *call) change(
	notice string,
	address func(id int64) string,
	show func(status int, form component.Form) error,
	change func(id, version int64) error,
) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	if err := change(id, c.Number("version")); err != nil {
		return c.Again(err, show)
	}
	return c.Done(address(id), notice)
}

// withoutPassword shows a form again without the password that was typed: it never comes back.
func withoutPassword(show func(int, component.Form) error) func(int, component.Form) error {
	return func(status int, form component.Form) error {
		form.Values.Del("password")
		return show(status, form)
	}
}
