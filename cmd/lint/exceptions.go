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
	{"swallowed", "web.sessionStore.New", "without a cookie the request is a visitor's"},
	{"table-read", "access.Reach.Condition", "every list is narrowed by unit; access spells it once"},

	// Nobody has logged in yet, or there is nobody: the command line, the first start, the public check.
	{"actor", "account.Service.Empty", "the first start"},
	{"actor", "account.Service.Login", "makes an actor"},
	{"actor", "account.Service.Start", "makes an actor"},
	{"actor", "account.Service.Resume", "makes an actor"},
	{"actor", "award.Service.Install", "the first start"},
	{"actor", "catalogue.Service.Install", "the first start"},
	{"actor", "certificate.Service.Install", "the first start"},
	{"actor", "emulation.Service.Install", "the first start"},
	{"actor", "evaluation.Service.Install", "the first start"},
	{"actor", "work.Service.Install", "the first start"},
	{"actor", "certificate.Service.Verify", "anybody may check a certificate"},
	{"actor", "certificate.Service.Verifiable", "anybody may check a certificate"},
}
