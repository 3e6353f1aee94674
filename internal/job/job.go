// Package job does long work in the background and tells how far it is. One process owns the
// database, so jobs are goroutines with a row each; what a stopped process left behind is
// marked as failed at the next start. Every job's work is one transaction or can be repeated.
package job

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Runner starts jobs and waits for them at shutdown.
type Runner struct {
	Store *store.Store
	Clock clock.Clock
	Log   *slog.Logger
	// Explain says what a failure is to a person, without insides.
	Explain func(context.Context, error) string

	running  sync.WaitGroup
	mu       sync.Mutex
	progress map[int64][2]int
}

// State says how far a job is.
type State string

// The states of a job.
const (
	Running State = "running"
	Done    State = "done"
	Failed  State = "failed"
)

// Job is a job as its page shows it.
type Job struct {
	ID, AccountID   int64
	Kind, Title     string
	State           State
	Done, Total     int
	Message, Result string // Result is the page to go to when done, "" where there is a file
	File, FileName  string // what it left on the disk, and its name when downloaded
	Reach           string
	StartedAt       int64
	EndedAt         *int64
}

// Request says who wants what done. Reach is what the account may see now: a file is given out
// only as long as that has not changed.
type Request struct {
	AccountID          int64
	Kind, Title, Reach string
}

// Result is what a job leaves: a page to go to, or a file.
type Result struct{ Page, File, FileName string }

// Work is what a job does.
type Work func(context.Context, Progress) (Result, error)

// Progress is how a job tells how far it is.
type Progress func(done, total int)

// Start begins a job and returns its number. What the same account has begun already, and is
// not done, is not begun again.
func (r *Runner) Start(ctx context.Context, want Request, work Work) (int64, error) {
	var id, running int64
	err := r.Store.Write(ctx, func(tx *gorm.DB) error {
		err := tx.Raw(`SELECT COALESCE(MAX(id), 0) FROM jobs WHERE account_id = ? AND state = 'running' AND kind = ? AND title = ?`, want.AccountID, want.Kind, want.Title).Scan(&running).Error
		if err != nil || running != 0 {
			return err
		}
		return tx.Raw(`INSERT INTO jobs (kind, title, account_id, reach, state, started_at) VALUES (?, ?, ?, ?, 'running', ?) RETURNING id`,
			want.Kind, want.Title, want.AccountID, want.Reach, r.Clock.Now().UnixMilli()).Scan(&id).Error
	})
	if err != nil || running != 0 {
		return running, err
	}
	ctx = context.WithoutCancel(ctx)
	r.running.Go(func() { r.run(ctx, id, work) })
	return id, nil
}

func (r *Runner) run(ctx context.Context, id int64, work Work) {
	result, err := r.try(ctx, id, work)
	state, message := Done, ""
	if err != nil {
		state, message, result = Failed, r.Explain(ctx, err), Result{}
		r.Log.Error("job", "id", id, "error", err.Error())
	}
	err = r.Store.Write(ctx, func(tx *gorm.DB) error {
		return tx.Exec(`UPDATE jobs SET state = ?, message = ?, result = ?, file = ?, file_name = ?, ended_at = ? WHERE id = ?`,
			state, message, result.Page, result.File, result.FileName, r.Clock.Now().UnixMilli(), id).Error
	})
	if err != nil {
		r.Log.Error("job", "id", id, "error", err.Error())
	}
	r.mu.Lock()
	delete(r.progress, id)
	r.mu.Unlock()
}

// try does the work; a panic in it is a failure of the job and of nothing else.
func (r *Runner) try(ctx context.Context, id int64, work Work) (result Result, err error) {
	defer func() {
		if broken := recover(); broken != nil {
			r.Log.Error("job", "id", id, "panic", fmt.Sprint(broken), "stack", string(debug.Stack()))
			err = fmt.Errorf("panic: %v", broken)
		}
	}()
	return work(ctx, func(done, total int) {
		r.mu.Lock()
		if r.progress == nil {
			r.progress = map[int64][2]int{}
		}
		r.progress[id] = [2]int{done, total}
		r.mu.Unlock()
	})
}

// Wait waits for a job for a short time; done says whether it ended.
func (r *Runner) Wait(ctx context.Context, id int64, atMost time.Duration) (j Job, done bool, err error) {
	for waited := time.Duration(0); ; waited += pause {
		if j, err = r.Get(ctx, id); err != nil || j.State != Running {
			return j, err == nil, err
		}
		if waited >= atMost {
			return j, false, nil
		}
		time.Sleep(pause)
	}
}

// pause is how often Wait looks.
const pause = 20 * time.Millisecond

// Get returns a job with how far it is now.
func (r *Runner) Get(ctx context.Context, id int64) (Job, error) {
	var j Job
	err := r.Store.Read(ctx).Raw(`SELECT * FROM jobs WHERE id = ?`, id).Scan(&j).Error
	if err == nil && j.ID == 0 {
		err = fault.ErrNotFound
	}
	r.mu.Lock()
	if p, ok := r.progress[id]; ok {
		j.Done, j.Total = p[0], p[1]
	}
	r.mu.Unlock()
	return j, err
}

// Visible keeps a job to who started it, and its file to as long as they may see as much.
func (j Job) Visible(accountID int64, reach string) error {
	if j.AccountID != accountID || j.File != "" && j.Reach != reach {
		return fault.ErrNotFound
	}
	return nil
}

// keptFor is how long a job's file waits to be fetched.
const keptFor = 24 * time.Hour

// Expire forgets the files that have waited too long and returns their paths.
func (r *Runner) Expire(ctx context.Context) (files []string, err error) {
	err = r.Store.Write(ctx, func(tx *gorm.DB) error {
		before := r.Clock.Now().Add(-keptFor).UnixMilli()
		if err := tx.Raw(`SELECT file FROM jobs WHERE file <> '' AND ended_at < ?`, before).Scan(&files).Error; err != nil {
			return err
		}
		return tx.Exec(`UPDATE jobs SET file = '', file_name = '' WHERE file <> '' AND ended_at < ?`, before).Error
	})
	return files, err
}

// Files returns the paths of the files that wait.
func (r *Runner) Files(ctx context.Context) (files []string, err error) {
	return files, r.Store.Read(ctx).Raw(`SELECT file FROM jobs WHERE file <> ''`).Scan(&files).Error
}

// Sweep marks jobs that a stopped process left running.
func (r *Runner) Sweep(ctx context.Context) error {
	return r.Store.Write(ctx, func(tx *gorm.DB) error {
		return tx.Exec(`UPDATE jobs SET state = 'failed', message = 'Máy chủ dừng giữa chừng; chưa có gì thay đổi. Hãy làm lại.', ended_at = ? WHERE state = 'running'`, r.Clock.Now().UnixMilli()).Error
	})
}

// Drain waits until all jobs have ended.
func (r *Runner) Drain() { r.running.Wait() }
