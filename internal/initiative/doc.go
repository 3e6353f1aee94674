// Package initiative keeps the register of initiatives (sáng kiến) and accepted research: who registered
// what, the authors with their shares, the files, and who recognised or refused it.
//
// # What it keeps
//
// An Initiative has one to MaxAuthors Authorships, whose shares make up 100 percent. Its files are attachments.
// One that was recognised elsewhere is entered with its decision and one author (Add), whose share may be less.
//
// # States
//
//	initiative: registered → recognised, refused or withdrawn
//
// None of the last three changes again. Only recognised initiatives count for titles: Of gives them to the rooms
// above.
//
// # Who may do what
//
//   - A person registers an initiative as its first author, and changes or withdraws it until it is decided
//     (initiative.make). Co-authors see it, no more.
//   - Who holds honours.edit decides where all authors lie within reach, enters older ones, and attaches the
//     decision's scan at any time. Nobody does so where one of the authors is the own person.
//   - An initiative is seen by who sees one of its authors (registration.view).
package initiative
