package web

import (
	"context"

	"congthidua/internal/fault"
	"congthidua/internal/work"
)

// stepTask runs a step of the task in the path, at the version in the form, and shows the task again.
func (c *call) stepTask(notice string, step func(ctx context.Context, id, version int64) error) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	if err := step(c.Request().Context(), id, c.Number("version")); err != nil {
		return c.Again(err, c.showTask)
	}
	return c.Done(taskPath(id), notice)
}

func (s *Server) acceptTask(c *call) error {
	return c.stepTask("Đã nhận việc.", func(ctx context.Context, id, version int64) error {
		return s.Work.Accept(ctx, c.Actor, id, version)
	})
}

func (s *Server) finishTask(c *call) error {
	return c.stepTask("Đã báo hoàn thành; chờ kiểm tra.", func(ctx context.Context, id, version int64) error {
		return s.Work.Finish(ctx, c.Actor, id, version, c.Value("result"), c.Value("cause"))
	})
}

func (s *Server) checkTask(c *call) error {
	return c.stepTask("Đã ghi kết quả kiểm tra.", func(ctx context.Context, id, version int64) error {
		do := c.Value("do")
		if do != "close" && do != "pass" && do != "fail" {
			return fault.Invalidf("", "Chọn kết quả kiểm tra.")
		}
		return s.Work.Check(ctx, c.Actor, id, version, work.Verdict{
			Passed:     do != "fail",
			Close:      do == "close",
			Why:        c.Value("why"),
			Objective:  c.Value("objective") != "",
			ExcuseLate: c.Value("excuse") != "",
		})
	})
}

func (s *Server) extendTask(c *call) error {
	return c.stepTask("Đã đổi hạn.", func(ctx context.Context, id, version int64) error {
		return s.Work.Extend(ctx, c.Actor, id, version, c.Value("due"), c.Value("why"))
	})
}

func (s *Server) closeTask(c *call) error {
	return c.stepTask("Đã đóng nhiệm vụ.", func(ctx context.Context, id, version int64) error {
		return s.Work.Close(ctx, c.Actor, id, version)
	})
}

func (s *Server) cancelTask(c *call) error {
	return c.stepTask("Đã hủy nhiệm vụ.", func(ctx context.Context, id, version int64) error {
		return s.Work.Cancel(ctx, c.Actor, id, version, c.Value("why"))
	})
}

func (s *Server) commentTask(c *call) error {
	return c.stepTask("Đã gửi ý kiến.", func(ctx context.Context, id, _ int64) error {
		return s.Work.Comment(ctx, c.Actor, id, c.Value("text"))
	})
}
