package notice

import (
	"context"
	"encoding/base64"
	"errors"

	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Message is what a sender hands over: to whom, what, and perhaps one file.
type Message struct {
	To, Subject, Text string
	File              string // name of the file, "" for none
	Content           []byte
}

// Sender is a channel.
type Sender interface {
	// Channel names it as Notice.Channel does: "mail".
	Channel() string
	// Send hands one message over. ErrUnreachable, or an error that wraps it, says that nothing was sent because
	// the channel cannot be reached; every other error is a refusal of this message.
	Send(ctx context.Context, m Message) error
}

// Mail is the channel of mails.
const Mail = "mail"

// ErrUnreachable says that a channel cannot be reached, so that nothing was sent.
var ErrUnreachable = errors.New("channel cannot be reached")

// State is how far a notice is.
type State string

// The states.
const (
	Waiting State = "waiting"
	Sending State = "sending"
	Sent    State = "sent"
	Refused State = "refused"
)

// Why a notice was refused without being handed over.
const (
	reasonExpired     = "quá thời hạn gửi"
	reasonInterrupted = "máy chủ dừng khi đang gửi, không biết thư đã đi hay chưa"
	reasonNoChannel   = "chưa cấu hình kênh gửi"
)

// Notice is something that is to be told, or was.
type Notice struct {
	store.Record
	Channel   string `gorm:"size:40"`
	Object    string `gorm:"size:60;index:notices_object"` // table of what it is about
	ObjectID  int64  `gorm:"index:notices_object"`
	Address   string `gorm:"size:200"`
	Subject   string `gorm:"size:500"`
	Body      string `gorm:"size:20000"`
	File      string `gorm:"size:200"` // name of the file that goes along, "" for none
	Content   string // of the file, in base64; emptied once the notice is sent
	State     State
	Reason    string `gorm:"size:500"` // of a refusal
	At        int64  // milliseconds, of the last change of state
	ExpiresAt int64  // milliseconds, after which it is not sent any more; 0 for never
}

// Models are the records of the package.
var Models = []any{&Notice{}}

// message is what is handed over.
func (n Notice) message() (Message, error) {
	content, err := base64.StdEncoding.DecodeString(n.Content)
	return Message{To: n.Address, Subject: n.Subject, Text: n.Body, File: n.File, Content: content}, err
}

// About says what a notice is about and how long it may be sent.
type About struct {
	Channel   string
	Object    string
	ObjectID  int64
	ExpiresAt int64 // milliseconds, 0 for never
}

// Put writes a message into the outbox within the transaction of the change that it tells of, and returns the
// number of the notice. It takes the place of one about the same that still waits. One that is being sent right
// now cannot be replaced: then nothing is written and the number is 0.
func (s *Service) Put(tx *gorm.DB, about About, m Message) (id int64, err error) {
	open := tx.Where("channel = ? AND object = ? AND object_id = ?", about.Channel, about.Object, about.ObjectID)
	if err := open.Session(&gorm.Session{}).Where("state = ?", Waiting).Delete(&Notice{}).Error; err != nil {
		return 0, err
	}
	var sending int64
	err = open.Session(&gorm.Session{}).Model(&Notice{}).Where("state = ?", Sending).Count(&sending).Error
	if err != nil || sending > 0 {
		return 0, err
	}
	n := Notice{
		Channel:   about.Channel,
		Object:    about.Object,
		ObjectID:  about.ObjectID,
		Address:   m.To,
		Subject:   m.Subject,
		Body:      m.Text,
		File:      m.File,
		Content:   base64.StdEncoding.EncodeToString(m.Content),
		State:     Waiting,
		At:        s.Clock.Now().UnixMilli(),
		ExpiresAt: about.ExpiresAt,
	}
	err = tx.Create(&n).Error
	return n.ID, err
}
