// Package store opens the database and keeps its promises: one writer at a time, several readers, every
// acknowledged write on the disk, versioned migrations, and errors that a person can be told.
//
// # Two engines, one dialect
//
// The portal runs on a SQLite file or on PostgreSQL, chosen by the address that Open is given. All rooms
// write one dialect of SQL with "?" for arguments; GORM turns it into what the engine wants. The few
// things in which the engines differ are named in the interface engine (engine.go) and stand in sqlite.go
// and postgres.go; no other file knows which engine runs.
//
// # Records and read models
//
// A record is a GORM model: a struct with the columns of one table, written with Create, Update,
// Advance and Delete, found with First and Find. What a page or a paper shows is a read model: one SQL
// query in a query.go of its room, read into a flat struct with Scan. Each and Exec are for the few
// statements that run at every page or save, where building a statement costs more than running it;
// each use names the benchmark that justifies it.
//
// # Writing
//
// Write runs a use case in one transaction. SQLite has one writing connection; on PostgreSQL the
// transaction takes an advisory lock first, so that rules which look before they write hold there too.
// A record that is changed carries a version: Update and Advance change exactly one row of the expected
// state and version, or return fault.ErrStale.
//
// # Errors
//
// What a rule refuses is a value of package fault and passes unchanged. A broken constraint of the
// database becomes a fault.Invalid that names the field where the engine names the column; a full disk
// or a lock not had in time becomes fault.ErrUnavailable. Everything else is a defect: it carries the
// use case and the statement in its text ("award.SaveDecision: update decisions: no such column").
package store
