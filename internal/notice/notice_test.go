package notice_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"congthidua/internal/clock"
	"congthidua/internal/notice"
	"congthidua/internal/store"
	"congthidua/internal/trial"

	"gorm.io/gorm"
)

// desk is a sender that keeps what it is given, and answers as the test says.
type desk struct {
	channel string
	answer  func(m notice.Message) error

	mu   sync.Mutex
	kept []notice.Message
}

func (d *desk) Channel() string { return d.channel }

func (d *desk) Send(_ context.Context, m notice.Message) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.answer != nil {
		if err := d.answer(m); err != nil {
			return err
		}
	}
	d.kept = append(d.kept, m)
	return nil
}

// to are the addresses to which something was sent.
func (d *desk) to() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	var list []string
	for _, m := range d.kept {
		list = append(list, m.To)
	}
	return strings.Join(list, " ")
}

type office struct {
	*notice.Service
	t     *testing.T
	desk  *desk
	clock *clock.Manual
	told  []int64

	channels []string // of what was told
}

func newOffice(t *testing.T) *office {
	t.Helper()
	t.Parallel()
	c := &clock.Manual{At: time.Date(2026, 11, 6, 9, 0, 0, 0, clock.Zone)}
	o := &office{t: t, clock: c, desk: &desk{channel: notice.Mail}}
	o.Service = &notice.Service{
		Store:   trial.Empty(t),
		Clock:   c,
		Senders: []notice.Sender{o.desk},
		Told: notice.Told{"guests": func(_ *gorm.DB, channel string, id, at int64) error {
			o.channels = append(o.channels, channel)
			if at != c.Now().UnixMilli() {
				t.Errorf("told of %d at %d", id, at)
			}
			o.told = append(o.told, id)
			return nil
		}},
	}
	return o
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

// put writes a message about a guest into the outbox.
func (o *office) put(guest int64, change ...func(*notice.About)) (id int64) {
	o.t.Helper()
	about := notice.About{Channel: notice.Mail, Object: "guests", ObjectID: guest}
	for _, c := range change {
		c(&about)
	}
	o.must(o.Store.Write(o.t.Context(), func(tx *gorm.DB) (err error) {
		id, err = o.Put(tx, about, notice.Message{
			To:      fmt.Sprintf("khach%d@cong.example", guest),
			Subject: "Giấy mời",
			Text:    "Kính gửi",
			File:    "giay-moi.pdf",
			Content: []byte{0, 1, 254, 255},
		})
		return err
	}))
	return id
}

func (o *office) deliver(ids ...int64) notice.Outcome {
	o.t.Helper()
	out, err := o.Deliver(o.t.Context(), ids, func(int, int) {})
	o.must(err)
	return out
}

func (o *office) read(id int64) (n notice.Notice) {
	o.t.Helper()
	o.must(store.First(o.Store.Read(o.t.Context()).Where("id = ?", id), &n))
	return n
}

func (o *office) count(state notice.State) (n int64) {
	o.t.Helper()
	o.must(o.Store.Read(o.t.Context()).Model(&notice.Notice{}).Where("state = ?", state).Count(&n).Error)
	return n
}

// TestANoticeIsSentOnce, whoever asks again; its file goes along and is not kept afterwards.
func TestANoticeIsSentOnce(t *testing.T) {
	o := newOffice(t)
	one, two := o.put(1), o.put(2)
	steps := ""
	out, err := o.Deliver(t.Context(), []int64{one, two}, func(done, total int) { steps += fmt.Sprint(done, "/", total, " ") })
	if err != nil || out.Sent != 2 || out.Total != 2 || len(out.Refused) != 0 || out.Unreachable != nil || steps != "1/2 2/2 " {
		t.Errorf("%+v %v, steps %s", out, err, steps)
	}
	if again := o.deliver(one, two); again.Sent != 2 {
		t.Errorf("asked again: %+v", again)
	}
	o.must(o.Round(t.Context()))
	if o.desk.to() != "khach1@cong.example khach2@cong.example" {
		t.Errorf("sent to %s", o.desk.to())
	}
	m := o.desk.kept[0]
	if m.Subject != "Giấy mời" || m.Text != "Kính gửi" || m.File != "giay-moi.pdf" || string(m.Content) != "\x00\x01\xfe\xff" {
		t.Errorf("sent was %+v", m)
	}
	if n := o.read(one); n.State != notice.Sent || n.Content != "" || n.At != o.clock.Now().UnixMilli() {
		t.Errorf("kept is %+v", n)
	}
	if fmt.Sprint(o.told) != "[1 2]" {
		t.Errorf("the room was told of %v", o.told)
	}
}

// TestTwoWorkersSendOnce: both find the same notices waiting.
func TestTwoWorkersSendOnce(t *testing.T) {
	o := newOffice(t)
	var ids []int64
	for guest := range int64(20) {
		ids = append(ids, o.put(guest+1))
	}
	other := &notice.Service{Store: o.Store, Clock: o.clock, Senders: o.Senders} // of another process
	var wait sync.WaitGroup
	for _, s := range []*notice.Service{o.Service, other, o.Service, other} {
		wait.Go(func() {
			if _, err := s.Deliver(t.Context(), ids, func(int, int) {}); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if len(o.desk.kept) != 20 || o.count(notice.Sent) != 20 {
		t.Errorf("%d letters, %d noted", len(o.desk.kept), o.count(notice.Sent))
	}
}

// TestWhatIsRolledBackTellsNothing: the notice goes with the change that it tells of.
func TestWhatIsRolledBackTellsNothing(t *testing.T) {
	o := newOffice(t)
	failed := errors.New("the change failed")
	err := o.Store.Write(t.Context(), func(tx *gorm.DB) error {
		about := notice.About{Channel: notice.Mail, Object: "guests", ObjectID: 1}
		if _, err := o.Put(tx, about, notice.Message{To: "a@cong.example"}); err != nil {
			return err
		}
		return failed
	})
	if !errors.Is(err, failed) {
		t.Fatal(err)
	}
	o.must(o.Round(t.Context()))
	if o.count(notice.Waiting) != 0 || o.desk.to() != "" {
		t.Errorf("%d wait, sent to %s", o.count(notice.Waiting), o.desk.to())
	}
}

// TestANewNoticeTakesThePlaceOfOneThatWaits, but not of one that is being sent.
func TestANewNoticeTakesThePlaceOfOneThatWaits(t *testing.T) {
	o := newOffice(t)
	first := o.put(1)
	second := o.put(1)
	other := o.put(1, func(a *notice.About) { a.Object = "others" })
	if out := o.deliver(first, second, other); out.Sent != 2 || len(o.desk.kept) != 2 {
		t.Errorf("%+v, %d letters", out, len(o.desk.kept))
	}
	third := o.put(1)
	o.must(o.Store.Write(t.Context(), func(tx *gorm.DB) error {
		return tx.Model(&notice.Notice{}).Where("id = ?", third).UpdateColumn("state", notice.Sending).Error
	}))
	if fourth := o.put(1); fourth != 0 {
		t.Errorf("number %d was written beside one that is being sent", fourth)
	}
	if o.count(notice.Sending) != 1 || o.count(notice.Waiting) != 0 {
		t.Errorf("%d are being sent, %d wait", o.count(notice.Sending), o.count(notice.Waiting))
	}
}

// TestAStoppedProcessSendsNothingTwice: what it was sending is refused and left to a person.
func TestAStoppedProcessSendsNothingTwice(t *testing.T) {
	o := newOffice(t)
	stuck, waiting := o.put(1), o.put(2)
	o.must(o.Store.Write(t.Context(), func(tx *gorm.DB) error {
		return tx.Model(&notice.Notice{}).Where("id = ?", stuck).UpdateColumn("state", notice.Sending).Error
	}))
	o.must(o.Recover(t.Context()))
	o.must(o.Round(t.Context()))
	if n := o.read(stuck); n.State != notice.Refused || !strings.Contains(n.Reason, "dừng khi đang gửi") {
		t.Errorf("what was being sent: %+v", n)
	}
	if o.read(waiting).State != notice.Sent || o.desk.to() != "khach2@cong.example" {
		t.Errorf("sent to %s", o.desk.to())
	}
}

// TestWhatHasExpiredIsNotSent: up to its last moment it is.
func TestWhatHasExpiredIsNotSent(t *testing.T) {
	o := newOffice(t)
	until := func(ms int64) func(*notice.About) {
		return func(a *notice.About) { a.ExpiresAt = o.clock.Now().UnixMilli() + ms }
	}
	ids := []int64{o.put(1, until(0)), o.put(2, until(-1)), o.put(3)}
	out := o.deliver(ids...)
	if out.Sent != 2 || len(out.Refused) != 1 || out.Refused[0].ID != ids[1] || out.Refused[0].Reason != "quá thời hạn gửi" {
		t.Errorf("%+v", out)
	}
}

// TestAFailedNoteIsTold: what the room could not note is no success, and the notice stays taken on.
func TestAFailedNoteIsTold(t *testing.T) {
	o := newOffice(t)
	broken := errors.New("the room could not")
	o.Told["guests"] = func(*gorm.DB, string, int64, int64) error { return broken }
	id := o.put(1)
	if _, err := o.Deliver(t.Context(), []int64{id}, func(int, int) {}); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	if o.read(id).State != notice.Sending {
		t.Errorf("it is %s and might be sent again", o.read(id).State)
	}
}

// TestAStoppedRequestEndsTheRound between two notices.
func TestAStoppedRequestEndsTheRound(t *testing.T) {
	o := newOffice(t)
	ctx, stop := context.WithCancel(t.Context())
	o.desk.answer = func(notice.Message) error { stop(); return nil }
	ids := []int64{o.put(1), o.put(2)}
	if _, err := o.Deliver(ctx, ids, func(int, int) {}); err != nil {
		t.Error(err)
	}
	o.Drain()
	if o.read(ids[0]).State != notice.Sent || o.read(ids[1]).State != notice.Waiting {
		t.Errorf("%s and %s", o.read(ids[0]).State, o.read(ids[1]).State)
	}
}
