package job

import (
	"context"
	"errors"
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

// State is how far a job is.
type State string

// The states.
const (
	Running State = "running"
	Done    State = "done"
	Failed  State = "failed"
)

// Job is a job as its page shows it.
type Job struct {
	ID        int64 `gorm:"primaryKey"`
	Kind      string
	Title     string
	AccountID int64  `gorm:"index:jobs_account,priority:1"`
	State     State  `gorm:"index:jobs_account,priority:2"`
	Done      int    // how far it is; the row has 0, see Get
	Total     int    // of how many, 0 where that is not known; the row has 0, see Get
	Message   string // why it failed
	Result    string // the page to go to when done, "" where there is only a file
	StartedAt int64  // Unix milliseconds
	EndedAt   *int64 // Unix milliseconds, nil while it runs
	File      string // path of the file that it left
	FileName  string // the name under which the file is downloaded
	Reach     string // what the account could see when it asked
}

// Models are the records of this package.
var Models = []any{&Job{}}

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
	var same, started Job
	err := r.Store.Write(ctx, func(tx *gorm.DB) error {
		query := tx.Where("account_id = ? AND state = ?", want.AccountID, Running).
			Where("kind = ? AND title = ?", want.Kind, want.Title)
		if err := store.First(query.Order("id DESC"), &same); !errors.Is(err, fault.ErrNotFound) {
			return err
		}
		started = Job{
			Kind:      want.Kind,
			Title:     want.Title,
			AccountID: want.AccountID,
			Reach:     want.Reach,
			State:     Running,
			StartedAt: r.Clock.Now().UnixMilli(),
		}
		return tx.Create(&started).Error
	})
	if err != nil || same.ID != 0 {
		return same.ID, err
	}
	ctx = context.WithoutCancel(ctx)
	r.running.Go(func() { r.run(ctx, started.ID, work) })
	return started.ID, nil
}

func (r *Runner) run(ctx context.Context, id int64, work Work) {
	result, err := r.try(ctx, id, work)
	state, message := Done, ""
	if err != nil {
		state, message, result = Failed, r.Explain(ctx, err), Result{}
		r.Log.Error("job", "id", id, "error", err.Error())
	}
	err = r.end(ctx, id, map[string]any{
		"state":     state,
		"message":   message,
		"result":    result.Page,
		"file":      result.File,
		"file_name": result.FileName,
		"ended_at":  r.Clock.Now().UnixMilli(),
	})
	if err != nil {
		r.Log.Error("job", "id", id, "error", err.Error())
	}
	r.mu.Lock()
	delete(r.progress, id)
	r.mu.Unlock()
}

// end writes what became of a job. A job whose end is not written would run for ever for whoever waits, so a
// database that cannot be written for a moment is tried again.
func (r *Runner) end(ctx context.Context, id int64, columns map[string]any) (err error) {
	for _, wait := range endTries {
		time.Sleep(wait)
		err = r.Store.Write(ctx, func(tx *gorm.DB) error {
			return tx.Model(&Job{ID: id}).UpdateColumns(columns).Error
		})
		if err == nil {
			break
		}
	}
	return err
}

// endTries are the waits before each try to write a job's end.
var endTries = []time.Duration{0, time.Second, 4 * time.Second, 15 * time.Second}

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
	err := store.First(r.Store.Read(ctx).Where("id = ?", id), &j)
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
		old := tx.Model(&Job{}).Where("file <> ? AND ended_at < ?", "", before).Session(&gorm.Session{})
		if err := old.Pluck("file", &files).Error; err != nil {
			return err
		}
		return old.UpdateColumns(map[string]any{"file": "", "file_name": ""}).Error
	})
	return files, err
}

// Files returns the paths of the files that wait.
func (r *Runner) Files(ctx context.Context) (files []string, err error) {
	return files, r.Store.Read(ctx).Model(&Job{}).Where("file <> ?", "").Pluck("file", &files).Error
}

// interrupted is what a job says that a stopped process left running.
const interrupted = "Máy chủ dừng giữa chừng; chưa có gì thay đổi. Hãy làm lại."

// Sweep marks jobs that a stopped process left running. It is called once, before the process serves.
func (r *Runner) Sweep(ctx context.Context) error {
	return r.Store.Write(ctx, func(tx *gorm.DB) error {
		return tx.Model(&Job{}).Where("state = ?", Running).UpdateColumns(map[string]any{
			"state":    Failed,
			"message":  interrupted,
			"ended_at": r.Clock.Now().UnixMilli(),
		}).Error
	})
}

// Drain waits until all jobs have ended.
func (r *Runner) Drain() { r.running.Wait() }
