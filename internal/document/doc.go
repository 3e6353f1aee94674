// Package document keeps the registers of what comes in and goes out: numbers without gaps, routing that
// becomes tasks, drafts with their chain of approval, the office's own templates, the search.
//
// # What it keeps
//
// A document that came in stands in a book (sổ) under a number of that book and year. A document that goes
// out begins as a draft, passes the people of its chain, is signed by the last of them and gets its number
// out of the register of its kind; decisions on awards draw theirs from the same registers, through Issue.
// With a document go its files, to whom it was sent (document_routes), the steps of its chain
// (document_steps), what happened to it (document_events) and the text of its files for the search
// (document_text).
//
// # States
//
//	incoming: registered → routed → settled
//	outgoing: draft → review → approved → issued; a return leads from review back to draft
//
// Every change names the version from which its page was made and the state that it expects; otherwise it is
// fault.ErrStale.
//
// # Numbers
//
// A number is the highest of its register and year plus one, drawn in the transaction that enters or issues
// the document. One transaction writes at a time, so numbers have no gaps and none is given twice; a trigger
// keeps a numbered document from being deleted or renumbered. The year of an incoming document is that of
// its arrival, the year of an outgoing one that of its issue, in the portal's time zone.
//
// # Who sees a document
//
// Whoever it was sent to, leads or checks a task of it, drafted it or stands in its chain. Beyond that, of
// what is no draft and not in review: the clerk sees all, who holds document.view for everything sees all
// that is not restricted, a head sees what is not restricted and was sent to somebody of the unit. The same
// condition (sight) stands in every finder, list, search, paper and comparison. What is out of sight is
// fault.ErrNotFound.
//
// # Who may do what
//
//   - The clerk enters, corrects, numbers, and files scans (document.register).
//   - Route sends a document to people within the reach of document.route; work is given by work.AssignIn,
//     which checks the reach of task.assign.
//   - Settle is for who reaches all units that have tasks of the document; where there is no task, all to
//     whom it was sent; where it was sent to nobody, the whole body. No task of it may be open.
//   - A draft is changed, submitted and given files by its drafter only.
//   - Whoever the chain names looks at a draft in turn, and agrees or returns it. The last one signs, and
//     needs document.sign for the unit in which it was drafted. Nobody agrees to or signs the own draft.
//   - Templates are kept by who holds templates.edit and filled by whoever sees the record that fills them.
//
// Page.Rights and ListRights say what an actor may do now; pages only draw them.
//
// # State secrets
//
// The portal is a system of level 2 and holds no state secrets. A document is refused when a mark of secrecy
// was chosen, stands in its subject, number or note, or on the first page of its file (Secret).
//
// # Kinds and books
//
// The kinds of outgoing documents and the books of incoming ones are editions of the catalogue "documents". A
// new document takes one of the edition in force on the day on which it is entered or drafted. What is entered
// keeps its code, also when a later edition no longer has it.
//
// # Versions of a draft
//
// A file that was submitted stays, so that Compare can set any two versions side by side, word by word. When
// a file is taken away, its text leaves the search.
package document
