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
// Frameworks are a kind of internal/catalogue (CatalogueKind), which keeps their editions. A card names the
// edition by which it is scored: the latest one in force on the first of its month that applies to the person.
// An edition begins on the first of a month that is not open yet.
package evaluation
