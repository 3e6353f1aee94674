// Package cluster keeps the clusters and blocks of emulation (cụm, khối thi đua): units that are compared
// with each other in a year, the criteria, the marks, the ranking and its papers.
//
// # What it keeps
//
// A Cluster has one to MaxCriteria Criteria and Memberships; a unit is in one cluster of a kind in a year,
// since it is ranked once. A Mark is what a member was given for a criterion at a stage, with its note: the
// evidence, or why it differs from the stage before.
//
// # States
//
//	cluster: draft → self → check → meeting → closed
//
// Self, check and meeting name the stage of the marks that are given in them. Members and criteria stand once
// scoring begins; each member is then given the next one in the order of the tree as its checker, the last one
// the first. A step is not left before its deadline while marks are missing. The meeting begins with what the
// checker gave, else with what the unit gave itself, else with nothing. It is over when its day, place and
// conclusion are recorded.
//
// # Who may do what
//
//   - Who holds cluster.run over the whole body (the committee) writes drafts, takes units in and out, names the
//     unit that presides, and moves clusters on; nobody else sees a draft.
//   - The head of a member scores it, the head of its checker checks it (cluster.mark, for the unit itself).
//   - In the meeting the committee or the head of the unit that presides settles marks and records the meeting.
//   - Nobody checks or settles the own unit: one that the actor heads, or in which, or below which, the actor
//     has a post.
//   - A cluster is seen by who sees one of its members. Until the meeting a member's marks are seen by itself,
//     its checker and who sees everything; then by all members.
//
// Forms bring the version of the cluster or, for marks, of the member.
//
// # Ranking
//
// Rank orders by the meeting's total; where totals are equal the first criterion that differs decides, in
// the order of the table, and where none differs the place is shared. Places tells the rooms above where
// a unit stands.
package cluster
