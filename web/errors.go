package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"congthidua/internal/access"
	"congthidua/internal/account"
	"congthidua/internal/fault"
	"congthidua/internal/locale"
	"congthidua/templates/component"
	"congthidua/templates/layout"

	"github.com/labstack/echo/v4"
)

var errPanic = errors.New("panic")

var noPage = fault.Text{Format: "Không có trang này, hoặc bạn không có quyền xem."}

// say puts a message into the reader's language.
func say(ctx context.Context, message fault.Text) string {
	return locale.T(ctx, message.Format, message.Args...)
}

// sayAll does so for the messages of a form's fields.
func sayAll(ctx context.Context, fields map[string]fault.Text) map[string]string {
	said := make(map[string]string, len(fields))
	for field, message := range fields {
		said[field] = say(ctx, message)
	}
	return said
}

// explain is what a refusal says about the one thing that was tried.
func explain(ctx context.Context, err error) string {
	_, message := statusOf(err)
	return say(ctx, message)
}

// statusOf maps the closed set of errors to statuses and what the person is told.
func statusOf(err error) (status int, message fault.Text) {
	var invalid fault.Invalid
	var conflict fault.Conflict
	var throttled account.Throttled
	var he *echo.HTTPError
	switch {
	case errors.Is(err, fault.ErrNotFound):
		return http.StatusNotFound, noPage
	case errors.Is(err, fault.ErrForbidden):
		return http.StatusForbidden, fault.Text{Format: "Vai trò của bạn không được làm việc này."}
	case errors.Is(err, fault.ErrUnavailable):
		return http.StatusServiceUnavailable, fault.Text{
			Format: "Hệ thống tạm thời không ghi được dữ liệu; chưa có gì được lưu. Hãy " +
				"thử lại sau ít phút và báo quản trị nếu vẫn lỗi.",
		}
	case errors.As(err, &throttled):
		return http.StatusTooManyRequests, fault.Text{
			Format: "Quá nhiều lần sai; thử lại sau %d phút.",
			Args:   []any{int(throttled.Wait.Minutes()) + 1},
		}
	case errors.As(err, &invalid):
		return http.StatusUnprocessableEntity, invalid.First()
	case errors.As(err, &conflict):
		return http.StatusConflict, conflict.Text
	case errors.As(err, &he):
		if message, ok := he.Message.(string); ok && he.Code != http.StatusNotFound &&
			he.Code != http.StatusMethodNotAllowed {
			return he.Code, fault.Text{Format: message}
		}
		if he.Code == http.StatusMethodNotAllowed {
			return he.Code, fault.Text{Format: "Trang này không nhận kiểu yêu cầu đó."}
		}
		if he.Code < http.StatusInternalServerError {
			return http.StatusNotFound, noPage
		}
	}
	return http.StatusInternalServerError, fault.Text{
		Format: "Có lỗi trong hệ thống. Hãy báo quản trị kèm số bên dưới.",
	}
}

// showError answers an error with a page of its own, under the same headers as any page.
func (s *Server) showError(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	status, message := statusOf(err)
	number, _ := c.Get(numberKey).(string)
	if status >= http.StatusInternalServerError {
		s.Log.Error("failure", "request", number, "error", err.Error())
	}
	var throttled account.Throttled
	if errors.As(err, &throttled) {
		c.Response().Header().Set("Retry-After", fmt.Sprint(int(throttled.Wait.Seconds())+1))
	}
	if s.callOf(c).showTrouble(status, message) == nil {
		return
	}
	ctx := component.With(c.Request().Context(), component.Request{Assets: s.assets.version})
	c.Response().Header().Set(echo.HeaderContentType, echo.MIMETextHTMLCharsetUTF8)
	c.Response().WriteHeader(status)
	if c.Request().Method == http.MethodHead {
		return
	}
	if err := layout.Failure(status, say(ctx, message), number).Render(ctx, c.Response()); err != nil {
		s.Log.Error("error page", "error", err.Error())
	}
}

// callOf is the call of a request, or for an address that is none a new one with whoever is logged in.
func (s *Server) callOf(ec echo.Context) *call {
	if known, ok := ec.Get(callKey).(*call); ok {
		return known
	}
	c := &call{Context: ec, server: s}
	var err error
	if c.sessionID, c.Actor, err = s.identify(ec); err != nil {
		c.Actor = access.Actor{} // the page of the error needs nobody
	}
	ec.SetRequest(ec.Request().WithContext(locale.With(ec.Request().Context(), c.language())))
	return c
}

// errFrameless keeps the page of an error from the frame.
var errFrameless = errors.New("no frame")

// showTrouble answers an error within the frame, so that whoever is logged in can go on from there. It fails
// where there is no frame: for visitors, while the password must change, and where the portal itself is in trouble.
func (c *call) showTrouble(status int, message fault.Text) error {
	if c.Actor.AccountID == 0 || c.Actor.MustChange || status >= http.StatusInternalServerError ||
		c.Request().Method == http.MethodHead || c.HTMX() {
		return errFrameless
	}
	page := layout.Page{Title: layout.FailureTitle(c.Request().Context(), status)}
	page.Current = navPath(c.Request().URL.Path)
	return c.Show(status, page, layout.TroublePage(page, say(c.Request().Context(), message)))
}
