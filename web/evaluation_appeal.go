package web

import (
	"congthidua/internal/evaluation"
	"congthidua/internal/fault"
)

func (s *Server) fileAppeal(c *call) error {
	return c.changeEvaluation("Đã gửi kiến nghị.", func(id, _ int64) error {
		return s.Evaluation.FileAppeal(c.Request().Context(), c.Actor, id, c.Value("text"))
	})
}

// decideAppeal answers an appeal; the version in the form is the appeal's.
func (s *Server) decideAppeal(c *call) error {
	return c.changeEvaluation("Đã trả lời kiến nghị.", func(id, version int64) error {
		appeal, err := c.ID("appeal")
		if err != nil {
			return err
		}
		ruling := evaluation.Ruling{Correct: c.Value("do") == "correct", Reason: c.Value("answer")}
		if ruling.Correct {
			points, ok := c.Points("points")
			if !ok {
				return fault.Invalidf("points", "Ghi điểm mới, ví dụ 84,5")
			}
			ruling.Points = points
		}
		return s.Evaluation.DecideAppeal(c.Request().Context(), c.Actor, id, appeal, version, ruling)
	})
}
