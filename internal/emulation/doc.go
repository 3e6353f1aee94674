// Package emulation is thi đua: the titles with their rules, a year's campaign in which people and
// collectives register for them, and who meets which rule and why.
//
// # Titles
//
// Titles live in editions of the catalogue "titles" (package catalogue): per title its rules, a quota and how
// the council votes. A rule is of one of a few kinds (Kinds); its thresholds and legal basis are data, the
// sentence that explains it comes from here. A campaign is judged by the edition in force at the end of its
// year, until the committee adopts another one (AdoptEdition); once the council has been convened on it, the
// edition stands.
//
// # Campaigns and registrations
//
// A campaign is open until it is closed. A registration is late (waits for the committee's leave),
// registered (waits for the unit), confirmed or withdrawn. Nobody confirms the own registration: that of a
// head waits for the leader. After its deadline a new registration is late and gives a reason.
//
// # Eligibility
//
// Evaluate applies every rule of a title to a record and says for each: met, refused or undecided, with the
// figures it used. A missing figure leaves the rule undecided; nothing is guessed. Compute keeps the verdicts
// of a whole campaign; Explain applies the rules to one registration as things stand now and says where
// that differs from what was kept.
//
// # Who may do what
//
// RegistrationMake registers oneself, RegistrationConfirm and HeadsConfirm confirm within the own units,
// CampaignRun (the committee, over the whole body) opens, closes, computes and lets the late in.
package emulation
