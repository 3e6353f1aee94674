package job_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/job"
	"congthidua/internal/trial"

	"gorm.io/gorm"
)

// patience is how long a test waits for a job that has nothing left to do.
const patience = 10 * time.Second

// office is a runner on an empty database, with the log that it writes.
type office struct {
	*job.Runner
	clock *clock.Manual
	log   *strings.Builder
}

func open(t *testing.T) office {
	t.Helper()
	manual, log := trial.Clock(), &strings.Builder{}
	o := office{clock: manual, log: log, Runner: &job.Runner{
		Store: trial.Empty(t),
		Clock: manual,
		Log:   slog.New(slog.NewTextHandler(log, nil)),
		Explain: func(_ context.Context, err error) string {
			return "giải thích: " + err.Error()
		},
	}}
	t.Cleanup(o.Drain)
	return o
}

// start begins a job.
func (o office) start(t *testing.T, want job.Request, work job.Work) int64 {
	t.Helper()
	id, err := o.Start(t.Context(), want, work)
	if err != nil || id == 0 {
		t.Fatalf("job %d, %v", id, err)
	}
	return id
}

// ended waits for the end of a job and returns it.
func (o office) ended(t *testing.T, id int64) job.Job {
	t.Helper()
	j, done, err := o.Wait(t.Context(), id, patience)
	if err != nil || !done {
		t.Fatalf("job %d done %t, %v", id, done, err)
	}
	o.Drain() // the row says done before the runner has let go of it
	return j
}

// leaves is work that leaves a result.
func leaves(result job.Result) job.Work {
	return func(context.Context, job.Progress) (job.Result, error) { return result, nil }
}

var list = job.Request{AccountID: 7, Kind: "list", Title: "Danh sách 2026", Reach: "head 2;"}

func TestAJobThatSucceeds(t *testing.T) {
	t.Parallel()
	o := open(t)
	begun := o.clock.At
	id := o.start(t, list, func(context.Context, job.Progress) (job.Result, error) {
		o.clock.At = begun.Add(time.Minute)
		return job.Result{Page: "/decisions/3", File: "/tmp/a.pdf", FileName: "danh-sach.pdf"}, nil
	})
	got := o.ended(t, id)
	end := begun.Add(time.Minute).UnixMilli()
	if got.EndedAt == nil || *got.EndedAt != end {
		t.Errorf("ended at %v, want %d", got.EndedAt, end)
	}
	got.EndedAt = nil
	want := job.Job{
		ID: id, AccountID: 7, Kind: "list", Title: "Danh sách 2026", State: "done", Result: "/decisions/3",
		File: "/tmp/a.pdf", FileName: "danh-sach.pdf", Reach: "head 2;", StartedAt: begun.UnixMilli(),
	}
	if got != want {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if o.log.Len() > 0 {
		t.Errorf("logged: %s", o.log)
	}
}

func TestAJobThatFails(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, message, log string
		work               job.Work
	}{
		{
			name: "with an error; what it had made is not given out",
			work: func(context.Context, job.Progress) (job.Result, error) {
				return job.Result{Page: "/a", File: "/tmp/a", FileName: "a"}, errors.New("disk full")
			},
			message: "giải thích: disk full",
			log:     "disk full",
		},
		{
			name:    "with a panic; the portal runs on",
			work:    func(context.Context, job.Progress) (job.Result, error) { panic("out of bounds") },
			message: "giải thích: panic: out of bounds",
			log:     "job_test.go", // the stack
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := open(t)
			got := o.ended(t, o.start(t, list, c.work))
			if got.State != "failed" || got.Message != c.message {
				t.Errorf("%s: %q, want failed: %q", got.State, got.Message, c.message)
			}
			if got.Result != "" || got.File != "" || got.FileName != "" {
				t.Errorf("gives out %q, %q, %q", got.Result, got.File, got.FileName)
			}
			if !strings.Contains(o.log.String(), c.log) {
				t.Errorf("the log has no %q: %s", c.log, o.log)
			}
		})
	}
}

func TestTheSameIsNotBegunTwice(t *testing.T) {
	t.Parallel()
	o := open(t)
	finish := make(chan struct{})
	release := sync.OnceFunc(func() { close(finish) })
	t.Cleanup(release) // before the runner is drained, whatever fails
	work := func(context.Context, job.Progress) (job.Result, error) {
		<-finish
		return job.Result{}, nil
	}
	first := o.start(t, list, work)
	for _, c := range []struct {
		name   string
		change func(*job.Request)
		same   bool
	}{
		{"the same", func(*job.Request) {}, true},
		{"the same with another reach", func(r *job.Request) { r.Reach = "head 3;" }, true},
		{"another account", func(r *job.Request) { r.AccountID = 8 }, false},
		{"another kind", func(r *job.Request) { r.Kind = "pack" }, false},
		{"another title", func(r *job.Request) { r.Title = "Danh sách 2025" }, false},
	} {
		want := list
		c.change(&want)
		if id := o.start(t, want, work); (id == first) != c.same {
			t.Errorf("%s: job %d after job %d", c.name, id, first)
		}
	}
	release()
	o.ended(t, first)
	if again := o.start(t, list, work); again == first {
		t.Error("what is done is not begun again")
	}
}

func TestProgress(t *testing.T) {
	t.Parallel()
	o := open(t)
	told, finish := make(chan struct{}), make(chan struct{})
	id := o.start(t, list, func(_ context.Context, progress job.Progress) (job.Result, error) {
		progress(1, 40)
		progress(3, 40)
		close(told)
		<-finish
		return job.Result{}, nil
	})
	<-told
	j, err := o.Get(t.Context(), id)
	if err != nil || j.State != "running" || j.Done != 3 || j.Total != 40 {
		t.Errorf("%s %d of %d, %v; want running 3 of 40", j.State, j.Done, j.Total, err)
	}
	j, done, err := o.Wait(t.Context(), id, 0)
	if err != nil || done || j.State != "running" {
		t.Errorf("waited for: %s, done %t, %v", j.State, done, err)
	}
	close(finish)
	if j := o.ended(t, id); j.Done != 0 || j.Total != 0 {
		t.Errorf("after its end it is at %d of %d", j.Done, j.Total)
	}
}

// Who asked may close the page: the work goes on.
func TestWorkOutlivesItsRequest(t *testing.T) {
	t.Parallel()
	o := open(t)
	ctx, leave := context.WithCancel(t.Context())
	left := make(chan struct{})
	id, err := o.Start(ctx, list, func(ctx context.Context, _ job.Progress) (job.Result, error) {
		<-left
		return job.Result{Page: "/a"}, ctx.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	leave()
	close(left)
	if j := o.ended(t, id); j.State != "done" {
		t.Errorf("%s: %s", j.State, j.Message)
	}
}

func TestAJobThatIsNotThere(t *testing.T) {
	t.Parallel()
	o := open(t)
	if j, err := o.Get(t.Context(), 99); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("%+v, %v", j, err)
	}
	if _, done, err := o.Wait(t.Context(), 99, patience); !errors.Is(err, fault.ErrNotFound) || done {
		t.Errorf("done %t, %v", done, err)
	}
}

func TestVisible(t *testing.T) {
	for _, c := range []struct {
		name    string
		job     job.Job
		account int64
		reach   string
		visible bool
	}{
		{"one's own", job.Job{AccountID: 7, Reach: "head 2;"}, 7, "head 2;", true},
		{"another's", job.Job{AccountID: 8, Reach: "head 2;"}, 7, "head 2;", false},
		{"another's file", job.Job{AccountID: 8, Reach: "head 2;", File: "/tmp/a"}, 7, "head 2;", false},
		{"one's own file", job.Job{AccountID: 7, Reach: "head 2;", File: "/tmp/a"}, 7, "head 2;", true},
		{"made when one could see more", job.Job{AccountID: 7, Reach: "head 2;head 3;", File: "/tmp/a"}, 7, "head 2;", false},
		{"made when one could see less", job.Job{AccountID: 7, Reach: "", File: "/tmp/a"}, 7, "head 2;", false},
		{"no file: the reach does not matter", job.Job{AccountID: 7, Reach: "head 3;"}, 7, "head 2;", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := c.job.Visible(c.account, c.reach)
			if (err == nil) != c.visible || err != nil && !errors.Is(err, fault.ErrNotFound) {
				t.Errorf("%v, want visible %t", err, c.visible)
			}
		})
	}
}

func TestFilesWaitForADay(t *testing.T) {
	t.Parallel()
	o := open(t)
	begun := o.clock.At
	old := o.ended(t, o.start(t, list, leaves(job.Result{File: "/tmp/old", FileName: "old.pdf"})))
	o.clock.At = begun.Add(time.Hour)
	young := o.ended(t, o.start(t, list, leaves(job.Result{File: "/tmp/young", FileName: "young.pdf"})))
	o.ended(t, o.start(t, list, leaves(job.Result{Page: "/a"}))) // leaves no file

	for _, c := range []struct {
		name          string
		after         time.Duration
		expired, left []string
	}{
		{"a day to the millisecond", 24 * time.Hour, nil, []string{"/tmp/old", "/tmp/young"}},
		{"a millisecond more", 24*time.Hour + time.Millisecond, []string{"/tmp/old"}, []string{"/tmp/young"}},
		{"the second time nothing is left to expire", 24*time.Hour + time.Millisecond, nil, []string{"/tmp/young"}},
		{"much later", 100 * time.Hour, []string{"/tmp/young"}, nil},
	} {
		o.clock.At = begun.Add(c.after)
		expired, err := o.Expire(t.Context())
		if err != nil || !slices.Equal(expired, c.expired) {
			t.Errorf("%s: expired %v, %v; want %v", c.name, expired, err, c.expired)
		}
		left, err := o.Files(t.Context())
		slices.Sort(left)
		if err != nil || !slices.Equal(left, c.left) {
			t.Errorf("%s: left %v, %v; want %v", c.name, left, err, c.left)
		}
	}
	for _, id := range []int64{old.ID, young.ID} {
		if j, err := o.Get(t.Context(), id); err != nil || j.State != "done" || j.File != "" || j.FileName != "" {
			t.Errorf("%+v, %v: a job stays when its file goes", j, err)
		}
	}
}

// A running job has no end yet: its file, should it have one, is not taken from it.
func TestSweepEndsWhatAStoppedProcessLeft(t *testing.T) {
	t.Parallel()
	o := open(t)
	finish := make(chan struct{})
	release := sync.OnceFunc(func() { close(finish) })
	t.Cleanup(release)
	done := o.ended(t, o.start(t, list, leaves(job.Result{Page: "/a"})))
	left := o.start(t, list, func(context.Context, job.Progress) (job.Result, error) {
		<-finish
		return job.Result{}, nil
	})

	next := &job.Runner{Store: o.Store, Clock: o.clock, Log: o.Log, Explain: o.Explain} // after a restart
	o.clock.At = o.clock.At.Add(time.Hour)
	if err := next.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	j, err := next.Get(t.Context(), left)
	if err != nil || j.State != "failed" || j.EndedAt == nil || *j.EndedAt != o.clock.At.UnixMilli() {
		t.Errorf("%+v, %v; want failed, ended now", j, err)
	}
	if j.Message != "Máy chủ dừng giữa chừng; chưa có gì thay đổi. Hãy làm lại." {
		t.Errorf("says %q", j.Message)
	}
	if j, err := next.Get(t.Context(), done.ID); err != nil || j.State != "done" || *j.EndedAt != *done.EndedAt {
		t.Errorf("%+v, %v: what was done stays so", j, err)
	}
	again, err := next.Start(t.Context(), list, leaves(job.Result{}))
	if err != nil || again == left {
		t.Errorf("job %d, %v: it can be begun again", again, err)
	}
	next.Drain()
}

// TestAnEndThatCannotBeWrittenIsTriedAgain: the database refuses the row for a moment.
func TestAnEndThatCannotBeWrittenIsTriedAgain(t *testing.T) {
	o := open(t)
	rename := func(from, to string) {
		t.Helper()
		err := o.Store.Write(t.Context(), func(tx *gorm.DB) error {
			return tx.Exec(`ALTER TABLE ` + from + ` RENAME TO ` + to).Error
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	id := o.start(t, job.Request{AccountID: 1, Kind: "a"}, func(context.Context, job.Progress) (job.Result, error) {
		rename("jobs", "jobs_away")
		return job.Result{Page: "/people"}, nil
	})
	time.Sleep(time.Second / 2) // the first try has failed
	rename("jobs_away", "jobs")
	if j := o.ended(t, id); j.State != job.Done || j.Result != "/people" {
		t.Errorf("%+v", j)
	}
}
