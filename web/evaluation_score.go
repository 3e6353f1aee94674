package web

import (
	"net/http"

	"congthidua/internal/fault"
	"congthidua/internal/viet"
	"congthidua/templates/component"
)

// scoreInPlace saves one row of the table and sends back that row alone, with the quota's meter beside it.
func (s *Server) scoreInPlace(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	ctx, key := c.Request().Context(), component.Itoa(id)
	typed := c.Value("points." + key)
	points, ok := viet.ParsePoints(typed)
	switch {
	case typed == "":
		err = fault.Invalidf("points", "Nhập điểm từ 0 đến 100")
	case !ok:
		err = fault.Invalidf("points", "«%s» không phải điểm; nhập số, ví dụ 84,5", typed)
	default:
		version, remark := c.Number("version."+key), c.Value("remark."+key)
		err = s.Evaluation.ScoreInPlace(ctx, c.Actor, id, version, points, remark)
	}
	status, message := http.StatusOK, ""
	if err != nil {
		if status, _ = statusOf(err); status != http.StatusUnprocessableEntity && status != http.StatusConflict {
			return err
		}
		message = explain(ctx, err)
	}
	return c.showScored(id, status, typed, message)
}
