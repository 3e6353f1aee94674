// Package movement keeps the movements (phong trào thi đua): what each aims at and measures, the pledges
// (giao ước) that units and persons sign, what they achieved, and the papers about them.
//
// # What it keeps
//
// A Movement has one to MaxTargets Targets, each a figure that everybody who signs pledges to reach. A Pledge
// is a unit's or one person's; its Results say what was achieved of each target in each of two reviews.
//
// # States
//
//	movement: draft → launched → interim → final → closed
//
// The interim review may be left out. Text and targets stand from the launch on, because people have signed
// for them. Pledges are signed while the movement is launched; after the day sign_by they are marked as late.
// Signing again changes the words and keeps the day of the first signature. Results are entered while a review
// is on, target by target; a result above nothing names its evidence.
//
// # Who may do what
//
//   - Who holds movement.run over the whole body (the committee) writes drafts and moves movements on; nobody
//     else sees a draft.
//   - The person signs and reports the own pledge, the head of a unit that of the unit itself, not those of the
//     units below it (pledge.make).
//   - Movements and how far all have come with a target are seen by everybody with movement.view, since they
//     name nobody; pledges are seen within reach.
//
// Forms bring the version of their record. The form that signs brings the version of the pledge that it
// replaces, 0 for none: two who speak for the same unit do not overwrite each other.
//
// # Figures
//
// A pledge has reached the mean over all targets of the movement, each counted to its goal at most. Share
// prints it with one decimal, cut and never rounded up.
package movement
