// Package council keeps the Council for Emulation and Commendation (Hội đồng Thi đua - Khen thưởng): its
// members, meetings, agendas and papers, candidates, ballots, shows of hands and minutes.
//
// A meeting goes draft → open → closed. The committee prepares it on all registrations of the chosen
// titles that are confirmed, meet every rule and are not decided yet. The chair or the secretary opens the
// vote, which fixes the members, the candidates and what each of them needs; who is absent may send a
// written opinion, which the secretary enters. The title says whether the vote is secret or by show of
// hands, which the secretary counts. Both the chair and the secretary must close the vote; then the votes
// are counted against all members, present or not, and emulation is told what each registration came to.
//
// The secret ballot: that a member has voted (participation) and what was voted (ballots) are two tables
// that nothing joins. Blanks lie in the box from the opening on; a vote fills a blank that is drawn by
// chance, and no time, no order and no log entry is kept. Shred writes the database's file anew after a
// close. Nobody sees a count before the end, and a member has no say in the own case.
package council
