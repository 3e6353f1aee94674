package ceremony

import (
	"context"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/certificate"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/notice"
	"congthidua/internal/org"

	"gorm.io/gorm"
)

// GuestTable is the table of guests, by which notices say whom they are for.
const GuestTable = "ceremony_guests"

// Unmailed are the guests who have an address and no mail yet.
func (s Stage) Unmailed() (list []Guest) {
	for _, g := range s.Guests {
		if g.AwaitsLetter() {
			list = append(list, g)
		}
	}
	return list
}

// MailInvitations writes the invitations of the guests who have not got theirs into the outbox, set by a layout,
// and returns the numbers of the notices. They are sent until the day of the ceremony is over.
func (s *Service) MailInvitations(
	ctx context.Context, a access.Actor, id int64, outbox *notice.Service, l org.Letterhead, layout certificate.Layout,
) (queued []int64, err error) {
	if err := a.RequireAll(access.CeremonyRun); err != nil {
		return nil, err
	}
	v, err := s.Ceremony(ctx, a, id)
	if err != nil {
		return nil, err
	}
	until, err := v.endOfDay()
	if err != nil {
		return nil, err
	}
	letters := map[int64]notice.Message{} // by guest; set before the transaction, because it takes its time
	for _, g := range v.Unmailed() {
		file, err := certificate.Letters(layout, []certificate.Values{Invitation(l, v, g)}, 0)
		if err != nil {
			return nil, err
		}
		letters[g.ID] = notice.Message{
			To:      g.Email,
			Subject: "Giấy mời: " + v.Name,
			Text:    Letter(l, v, g),
			File:    "giay-moi.pdf",
			Content: file,
		}
	}
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		var due []int64 // somebody else may have sent some meanwhile
		err := tx.Model(&Invitee{}).Where("ceremony_id = ? AND mailed_at IS NULL", id).Order("id").Pluck("id", &due).Error
		if err != nil {
			return err
		}
		for _, guest := range due {
			letter, set := letters[guest]
			if !set {
				continue
			}
			about := notice.About{Channel: notice.Mail, Object: GuestTable, ObjectID: guest, ExpiresAt: until}
			number, err := outbox.Put(tx, about, letter)
			if err != nil {
				return err
			}
			if number != 0 {
				queued = append(queued, number)
			}
		}
		if len(queued) == 0 {
			return fault.Conflictf("Không còn khách nào có địa chỉ mà chưa được gửi.")
		}
		return audit.Note(tx, s.Clock, a, "ceremony.mailed", "ceremonies", id, audit.Detail{"guests": len(queued)})
	})
	return queued, err
}

// endOfDay is when the day of a ceremony is over, in milliseconds.
func (c Ceremony) endOfDay() (int64, error) {
	day, err := time.ParseInLocation(clock.Date, c.HeldOn, clock.Zone)
	return day.AddDate(0, 0, 1).UnixMilli(), err
}

// NoteMailed notes that the invitation of a guest went out by mail; what goes out by another channel is no mail. It
// serves notice.Service.Told: the outbox calls it in its own transaction.
func NoteMailed(tx *gorm.DB, channel string, guest, at int64) error {
	if channel != notice.Mail {
		return nil
	}
	return tx.Model(&Invitee{}).Where("id = ?", guest).UpdateColumn("mailed_at", at).Error
}
