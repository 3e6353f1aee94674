package account

import "congthidua/internal/fault"

// Permission names something that can be done; every route names one.
type Permission string

// The permissions.
const (
	Public            Permission = "public"             // anybody, without logging in
	SignedIn          Permission = "signed-in"          // whoever is logged in: own work, own account, help
	PeopleView        Permission = "people.view"        // the roster and personal files
	PeopleEdit        Permission = "people.edit"        // people, posts, absences, discipline, import
	UnitsEdit         Permission = "units.edit"         // the tree of units
	PeriodsView       Permission = "periods.view"       // the list of months
	ConsolidationView Permission = "consolidation.view" // the month of all units together
	PeriodsRun        Permission = "periods.run"        // open a month, remind, settle quotas, publish
	PeriodsApprove    Permission = "periods.approve"    // approve the consolidated month
	MonthView         Permission = "month.view"         // a department's month
	MonthSubmit       Permission = "month.submit"       // hand the unit's month in
	CardView          Permission = "card.view"          // a scorecard
	CardScore         Permission = "card.score"         // the own scorecard
	CardReview        Permission = "card.review"        // score and return others' cards
	AppealDecide      Permission = "appeal.decide"      // keep or correct after an appeal
	FrameworksView    Permission = "frameworks.view"    // frameworks of criteria
	FrameworksEdit    Permission = "frameworks.edit"    // copy, edit, publish frameworks
	TitlesView        Permission = "titles.view"        // the catalogue of titles
	TitlesEdit        Permission = "titles.edit"        // copy, edit, publish the catalogue of titles
	RegistrationView  Permission = "registration.view"  // registrations and who is eligible
	RegistrationMake  Permission = "registration.make"  // register oneself
	UnitRegister      Permission = "unit.register"      // confirm the unit's, register the collective
	InitiativeMake    Permission = "initiative.make"    // register the own initiatives
	MovementView      Permission = "movement.view"      // movements, and the pledges within reach
	MovementRun       Permission = "movement.run"       // write, launch, review and close a movement
	PledgeMake        Permission = "pledge.make"        // sign and report for oneself or the unit
	ClusterView       Permission = "cluster.view"       // clusters of the own units: ranking, and the marks of those one may see
	ClusterRun        Permission = "cluster.run"        // write, open, settle and close a cluster's year
	ClusterMark       Permission = "cluster.mark"       // score the own unit, check another
	CampaignRun       Permission = "campaign.run"       // open and close a campaign, allow the late, compute
	MeetingView       Permission = "meeting.view"       // the council's meetings, never a ballot
	MeetingRun        Permission = "meeting.run"        // members, meetings, candidates, attendance
	BallotCast        Permission = "ballot.cast"        // vote, and as chair or secretary open and close
	ProposalView      Permission = "proposal.view"      // proposals for awards and their dossiers
	ProposalRun       Permission = "proposal.run"       // prepare and send proposals, enter the answers
	DecisionView      Permission = "decision.view"      // decisions on awards, and their lists
	DecisionEdit      Permission = "decision.edit"      // prepare decisions, enter those received
	DecisionArrange   Permission = "decision.arrange"   // columns and order of printed lists
	DecisionSign      Permission = "decision.sign"      // sign or return what is handed up
	DecisionIssue     Permission = "decision.issue"     // number, date and issue what is signed
	CeremonyView      Permission = "ceremony.view"      // ceremonies with their programme, turns and papers
	CeremonyRun       Permission = "ceremony.run"       // prepare ceremonies
	CeremonyPrint     Permission = "ceremony.print"     // note what was printed
	CeremonyConduct   Permission = "ceremony.conduct"   // on the day: check guests in, move the programme
	TaskView          Permission = "task.view"          // tasks, programmes, weekly reviews
	TaskAssign        Permission = "task.assign"        // give tasks out, extend, close, hand over; programmes and reviews of the unit
	TaskDo            Permission = "task.do"            // take on, hand in, check
	ProgrammeApprove  Permission = "programme.approve"  // approve programmes
	ProductsEdit      Permission = "products.edit"      // the catalogue of standard products
	DocumentView      Permission = "document.view"      // what is in the registers and was sent to one
	DocumentRegister  Permission = "document.register"  // keep the registers, number what goes out
	DocumentRoute     Permission = "document.route"     // send documents on, settle them
	DocumentDraft     Permission = "document.draft"     // draft what goes out, agree and sign
	TemplatesEdit     Permission = "templates.edit"     // the office's own DOCX templates
	OverviewView      Permission = "overview.view"      // directions given and how far they are, unit by unit
	CertificateView   Permission = "certificate.view"   // layouts, the register of certificates
	CertificatePrint  Permission = "certificate.print"  // register, print, lay out
	HonoursEdit       Permission = "honours.edit"       // titles held, initiatives
	AccountsManage    Permission = "accounts.manage"    // accounts, roles, sessions of others
	Delegate          Permission = "delegate"           // pass the own role on for a time
	AuditView         Permission = "audit.view"         // the audit log
)

// Scope is how far a role's permission goes.
type Scope int

// The scopes, from nothing to everything.
const (
	Nothing Scope = iota
	Own           // what belongs to the actor's person
	InUnit        // the grant's unit and all below it
	Everything
)

// Policy is the only place that knows which role may do what, and how far.
var Policy = map[Permission]map[Role]Scope{
	PeopleView:        {Cadre: Own, Head: InUnit, Leader: InUnit, Committee: Everything, Clerk: Everything, Auditor: Everything, Admin: Everything},
	PeopleEdit:        {Committee: Everything},
	UnitsEdit:         {Committee: Everything},
	PeriodsView:       {Cadre: Own, Head: InUnit, Leader: InUnit, Committee: Everything, Clerk: Everything, Auditor: Everything},
	ConsolidationView: {Leader: InUnit, Committee: Everything, Clerk: Everything, Auditor: Everything},
	PeriodsRun:        {Committee: Everything},
	PeriodsApprove:    {Leader: InUnit},
	MonthView:         {Head: InUnit, Leader: InUnit, Committee: Everything, Clerk: Everything, Auditor: Everything},
	MonthSubmit:       {Head: InUnit, Leader: InUnit},
	CardView:          {Cadre: Own, Head: InUnit, Leader: InUnit, Committee: Everything, Auditor: Everything},
	CardScore:         {Cadre: Own},
	CardReview:        {Head: InUnit, Leader: InUnit},
	AppealDecide:      {Committee: Everything},
	FrameworksView:    {Cadre: Own, Head: InUnit, Leader: InUnit, Committee: Everything, Auditor: Everything},
	FrameworksEdit:    {Committee: Everything},
	TitlesView:        {Cadre: Own, Head: InUnit, Leader: InUnit, Committee: Everything, Council: Everything, Clerk: Everything, Auditor: Everything},
	TitlesEdit:        {Committee: Everything},
	RegistrationView:  {Cadre: Own, Head: InUnit, Leader: InUnit, Committee: Everything, Clerk: Everything, Auditor: Everything},
	RegistrationMake:  {Cadre: Own},
	UnitRegister:      {Head: InUnit, Leader: InUnit},
	CampaignRun:       {Committee: Everything},
	InitiativeMake:    {Cadre: Own},
	MovementView:      {Cadre: Own, Head: InUnit, Leader: InUnit, Committee: Everything, Clerk: Everything, Auditor: Everything},
	MovementRun:       {Committee: Everything},
	PledgeMake:        {Cadre: Own, Head: InUnit},
	ClusterView:       {Head: InUnit, Leader: InUnit, Committee: Everything, Clerk: Everything, Auditor: Everything},
	ClusterRun:        {Committee: Everything},
	ClusterMark:       {Head: InUnit, Committee: Everything},
	MeetingView:       {Council: Everything, Committee: Everything, Clerk: Everything, Auditor: Everything},
	MeetingRun:        {Committee: Everything},
	BallotCast:        {Council: Everything},
	ProposalView:      {Committee: Everything, Clerk: Everything, Auditor: Everything, Leader: InUnit},
	ProposalRun:       {Committee: Everything},
	DecisionView:      {Cadre: Own, Head: InUnit, Leader: InUnit, Committee: Everything, Clerk: Everything, Auditor: Everything},
	DecisionEdit:      {Committee: Everything},
	DecisionArrange:   {Committee: Everything, Clerk: Everything},
	DecisionSign:      {Leader: InUnit},
	DecisionIssue:     {Clerk: Everything},
	CeremonyView:      {Leader: InUnit, Committee: Everything, Clerk: Everything, Auditor: Everything},
	CeremonyRun:       {Committee: Everything},
	CeremonyPrint:     {Committee: Everything, Clerk: Everything},
	CeremonyConduct:   {Committee: Everything, Clerk: Everything},
	TaskView:          {Cadre: Own, Head: InUnit, Leader: InUnit, Committee: Everything, Auditor: Everything},
	TaskAssign:        {Head: InUnit, Leader: InUnit, Committee: Everything},
	TaskDo:            {Cadre: Own, Head: InUnit, Leader: InUnit},
	ProgrammeApprove:  {Leader: InUnit},
	ProductsEdit:      {Committee: Everything},
	DocumentView:      {Cadre: Own, Head: InUnit, Leader: Everything, Committee: Everything, Clerk: Everything, Auditor: Everything},
	DocumentRegister:  {Clerk: Everything},
	DocumentRoute:     {Head: InUnit, Leader: InUnit, Committee: Everything, Clerk: Everything},
	DocumentDraft:     {Cadre: Own, Head: InUnit, Leader: InUnit},
	TemplatesEdit:     {Committee: Everything, Clerk: Everything},
	OverviewView:      {Head: InUnit, Leader: InUnit, Committee: Everything, Auditor: Everything},
	CertificateView:   {Committee: Everything, Clerk: Everything, Auditor: Everything},
	CertificatePrint:  {Clerk: Everything, Committee: Everything},
	HonoursEdit:       {Committee: Everything},
	AccountsManage:    {Admin: Everything},
	Delegate:          {Head: InUnit, Leader: InUnit},
	AuditView:         {Auditor: Everything, Admin: Everything},
}

// Reach returns how far the permission goes for the actor: the sum over all grants.
func (a Actor) Reach(p Permission) Reach {
	var r Reach
	for _, g := range a.Grants {
		switch Policy[p][g.Role] {
		case Everything:
			r.All = true
		case InUnit:
			if g.Path == "" {
				r.All = true
			} else {
				r.Paths = append(r.Paths, g.Path)
			}
		case Own:
			r.Person = a.PersonID
		case Nothing:
		}
	}
	return r
}

// May reports whether the actor holds the permission at all; the queries narrow it.
func (a Actor) May(p Permission) bool {
	switch p {
	case Public:
		return true
	case SignedIn:
		return a.AccountID != 0
	}
	return !a.Reach(p).None()
}

// Require returns the actor's reach, or fault.ErrForbidden where there is none.
func (a Actor) Require(p Permission) (Reach, error) {
	r := a.Reach(p)
	if r.None() {
		return r, fault.ErrForbidden
	}
	return r, nil
}

// Known reports whether the permission is one of this file's.
func Known(p Permission) bool {
	_, inPolicy := Policy[p]
	return inPolicy || p == Public || p == SignedIn
}

// Permissions lists the permissions of Policy in the order in which they are shown.
var Permissions = []Permission{PeopleView, PeopleEdit, UnitsEdit, PeriodsView, ConsolidationView, PeriodsRun, PeriodsApprove, MonthView, MonthSubmit, CardView, CardScore, CardReview, AppealDecide, FrameworksView, FrameworksEdit, TitlesView, TitlesEdit, RegistrationView, RegistrationMake, UnitRegister, CampaignRun, InitiativeMake, MovementView, MovementRun, PledgeMake, ClusterView, ClusterRun, ClusterMark, HonoursEdit, MeetingView, MeetingRun, BallotCast, ProposalView, ProposalRun, DecisionView, DecisionEdit, DecisionArrange, DecisionSign, DecisionIssue, CeremonyView, CeremonyRun, CeremonyPrint, CeremonyConduct, TaskView, TaskAssign, TaskDo, ProgrammeApprove, ProductsEdit, DocumentView, DocumentRegister, DocumentRoute, DocumentDraft, TemplatesEdit, OverviewView, CertificateView, CertificatePrint, AccountsManage, Delegate, AuditView}

// PermissionNames says what each permission allows.
var PermissionNames = map[Permission]string{
	PeopleView: "Xem đơn vị, hồ sơ cán bộ", PeopleEdit: "Sửa hồ sơ, nhập danh sách", UnitsEdit: "Sửa cây đơn vị", PeriodsView: "Xem danh sách các tháng",
	ConsolidationView: "Xem tổng hợp tháng", PeriodsRun: "Mở tháng, cân đối hạn mức, công bố", PeriodsApprove: "Phê duyệt tháng", MonthView: "Xem bảng tháng của đơn vị",
	MonthSubmit: "Trình tháng của đơn vị", CardView: "Xem phiếu", CardScore: "Tự chấm, kiến nghị", CardReview: "Chấm, trả lại phiếu", AppealDecide: "Trả lời kiến nghị",
	FrameworksView: "Xem khung tiêu chí", FrameworksEdit: "Soạn, công bố khung tiêu chí", TitlesView: "Xem danh mục danh hiệu", TitlesEdit: "Soạn, công bố danh mục danh hiệu", RegistrationView: "Xem đăng ký thi đua, điều kiện", RegistrationMake: "Đăng ký danh hiệu", UnitRegister: "Xác nhận đăng ký, đăng ký tập thể", CampaignRun: "Mở đợt đăng ký, tính điều kiện", InitiativeMake: "Đăng ký sáng kiến", MovementView: "Xem phong trào thi đua", MovementRun: "Phát động, sơ kết, tổng kết phong trào", PledgeMake: "Ký giao ước, báo cáo kết quả", ClusterView: "Xem cụm, khối thi đua", ClusterRun: "Lập, mở, xếp hạng cụm, khối", ClusterMark: "Tự chấm, chấm chéo trong cụm", ProposalView: "Xem đề nghị khen thưởng", ProposalRun: "Soạn, gửi đề nghị, ghi kết quả", DecisionView: "Xem quyết định khen thưởng", DecisionEdit: "Soạn quyết định khen thưởng", DecisionArrange: "Chọn cách in danh sách", DecisionSign: "Ký quyết định khen thưởng", DecisionIssue: "Lấy số, ban hành quyết định", CeremonyView: "Xem lễ trao thưởng", CeremonyRun: "Chuẩn bị lễ trao thưởng", CeremonyPrint: "Ghi giấy tờ buổi lễ đã in", CeremonyConduct: "Điều hành buổi lễ, điểm danh", TaskView: "Xem nhiệm vụ, chương trình, giao ban", TaskAssign: "Giao nhiệm vụ, lập chương trình, giao ban", TaskDo: "Nhận, báo cáo, kiểm tra nhiệm vụ", ProgrammeApprove: "Duyệt chương trình công tác", ProductsEdit: "Sửa danh mục sản phẩm chuẩn", DocumentView: "Xem văn bản", DocumentRegister: "Vào sổ văn bản, lấy số", DocumentRoute: "Chuyển, giải quyết văn bản", DocumentDraft: "Soạn, góp ý, ký văn bản", TemplatesEdit: "Sửa mẫu văn bản của cơ quan", OverviewView: "Xem tiến độ chỉ đạo", CertificateView: "Xem mẫu bằng, sổ cấp bằng", CertificatePrint: "Vào sổ, in bằng, sửa mẫu", HonoursEdit: "Ghi danh hiệu, sáng kiến", MeetingView: "Xem phiên họp Hội đồng", MeetingRun: "Lập phiên họp Hội đồng", BallotCast: "Bỏ phiếu; mở, kết thúc biểu quyết", AccountsManage: "Quản lý tài khoản", Delegate: "Ủy quyền vai trò", AuditView: "Xem nhật ký",
}

// ScopeNames says how far a role's permission goes.
var ScopeNames = map[Scope]string{Nothing: "–", Own: "của mình", InUnit: "trong đơn vị", Everything: "tất cả"}
