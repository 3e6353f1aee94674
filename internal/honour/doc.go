// Package honour is the ledger of titles held by people and units, each with its decision: decisions
// write it, eligibility reads it.
//
// # What it keeps
//
// An Honour is a title of a year held by one person or one unit. Nobody holds the same title of a year
// twice, unless the first one was revoked. A row is never changed but for Revoked, which End fills with
// the reason once.
//
// # Who writes
//
// Decisions write the ledger within their own transaction (Record, End); titles of the past come one by
// one (Service.Add, access.HonoursEdit) or as a list (List, by package intake). Nobody adds to the own
// record: the form is refused, and so is the own row of a list.
//
// # Lists of past titles
//
// A row finds its holder by the code, or by name and year of birth (Matcher). A name alone never decides;
// what is doubtful is asked.
package honour
