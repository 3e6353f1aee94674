package portal

import (
	"context"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/evaluation"
	"congthidua/templates/component"
)

// Actions names what the audit log notes. Steps of cards and months are named by their step.
var Actions = map[string]string{ // #nosec G101 -- names of actions, no credential among them
	"login":                 "Đăng nhập",
	"login.refused":         "Đăng nhập bị từ chối",
	"logout":                "Đăng xuất",
	"session.end":           "Kết thúc phiên",
	"account.create":        "Tạo tài khoản",
	"account.disable":       "Khóa, mở tài khoản",
	"account.password":      "Đổi mật khẩu",
	"account.reset":         "Cấp lại mật khẩu",
	"account.slips":         "In phiếu mật khẩu",
	"account.unlock":        "Bỏ chờ đăng nhập",
	"grant.add":             "Giao vai trò",
	"grant.delegate":        "Ủy quyền",
	"grant.revoke":          "Thu vai trò",
	"unit.create":           "Thêm đơn vị",
	"unit.save":             "Sửa đơn vị",
	"person.create":         "Thêm cán bộ",
	"person.save":           "Sửa hồ sơ",
	"post.add":              "Giao chức vụ",
	"post.end":              "Thôi chức vụ",
	"absence.add":           "Ghi vắng mặt",
	"absence.remove":        "Xóa vắng mặt",
	"discipline.add":        "Ghi kỷ luật",
	"import.upload":         "Tải danh sách lên",
	"import.map":            "Chọn cột",
	"import.apply":          "Ghi danh sách",
	"period.open":           "Mở tháng",
	"period.remind":         "Nhắc đơn vị chậm",
	"month.submit":          "Trình tháng của đơn vị",
	"month.ask_special":     "Đề nghị mức đặc biệt",
	"quota.special":         "Áp dụng mức đặc biệt",
	"framework.copy":        "Sao khung tiêu chí",
	"framework.save":        "Sửa khung tiêu chí",
	"framework.publish":     "Công bố khung tiêu chí",
	"framework.delete":      "Xóa khung tiêu chí",
	"honour.add":            "Ghi danh hiệu",
	"initiative.add":        "Ghi sáng kiến",
	"campaign.open":         "Mở đợt đăng ký",
	"campaign.close":        "Kết thúc đăng ký",
	"campaign.compute":      "Tính điều kiện",
	"registration.save":     "Đăng ký danh hiệu",
	"registration.confirm":  "Xác nhận đăng ký",
	"registration.withdraw": "Rút đăng ký",
	"registration.allow":    "Trả lời đăng ký muộn",
	"initiative.register":   "Đăng ký sáng kiến",
	"initiative.withdraw":   "Rút sáng kiến",
	"initiative.decide":     "Xét công nhận sáng kiến",
	"file.add":              "Đính kèm tệp",
	"file.remove":           "Bỏ tệp",
	"document.register":     "Vào sổ văn bản đến",
	"document.correct":      "Sửa văn bản đến",
	"document.route":        "Chuyển văn bản",
	"document.settle":       "Giải quyết xong văn bản",
	"document.draft":        "Soạn văn bản",
	"document.submit":       "Trình dự thảo",
	"document.agree":        "Đồng ý dự thảo",
	"document.return":       "Trả lại dự thảo",
	"document.sign":         "Ký văn bản",
	"document.issue":        "Lấy số, ban hành văn bản",
	"document.comment":      "Ý kiến về văn bản",
	"template.save":         "Tải lên mẫu văn bản",
	"template.drop":         "Bỏ mẫu văn bản",
	"task.assign":           "Giao nhiệm vụ",
	"task.recur":            "Giao nhiệm vụ định kỳ",
	"task.accept":           "Nhận việc",
	"task.done":             "Báo hoàn thành nhiệm vụ",
	"task.verified":         "Kiểm tra nhiệm vụ đạt",
	"task.failed":           "Kiểm tra nhiệm vụ chưa đạt",
	"task.due":              "Đổi hạn nhiệm vụ",
	"task.closed":           "Đóng nhiệm vụ",
	"task.cancelled":        "Hủy nhiệm vụ",
	"task.comment":          "Ý kiến về nhiệm vụ",
	"task.handover":         "Chuyển người chủ trì",
	"task.stop":             "Dừng nhiệm vụ định kỳ",
	"document.link":         "Gắn văn bản với quyết định",
	"product.save":          "Sửa sản phẩm chuẩn",
	"programme.start":       "Lập chương trình công tác",
	"programme.item":        "Sửa mục chương trình",
	"programme.move":        "Dời mục chương trình",
	"programme.giveout":     "Giao việc theo chương trình",
	"programme.submitted":   "Trình chương trình",
	"programme.approved":    "Duyệt chương trình",
	"programme.draft":       "Trả lại chương trình",
	"review.save":           "Ghi giao ban",
	"review.close":          "Kết luận giao ban",
	"review.decide":         "Giao việc tại giao ban",
	"decision.columns":      "Đổi cách in danh sách",
	"layout.copy":           "Chép mẫu bằng",
	"layout.save":           "Sửa mẫu bằng",
	"printer.save":          "Ghi độ lệch máy in",
	"certificate.register":  "Vào sổ cấp bằng",
	"certificate.print":     "In bằng",
	"verify.switch":         "Đổi trang kiểm tra bằng",
	"ceremony.save":         "Soạn buổi lễ",
	"ceremony.programme":    "Sửa chương trình buổi lễ",
	"ceremony.decision":     "Thêm quyết định vào buổi lễ",
	"ceremony.undecide":     "Bỏ quyết định khỏi buổi lễ",
	"ceremony.presenter":    "Ghi người trao",
	"ceremony.absence":      "Ghi vắng, nhận thay",
	"ceremony.held":         "Buổi lễ đã tổ chức",
	"ceremony.guests":       "Thêm khách mời",
	"ceremony.guest":        "Sửa, bỏ khách mời",
	"ceremony.mailed":       "Gửi thư mời",
	"ceremony.link":         "Tạo đường dẫn cho người giúp việc",
	"ceremony.unlink":       "Thu hồi đường dẫn cho người giúp việc",
	"ceremony.checkin":      "Điểm danh",
	"ceremony.forward":      "Chuyển chương trình buổi lễ",
	"ceremony.back":         "Lùi chương trình buổi lễ",
	"ceremony.missing":      "Ghi vắng trên sân khấu",
	"ceremony.printed":      "Ghi đã in giấy tờ buổi lễ",
	"proposal.save":         "Soạn đề nghị khen thưởng",
	"proposal.add":          "Thêm vào đề nghị",
	"proposal.council":      "Thêm vào đề nghị từ kết quả Hội đồng",
	"proposal.line":         "Sửa dòng đề nghị",
	"proposal.sent":         "Gửi đề nghị",
	"proposal.returned":     "Đề nghị bị trả lại",
	"proposal.decided":      "Ghi kết quả đề nghị",
	"decision.save":         "Soạn quyết định khen thưởng",
	"decision.add":          "Thêm vào quyết định",
	"decision.council":      "Thêm từ kết quả Hội đồng",
	"decision.line":         "Sửa dòng quyết định",
	"decision.drop":         "Bỏ khỏi quyết định",
	"decision.signing":      "Trình ký quyết định",
	"decision.draft":        "Trả lại quyết định",
	"decision.signed":       "Ký quyết định",
	"decision.issued":       "Ban hành quyết định",
	"decision.amend":        "Soạn đính chính, hủy bỏ",
	"salary.add":            "Ghi mức lương cơ sở",
	"meeting.agenda":        "Soạn chương trình họp",
	"import.answer":         "Trả lời dòng cần hỏi khi nhập danh sách",
	"titles.copy":           "Sao danh mục danh hiệu thành bản nháp",
	"titles.save":           "Sửa bản nháp danh mục danh hiệu",
	"titles.publish":        "Công bố danh mục danh hiệu",
	"titles.delete":         "Bỏ bản nháp danh mục danh hiệu",
	"campaign.adopt":        "Xét đợt theo danh mục khác",
	"cluster.save":          "Soạn cụm, khối thi đua",
	"cluster.member":        "Thêm đơn vị vào cụm, khối",
	"cluster.remove":        "Bỏ đơn vị khỏi cụm, khối",
	"cluster.lead":          "Chọn trưởng cụm, khối",
	"cluster.self":          "Mở tự chấm cụm, khối",
	"cluster.check":         "Mở chấm chéo cụm, khối",
	"cluster.meeting":       "Mở họp cụm, khối",
	"cluster.closed":        "Chốt xếp hạng cụm, khối",
	"cluster.mark":          "Chấm điểm trong cụm, khối",
	"cluster.record":        "Ghi cuộc họp cụm, khối",
	"movement.save":         "Soạn phong trào",
	"movement.launched":     "Phát động phong trào",
	"movement.interim":      "Mở sơ kết phong trào",
	"movement.final":        "Mở tổng kết phong trào",
	"movement.closed":       "Kết thúc phong trào",
	"pledge.sign":           "Ký giao ước",
	"pledge.report":         "Báo cáo kết quả giao ước",
	"council.member":        "Thành viên Hội đồng",
	"meeting.create":        "Lập phiên họp",
	"meeting.drop":          "Rút khỏi phiên họp",
	"meeting.open":          "Mở biểu quyết",
	"meeting.hands":         "Ghi kết quả giơ tay",
	"meeting.close_asked":   "Đồng ý kết thúc biểu quyết",
	"meeting.close":         "Kết thúc phiên họp",
	"catalogue.copy":        "Sao danh mục thành bản nháp",
	"catalogue.import":      "Nhập danh mục thành bản nháp",
	"catalogue.save":        "Sửa bản nháp danh mục",
	"catalogue.publish":     "Công bố danh mục",
	"catalogue.delete":      "Bỏ bản nháp danh mục",
	"letterhead.save":       "Sửa tiêu đề văn bản",
	"demo.load":             "Nạp dữ liệu trình diễn",
}

// logged says an entry's action in words.
func logged(ctx context.Context, action string) string {
	if name, ok := Actions[action]; ok {
		return t(ctx, name)
	}
	if step, ok := strings.CutPrefix(action, "scorecard."); ok {
		return t(ctx, "Phiếu") + ": " + t(ctx, evaluation.StepNames[evaluation.Step(step)])
	}
	if step, ok := strings.CutPrefix(action, "period."); ok {
		return t(ctx, "Tháng") + ": " + t(ctx, evaluation.StepNames[evaluation.Step(step)])
	}
	return action
}

// logKinds are the choices of the log's filter: what an action begins with, and its name. Every action that has a
// name belongs to one of them.
func logKinds(ctx context.Context) []component.Option {
	return []component.Option{
		{Value: "", Text: t(ctx, "Mọi việc")},
		{Value: "login", Text: t(ctx, "Đăng nhập")},
		{Value: "logout", Text: t(ctx, "Đăng xuất")},
		{Value: "session", Text: t(ctx, "Kết thúc phiên")},
		{Value: "account", Text: t(ctx, "Tài khoản")},
		{Value: "grant", Text: t(ctx, "Vai trò, ủy quyền")},
		{Value: "unit", Text: t(ctx, "Đơn vị")},
		{Value: "person", Text: t(ctx, "Hồ sơ cán bộ")},
		{Value: "post", Text: t(ctx, "Chức vụ")},
		{Value: "absence", Text: t(ctx, "Vắng mặt")},
		{Value: "discipline", Text: t(ctx, "Kỷ luật")},
		{Value: "import", Text: t(ctx, "Nhập danh sách")},
		{Value: "period", Text: t(ctx, "Tháng")},
		{Value: "month", Text: t(ctx, "Tháng của đơn vị")},
		{Value: "quota", Text: t(ctx, "Hạn mức")},
		{Value: "scorecard", Text: t(ctx, "Phiếu")},
		{Value: "framework", Text: t(ctx, "Khung tiêu chí")},
		{Value: "programme", Text: t(ctx, "Chương trình công tác")},
		{Value: "task", Text: t(ctx, "Nhiệm vụ")},
		{Value: "product", Text: t(ctx, "Sản phẩm chuẩn")},
		{Value: "review", Text: t(ctx, "Giao ban")},
		{Value: "document", Text: t(ctx, "Văn bản")},
		{Value: "template", Text: t(ctx, "Mẫu văn bản")},
		{Value: "titles", Text: t(ctx, "Danh mục danh hiệu")},
		{Value: "campaign", Text: t(ctx, "Đợt đăng ký")},
		{Value: "registration", Text: t(ctx, "Đăng ký thi đua")},
		{Value: "initiative", Text: t(ctx, "Sáng kiến")},
		{Value: "honour", Text: t(ctx, "Danh hiệu")},
		{Value: "movement", Text: t(ctx, "Phong trào thi đua")},
		{Value: "pledge", Text: t(ctx, "Giao ước")},
		{Value: "cluster", Text: t(ctx, "Cụm, khối thi đua")},
		{Value: "council", Text: t(ctx, "Hội đồng")},
		{Value: "meeting", Text: t(ctx, "Phiên họp")},
		{Value: "proposal", Text: t(ctx, "Đề nghị khen thưởng")},
		{Value: "decision", Text: t(ctx, "Quyết định khen thưởng")},
		{Value: "salary", Text: t(ctx, "Mức lương cơ sở")},
		{Value: "certificate", Text: t(ctx, "Sổ cấp bằng")},
		{Value: "layout", Text: t(ctx, "Mẫu bằng")},
		{Value: "printer", Text: t(ctx, "Máy in")},
		{Value: "verify", Text: t(ctx, "Kiểm tra bằng")},
		{Value: "ceremony", Text: t(ctx, "Lễ trao thưởng")},
		{Value: "file", Text: t(ctx, "Tệp đính kèm")},
		{Value: "catalogue", Text: t(ctx, "Danh mục, quy định")},
		{Value: "letterhead", Text: t(ctx, "Tiêu đề văn bản")},
		{Value: "demo", Text: t(ctx, "Dữ liệu trình diễn")},
	}
}

// logObjects say what an entry's object is called, where it is looked at, and who may. Without a path it has no page
// of its own.
var logObjects = map[string]struct {
	name, path string
	permission access.Permission
}{
	"accounts":            {name: "tài khoản", path: "/admin/accounts/", permission: access.AccountsManage},
	"units":               {name: "đơn vị", path: "/units/", permission: access.PeopleView},
	"people":              {name: "cán bộ", path: "/people/", permission: access.PeopleView},
	"imports":             {name: "danh sách", path: "/people/import/", permission: access.PeopleEdit},
	"periods":             {name: "tháng", path: "/periods/", permission: access.ConsolidationView},
	"scorecards":          {name: "phiếu", path: "/evaluations/", permission: access.CardView},
	"programmes":          {name: "chương trình", path: "/programmes/", permission: access.TaskView},
	"tasks":               {name: "nhiệm vụ", path: "/tasks/", permission: access.TaskView},
	"recurrences":         {name: "nhiệm vụ định kỳ"},
	"products":            {name: "sản phẩm"},
	"reviews":             {name: "giao ban"},
	"documents":           {name: "văn bản"}, // who may read one depends on the document
	"templates":           {name: "mẫu văn bản"},
	"editions":            {name: "bản danh mục"},
	"campaigns":           {name: "đợt đăng ký"},
	"registrations":       {name: "đăng ký", path: "/registrations/", permission: access.RegistrationView},
	"initiatives":         {name: "sáng kiến", path: "/initiatives/", permission: access.RegistrationView},
	"movements":           {name: "phong trào", path: "/movements/", permission: access.MovementView},
	"pledges":             {name: "giao ước"},
	"clusters":            {name: "cụm, khối", path: "/clusters/", permission: access.ClusterView},
	"meetings":            {name: "phiên họp", path: "/meetings/", permission: access.MeetingView},
	"proposals":           {name: "đề nghị", path: "/proposals/", permission: access.ProposalView},
	"decisions":           {name: "quyết định", path: "/decisions/", permission: access.DecisionView},
	"base_salaries":       {name: "mức lương"},
	"certificate_layouts": {name: "mẫu bằng", path: "/certificates/layouts/", permission: access.CertificateView},
	"ceremonies":          {name: "buổi lễ", path: "/ceremonies/", permission: access.CeremonyView},
}

// object names an entry's object; path is "" where the actor may not look at it.
func object(ctx context.Context, a access.Actor, r audit.Row) (text, path string) {
	o, known := logObjects[r.Object]
	if !known || r.ObjectID == 0 {
		return "", ""
	}
	id := component.Itoa(r.ObjectID)
	if o.path != "" && a.May(o.permission) {
		path = o.path + id
	}
	return t(ctx, o.name) + " " + id, path
}

// Browser says in a few words what a session was opened with, out of the browser's own long
// description of itself.
func Browser(agent string) string {
	find := func(names ...string) string {
		for i := 0; i+1 < len(names); i += 2 {
			if strings.Contains(agent, names[i]) {
				return names[i+1]
			}
		}
		return ""
	}
	program := find("Edg/", "Edge", "OPR/", "Opera", "coc_coc", "Cốc Cốc", "Firefox/", "Firefox", "Chrome/", "Chrome",
		"Safari/", "Safari")
	system := find("Windows", "Windows", "Android", "Android", "iPhone", "iPhone", "iPad", "iPad", "Mac OS", "macOS",
		"Linux", "Linux")
	if program == "" || system == "" {
		return agent
	}
	return program + ", " + system
}
