package web

import (
	"fmt"
	"net/http"

	"congthidua/internal/access"
	"congthidua/internal/emulation"

	"github.com/labstack/echo/v4"
)

// route is one line of the map of the site. The permission says who may come in at all; how
// far the actor sees from there, the queries decide.
type route struct {
	method, path string
	permission   access.Permission
	handler      handler
	beforeChange bool // open to who must still change a one-time password
}

const (
	get  = http.MethodGet
	post = http.MethodPost
)

// routes is the map of the site.
func (s *Server) routes() []route {
	var list []route
	for _, group := range [][]route{s.enterRoutes(), s.orgRoutes(), s.monthRoutes(), s.cardRoutes(), s.frameworkRoutes(), s.titleRoutes(), s.initiativeRoutes(), s.emulationRoutes(), s.movementRoutes(), s.clusterRoutes(), s.councilRoutes(), s.proposalRoutes(), s.decisionRoutes(), s.ceremonyRoutes(), s.certificateRoutes(), s.taskRoutes(), s.programmeRoutes(), s.documentRoutes(), s.overviewRoutes(), s.adminRoutes()} {
		list = append(list, group...)
	}
	return list
}

func (s *Server) enterRoutes() []route {
	return []route{
		{get, "/static/*", access.Public, s.asset, true},
		{get, "/login", access.Public, s.loginPage, true},
		{post, "/login", access.Public, s.login, true},
		{post, "/language", access.Public, s.visitorLanguage, true},
		{post, "/logout", access.SignedIn, s.logout, true},
		{get, "/password", access.SignedIn, s.passwordPage, true},
		{post, "/password", access.SignedIn, s.changePassword, true},
		{post, "/preferences", access.SignedIn, s.preferences, true},
		{get, "/", access.SignedIn, s.home, false},
		{get, "/search", access.SignedIn, s.search, false},
		{get, "/help", access.SignedIn, s.help, false},
		{get, "/jobs/:id", access.SignedIn, s.jobPage, false},
		{get, "/jobs/:id/file", access.SignedIn, s.jobFile, false},
		{get, "/account", access.SignedIn, s.accountPage, false},
		{post, "/account/sessions", access.SignedIn, s.endSession, false},
		{post, "/account/delegations", access.Delegate, s.delegate, false},
		{post, "/account/delegations/:id/revoke", access.Delegate, s.revokeDelegation, false},
	}
}

func (s *Server) orgRoutes() []route {
	return []route{
		{get, "/units", access.PeopleView, s.units, false},
		{get, "/units/:id", access.PeopleView, s.unit, false},
		{post, "/units", access.UnitsEdit, s.createUnit, false},
		{post, "/units/:id", access.UnitsEdit, s.saveUnit, false},
		{get, "/people", access.PeopleView, s.people, false},
		{get, "/people/list", access.PeopleView, s.peoplePaper, false},
		{get, "/people/list:format", access.PeopleView, s.peoplePaper, false},
		{get, "/people/new", access.PeopleEdit, s.newPerson, false},
		{post, "/people", access.PeopleEdit, s.createPerson, false},
		{get, "/people/import", access.PeopleEdit, s.imports, false},
		{post, "/people/import", access.PeopleEdit, s.uploadRoster, false},
		{get, "/people/import/:id", access.PeopleEdit, s.importPage, false},
		{post, "/people/import/:id/map", access.PeopleEdit, s.mapImport, false},
		{post, "/people/import/:id/answers", access.PeopleEdit, s.answerImport, false},
		{post, "/people/import/:id/apply", access.PeopleEdit, s.applyImport, false},
		{get, "/people/import/:id/refused.xlsx", access.PeopleEdit, s.refusedRows, false},
		{get, "/people/:id", access.PeopleView, s.person, false},
		{get, "/people/:id/edit", access.PeopleEdit, s.editPerson, false},
		{post, "/people/:id", access.PeopleEdit, s.savePerson, false},
		{post, "/people/:id/posts", access.PeopleEdit, s.addPost, false},
		{post, "/people/:id/posts/:post/end", access.PeopleEdit, s.endPost, false},
		{post, "/people/:id/absences", access.PeopleEdit, s.addAbsence, false},
		{post, "/people/:id/absences/:absence/remove", access.PeopleEdit, s.removeAbsence, false},
		{post, "/people/:id/disciplines", access.PeopleEdit, s.addDiscipline, false},
	}
}

func (s *Server) monthRoutes() []route {
	return []route{
		{get, "/month", access.MonthView, s.latestMonth, false},
		{get, "/units/:id/periods/:period", access.MonthView, s.month, false},
		{post, "/units/:id/periods/:period/accept", access.CardReview, s.accept, false},
		{post, "/units/:id/periods/:period/submit", access.MonthSubmit, s.submitMonth, false},
		{post, "/units/:id/periods/:period/special", access.MonthSubmit, s.askSpecial, false},
		{get, "/units/:id/periods/:period/list", access.MonthView, s.monthPaper, false},
		{get, "/units/:id/periods/:period/list:format", access.MonthView, s.monthPaper, false},
		{get, "/periods", access.PeriodsView, s.periods, false},
		{post, "/periods", access.PeriodsRun, s.openPeriod, false},
		{get, "/periods/:id", access.ConsolidationView, s.consolidation, false},
		{post, "/periods/:id/remind", access.PeriodsRun, s.remind, false},
		{get, "/periods/:id/approve", access.PeriodsApprove, s.approvePage, false},
		{post, "/periods/:id/approve", access.PeriodsApprove, s.approve, false},
		{post, "/periods/:id/return", access.PeriodsApprove, s.returnMonth, false},
		{post, "/periods/:id/publish", access.PeriodsRun, s.publish, false},
		{get, "/periods/:id/units/:unit", access.PeriodsRun, s.quotaPage, false},
		{post, "/periods/:id/units/:unit", access.PeriodsRun, s.grantSpecial, false},
		{get, "/periods/:id/list", access.ConsolidationView, s.periodPaper, false},
		{get, "/periods/:id/list:format", access.ConsolidationView, s.periodPaper, false},
	}
}

func (s *Server) cardRoutes() []route {
	return []route{
		{get, "/evaluations", access.CardScore, s.ownYear, false},
		{get, "/evaluations/:id", access.CardView, s.card, false},
		{get, "/evaluations/:id/paper", access.CardView, s.cardPaper, false},
		{get, "/evaluations/:id/paper:format", access.CardView, s.cardPaper, false},
		{post, "/evaluations/:id/save", access.CardScore, s.saveCard, false},
		{post, "/evaluations/:id/tasks", access.CardScore, s.takeTasks, false},
		{post, "/evaluations/:id/submit", access.CardScore, s.submitCard, false},
		{post, "/evaluations/:id/withdraw", access.CardScore, s.withdrawCard, false},
		{post, "/evaluations/:id/appeal", access.CardScore, s.fileAppeal, false},
		{post, "/evaluations/:id/review", access.CardReview, s.reviewCard, false},
		{post, "/evaluations/:id/score", access.CardReview, s.scoreInPlace, false},
		{post, "/evaluations/:id/return", access.CardReview, s.returnCard, false},
		{post, "/evaluations/:id/reopen", access.CardReview, s.reopenCard, false},
		{post, "/evaluations/:id/settle", access.PeriodsRun, s.settleCard, false},
		{post, "/evaluations/:id/send-back", access.PeriodsRun, s.sendBackCard, false},
		{post, "/evaluations/:id/classify", access.PeriodsRun, s.classifyCard, false},
		{post, "/evaluations/:id/appeals/:appeal", access.AppealDecide, s.decideAppeal, false},
	}
}

func (s *Server) emulationRoutes() []route {
	return []route{
		{get, "/registrations", access.RegistrationView, s.registrations, false},
		{post, "/registrations", access.RegistrationMake, s.register, false},
		{post, "/registrations/unit", access.UnitRegister, s.registerUnit, false},
		{post, "/registrations/compute", access.CampaignRun, s.computeCampaign, false},
		{post, "/registrations/campaigns", access.CampaignRun, s.openCampaign, false},
		{post, "/registrations/campaigns/:id/close", access.CampaignRun, s.closeCampaign, false},
		{get, "/registrations/list", access.RegistrationView, s.registrationsPaper, false},
		{get, "/registrations/list:format", access.RegistrationView, s.registrationsPaper, false},
		{get, "/registrations/quota", access.RegistrationView, s.quotaRanking, false},
		{get, "/registrations/:id", access.RegistrationView, s.registration, false},
		{get, "/registrations/:id/paper", access.RegistrationView, s.registrationPaper, false},
		{get, "/registrations/:id/paper:format", access.RegistrationView, s.registrationPaper, false},
		{post, "/registrations/:id/allow", access.CampaignRun, s.allowRegistration, false},
		{post, "/people/:id/honours", access.HonoursEdit, s.addHonour, false},
		{post, "/people/:id/initiatives", access.HonoursEdit, s.addInitiative, false},
	}
}

func (s *Server) titleRoutes() []route {
	return []route{
		{get, "/titles", access.TitlesView, s.titles, false},
		{get, "/titles/editions", access.TitlesView, s.editions, false},
		{get, "/titles/editions/compare", access.TitlesView, s.compareEditions, false},
		{get, "/titles/editions/:id", access.TitlesView, s.edition, false},
		{get, "/titles/editions/:id/try", access.TitlesEdit, s.tryEdition, false},
		{post, "/titles/editions/:id", access.TitlesEdit, s.saveEdition, false},
		{post, "/titles/editions/:id/copy", access.TitlesEdit, s.copyEdition, false},
		{post, "/titles/editions/:id/publish", access.TitlesEdit, s.publishEdition, false},
		{post, "/titles/editions/:id/delete", access.TitlesEdit, s.deleteEdition, false},
		{post, "/titles/editions/:id/adopt", access.CampaignRun, s.adoptEdition, false},
		{post, "/titles/editions/:id/titles", access.TitlesEdit, s.addTitle, false},
		{get, "/titles/editions/:id/titles/:code", access.TitlesEdit, s.editTitle, false},
		{post, "/titles/editions/:id/titles/:code", access.TitlesEdit, s.saveTitle, false},
		{post, "/titles/editions/:id/titles/:code/rules", access.TitlesEdit, s.addRule, false},
		{post, "/titles/editions/:id/titles/:code/drop", access.TitlesEdit, s.dropTitle, false},
	}
}

func (s *Server) initiativeRoutes() []route {
	return append([]route{
		{get, "/initiatives", access.RegistrationView, s.initiatives, false},
		{post, "/initiatives", access.InitiativeMake, s.registerInitiative, false},
		{get, "/initiatives/list", access.RegistrationView, s.initiativesPaper, false},
		{get, "/initiatives/list:format", access.RegistrationView, s.initiativesPaper, false},
		{get, "/initiatives/:id", access.RegistrationView, s.initiative, false},
		{post, "/initiatives/:id", access.InitiativeMake, s.saveInitiative, false},
		{post, "/initiatives/:id/withdraw", access.InitiativeMake, s.withdrawInitiative, false},
		{post, "/initiatives/:id/decide", access.HonoursEdit, s.decideInitiative, false},
		{get, "/initiatives/:id/paper", access.RegistrationView, s.initiativePaper, false},
		{get, "/initiatives/:id/paper:format", access.RegistrationView, s.initiativePaper, false},
	}, fileRoutes("/initiatives", access.RegistrationView, access.RegistrationView, emulation.InitiativeFiles{Service: s.Emulation}, (*call).showInitiative)...)
}

func (s *Server) movementRoutes() []route {
	return []route{
		{get, "/movements", access.MovementView, s.movements, false},
		{post, "/movements", access.MovementRun, s.createMovement, false},
		{get, "/movements/:id", access.MovementView, s.movement, false},
		{post, "/movements/:id", access.MovementRun, s.saveMovement, false},
		{post, "/movements/:id/step", access.MovementRun, s.stepMovement, false},
		{get, "/movements/:id/list", access.MovementView, s.movementPaper, false},
		{get, "/movements/:id/list:format", access.MovementView, s.movementPaper, false},
		{post, "/movements/:id/pledges", access.PledgeMake, s.signPledge, false},
		{get, "/movements/:id/pledges/:pledge", access.MovementView, s.pledge, false},
		{post, "/movements/:id/pledges/:pledge", access.PledgeMake, s.reportPledge, false},
		{get, "/movements/:id/pledges/:pledge/paper", access.MovementView, s.pledgePaper, false},
		{get, "/movements/:id/pledges/:pledge/paper:format", access.MovementView, s.pledgePaper, false},
	}
}

func (s *Server) clusterRoutes() []route {
	return []route{
		{get, "/clusters", access.ClusterView, s.clusters, false},
		{post, "/clusters", access.ClusterRun, s.createCluster, false},
		{get, "/clusters/:id", access.ClusterView, s.cluster, false},
		{post, "/clusters/:id", access.ClusterRun, s.saveCluster, false},
		{post, "/clusters/:id/step", access.ClusterRun, s.stepCluster, false},
		{post, "/clusters/:id/members", access.ClusterRun, s.addClusterMember, false},
		{post, "/clusters/:id/remove", access.ClusterRun, s.removeClusterMember, false},
		{post, "/clusters/:id/lead", access.ClusterRun, s.leadCluster, false},
		{post, "/clusters/:id/record", access.ClusterMark, s.recordCluster, false},
		{get, "/clusters/:id/list", access.ClusterView, s.clusterPaper, false},
		{get, "/clusters/:id/list:format", access.ClusterView, s.clusterPaper, false},
		{get, "/clusters/:id/members/:member", access.ClusterView, s.clusterMember, false},
		{post, "/clusters/:id/members/:member", access.ClusterMark, s.markClusterMember, false},
		{get, "/clusters/:id/members/:member/paper", access.ClusterView, s.clusterMemberPaper, false},
		{get, "/clusters/:id/members/:member/paper:format", access.ClusterView, s.clusterMemberPaper, false},
	}
}

func (s *Server) councilRoutes() []route {
	return append([]route{
		{get, "/councils", access.MeetingView, s.council, false},
		{post, "/councils/members", access.MeetingRun, s.setCouncilMember, false},
		{post, "/councils/meetings", access.MeetingRun, s.createMeeting, false},
		{get, "/meetings/:id", access.MeetingView, s.meeting, false},
		{get, "/meetings/:id/candidates/:candidate", access.MeetingView, s.meetingCase, false},
		{post, "/meetings/:id/drop", access.MeetingRun, s.dropCandidate, false},
		{post, "/meetings/:id/open", access.BallotCast, s.openVote, false},
		{post, "/meetings/:id/hands", access.BallotCast, s.countHands, false},
		{post, "/meetings/:id/written", access.BallotCast, s.castWritten, false},
		{post, "/meetings/:id/close", access.BallotCast, s.closeVote, false},
		{get, "/meetings/:id/ballot", access.BallotCast, s.ballotPage, false},
		{post, "/meetings/:id/ballot", access.BallotCast, s.castBallot, false},
		{post, "/meetings/:id/agenda", access.MeetingRun, s.saveAgenda, false},
		{get, "/meetings/:id/agenda", access.MeetingView, s.agendaPaper, false},
		{get, "/meetings/:id/agenda:format", access.MeetingView, s.agendaPaper, false},
		{get, "/meetings/:id/minutes", access.MeetingView, s.minutes, false},
		{get, "/meetings/:id/minutes:format", access.MeetingView, s.minutes, false},
	}, fileRoutes("/meetings", access.MeetingView, access.MeetingRun, emulation.MeetingFiles{Service: s.Emulation}, (*call).showMeeting)...)
}

func (s *Server) frameworkRoutes() []route {
	return []route{
		{get, "/frameworks", access.FrameworksView, s.frameworks, false},
		{get, "/frameworks/compare", access.FrameworksView, s.compareFrameworks, false},
		{get, "/frameworks/:id", access.FrameworksView, s.framework, false},
		{get, "/frameworks/:id/try", access.FrameworksEdit, s.tryFramework, false},
		{post, "/frameworks/:id/copy", access.FrameworksEdit, s.copyFramework, false},
		{post, "/frameworks/:id/save", access.FrameworksEdit, s.saveFramework, false},
		{post, "/frameworks/:id/publish", access.FrameworksEdit, s.publishFramework, false},
		{post, "/frameworks/:id/delete", access.FrameworksEdit, s.deleteFramework, false},
	}
}

func (s *Server) adminRoutes() []route {
	return []route{
		{get, "/audit", access.AuditView, s.auditLog, false},
		{get, "/admin", access.AccountsManage, s.admin, false},
		{post, "/admin/accounts", access.AccountsManage, s.createAccount, false},
		{post, "/admin/slips", access.AccountsManage, s.issueSlips, false},
		{post, "/admin/letterhead", access.AccountsManage, s.saveLetterhead, false},
		{get, "/admin/sessions", access.AccountsManage, s.allSessions, false},
		{get, "/admin/accounts/:id", access.AccountsManage, s.adminAccount, false},
		{post, "/admin/accounts/:id/reset", access.AccountsManage, s.resetAccount, false},
		{post, "/admin/accounts/:id/unlock", access.AccountsManage, s.unlockAccount, false},
		{post, "/admin/accounts/:id/disable", access.AccountsManage, s.disableAccount, false},
		{post, "/admin/accounts/:id/grants", access.AccountsManage, s.addGrant, false},
		{post, "/admin/grants/:id/revoke", access.AccountsManage, s.revokeGrant, false},
	}
}

// mount registers every route; one without a permission, or with one that no role holds,
// does not start. Health answers without anybody being known.
func (s *Server) mount(e *echo.Echo) error {
	e.GET("/healthz", s.healthy)
	e.GET("/readyz", s.readiness)
	for _, r := range s.routes() {
		if !access.Known(r.permission) {
			return fmt.Errorf("route %s %s has no permission", r.method, r.path)
		}
		e.Add(r.method, r.path, s.serve(r))
	}
	return nil
}
