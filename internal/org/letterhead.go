package org

import (
	"context"
	"encoding/json"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/paper"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Letterhead is what stands around every paper that the body issues. It is kept as one setting.
type Letterhead struct {
	Style     paper.Style // party (Hướng dẫn 36-HD/VPTW) or state (Nghị định 30/2020/NĐ-CP)
	Superior  string      // the body above, "" for none
	Body      string
	Place     string
	Sign      string // behind the number: "BTCTU"
	Authority string // "TRƯỞNG BAN", "K/T TRƯỞNG BAN, PHÓ TRƯỞNG BAN"
	Signer    string
	Version   int64 // counts the changes, from 1
}

// Code is the body's own part of Sign: of "BC/BTCTU" it is "BTCTU", whatever kind of paper.
func (l Letterhead) Code() string { return l.Sign[strings.LastIndex(l.Sign, "/")+1:] }

// Whole is the body's name with that of the body above, as it stands on invitations and envelopes:
// "Ban Tổ chức Thành ủy Hà Nội"; a state body's name is whole by itself.
func (l Letterhead) Whole() string {
	if l.Style == paper.Party {
		return strings.TrimSpace(l.Body + " " + l.Superior)
	}
	return l.Body
}

const letterheadSetting = "letterhead"

// ReadLetterhead returns what was set or, before that, what the root unit's name tells. It stands on every
// paper that leaves the house, so whoever prints may read it.
func ReadLetterhead(db *gorm.DB) (Letterhead, error) {
	l := Letterhead{Style: paper.Party, Place: "Hà Nội", Authority: "TRƯỞNG BAN"}
	err := db.Model(&Unit{}).Select("name").Where("parent_id IS NULL").Limit(1).Scan(&l.Body).Error
	if err != nil {
		return l, err
	}
	text, err := store.ReadSetting(db, letterheadSetting)
	if err == nil && text != "" {
		err = json.Unmarshal([]byte(text), &l)
	}
	l.Version = max(l.Version, 1) // one set before versions were counted
	return l, err
}

// check refuses what is wrong on the form.
func (l *Letterhead) check() error {
	wrong := fault.Fields{}
	fault.Choice(wrong, "style", l.Style, []paper.Style{paper.Party, paper.State}, "Chọn thể thức")
	wrong.Text("superior", &l.Superior, 0, 120)
	wrong.Text("body", &l.Body, 1, 120)
	wrong.Text("place", &l.Place, 1, 120)
	wrong.Text("sign", &l.Sign, 0, 120)
	wrong.Text("authority", &l.Authority, 0, 120)
	wrong.Text("signer", &l.Signer, 0, 120)
	return wrong.Err()
}

// SaveLetterhead sets the letterhead while it still is at the version of l, else fault.ErrStale.
func (s *Service) SaveLetterhead(ctx context.Context, a access.Actor, l Letterhead) error {
	if err := a.RequireAll(access.AccountsManage); err != nil {
		return err
	}
	if err := l.check(); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		old, err := ReadLetterhead(tx)
		if err != nil {
			return err
		}
		if old.Version != l.Version {
			return fault.ErrStale
		}
		l.Version++
		text, err := json.Marshal(l)
		if err != nil {
			return err
		}
		if err := store.SetSetting(tx, letterheadSetting, string(text)); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "letterhead.save", "settings", 0, audit.Detail{"letterhead": l})
	})
}
