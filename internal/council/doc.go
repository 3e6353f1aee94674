// Package council keeps the Council for Emulation and Commendation (Hội đồng Thi đua - Khen thưởng): its
// members, meetings, agendas and papers, candidates, ballots, shows of hands and minutes.
//
// # What it keeps
//
// A Term is the time for which a person sits in the council in an office. A Meeting votes on Candidates, which
// are registrations of a campaign; each candidate carries the pass mark of its title as it stood when the
// meeting was convened. With a meeting go its MeetingMembers (who sat in the council and how they took part),
// its papers and who has read them (PaperRead), and the vote itself: Participation and Ballot.
//
// # States
//
//	meeting: draft → open → closed
//
// The committee convenes a meeting on all registrations of the chosen titles that are confirmed, meet every
// rule and are not decided yet. Opening the vote fixes the members, the candidates and what each of them needs.
// The chair and the secretary both have to agree to the close; the second agreement counts the votes and tells
// emulation what each registration came to. A closed meeting never changes (a trigger sees to it).
//
// Every change of a meeting names the version from which its page was made, and counts it on; otherwise it is
// fault.ErrStale. Whatever changes the count after one of the two has agreed to the close takes the agreement
// back. A ballot carries no version: it changes nothing that others see.
//
// # Who may do what
//
//   - Who holds meeting.run (the committee) appoints members, convenes meetings, takes candidates out of a draft,
//     and writes the agenda and the papers until the meeting is closed.
//   - The chair or the secretary opens the vote. Both close it.
//   - A member who is present casts one secret ballot. The secretary enters the written opinion of a member who
//     is absent, and the number of hands.
//   - Nobody has a say in the own case: a member's ballot leaves it out, the own hand does not count, nobody
//     takes the own candidacy out of a meeting, and nobody enters hands or written opinions about it. Where it
//     is the secretary's case, the chair enters them; where it is the case of both, a member who is present and
//     is no candidate (Seats.Enters).
//   - Nobody sees a count before the close.
//
// All of this concerns the whole body: each use case asks for its permission over everything (RequireAll).
// MeetingView.Rights says what an actor may do now; pages only draw it.
//
// # The count
//
// A vote passes by a share of all members, present or not: at least the share, or more than it where the title
// says so (Candidate.passes). The shares and their legal sources are data of the titles' catalogue.
//
// # The secret ballot
//
// That a member has voted (participation) and what was voted (ballots) are two tables without a common key.
// Both are written whole, blank, when the vote is opened: rows that were added as people vote would lie in the
// file in that order. A vote fills a blank that is drawn by chance. No time, no order and no entry of the log
// is kept; the request log has no line for it. After each ballot the write-ahead log is folded into the file
// and emptied (Seal); after the close the file is written anew (Shred), so that no page keeps a blank beside
// its ballot. Triggers keep a ballot and a participation from being changed or deleted.
//
// TestBallotsCannotBePairedWithVoters attacks the file while the vote is open. What this does not protect
// against: somebody who copies the server's disk again and again during the vote, or who looks over the
// voter's shoulder. The page of the ballot says so.
//
// On PostgreSQL a secret vote is refused. PostgreSQL keeps with every row the number of the transaction that
// wrote it (xmin), and a ballot and its participation are written by one transaction: one query would pair all
// voters with their votes. Meetings whose candidates are all voted on by show of hands run there as well.
package council
