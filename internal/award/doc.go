// Package award is khen thưởng: proposals to a deciding body, decisions, those who are honoured, their prizes,
// and the lists and papers that are printed.
//
// # What it keeps
//
// A Decision is an own one or one received from another body. It has Recipients; each holds an Awardee: who is
// honoured, with which form, for which year, with name, post, place and the form's name as they stood when the
// line was written. A Proposal has ProposalLines with the same Awardee; what the deciding body accepts becomes
// the draft of a received decision. Salaries are the base salaries (mức lương cơ sở) of which a prize is a multiple.
//
// # States
//
// A decision goes draft → signing → signed → issued. A received one goes from draft to issued at once. From
// signing it may come back to draft with a reason. An issued decision never changes (triggers see to it): a
// correction or a revocation is a decision of its own that names the old one and ends its lines as it is issued.
// A proposal goes draft → sent → decided; from sent it may be returned, be changed and be sent again.
//
// Each step is guarded by state and version (store.Advance): whoever works on an older page gets
// fault.ErrStale. Lines have versions of their own, so that two people can edit different lines.
//
// # Who may do what
//
// The committee prepares decisions and proposals and enters what other bodies decide, the leader signs or
// returns, the clerk numbers and issues. The permissions stand in access/policy.go; every finder takes the reach
// that Require returned. A reach over some units covers a decision or proposal only where all its lines lie
// within these units; who belongs to no unit of the body (an outsider, somebody who has left) lies only within
// the whole body. An issued decision is visible to everybody within whose reach one of its recipients lies.
//
// Nobody decides on the own award: who stands in a decision does not sign it, does not write, change or drop the
// own line, and does not enter a body's answer to it. Returning, sending and numbering decide on nobody, nor does
// taking over all that the council has decided, the own case among it.
//
// # What an issue does
//
// Issuing (or receiving) reckons the prizes with the decree and the base salary of the decision's day, ends the
// lines that a correction or revocation replaces, and writes the ledger of titles held (package honour). The
// number is taken in the same transaction, so numbers have no gaps.
//
// # Catalogues
//
// Three catalogues say what an authority lays down, each in editions of its own (package catalogue): "awards", the
// forms in the order of their rank; "prizes", the coefficients of one decree; "dossiers", the papers that a
// proposal needs. InForce reads them for a day: that of a decision, the day on which a proposal was sent, or today
// while there is none. So an edition published from a day on changes what is decided on that day or later. What is
// issued keeps the names of its forms, its coefficients, its prizes, the base salary and the decree. The rules
// (Prize, Rank, Named, what a dossier needs) are pure functions of a Catalogue.
//
// Codes of forms and codes of titles are one list. A title that only the catalogue of titles has is offered from
// the day of its edition on, has its name on lists and papers, stands last, and brings a prize where the prizes
// name its code.
//
// # Doubts
//
// Before a decision or proposal goes on, its lines are compared with other decisions, proposals, the ledger and
// disciplines. A grave doubt (one achievement is not honoured twice, Luật Thi đua, khen thưởng 2022) keeps it
// from going on; others are only shown, among them a form for which the decree of the day names no prize.
package award
