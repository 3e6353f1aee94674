// Package intake brings the lists of offices into the portal.
//
// A spreadsheet is uploaded (Start), compared with what the portal holds by a dry run that writes nothing
// but its findings (Check), asked about where a row is doubtful (Answer) or its columns are not known
// (Remap), and carried out in one transaction (Apply): all good rows or none. What a row means is the
// business of its Kind; the rooms of the domain bring theirs.
//
// # States
//
//	checking → unmapped   no header was found; the columns are set by hand
//	         → checked    the findings can be looked at
//	         → failed     the file cannot be read, or the writing was refused
//	unmapped, checked → checking   by Remap or Answer
//	checked → applied
//
// Every step names the version from which its page was made. The columns that were set by hand are kept by
// the headings of the file (Mapping), for the next file of the same layout.
//
// # Who may do what
//
// access.PeopleEdit, for lists below a unit within reach; other imports are not found. A Kind is told the
// reach and who imports, so that no row changes somebody out of reach, and none adds to the record of
// honours of the one who imports.
//
// # Rows
//
// Apply judges the rows again inside its transaction: what was changed since the dry run counts. Refused
// rows keep their cells, so that they can be given back with the reason.
package intake
