package notice_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"congthidua/internal/notice"
)

// TestARefusalIsKept with its reason, the rest goes on; sent again on demand it is a new notice.
func TestARefusalIsKept(t *testing.T) {
	o := newOffice(t)
	o.desk.answer = func(m notice.Message) error {
		if m.To == "khach1@cong.example" {
			return errors.New("550 no such  user\n" + strings.Repeat("x", 600))
		}
		return nil
	}
	one, two := o.put(1), o.put(2)
	out := o.deliver(one, two)
	if out.Sent != 1 || len(out.Refused) != 1 || out.Refused[0].Address != "khach1@cong.example" {
		t.Errorf("%+v", out)
	}
	n := o.read(one)
	if n.State != notice.Refused || !strings.HasPrefix(n.Reason, "550 no such user xxx") || len([]rune(n.Reason)) > 500 || n.Content != "" {
		t.Errorf("kept is %+v", n)
	}
	o.must(o.Round(t.Context()))
	if len(o.desk.kept) != 1 {
		t.Error("a refused notice was tried again by itself")
	}
	o.desk.answer = nil
	again := o.put(1)
	if out := o.deliver(again); out.Sent != 1 || again == one {
		t.Errorf("on demand: %+v", out)
	}
	if o.read(one).State != notice.Refused || fmt.Sprint(o.told) != "[2 1]" {
		t.Errorf("the refusal is %+v, told of %v", o.read(one), o.told)
	}
}

// TestAChannelThatCannotBeReached sends nothing; what waits goes out in a later round.
func TestAChannelThatCannotBeReached(t *testing.T) {
	o := newOffice(t)
	down, asked := true, 0
	o.desk.answer = func(m notice.Message) error {
		asked++
		if down && m.To != "khach1@cong.example" {
			return fmt.Errorf("dial: %w", notice.ErrUnreachable)
		}
		return nil
	}
	ids := []int64{o.put(1), o.put(2), o.put(3)}
	out := o.deliver(ids...)
	if out.Sent != 1 || len(out.Refused) != 0 || !errors.Is(out.Unreachable, notice.ErrUnreachable) || asked != 2 {
		t.Errorf("%+v, asked %d times", out, asked)
	}
	if o.count(notice.Waiting) != 2 {
		t.Errorf("%d wait", o.count(notice.Waiting))
	}
	down = false
	o.must(o.Round(t.Context()))
	if o.desk.to() != "khach1@cong.example khach2@cong.example khach3@cong.example" {
		t.Errorf("sent to %s", o.desk.to())
	}
}

// TestAnotherChannelGoesOn where one cannot be reached; the room is told by which channel a notice went.
func TestAnotherChannelGoesOn(t *testing.T) {
	o := newOffice(t)
	pigeons := &desk{channel: "pigeon"}
	o.Senders = append(o.Senders, pigeons)
	o.desk.answer = func(notice.Message) error { return notice.ErrUnreachable }
	pigeon := func(a *notice.About) { a.Channel = "pigeon" }
	letter, first, second := o.put(1), o.put(1, pigeon), o.put(2, pigeon)
	out := o.deliver(letter, first, second)
	if out.Sent != 2 || len(out.Refused) != 0 || !errors.Is(out.Unreachable, notice.ErrUnreachable) {
		t.Errorf("%+v", out)
	}
	if o.read(letter).State != notice.Waiting || pigeons.to() != "khach1@cong.example khach2@cong.example" {
		t.Errorf("the letter is %s, pigeons went to %q", o.read(letter).State, pigeons.to())
	}
	if fmt.Sprint(o.told, o.channels) != "[1 2] [pigeon pigeon]" {
		t.Errorf("told of %v by %v", o.told, o.channels)
	}
}

// TestANoticeWithoutAChannel is refused, and the channel is not offered.
func TestANoticeWithoutAChannel(t *testing.T) {
	o := newOffice(t)
	pigeon := func(a *notice.About) { a.Channel = "pigeon" }
	out := o.deliver(o.put(1, pigeon))
	if len(out.Refused) != 1 || out.Refused[0].Reason != "chưa cấu hình kênh gửi" {
		t.Errorf("%+v", out)
	}
	if o.Offers("pigeon") || !o.Offers(notice.Mail) {
		t.Error("the wrong channels are offered")
	}
	o.Senders = append(o.Senders, &desk{channel: "pigeon"})
	if out := o.deliver(o.put(1, pigeon)); out.Sent != 1 || len(o.desk.kept) != 0 {
		t.Errorf("by its own sender: %+v", out)
	}
}
