// Package job does long work in the background and says how far it is: lists and papers of many pages, imports,
// the opening of a month, what a page computes for thousands of people.
//
// A job is a goroutine of the process that was asked for it, with a row in the table jobs. Start writes the row
// and begins the work; the same request of the same account that still runs is not begun again. The work goes on
// when the request that asked for it ends. It reports its progress, which is kept in memory, and leaves a page to
// go to, a file, or an error; the error is kept as a sentence for people. Only the account that asked sees a job,
// and its file only as long as the account's reach has not changed; a file is kept for a day. The work of every
// job is one transaction or can be repeated. So a stop in the middle needs no repair: Drain waits for the jobs at
// shutdown, Sweep marks as failed at the next start what a stopped process has left running, and whoever asked
// starts it again.
//
// # Why no library for jobs
//
// Goroutines with a row each are enough while one process serves the database:
//
//   - Somebody waits for every job: it starts at once, and most end before the request that started them has
//     waited for 1.5 seconds. A queue between request and work adds delay and shares nothing.
//   - A failed job is shown to the person who asked, who corrects the cause and starts it again. Retries would
//     hide the cause.
//   - The work is a closure over what the request has read and checked. A queue wants arguments as JSON and a
//     worker registered for each kind.
//   - Two things are repeated on a schedule, recurring tasks and waiting notices. Each is a ticker in
//     cmd/portal, and what each tick does can be repeated.
//
// A second process on the same database would need four things that are missing today:
//
//   - Sweep must tell the jobs of a stopped process from those of one that runs, by an owner and a heartbeat in
//     the row. Today a starting process would mark the jobs of the other one as failed.
//   - The progress must stand in the row (its columns done and total are there and are not written), because the
//     page may be served by the process that does not do the work. State, result and message stand there already.
//   - The files must lie where both processes read and delete them.
//   - The tickers must run in one process at a time.
//
// Start needs nothing more: it looks and writes in one transaction, and on PostgreSQL a writing transaction of
// the store holds a lock that all processes share.
//
// River (github.com/riverqueue/river) would bring this on PostgreSQL: a job is inserted in the transaction of the
// change that wants it and is claimed by one worker of any process, LISTEN and NOTIFY start it within
// milliseconds, jobs of dead workers are rescued, failed ones retried with growing pauses, and an elected leader
// runs the periodic ones. Its price is a second set of migrations, a second pool of connections and the arguments
// as JSON. It has no progress and keeps no files: both would stay here. On SQLite, where only one process may
// serve, it polls: a trial measured 39 ms from insert to start and 1.5 % of a core while idle, and gained
// nothing. So the decision is: no library as long as one process serves; when a second one is wanted, river on
// PostgreSQL behind Runner, and goroutines on SQLite.
package job
