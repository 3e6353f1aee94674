package org

import (
	"context"
	"encoding/json"
	"strings"

	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Letterhead is what stands around every paper that the body issues.
type Letterhead struct {
	Style     string // party (Hướng dẫn 36-HD/VPTW) or state (Nghị định 30/2020/NĐ-CP)
	Superior  string // the body above, "" for none
	Body      string
	Place     string
	Sign      string // behind the number: "BTCTU"
	Authority string // "TRƯỞNG BAN", "K/T TRƯỞNG BAN, PHÓ TRƯỞNG BAN"
	Signer    string
}

// Code is the body's own part of Sign: of "BC/BTCTU" it is "BTCTU", whatever kind of paper.
func (l Letterhead) Code() string { return l.Sign[strings.LastIndex(l.Sign, "/")+1:] }

// Whole is the body's name with that of the body above, as it stands on invitations and envelopes:
// "Ban Tổ chức Thành ủy Hà Nội"; a state body's name is whole by itself.
func (l Letterhead) Whole() string {
	if l.Style == "party" {
		return strings.TrimSpace(l.Body + " " + l.Superior)
	}
	return l.Body
}

const letterheadSetting = "letterhead"

// Letterhead returns what was set or, before that, what the root unit's name tells.
func (s *Service) Letterhead(ctx context.Context) (Letterhead, error) {
	l := Letterhead{Style: "party", Place: "Hà Nội", Authority: "TRƯỞNG BAN"}
	if err := s.Store.Read(ctx).Raw(`SELECT name FROM units WHERE parent_id IS NULL LIMIT 1`).Scan(&l.Body).Error; err != nil {
		return l, err
	}
	text, err := s.Store.Setting(ctx, letterheadSetting)
	if err == nil && text != "" {
		err = json.Unmarshal([]byte(text), &l)
	}
	return l, err
}

// SaveLetterhead sets the letterhead; the route lets only the admin in.
func (s *Service) SaveLetterhead(ctx context.Context, who audit.Who, l Letterhead) error {
	wrong := fault.Fields{}
	if l.Style != "party" && l.Style != "state" {
		wrong.Refuse("style", "Chọn thể thức")
	}
	for field, text := range map[string]*string{"superior": &l.Superior, "body": &l.Body, "place": &l.Place, "sign": &l.Sign, "authority": &l.Authority, "signer": &l.Signer} {
		if *text = viet.Clean(*text); len([]rune(*text)) > 120 {
			wrong.Refuse(field, "Không quá 120 ký tự")
		}
	}
	if l.Body == "" {
		wrong.Refuse("body", "Ghi tên cơ quan ban hành")
	}
	if l.Place == "" {
		wrong.Refuse("place", "Ghi địa danh")
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	text, err := json.Marshal(l)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := store.SetSetting(tx, letterheadSetting, string(text)); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, who, audit.Entry{Action: "letterhead.save", Object: "settings", Detail: l})
	})
}
