// Package work is who does what until when: tasks, the programmes and weekly reviews that they come from,
// and what a month of them comes to.
//
// # Tasks
//
// A task (nhiệm vụ) has one lead (chủ trì), who answers for it, one checker (kiểm tra), who is somebody
// else, any number of helpers (phối hợp), one product with its weight in standard products, and one due day.
// Its unit is the lead's at the time of the assignment.
//
//	assigned → accepted → done → checked → closed
//
// The lead accepts and reports it done; the checker passes it (checked, or closed at once) or sends it back
// to accepted with the reason. Who assigned it, or assigns work in its unit, extends it, cancels it before it
// is done, and closes what is checked. Nobody checks, extends, closes, cancels or hands over the own task:
// access.Actor.Judge with the lead is asked by each of these steps. A CHECK of the table keeps lead and
// checker apart as well.
//
// Every step names the version of the task that its page showed; a step from a stale page is fault.ErrStale.
// Page.Rights says which steps are open to the reader; it is made by the same rules that the steps ask.
//
// # What counts
//
// A failed check is a failure; handing in after the due day, or more time asked for after it, is a delay. The
// due day itself is in time. A failure or delay whose objective cause the checker confirms moves to Excused
// and does not count. Month says which tasks a month counts for their lead; Lines adds them up by product and
// weight, and a scorecard takes the lines over.
//
// # Recurring tasks
//
// A recurrence gives a task out ahead days before each due day. Only the server's background does that (Recur).
// The unique key tasks_recurring keeps two processes from giving the same day out twice. A recurrence whose
// lead works nowhere any more stops.
//
// # Programmes
//
// A programme (chương trình công tác năm) of a unit and year has items over some months. It goes from draft to
// submitted to approved, or back to draft with a reason. Who submitted it does not approve it. The months of
// the approval stay with each item (PlannedFirst, PlannedLast): after it an item moves but is not dropped, and
// how it stands is compared with the plan. A month's draft lists the items to be given out; given out, each
// becomes a task.
//
// # Weekly reviews
//
// A weekly review (giao ban tuần) of a unit lists what happened in the unit and below it. What is decided
// becomes tasks at once. Minutes are saved under a version; concluded, a review changes no more. A review has
// version 1 before anybody has opened it.
//
// # Who sees what
//
// Tasks: the units within the reach of access.TaskView, and what the reader leads, checks, assigned or helps
// with. Programmes and reviews: those of the units within reach, of the own unit and of all above it. What is
// out of sight is fault.ErrNotFound. The room reads people, posts and units of package org and writes its own
// tables only; it knows rooms above it (documents) by the kind of a task's source alone.
package work
