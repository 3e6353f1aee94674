package web

import (
	"slices"

	"congthidua/internal/access"
)

func (s *Server) documentRoutes() []route {
	return slices.Concat(
		[]route{
			get("/documents/incoming", access.DocumentView, s.incoming),
			makes("/documents/incoming", access.DocumentRegister, s.registerDocument),
			prints("/documents/incoming/register", access.DocumentView, s.incomingRegister),
			get("/documents/outgoing", access.DocumentView, s.outgoing),
			makes("/documents/outgoing", access.DocumentDraft, s.draftDocument),
			prints("/documents/outgoing/register", access.DocumentView, s.outgoingRegister),
		},
		s.templateRoutes(),
		[]route{
			get("/documents/:id", access.DocumentView, s.document),
			changes("/documents/:id", access.DocumentView,
				s.changeDocument("Đã lưu văn bản.", s.saveDocument)),
			changes("/documents/:id/route", access.DocumentRoute,
				s.changeDocument("Đã chuyển văn bản.", s.routeDocument)),
			changes("/documents/:id/settle", access.DocumentRoute,
				s.changeDocument("Đã ghi giải quyết xong.", s.settleDocument)),
			changes("/documents/:id/submit", access.DocumentDraft,
				s.changeDocument("Đã trình dự thảo.", s.submitDocument)),
			changes("/documents/:id/agree", access.DocumentDraft,
				s.changeDocument("Đã ghi ý kiến đồng ý.", s.agreeDocument)),
			changes("/documents/:id/return", access.DocumentDraft,
				s.changeDocument("Đã trả lại dự thảo.", s.returnDocument)),
			changes("/documents/:id/issue", access.DocumentRegister,
				s.changeDocument("Đã lấy số, ban hành.", s.issueDocument)),
			makes("/documents/:id/comment", access.DocumentView,
				s.changeDocument("Đã gửi ý kiến.", s.commentDocument)),
			changes("/documents/:id/link", access.DecisionArrange,
				s.changeDocument("Đã gắn với quyết định.", s.linkDocument)),
			get("/documents/:id/compare", access.DocumentView, s.compareDocument),
			get("/documents/:id/fill/:template", access.DocumentView, s.fillDocument),
		},
		fileRoutes("/documents", access.DocumentView, access.DocumentView, s.Documents.Files(), (*call).showDocument),
	)
}

// templateRoutes are the office's own templates, and what fills them.
func (s *Server) templateRoutes() []route {
	return []route{
		get("/documents/templates", access.TemplatesEdit, s.templates),
		makes("/documents/templates", access.TemplatesEdit, s.saveTemplate),
		changes("/documents/templates/:id/drop", access.TemplatesEdit, s.dropTemplate),
		get("/documents/templates/:id/file", access.TemplatesEdit, s.templateFile),
		get("/decisions/:id/fill/:template", access.DecisionView, s.fillDecision),
		get("/ceremonies/:id/fill/:template", access.CeremonyView, s.fillCeremony),
	}
}
