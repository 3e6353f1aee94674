// Package ceremony is the day on which awards are handed over: the programme on the clock, the turns on
// the stage, guests and check-in, the live day, and the papers for all of it.
//
// # What it keeps
//
// Only what people choose or note is stored: the ceremony's own data, the items of its programme, the
// decisions whose awards are handed over, who hands over (Presenter), who stays away and who stands in
// (Absence), the guests, the helpers' links, the desks' notes, the steps of the programme as it ran, and
// who stood on the stage. Groups, turns, clock and papers are worked out from that on every request (see
// Stage), so a late absence changes all of them at once. Of a paper that was printed a fingerprint is
// kept; where it no longer matches, the page says that the paper must be printed again.
//
// # Turns
//
// Recipients are grouped by form of award from the highest rank down, collectives before persons. Each
// group is dealt into as few turns as the places on the stage allow, as evenly as possible: 31 recipients
// at 10 places make turns of 8, 8, 8 and 7. Who is away without a representative is left out and the
// others close up; with a representative the place is kept. A turn that has been on the stage is fixed:
// its number, its places, and names, posts and prizes as they were read out. The rest of its group is
// dealt anew after it.
//
// # States and versions
//
// A ceremony is Preparing or Held. Nothing of a held one changes, with two exceptions: desks that were
// cut off may still deliver their notes on the same day, and the printing of papers may be noted. Hold
// notes all turns as planned, unless the programme was run turn by turn, which has noted them already.
//
// Each part that people edit has a version: the ceremony's data (Ceremony.Version), its programme
// (Ceremony.ProgrammeVersion), each presenter, absence, guest and link. A form from an old page is
// refused with fault.ErrStale, so two people can work on different parts at the same time and never
// overwrite each other on the same part. Presenters and absences that nobody has written yet have the
// version Unwritten. Ceremony.Changes counts every change of any part: Hold and DropDecision demand that
// nothing at all has changed since their page was made, and the pages of the day reload when it moves.
// The live programme is guarded by the number of steps taken: of two people who press "next" on the same
// step, the second is refused.
//
// # Who may do what
//
// Preparing (access.CeremonyRun), conducting and checking in (access.CeremonyConduct) and printing
// (access.CeremonyPrint) concern a ceremony as a whole and need a reach over the whole body.
//
// Seeing (access.CeremonyView) depends on the reach:
//
//   - Over the whole body, everything is seen. The root of the tree of units stands for the whole body.
//   - Over some units, a ceremony is seen when at least one of its recipients lies within them: a
//     collective of these units, or a person whose main post is there. Any other ceremony is not found:
//     not in the list, not its page, live page, screen, events, guests, papers or files.
//   - Of a ceremony that is seen through some units, the programme, its times, the presenters and the
//     number and size of the turns are shown. Of decisions, recipients, places on the stage, absences and
//     guests, only those of recipients within the reach are read; counts follow from them.
//   - Papers, the list of guests on paper and the files name people of the whole body. They are not found
//     by who sees a part.
//
// A helper without an account works by a link: one desk or one screen, of one ceremony, on its day only,
// until it is revoked. A Gate stands for who came in that way, or for a desk of somebody with an account.
//
// # Check-in
//
// A desk's note has a token of its own; the same note sent twice counts once. Notes are never overwritten:
// the last note of a guest by its time decides, whatever the order in which desks report. The time is
// computed from the note's age, because desks' clocks are not trusted. A representative named at a desk
// stands for the recipient; a recipient who comes in person takes the place of the representative that had
// been announced. Who was taken out of the turns stays out until whoever conducts the ceremony decides.
package ceremony
