// Package web serves the portal: it translates requests into use cases and results into pages, and holds no
// rule of its own.
//
// # A request
//
// The files routes*.go, and the …Routes functions of resources with a file of their own, are the map of the
// site. A route names method, path, permission and handler, and what its form does: makes (a one-off token,
// used up in the transaction that saves), changes (the token and the version of the page that the form was on),
// repeats (an autosave or a desk's note, which its use case recognises) or plain. A route without permission,
// or a form that does not say what it does, stops the start of the server. The handler gets a call: who asks,
// the form read and cleaned, and the ways to answer (Show, Done, Again, Print, Download, Send).
//
// # Handlers
//
// A handler has 5 to 25 lines: read the form, call one use case, show or redirect. Handlers of a resource stand
// in the file of its address: /meetings in meeting.go, its votes in meeting_vote.go. What may be done now comes
// with the read model (Rights), never from a role.
//
// # Errors
//
// errors.go maps the closed set of package fault once: not found 404 (also what is out of reach), invalid 422
// with each message at its field and everything typed still there, stale or in conflict 409, forbidden 403,
// unavailable 503. Anything else is logged with its use case and statement, and the page tells a number.
//
// # Sessions
//
// Sessions are rows of package account behind gorilla's Store interface: the cookie holds a random key, the table
// its hash. Notices shown after a redirect are gorilla's flash messages in a signed cookie of their own.
//
// # Tests
//
// access_test.go asks for every route as every role, within reach and outside. form_test.go sends every form of
// every page from a stale page, and a second time. axe_test.go walks all pages in Chromium at three widths and in
// the dark. browser*_test.go do whole jobs.
package web
