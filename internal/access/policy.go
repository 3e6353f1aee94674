package access

// Public and SignedIn are no lines of the table: the one is anybody's, the other everybody's who has logged in.
const (
	Public   Permission = "public"    // without logging in
	SignedIn Permission = "signed-in" // own work, own account, help
)

// The table of access: what can be done, and which role may do it how far. Each line makes the
// permission's name for the code, its text for the screen and its rules; nothing else lists permissions.
var (
	// PeopleView: the roster and personal files.
	PeopleView = permit("people.view", "Xem đơn vị, hồ sơ cán bộ", Roles{
		Cadre: Own, Head: InUnit, Leader: InUnit, Committee: Everything,
		Clerk: Everything, Auditor: Everything, Admin: Everything})
	// PeopleEdit: people, posts, absences, discipline, import.
	PeopleEdit = permit("people.edit", "Sửa hồ sơ, nhập danh sách", Roles{Committee: Everything})
	// UnitsEdit: the tree of units.
	UnitsEdit = permit("units.edit", "Sửa cây đơn vị", Roles{Committee: Everything})
	// PeriodsView: the list of months.
	PeriodsView = permit("periods.view", "Xem danh sách các tháng", Roles{
		Cadre: Own, Head: InUnit, Leader: InUnit, Committee: Everything, Clerk: Everything, Auditor: Everything})
	// ConsolidationView: the month of all units together.
	ConsolidationView = permit("consolidation.view", "Xem tổng hợp tháng", Roles{
		Leader: InUnit, Committee: Everything, Clerk: Everything, Auditor: Everything})
	// PeriodsRun: open a month, remind, settle quotas, publish.
	PeriodsRun = permit("periods.run", "Mở tháng, cân đối hạn mức, công bố", Roles{Committee: Everything})
	// PeriodsApprove: approve the consolidated month.
	PeriodsApprove = permit("periods.approve", "Phê duyệt tháng", Roles{Leader: InUnit})
	// MonthView: a department's month.
	MonthView = permit("month.view", "Xem bảng tháng của đơn vị", Roles{
		Head: InUnit, Leader: InUnit, Committee: Everything, Clerk: Everything, Auditor: Everything})
	// MonthSubmit: hand the unit's month in.
	MonthSubmit = permit("month.submit", "Trình tháng của đơn vị", Roles{Head: InUnit, Leader: InUnit})
	// CardView: a scorecard.
	CardView = permit("card.view", "Xem phiếu", Roles{
		Cadre: Own, Head: InUnit, Leader: InUnit, Committee: Everything, Auditor: Everything})
	// CardScore: the own scorecard.
	CardScore = permit("card.score", "Tự chấm, kiến nghị", Roles{Cadre: Own})
	// CardReview: score and return others' cards.
	CardReview = permit("card.review", "Chấm, trả lại phiếu", Roles{Head: InUnit, Leader: InUnit})
	// LeaderReview: score and return the cards of those who head a unit.
	LeaderReview = permit("leader.review", "Chấm thủ trưởng đơn vị", Roles{Leader: InUnit})
	// AppealDecide: keep or correct after an appeal.
	AppealDecide = permit("appeal.decide", "Trả lời kiến nghị", Roles{Committee: Everything})
	// FrameworksView: frameworks of criteria.
	FrameworksView = permit("frameworks.view", "Xem khung tiêu chí", Roles{
		Cadre: Own, Head: InUnit, Leader: InUnit, Committee: Everything, Auditor: Everything})
	// FrameworksEdit: copy, edit, publish frameworks.
	FrameworksEdit = permit("frameworks.edit", "Soạn, công bố khung tiêu chí", Roles{Committee: Everything})
	// TitlesView: the catalogue of titles.
	TitlesView = permit("titles.view", "Xem danh mục danh hiệu", Roles{
		Cadre: Own, Head: InUnit, Leader: InUnit, Committee: Everything,
		Council: Everything, Clerk: Everything, Auditor: Everything})
	// TitlesEdit: copy, edit, publish the catalogue of titles.
	TitlesEdit = permit("titles.edit", "Soạn, công bố danh mục danh hiệu", Roles{Committee: Everything})
	// RegistrationView: registrations and who is eligible.
	RegistrationView = permit("registration.view", "Xem đăng ký thi đua, điều kiện", Roles{
		Cadre: Own, Head: InUnit, Leader: InUnit, Committee: Everything, Clerk: Everything, Auditor: Everything})
	// RegistrationMake: register oneself.
	RegistrationMake = permit("registration.make", "Đăng ký danh hiệu", Roles{Cadre: Own})
	// UnitRegister: confirm the unit's, register the collective.
	UnitRegister = permit("unit.register", "Xác nhận đăng ký, đăng ký tập thể", Roles{
		Head: InUnit, Leader: InUnit})
	// RegistrationConfirm: confirm the registrations of the unit that one heads.
	RegistrationConfirm = permit("registration.confirm", "Xác nhận đăng ký của cán bộ trong đơn vị", Roles{Head: InUnit})
	// HeadsConfirm: confirm the registrations of those who head units.
	HeadsConfirm = permit("registration.heads", "Xác nhận đăng ký của thủ trưởng đơn vị", Roles{Leader: InUnit})
	// CampaignRun: open and close a campaign, allow the late, compute.
	CampaignRun = permit("campaign.run", "Mở đợt đăng ký, tính điều kiện", Roles{Committee: Everything})
	// InitiativeMake: register the own initiatives.
	InitiativeMake = permit("initiative.make", "Đăng ký sáng kiến", Roles{Cadre: Own})
	// MovementView: movements, and the pledges within reach.
	MovementView = permit("movement.view", "Xem phong trào thi đua", Roles{
		Cadre: Own, Head: InUnit, Leader: InUnit, Committee: Everything, Clerk: Everything, Auditor: Everything})
	// MovementRun: write, launch, review and close a movement.
	MovementRun = permit("movement.run", "Phát động, sơ kết, tổng kết phong trào", Roles{Committee: Everything})
	// PledgeMake: sign and report for oneself or the unit.
	PledgeMake = permit("pledge.make", "Ký giao ước, báo cáo kết quả", Roles{Cadre: Own, Head: InUnit})
	// ClusterView: clusters of the own units: ranking, and the marks of those one may see.
	ClusterView = permit("cluster.view", "Xem cụm, khối thi đua", Roles{
		Head: InUnit, Leader: InUnit, Committee: Everything, Clerk: Everything, Auditor: Everything})
	// ClusterRun: write, open, settle and close a cluster's year.
	ClusterRun = permit("cluster.run", "Lập, mở, xếp hạng cụm, khối", Roles{Committee: Everything})
	// ClusterMark: score the own unit, check another.
	ClusterMark = permit("cluster.mark", "Tự chấm, chấm chéo trong cụm", Roles{
		Head: InUnit, Committee: Everything})
	// HonoursEdit: titles held, initiatives.
	HonoursEdit = permit("honours.edit", "Ghi danh hiệu, sáng kiến", Roles{Committee: Everything})
	// MeetingView: the council's meetings, never a ballot.
	MeetingView = permit("meeting.view", "Xem phiên họp Hội đồng", Roles{
		Council: Everything, Committee: Everything, Clerk: Everything, Auditor: Everything})
	// MeetingRun: members, meetings, candidates, attendance.
	MeetingRun = permit("meeting.run", "Lập phiên họp Hội đồng", Roles{Committee: Everything})
	// BallotCast: vote, and as chair or secretary open and close.
	BallotCast = permit("ballot.cast", "Bỏ phiếu; mở, kết thúc biểu quyết", Roles{Council: Everything})
	// ProposalView: proposals for awards and their dossiers.
	ProposalView = permit("proposal.view", "Xem đề nghị khen thưởng", Roles{
		Committee: Everything, Clerk: Everything, Auditor: Everything, Leader: InUnit})
	// ProposalRun: prepare and send proposals, enter the answers.
	ProposalRun = permit("proposal.run", "Soạn, gửi đề nghị, ghi kết quả", Roles{Committee: Everything})
	// DecisionView: decisions on awards, and their lists.
	DecisionView = permit("decision.view", "Xem quyết định khen thưởng", Roles{
		Cadre: Own, Head: InUnit, Leader: InUnit, Committee: Everything, Clerk: Everything, Auditor: Everything})
	// DecisionEdit: prepare decisions, enter those received.
	DecisionEdit = permit("decision.edit", "Soạn quyết định khen thưởng", Roles{Committee: Everything})
	// DecisionArrange: columns and order of printed lists.
	DecisionArrange = permit("decision.arrange", "Chọn cách in danh sách", Roles{
		Committee: Everything, Clerk: Everything})
	// DecisionSign: sign or return what is handed up.
	DecisionSign = permit("decision.sign", "Ký quyết định khen thưởng", Roles{Leader: InUnit})
	// DecisionIssue: number, date and issue what is signed.
	DecisionIssue = permit("decision.issue", "Lấy số, ban hành quyết định", Roles{Clerk: Everything})
	// CeremonyView: ceremonies with their programme, turns and papers.
	CeremonyView = permit("ceremony.view", "Xem lễ trao thưởng", Roles{
		Leader: InUnit, Committee: Everything, Clerk: Everything, Auditor: Everything})
	// CeremonyRun: prepare ceremonies.
	CeremonyRun = permit("ceremony.run", "Chuẩn bị lễ trao thưởng", Roles{Committee: Everything})
	// CeremonyPrint: note what was printed.
	CeremonyPrint = permit("ceremony.print", "Ghi giấy tờ buổi lễ đã in", Roles{
		Committee: Everything, Clerk: Everything})
	// CeremonyConduct: on the day: check guests in, move the programme.
	CeremonyConduct = permit("ceremony.conduct", "Điều hành buổi lễ, điểm danh", Roles{
		Committee: Everything, Clerk: Everything})
	// TaskView: tasks, programmes, weekly reviews.
	TaskView = permit("task.view", "Xem nhiệm vụ, chương trình, giao ban", Roles{
		Cadre: Own, Head: InUnit, Leader: InUnit, Committee: Everything, Auditor: Everything})
	// TaskAssign: give tasks out, extend, close, hand over; programmes and reviews of the unit.
	TaskAssign = permit("task.assign", "Giao nhiệm vụ, lập chương trình, giao ban", Roles{
		Head: InUnit, Leader: InUnit, Committee: Everything})
	// TaskDo: take on, hand in, check.
	TaskDo = permit("task.do", "Nhận, báo cáo, kiểm tra nhiệm vụ", Roles{Cadre: Own, Head: InUnit, Leader: InUnit})
	// ProgrammeApprove: approve programmes.
	ProgrammeApprove = permit("programme.approve", "Duyệt chương trình công tác", Roles{Leader: InUnit})
	// ProductsEdit: the catalogue of standard products.
	ProductsEdit = permit("products.edit", "Sửa danh mục sản phẩm chuẩn", Roles{Committee: Everything})
	// DocumentView: what is in the registers and was sent to one.
	DocumentView = permit("document.view", "Xem văn bản", Roles{
		Cadre: Own, Head: InUnit, Leader: Everything, Committee: Everything, Clerk: Everything, Auditor: Everything})
	// DocumentRegister: keep the registers, number what goes out.
	DocumentRegister = permit("document.register", "Vào sổ văn bản, lấy số", Roles{Clerk: Everything})
	// DocumentRoute: send documents on, settle them.
	DocumentRoute = permit("document.route", "Chuyển, giải quyết văn bản", Roles{
		Head: InUnit, Leader: InUnit, Committee: Everything, Clerk: Everything})
	// DocumentDirect: say who deals with what has come in.
	DocumentDirect = permit("document.direct", "Phân công xử lý văn bản đến", Roles{Leader: InUnit, Committee: Everything})
	// DocumentDraft: draft what goes out, look at drafts and agree to them.
	DocumentDraft = permit("document.draft", "Soạn, góp ý văn bản", Roles{
		Cadre: Own, Head: InUnit, Leader: InUnit})
	// DocumentSign: sign what is drafted in the unit.
	DocumentSign = permit("document.sign", "Ký văn bản đi", Roles{Head: InUnit, Leader: InUnit})
	// TemplatesEdit: the office's own DOCX templates.
	TemplatesEdit = permit("templates.edit", "Sửa mẫu văn bản của cơ quan", Roles{
		Committee: Everything, Clerk: Everything})
	// OverviewView: directions given and how far they are, unit by unit.
	OverviewView = permit("overview.view", "Xem tiến độ chỉ đạo", Roles{
		Head: InUnit, Leader: InUnit, Committee: Everything, Auditor: Everything})
	// CataloguesView: the editions of all catalogues of rules.
	CataloguesView = permit("catalogues.view", "Xem danh mục, quy định", Roles{
		Cadre: Own, Head: InUnit, Leader: InUnit, Committee: Everything,
		Council: Everything, Clerk: Everything, Auditor: Everything})
	// CataloguesEdit: write, import and publish editions of catalogues.
	CataloguesEdit = permit("catalogues.edit", "Soạn, nhập, công bố danh mục, quy định", Roles{
		Committee: Everything})
	// CertificateView: layouts, the register of certificates.
	CertificateView = permit("certificate.view", "Xem mẫu bằng, sổ cấp bằng", Roles{
		Committee: Everything, Clerk: Everything, Auditor: Everything})
	// CertificatePrint: register, print, lay out.
	CertificatePrint = permit("certificate.print", "Vào sổ, in bằng, sửa mẫu", Roles{
		Clerk: Everything, Committee: Everything})
	// AccountsManage: accounts, roles, sessions of others.
	AccountsManage = permit("accounts.manage", "Quản lý tài khoản", Roles{Admin: Everything})
	// Delegate: pass the own role on for a time.
	Delegate = permit("delegate", "Ủy quyền vai trò", Roles{Head: InUnit, Leader: InUnit})
	// AuditView: the audit log.
	AuditView = permit("audit.view", "Xem nhật ký", Roles{Auditor: Everything, Admin: Everything})
)
