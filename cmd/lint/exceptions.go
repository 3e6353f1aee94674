package main

// exceptions are the places that are right in spite of a rule, with the reason.
var exceptions = []Exception{
	// The store, the log and the commands measure how long something took: that is no date of the domain.
	{"clock", "store.Each", "measures a statement"},
	{"clock", "store.Exec", "measures a statement"},
	{"clock", "store.watcher.Trace", "measures a statement"},
	{"clock", "web.Server.observe", "measures a request"},
	{"clock", "main.backupCommand.Run", "a backup bears the machine's time, also of a demonstration"},

	{"class", "htmx-indicator", "htmx puts the class on the page"},
	{"class", "htmx-request", "htmx puts the class on the page"},

	{"role", "web.reachOf", "compares what an account could see then and now, and decides nothing"},
	{"role", "web.call.navOrder", "orders the navigation, and decides nothing"},
	{"swallowed", "web.sessionStore.New", "without a cookie the request is a visitor's"},
	{"code-sql", "internal/council/member.go", "the condition of an index, told in a tag"},
	{"table-read", "access.Reach.Condition", "every list is narrowed by unit; access spells it once"},

	// Nobody has logged in yet, or there is nobody: the command line, the first start, the public check.
	{"actor", "account.Service.Empty", "the first start"},
	{"actor", "account.Service.Login", "makes an actor"},
	{"actor", "account.Service.Start", "makes an actor"},
	{"actor", "account.Service.Resume", "makes an actor"},
	{"actor", "award.Service.Install", "the first start"},
	{"actor", "catalogue.Service.Install", "the first start"},
	{"actor", "certificate.Service.Install", "the first start"},
	{"actor", "work.Service.Install", "the first start"},
	{"actor", "certificate.Service.Verify", "anybody may check a certificate"},
	{"actor", "certificate.Service.Verifiable", "anybody may check a certificate"},

	// The helpers of a ceremony have no account: the gate that a link opened says what they may do.
	{"actor", "ceremony.Service.GateByLink", "makes a gate for a helper without an account"},
	{"actor", "ceremony.Service.CheckIn", "takes a gate, which holds who acts and what the link allows"},
	{"actor", "ceremony.Service.Hall", "takes a gate, which holds how far it sees"},
	{"actor", "ceremony.Service.Mark", "takes a gate, which holds how far it sees"},

	// What emulation knows of a campaign and its titles serves rooms above, within a use case that has checked.
	{"actor", "emulation.Service.CampaignOf", "serves the council's use cases"},
	{"actor", "emulation.Service.CaseOf", "the council has checked who may see the meeting"},
	{"actor", "emulation.Service.CatalogueOf", "serves other rooms within their transactions"},
	{"actor", "emulation.Service.CurrentOf", "serves other rooms within their transactions"},
	{"actor", "emulation.Service.Held", "the importer of a list has checked who may"},

	// The background of the server acts for nobody.
	{"actor", "notice.Service.Deliver", "sends what a use case with an actor has put into the outbox"},
	{"actor", "notice.Service.Round", "the server's background"},
	{"actor", "notice.Service.Recover", "the start of the server"},
	{"actor", "work.Service.Recur", "the server's background"},

	// These serve other rooms and the demonstration within a transaction whose use case has checked who acts.
	// They are methods because they need what the service holds: its clock or its compiled frameworks.
	{"actor", "evaluation.Service.Chooser", "serves the generator of the demonstration"},
	{"actor", "evaluation.Service.KeepResults", "serves approval and the generator of the demonstration"},
	{"actor", "evaluation.Service.YearsOf", "serves the rooms above"},
	{"actor", "notice.Service.Put", "serves the rooms above"},
}
