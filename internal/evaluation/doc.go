// Package evaluation runs the monthly evaluation of every cadre: frameworks of criteria,
// periods (months), scorecards, grades, quotas, the year's result, appeals.
//
// A card's states:
//
//	not_classified (with the reason; out of the quota's base)
//
//	draft ──submit──▶ submitted ──review──▶ reviewed ──approve──▶ approved ──publish──▶ published
//	  ◀──return────────┘ ◀───return by the committee──┘ ◀──return by the leader─┘
//	published ──appeal, corrected──▶ published, next revision (the old one is kept)
//
// Every return has a reason. Nobody reviews the own card; who heads a unit is scored by the
// leader in charge. Legal basis: Quyết định 3814-QĐ/TU (2018), Nghị định 335/2025/NĐ-CP; both
// are data in data/catalogue, with their sources and dates.
//
// # Frameworks
//
// A Framework is an edition of the criteria: groups with their most points, formulas (package rule), grades with
// their codes, thresholds and conditions, the quota of the best grade, and the rule of the year. Grades are
// ranked by their order in the framework; nothing compares their codes. A published edition never changes; a
// month uses the edition that is in force on its first day, and a card keeps it. Frameworks are a kind of package
// catalogue (CatalogueKind), which keeps their editions; an edition begins on the first of a month that is not
// open yet.
//
// # Grades and quotas
//
// Framework.Grade reckons points and grade of a sheet and gives a reason with figures and article for each
// step. Discipline and other circumstances of the month can force a grade; a forced grade is never raised.
// The quota of the best grade is a share of a unit's classified cards, or of those with the grade that the
// framework names (Quota.Base), rounded down; the committee can grant the special share to a unit that has asked
// for it (AskSpecial, GrantSpecial). Where a unit is over its quota the committee settles who has the grade
// (Settle).
//
// # The year
//
// The year's result is the mean of the months that count, under the framework's own rule; a month without a
// result is named. WhatIf says which months would have to be other for a better grade.
//
// # Saving
//
// A card is saved while it is typed. Sheet and history are one transaction with the version of the page: an
// older page is told both texts. The save is a hot path with prepared SQL, justified by make bench.
//
// # Who may do what
//
// CardScore is the cadre's own card, CardReview the head's unit, LeaderReview the heads below a leader,
// PeriodsRun and AppealDecide the committee, PeriodsApprove the leader, for the units within reach only. Every
// use case that judges somebody refuses the own card (access.Actor.Judge).
package evaluation
