// Package cluster keeps the clusters and blocks of emulation (cụm, khối thi đua): units that are compared
// with each other in a year, the criteria, the marks, the ranking and its papers.
//
// A cluster goes draft → self → check → meeting → closed. The committee writes it, takes units in and
// names the one that presides; members and criteria stand once scoring begins. Each member's head scores
// the own unit, then that of the unit which it checks (the next one in the list, the last checks the
// first), then the meeting settles: the committee or the head of the presiding unit. A step is not left
// before its deadline while marks are missing. Every mark of one's own above nothing names its evidence,
// every one that differs from the stage before its reason. Until the meeting a member's marks are seen by
// itself, its checker and who sees everything; then by all members.
//
// Rank orders by the meeting's total; where totals are equal the first criterion that differs decides, in
// the order of the table, and where none differs the place is shared. Places tells the rooms above where
// a unit stands.
package cluster
