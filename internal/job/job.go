// Package job does long work in the background and tells how far it is. One process owns the
// database, so jobs are goroutines with a row each; what a stopped process left behind is
// marked as failed at the next start. Every job's work is one transaction or can be repeated.
package job

import (
	"context"
	"log/slog"
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

	running  sync.WaitGroup
	mu       sync.Mutex
	progress map[int64][2]int
}

// Job is a job as its page shows it.
type Job struct {
	ID, AccountID   int64
	Kind, Title     string
	State           string // running, done, failed
	Done, Total     int
	Message, Result string
	StartedAt       int64
	EndedAt         *int64
}

// Progress is how a job tells how far it is.
type Progress func(done, total int)

// Start begins a job and returns its number. work returns the path of the page to go to when
// it is done.
func (r *Runner) Start(ctx context.Context, accountID int64, kind, title string, work func(context.Context, Progress) (string, error)) (int64, error) {
	var id int64
	err := r.Store.Write(ctx, func(tx *gorm.DB) error {
		return tx.Raw(`INSERT INTO jobs (kind, title, account_id, state, started_at) VALUES (?, ?, ?, 'running', ?) RETURNING id`, kind, title, accountID, r.Clock.Now().UnixMilli()).Scan(&id).Error
	})
	if err != nil {
		return 0, err
	}
	ctx = context.WithoutCancel(ctx)
	r.running.Go(func() { r.run(ctx, id, work) })
	return id, nil
}

func (r *Runner) run(ctx context.Context, id int64, work func(context.Context, Progress) (string, error)) {
	result, err := work(ctx, func(done, total int) {
		r.mu.Lock()
		if r.progress == nil {
			r.progress = map[int64][2]int{}
		}
		r.progress[id] = [2]int{done, total}
		r.mu.Unlock()
	})
	state, message := "done", ""
	if err != nil {
		state, message = "failed", err.Error()
		r.Log.Error("job", "id", id, "error", err.Error())
	}
	err = r.Store.Write(ctx, func(tx *gorm.DB) error {
		return tx.Exec(`UPDATE jobs SET state = ?, message = ?, result = ?, ended_at = ? WHERE id = ?`, state, message, result, r.Clock.Now().UnixMilli(), id).Error
	})
	if err != nil {
		r.Log.Error("job", "id", id, "error", err.Error())
	}
}

// Wait waits for a job for a short time; done says whether it ended.
func (r *Runner) Wait(ctx context.Context, id int64, atMost time.Duration) (j Job, done bool, err error) {
	for waited := time.Duration(0); ; waited += pause {
		if j, err = r.Get(ctx, id); err != nil || j.State != "running" {
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

// Visible keeps a job to who started it.
func (r *Runner) Visible(j Job, accountID int64) error {
	if j.AccountID != accountID {
		return fault.ErrNotFound
	}
	return nil
}

// Sweep marks jobs that a stopped process left running.
func (r *Runner) Sweep(ctx context.Context) error {
	return r.Store.Write(ctx, func(tx *gorm.DB) error {
		return tx.Exec(`UPDATE jobs SET state = 'failed', message = 'Máy chủ dừng giữa chừng; chưa có gì thay đổi. Hãy làm lại.', ended_at = ? WHERE state = 'running'`, r.Clock.Now().UnixMilli()).Error
	})
}

// Drain waits until all jobs have ended.
func (r *Runner) Drain() { r.running.Wait() }
