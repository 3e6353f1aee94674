package web

import (
	"fmt"
	"net/http"

	"congthidua/internal/account"
	"congthidua/internal/emulation"

	"github.com/labstack/echo/v4"
)

// route is one line of the map of the site. The permission says who may come in at all; how
// far the actor sees from there, the queries decide.
type route struct {
	method, path string
	permission   account.Permission
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
		{get, "/static/*", account.Public, s.asset, true},
		{get, "/login", account.Public, s.loginPage, true},
		{post, "/login", account.Public, s.login, true},
		{post, "/language", account.Public, s.visitorLanguage, true},
		{post, "/logout", account.SignedIn, s.logout, true},
		{get, "/password", account.SignedIn, s.passwordPage, true},
		{post, "/password", account.SignedIn, s.changePassword, true},
		{post, "/preferences", account.SignedIn, s.preferences, true},
		{get, "/", account.SignedIn, s.home, false},
		{get, "/search", account.SignedIn, s.search, false},
		{get, "/help", account.SignedIn, s.help, false},
		{get, "/jobs/:id", account.SignedIn, s.jobPage, false},
		{get, "/jobs/:id/file", account.SignedIn, s.jobFile, false},
		{get, "/account", account.SignedIn, s.accountPage, false},
		{post, "/account/sessions", account.SignedIn, s.endSession, false},
		{post, "/account/delegations", account.Delegate, s.delegate, false},
		{post, "/account/delegations/:id/revoke", account.Delegate, s.revokeDelegation, false},
	}
}

func (s *Server) orgRoutes() []route {
	return []route{
		{get, "/units", account.PeopleView, s.units, false},
		{get, "/units/:id", account.PeopleView, s.unit, false},
		{post, "/units", account.UnitsEdit, s.createUnit, false},
		{post, "/units/:id", account.UnitsEdit, s.saveUnit, false},
		{get, "/people", account.PeopleView, s.people, false},
		{get, "/people/list", account.PeopleView, s.peoplePaper, false},
		{get, "/people/list:format", account.PeopleView, s.peoplePaper, false},
		{get, "/people/new", account.PeopleEdit, s.newPerson, false},
		{post, "/people", account.PeopleEdit, s.createPerson, false},
		{get, "/people/import", account.PeopleEdit, s.imports, false},
		{post, "/people/import", account.PeopleEdit, s.uploadRoster, false},
		{get, "/people/import/:id", account.PeopleEdit, s.importPage, false},
		{post, "/people/import/:id/map", account.PeopleEdit, s.mapImport, false},
		{post, "/people/import/:id/answers", account.PeopleEdit, s.answerImport, false},
		{post, "/people/import/:id/apply", account.PeopleEdit, s.applyImport, false},
		{get, "/people/import/:id/refused.xlsx", account.PeopleEdit, s.refusedRows, false},
		{get, "/people/:id", account.PeopleView, s.person, false},
		{get, "/people/:id/edit", account.PeopleEdit, s.editPerson, false},
		{post, "/people/:id", account.PeopleEdit, s.savePerson, false},
		{post, "/people/:id/posts", account.PeopleEdit, s.addPost, false},
		{post, "/people/:id/posts/:post/end", account.PeopleEdit, s.endPost, false},
		{post, "/people/:id/absences", account.PeopleEdit, s.addAbsence, false},
		{post, "/people/:id/absences/:absence/remove", account.PeopleEdit, s.removeAbsence, false},
		{post, "/people/:id/disciplines", account.PeopleEdit, s.addDiscipline, false},
	}
}

func (s *Server) monthRoutes() []route {
	return []route{
		{get, "/month", account.MonthView, s.latestMonth, false},
		{get, "/units/:id/periods/:period", account.MonthView, s.month, false},
		{post, "/units/:id/periods/:period/accept", account.CardReview, s.accept, false},
		{post, "/units/:id/periods/:period/submit", account.MonthSubmit, s.submitMonth, false},
		{post, "/units/:id/periods/:period/special", account.MonthSubmit, s.askSpecial, false},
		{get, "/units/:id/periods/:period/list", account.MonthView, s.monthPaper, false},
		{get, "/units/:id/periods/:period/list:format", account.MonthView, s.monthPaper, false},
		{get, "/periods", account.PeriodsView, s.periods, false},
		{post, "/periods", account.PeriodsRun, s.openPeriod, false},
		{get, "/periods/:id", account.ConsolidationView, s.consolidation, false},
		{post, "/periods/:id/remind", account.PeriodsRun, s.remind, false},
		{get, "/periods/:id/approve", account.PeriodsApprove, s.approvePage, false},
		{post, "/periods/:id/approve", account.PeriodsApprove, s.approve, false},
		{post, "/periods/:id/return", account.PeriodsApprove, s.returnMonth, false},
		{post, "/periods/:id/publish", account.PeriodsRun, s.publish, false},
		{get, "/periods/:id/units/:unit", account.PeriodsRun, s.quotaPage, false},
		{post, "/periods/:id/units/:unit", account.PeriodsRun, s.grantSpecial, false},
		{get, "/periods/:id/list", account.ConsolidationView, s.periodPaper, false},
		{get, "/periods/:id/list:format", account.ConsolidationView, s.periodPaper, false},
	}
}

func (s *Server) cardRoutes() []route {
	return []route{
		{get, "/evaluations", account.CardScore, s.ownYear, false},
		{get, "/evaluations/:id", account.CardView, s.card, false},
		{get, "/evaluations/:id/paper", account.CardView, s.cardPaper, false},
		{get, "/evaluations/:id/paper:format", account.CardView, s.cardPaper, false},
		{post, "/evaluations/:id/save", account.CardScore, s.saveCard, false},
		{post, "/evaluations/:id/tasks", account.CardScore, s.takeTasks, false},
		{post, "/evaluations/:id/submit", account.CardScore, s.submitCard, false},
		{post, "/evaluations/:id/withdraw", account.CardScore, s.withdrawCard, false},
		{post, "/evaluations/:id/appeal", account.CardScore, s.fileAppeal, false},
		{post, "/evaluations/:id/review", account.CardReview, s.reviewCard, false},
		{post, "/evaluations/:id/score", account.CardReview, s.scoreInPlace, false},
		{post, "/evaluations/:id/return", account.CardReview, s.returnCard, false},
		{post, "/evaluations/:id/reopen", account.CardReview, s.reopenCard, false},
		{post, "/evaluations/:id/settle", account.PeriodsRun, s.settleCard, false},
		{post, "/evaluations/:id/send-back", account.PeriodsRun, s.sendBackCard, false},
		{post, "/evaluations/:id/classify", account.PeriodsRun, s.classifyCard, false},
		{post, "/evaluations/:id/appeals/:appeal", account.AppealDecide, s.decideAppeal, false},
	}
}

func (s *Server) emulationRoutes() []route {
	return []route{
		{get, "/registrations", account.RegistrationView, s.registrations, false},
		{post, "/registrations", account.RegistrationMake, s.register, false},
		{post, "/registrations/unit", account.UnitRegister, s.registerUnit, false},
		{post, "/registrations/compute", account.CampaignRun, s.computeCampaign, false},
		{post, "/registrations/campaigns", account.CampaignRun, s.openCampaign, false},
		{post, "/registrations/campaigns/:id/close", account.CampaignRun, s.closeCampaign, false},
		{get, "/registrations/list", account.RegistrationView, s.registrationsPaper, false},
		{get, "/registrations/list:format", account.RegistrationView, s.registrationsPaper, false},
		{get, "/registrations/quota", account.RegistrationView, s.quotaRanking, false},
		{get, "/registrations/:id", account.RegistrationView, s.registration, false},
		{get, "/registrations/:id/paper", account.RegistrationView, s.registrationPaper, false},
		{get, "/registrations/:id/paper:format", account.RegistrationView, s.registrationPaper, false},
		{post, "/registrations/:id/allow", account.CampaignRun, s.allowRegistration, false},
		{post, "/people/:id/honours", account.HonoursEdit, s.addHonour, false},
		{post, "/people/:id/initiatives", account.HonoursEdit, s.addInitiative, false},
	}
}

func (s *Server) titleRoutes() []route {
	return []route{
		{get, "/titles", account.TitlesView, s.titles, false},
		{get, "/titles/editions", account.TitlesView, s.editions, false},
		{get, "/titles/editions/compare", account.TitlesView, s.compareEditions, false},
		{get, "/titles/editions/:id", account.TitlesView, s.edition, false},
		{get, "/titles/editions/:id/try", account.TitlesEdit, s.tryEdition, false},
		{post, "/titles/editions/:id", account.TitlesEdit, s.saveEdition, false},
		{post, "/titles/editions/:id/copy", account.TitlesEdit, s.copyEdition, false},
		{post, "/titles/editions/:id/publish", account.TitlesEdit, s.publishEdition, false},
		{post, "/titles/editions/:id/delete", account.TitlesEdit, s.deleteEdition, false},
		{post, "/titles/editions/:id/adopt", account.CampaignRun, s.adoptEdition, false},
		{post, "/titles/editions/:id/titles", account.TitlesEdit, s.addTitle, false},
		{get, "/titles/editions/:id/titles/:code", account.TitlesEdit, s.editTitle, false},
		{post, "/titles/editions/:id/titles/:code", account.TitlesEdit, s.saveTitle, false},
		{post, "/titles/editions/:id/titles/:code/rules", account.TitlesEdit, s.addRule, false},
		{post, "/titles/editions/:id/titles/:code/drop", account.TitlesEdit, s.dropTitle, false},
	}
}

func (s *Server) initiativeRoutes() []route {
	return append([]route{
		{get, "/initiatives", account.RegistrationView, s.initiatives, false},
		{post, "/initiatives", account.InitiativeMake, s.registerInitiative, false},
		{get, "/initiatives/list", account.RegistrationView, s.initiativesPaper, false},
		{get, "/initiatives/list:format", account.RegistrationView, s.initiativesPaper, false},
		{get, "/initiatives/:id", account.RegistrationView, s.initiative, false},
		{post, "/initiatives/:id", account.InitiativeMake, s.saveInitiative, false},
		{post, "/initiatives/:id/withdraw", account.InitiativeMake, s.withdrawInitiative, false},
		{post, "/initiatives/:id/decide", account.HonoursEdit, s.decideInitiative, false},
		{get, "/initiatives/:id/paper", account.RegistrationView, s.initiativePaper, false},
		{get, "/initiatives/:id/paper:format", account.RegistrationView, s.initiativePaper, false},
	}, fileRoutes("/initiatives", account.RegistrationView, account.RegistrationView, emulation.InitiativeFiles{Service: s.Emulation}, (*call).showInitiative)...)
}

func (s *Server) movementRoutes() []route {
	return []route{
		{get, "/movements", account.MovementView, s.movements, false},
		{post, "/movements", account.MovementRun, s.createMovement, false},
		{get, "/movements/:id", account.MovementView, s.movement, false},
		{post, "/movements/:id", account.MovementRun, s.saveMovement, false},
		{post, "/movements/:id/step", account.MovementRun, s.stepMovement, false},
		{get, "/movements/:id/list", account.MovementView, s.movementPaper, false},
		{get, "/movements/:id/list:format", account.MovementView, s.movementPaper, false},
		{post, "/movements/:id/pledges", account.PledgeMake, s.signPledge, false},
		{get, "/movements/:id/pledges/:pledge", account.MovementView, s.pledge, false},
		{post, "/movements/:id/pledges/:pledge", account.PledgeMake, s.reportPledge, false},
		{get, "/movements/:id/pledges/:pledge/paper", account.MovementView, s.pledgePaper, false},
		{get, "/movements/:id/pledges/:pledge/paper:format", account.MovementView, s.pledgePaper, false},
	}
}

func (s *Server) clusterRoutes() []route {
	return []route{
		{get, "/clusters", account.ClusterView, s.clusters, false},
		{post, "/clusters", account.ClusterRun, s.createCluster, false},
		{get, "/clusters/:id", account.ClusterView, s.cluster, false},
		{post, "/clusters/:id", account.ClusterRun, s.saveCluster, false},
		{post, "/clusters/:id/step", account.ClusterRun, s.stepCluster, false},
		{post, "/clusters/:id/members", account.ClusterRun, s.addClusterMember, false},
		{post, "/clusters/:id/remove", account.ClusterRun, s.removeClusterMember, false},
		{post, "/clusters/:id/lead", account.ClusterRun, s.leadCluster, false},
		{post, "/clusters/:id/record", account.ClusterMark, s.recordCluster, false},
		{get, "/clusters/:id/list", account.ClusterView, s.clusterPaper, false},
		{get, "/clusters/:id/list:format", account.ClusterView, s.clusterPaper, false},
		{get, "/clusters/:id/members/:member", account.ClusterView, s.clusterMember, false},
		{post, "/clusters/:id/members/:member", account.ClusterMark, s.markClusterMember, false},
		{get, "/clusters/:id/members/:member/paper", account.ClusterView, s.clusterMemberPaper, false},
		{get, "/clusters/:id/members/:member/paper:format", account.ClusterView, s.clusterMemberPaper, false},
	}
}

func (s *Server) councilRoutes() []route {
	return append([]route{
		{get, "/councils", account.MeetingView, s.council, false},
		{post, "/councils/members", account.MeetingRun, s.setCouncilMember, false},
		{post, "/councils/meetings", account.MeetingRun, s.createMeeting, false},
		{get, "/meetings/:id", account.MeetingView, s.meeting, false},
		{get, "/meetings/:id/candidates/:candidate", account.MeetingView, s.meetingCase, false},
		{post, "/meetings/:id/drop", account.MeetingRun, s.dropCandidate, false},
		{post, "/meetings/:id/open", account.BallotCast, s.openVote, false},
		{post, "/meetings/:id/hands", account.BallotCast, s.countHands, false},
		{post, "/meetings/:id/written", account.BallotCast, s.castWritten, false},
		{post, "/meetings/:id/close", account.BallotCast, s.closeVote, false},
		{get, "/meetings/:id/ballot", account.BallotCast, s.ballotPage, false},
		{post, "/meetings/:id/ballot", account.BallotCast, s.castBallot, false},
		{post, "/meetings/:id/agenda", account.MeetingRun, s.saveAgenda, false},
		{get, "/meetings/:id/agenda", account.MeetingView, s.agendaPaper, false},
		{get, "/meetings/:id/agenda:format", account.MeetingView, s.agendaPaper, false},
		{get, "/meetings/:id/minutes", account.MeetingView, s.minutes, false},
		{get, "/meetings/:id/minutes:format", account.MeetingView, s.minutes, false},
	}, fileRoutes("/meetings", account.MeetingView, account.MeetingRun, emulation.MeetingFiles{Service: s.Emulation}, (*call).showMeeting)...)
}

func (s *Server) frameworkRoutes() []route {
	return []route{
		{get, "/frameworks", account.FrameworksView, s.frameworks, false},
		{get, "/frameworks/compare", account.FrameworksView, s.compareFrameworks, false},
		{get, "/frameworks/:id", account.FrameworksView, s.framework, false},
		{get, "/frameworks/:id/try", account.FrameworksEdit, s.tryFramework, false},
		{post, "/frameworks/:id/copy", account.FrameworksEdit, s.copyFramework, false},
		{post, "/frameworks/:id/save", account.FrameworksEdit, s.saveFramework, false},
		{post, "/frameworks/:id/publish", account.FrameworksEdit, s.publishFramework, false},
		{post, "/frameworks/:id/delete", account.FrameworksEdit, s.deleteFramework, false},
	}
}

func (s *Server) adminRoutes() []route {
	return []route{
		{get, "/audit", account.AuditView, s.auditLog, false},
		{get, "/admin", account.AccountsManage, s.admin, false},
		{post, "/admin/accounts", account.AccountsManage, s.createAccount, false},
		{post, "/admin/slips", account.AccountsManage, s.issueSlips, false},
		{post, "/admin/letterhead", account.AccountsManage, s.saveLetterhead, false},
		{get, "/admin/sessions", account.AccountsManage, s.allSessions, false},
		{get, "/admin/accounts/:id", account.AccountsManage, s.adminAccount, false},
		{post, "/admin/accounts/:id/reset", account.AccountsManage, s.resetAccount, false},
		{post, "/admin/accounts/:id/unlock", account.AccountsManage, s.unlockAccount, false},
		{post, "/admin/accounts/:id/disable", account.AccountsManage, s.disableAccount, false},
		{post, "/admin/accounts/:id/grants", account.AccountsManage, s.addGrant, false},
		{post, "/admin/grants/:id/revoke", account.AccountsManage, s.revokeGrant, false},
	}
}

// mount registers every route; one without a permission, or with one that no role holds,
// does not start. Health answers without anybody being known.
func (s *Server) mount(e *echo.Echo) error {
	e.GET("/healthz", s.healthy)
	e.GET("/readyz", s.readiness)
	for _, r := range s.routes() {
		if !account.Known(r.permission) {
			return fmt.Errorf("route %s %s has no permission", r.method, r.path)
		}
		e.Add(r.method, r.path, s.serve(r))
	}
	return nil
}
