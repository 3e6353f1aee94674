package web

import (
	"fmt"
	"net/http"

	"congthidua/internal/access"
	"congthidua/internal/council"
	"congthidua/internal/initiative"

	"github.com/labstack/echo/v4"
)

// route is one line of the map of the site. The permission says who may come in at all; how
// far the actor sees from there, the use cases decide.
type route struct {
	method, path string
	permission   access.Permission
	handler      handler
	form         formKind
	files        bool // the same under path.pdf, path.docx, path.xlsx
	beforeChange bool // open to who must still change a one-time password
}

// formKind is what a form does, and so what it must bring. A route that posts without one does not start.
type formKind int

const (
	noForm     formKind = iota
	plainForm           // harmless when it is sent twice: login, language, theme
	makingForm          // makes something: sent twice, it makes one
	changing            // changes a record: the same, and it brings the version from which its page was made
	repeating           // sent again and again from one page; its use case knows what it has already
)

const (
	getMethod = http.MethodGet
	post      = http.MethodPost
)

// get is a page, or a paper.
func get(path string, p access.Permission, h handler) route {
	return route{method: getMethod, path: path, permission: p, handler: h}
}

// plain, makes, changes and repeats are forms; see formKind.
func plain(path string, p access.Permission, h handler) route {
	return route{method: post, path: path, permission: p, handler: h, form: plainForm}
}

func makes(path string, p access.Permission, h handler) route {
	return route{method: post, path: path, permission: p, handler: h, form: makingForm}
}

func changes(path string, p access.Permission, h handler) route {
	return route{method: post, path: path, permission: p, handler: h, form: changing}
}

func repeats(path string, p access.Permission, h handler) route {
	return route{method: post, path: path, permission: p, handler: h, form: repeating}
}

// early opens a route to who must still change a one-time password.
func (r route) early() route {
	r.beforeChange = true
	return r
}

// prints is the page of a paper and, as path.pdf and so on, its files.
func prints(path string, p access.Permission, h handler) route {
	return route{method: getMethod, path: path, permission: p, handler: h, files: true}
}

// routes is the map of the site.
func (s *Server) routes() []route {
	var list []route
	for _, group := range [][]route{
		s.enterRoutes(),
		s.orgRoutes(),
		s.periodRoutes(),
		s.evaluationRoutes(),
		s.frameworkRoutes(),
		s.titleRoutes(),
		s.initiativeRoutes(),
		s.registrationRoutes(),
		s.movementRoutes(),
		s.clusterRoutes(),
		s.councilRoutes(),
		s.proposalRoutes(),
		s.decisionRoutes(),
		s.ceremonyRoutes(),
		s.certificateRoutes(),
		s.taskRoutes(),
		s.programmeRoutes(),
		s.documentRoutes(),
		s.overviewRoutes(),
		s.catalogueRoutes(),
		s.adminRoutes(),
	} {
		for _, r := range group {
			list = append(list, r)
			if r.files {
				r.path += ":format"
				list = append(list, r)
			}
		}
	}
	return list
}

func (s *Server) enterRoutes() []route {
	return []route{
		get("/static/*", access.Public, s.asset).early(),
		get("/login", access.Public, s.loginPage).early(),
		plain("/login", access.Public, s.login).early(),
		plain("/language", access.Public, s.visitorLanguage).early(),
		plain("/logout", access.SignedIn, s.logout).early(),
		get("/password", access.SignedIn, s.passwordPage).early(),
		makes("/password", access.SignedIn, s.changePassword).early(),
		plain("/preferences", access.SignedIn, s.savePreferences).early(),
		get("/", access.SignedIn, s.home),
		get("/search", access.SignedIn, s.search),
		get("/help", access.SignedIn, s.help),
		get("/jobs/:id", access.SignedIn, s.jobPage),
		get("/jobs/:id/file", access.SignedIn, s.jobFile),
		get("/account", access.SignedIn, s.account),
		makes("/account/sessions", access.SignedIn, s.endSession),
		makes("/account/delegations", access.Delegate, s.createDelegation),
		changes("/account/delegations/:id/revoke", access.Delegate, s.endDelegation),
	}
}

func (s *Server) orgRoutes() []route {
	return []route{
		get("/units", access.PeopleView, s.units),
		get("/units/:id", access.PeopleView, s.unit),
		get("/units/:id/below", access.PeopleView, s.unitsBelow),
		makes("/units", access.UnitsEdit, s.createUnit),
		changes("/units/:id", access.UnitsEdit, s.saveUnit),
		get("/people", access.PeopleView, s.people),
		prints("/people/list", access.PeopleView, s.peoplePaper),
		get("/people/new", access.PeopleEdit, s.newPerson),
		makes("/people", access.PeopleEdit, s.createPerson),
		get("/people/import", access.PeopleEdit, s.imports),
		makes("/people/import", access.PeopleEdit, s.createImport),
		get("/people/import/:id", access.PeopleEdit, s.importPage),
		changes("/people/import/:id/map", access.PeopleEdit, s.mapImport),
		changes("/people/import/:id/answers", access.PeopleEdit, s.answerImport),
		changes("/people/import/:id/apply", access.PeopleEdit, s.applyImport),
		get("/people/import/:id/refused.xlsx", access.PeopleEdit, s.refusedRows),
		get("/people/:id", access.PeopleView, s.person),
		get("/people/:id/edit", access.PeopleEdit, s.editPerson),
		changes("/people/:id", access.PeopleEdit, s.savePerson),
		changes("/people/:id/posts", access.PeopleEdit, s.addPost),
		changes("/people/:id/posts/:post/end", access.PeopleEdit, s.endPost),
		makes("/people/:id/absences", access.PeopleEdit, s.addAbsence),
		changes("/people/:id/absences/:absence/remove", access.PeopleEdit, s.removeAbsence),
		makes("/people/:id/disciplines", access.PeopleEdit, s.addDiscipline),
	}
}

func (s *Server) periodRoutes() []route {
	return []route{
		get("/month", access.MonthView, s.latestUnitPeriod),
		get("/units/:id/periods/:period", access.MonthView, s.unitPeriod),
		makes(
			"/units/:id/periods/:period/accept",
			access.CardReview,
			s.acceptUnitPeriod,
		), // each card brings its version
		changes("/units/:id/periods/:period/submit", access.MonthSubmit, s.submitUnitPeriod),
		changes("/units/:id/periods/:period/special", access.MonthSubmit, s.askSpecial),
		prints("/units/:id/periods/:period/list", access.MonthView, s.unitPeriodPaper),
		get("/periods", access.PeriodsView, s.periods),
		makes("/periods", access.PeriodsRun, s.openPeriod),
		get("/periods/:id", access.ConsolidationView, s.period),
		makes("/periods/:id/remind", access.PeriodsRun, s.remindUnits),
		get("/periods/:id/approve", access.PeriodsApprove, s.approvePage),
		changes("/periods/:id/approve", access.PeriodsApprove, s.approvePeriod),
		changes("/periods/:id/return", access.PeriodsApprove, s.returnPeriod),
		changes("/periods/:id/publish", access.PeriodsRun, s.publishPeriod),
		get("/periods/:id/units/:unit", access.PeriodsRun, s.periodQuota),
		changes("/periods/:id/units/:unit", access.PeriodsRun, s.grantSpecial),
		prints("/periods/:id/list", access.ConsolidationView, s.periodPaper),
	}
}

func (s *Server) evaluationRoutes() []route {
	return []route{
		get("/evaluations", access.CardScore, s.evaluations),
		get("/evaluations/:id", access.CardView, s.evaluation),
		prints("/evaluations/:id/paper", access.CardView, s.evaluationPaper),
		repeats("/evaluations/:id/save", access.CardScore, s.saveEvaluation),
		changes("/evaluations/:id/tasks", access.CardScore, s.takeTasks),
		changes("/evaluations/:id/submit", access.CardScore, s.submitEvaluation),
		changes("/evaluations/:id/withdraw", access.CardScore, s.withdrawEvaluation),
		makes("/evaluations/:id/appeal", access.CardScore, s.fileAppeal),
		changes("/evaluations/:id/review", access.CardReview, s.reviewEvaluation),
		repeats("/evaluations/:id/score", access.CardReview, s.scoreInPlace),
		changes("/evaluations/:id/return", access.CardReview, s.returnEvaluation),
		changes("/evaluations/:id/reopen", access.CardReview, s.reopenEvaluation),
		changes("/evaluations/:id/settle", access.PeriodsRun, s.settleEvaluation),
		changes("/evaluations/:id/send-back", access.PeriodsRun, s.sendBackEvaluation),
		changes("/evaluations/:id/classify", access.PeriodsRun, s.classifyEvaluation),
		changes("/evaluations/:id/appeals/:appeal", access.AppealDecide, s.decideAppeal),
	}
}

func (s *Server) registrationRoutes() []route {
	return []route{
		get("/registrations", access.RegistrationView, s.registrations),
		makes("/registrations", access.RegistrationMake, s.register),
		makes("/registrations/unit", access.UnitRegister, s.registerUnit),
		makes("/registrations/compute", access.CampaignRun, s.computeCampaign),
		makes("/registrations/campaigns", access.CampaignRun, s.openCampaign),
		changes("/registrations/campaigns/:id/close", access.CampaignRun, s.closeCampaign),
		prints("/registrations/list", access.RegistrationView, s.registrationsPaper),
		get("/registrations/quota", access.RegistrationView, s.quotaRanking),
		get("/registrations/:id", access.RegistrationView, s.registration),
		prints("/registrations/:id/paper", access.RegistrationView, s.registrationPaper),
		changes("/registrations/:id/allow", access.CampaignRun, s.allowRegistration),
		makes("/people/:id/honours", access.HonoursEdit, s.addHonour),
		makes("/people/:id/initiatives", access.HonoursEdit, s.addInitiative),
	}
}

func (s *Server) initiativeRoutes() []route {
	return append([]route{
		get("/initiatives", access.RegistrationView, s.initiatives),
		makes("/initiatives", access.InitiativeMake, s.registerInitiative),
		prints("/initiatives/list", access.RegistrationView, s.initiativesPaper),
		get("/initiatives/:id", access.RegistrationView, s.initiative),
		changes("/initiatives/:id", access.InitiativeMake, s.saveInitiative),
		changes("/initiatives/:id/withdraw", access.InitiativeMake, s.withdrawInitiative),
		changes("/initiatives/:id/decide", access.HonoursEdit, s.decideInitiative),
		prints("/initiatives/:id/paper", access.RegistrationView, s.initiativePaper),
	}, fileRoutes("/initiatives", access.RegistrationView, access.RegistrationView,
		initiative.Files{Service: s.Initiatives}, (*call).showInitiative)...)
}

func (s *Server) movementRoutes() []route {
	return []route{
		get("/movements", access.MovementView, s.movements),
		makes("/movements", access.MovementRun, s.createMovement),
		get("/movements/:id", access.MovementView, s.movement),
		changes("/movements/:id", access.MovementRun, s.saveMovement),
		changes("/movements/:id/step", access.MovementRun, s.stepMovement),
		prints("/movements/:id/list", access.MovementView, s.movementPaper),
		makes("/movements/:id/pledges", access.PledgeMake, s.signPledge),
		get("/movements/:id/pledges/:pledge", access.MovementView, s.pledge),
		changes("/movements/:id/pledges/:pledge", access.PledgeMake, s.reportPledge),
		prints("/movements/:id/pledges/:pledge/paper", access.MovementView, s.pledgePaper),
	}
}

func (s *Server) clusterRoutes() []route {
	return []route{
		get("/clusters", access.ClusterView, s.clusters),
		makes("/clusters", access.ClusterRun, s.createCluster),
		get("/clusters/:id", access.ClusterView, s.cluster),
		changes("/clusters/:id", access.ClusterRun, s.saveCluster),
		changes("/clusters/:id/step", access.ClusterRun, s.stepCluster),
		changes("/clusters/:id/members", access.ClusterRun, s.addClusterMember),
		changes("/clusters/:id/remove", access.ClusterRun, s.removeClusterMember),
		changes("/clusters/:id/lead", access.ClusterRun, s.leadCluster),
		changes("/clusters/:id/record", access.ClusterMark, s.recordCluster),
		prints("/clusters/:id/list", access.ClusterView, s.clusterPaper),
		get("/clusters/:id/members/:member", access.ClusterView, s.clusterMember),
		changes("/clusters/:id/members/:member", access.ClusterMark, s.markClusterMember),
		prints("/clusters/:id/members/:member/paper", access.ClusterView, s.clusterMemberPaper),
	}
}

func (s *Server) councilRoutes() []route {
	return append([]route{
		get("/councils", access.MeetingView, s.council),
		makes("/councils/members", access.MeetingRun, s.appointMember),
		changes("/councils/members/:term/end", access.MeetingRun, s.endTerm),
		makes("/councils/meetings", access.MeetingRun, s.createMeeting),
		get("/meetings/:id", access.MeetingView, s.meeting),
		get("/meetings/:id/candidates/:candidate", access.MeetingView, s.meetingCase),
		changes("/meetings/:id/drop", access.MeetingRun, s.dropCandidate),
		changes("/meetings/:id/open", access.BallotCast, s.openVote),
		changes("/meetings/:id/hands", access.BallotCast, s.countHands),
		changes("/meetings/:id/written", access.BallotCast, s.castWritten),
		changes("/meetings/:id/close", access.BallotCast, s.closeVote),
		get("/meetings/:id/ballot", access.BallotCast, s.ballotPage),
		makes("/meetings/:id/ballot", access.BallotCast, s.castBallot),
		changes("/meetings/:id/agenda", access.MeetingRun, s.saveAgenda),
		prints("/meetings/:id/agenda", access.MeetingView, s.agendaPaper),
		prints("/meetings/:id/minutes", access.MeetingView, s.minutes),
	}, fileRoutes("/meetings", access.MeetingView, access.MeetingRun, council.Files{Service: s.Council}, (*call).showMeeting)...)
}

func (s *Server) adminRoutes() []route {
	return []route{
		get("/audit", access.AuditView, s.auditLog),
		get("/admin", access.AccountsManage, s.admin),
		makes("/admin/accounts", access.AccountsManage, s.createAccount),
		makes("/admin/slips", access.AccountsManage, s.issueSlips),
		changes("/admin/letterhead", access.AccountsManage, s.saveLetterhead),
		get("/admin/sessions", access.AccountsManage, s.adminSessions),
		get("/admin/accounts/:id", access.AccountsManage, s.adminAccount),
		changes("/admin/accounts/:id/reset", access.AccountsManage, s.resetAccount),
		makes("/admin/accounts/:id/unlock", access.AccountsManage, s.unlockAccount),
		changes("/admin/accounts/:id/disable", access.AccountsManage, s.disableAccount),
		makes("/admin/accounts/:id/grants", access.AccountsManage, s.addGrant),
		changes("/admin/grants/:id/revoke", access.AccountsManage, s.revokeGrant),
	}
}

// mount registers every route; one without a permission, or a form that does not say what it
// does, does not start. Health answers without anybody being known.
func (s *Server) mount(e *echo.Echo) error {
	e.GET("/healthz", s.healthy)
	e.GET("/readyz", s.readiness)
	for _, r := range s.routes() {
		if !access.Known(r.permission) {
			return fmt.Errorf("route %s %s has no permission", r.method, r.path)
		}
		if (r.method == post) != (r.form != noForm) {
			return fmt.Errorf("route %s %s does not say what its form does", r.method, r.path)
		}
		e.Add(r.method, r.path, s.serve(r))
	}
	return nil
}
