package org_test

import (
	"strings"
	"testing"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/internal/trial"
)

func TestTwoPeopleSaveTheLetterhead(t *testing.T) {
	o := newOffice(t)
	read := func() org.Letterhead {
		l, err := org.ReadLetterhead(o.Store.Read(t.Context()))
		o.must(err)
		return l
	}
	first := read()
	if first.Body != "Ban Tổ chức Thành ủy" || first.Style != paper.Party || first.Version != 1 {
		t.Errorf("before one is set: %+v", first)
	}
	second := first
	first.Signer, second.Signer = "Nguyễn Văn An", "Lê Thị Bình"
	admin := only(access.Admin)
	o.must(o.SaveLetterhead(t.Context(), admin, first))
	staleError(t, "the other's page", o.SaveLetterhead(t.Context(), admin, second))
	if l := read(); l.Signer != "Nguyễn Văn An" || l.Version != 2 {
		t.Errorf("%+v", l)
	}
	second.Version = 2
	o.must(o.SaveLetterhead(t.Context(), admin, second))
	if l := read(); l.Signer != "Lê Thị Bình" || l.Version != 3 {
		t.Errorf("%+v", l)
	}
	o.exec(`UPDATE settings SET value = '{"Style":"state","Body":"Sở"}' WHERE name = 'letterhead'`) // before versions
	if l := read(); l.Version != 1 || l.Style != paper.State {
		t.Errorf("%+v", l)
	}
}

func TestWhoMaySaveTheLetterhead(t *testing.T) {
	o := newOffice(t)
	l, err := org.ReadLetterhead(o.Store.Read(t.Context()))
	o.must(err)
	for _, role := range trial.RolesBut(access.Admin) {
		forbidden(t, string(role), o.SaveLetterhead(t.Context(), only(role), l))
	}
	for field, change := range map[string]func(*org.Letterhead){
		"style":  func(l *org.Letterhead) { l.Style = "x" },
		"body":   func(l *org.Letterhead) { l.Body = " " },
		"place":  func(l *org.Letterhead) { l.Place = "" },
		"signer": func(l *org.Letterhead) { l.Signer = strings.Repeat("x", 121) },
	} {
		wrong := l
		change(&wrong)
		refused(t, field, o.SaveLetterhead(t.Context(), only(access.Admin), wrong), field, "")
	}
}

func TestNumbersUnderALetterhead(t *testing.T) {
	day := time.Date(2026, 11, 6, 0, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		style       paper.Style
		sign, title string
		want        string
	}{
		"a report of the Party":   {paper.Party, "BC/BTCTU", "BÁO CÁO", "Số ……-BC/BTCTU"},
		"an announcement":         {paper.Party, "BC/BTCTU", "THÔNG BÁO", "Số ……-TB/BTCTU"},
		"of a state body":         {paper.State, "BC-SNV", "BÁO CÁO", "Số: ……/BC-SNV"},
		"a submission":            {paper.State, "BC-SNV", "TỜ TRÌNH", "Số: ……/TTr-SNV"},
		"without a sign, nothing": {paper.Party, "", "BÁO CÁO", ""},
	} {
		l := org.Letterhead{Style: c.style, Body: "Ban Tổ chức", Superior: "Thành ủy", Sign: c.sign}
		if got := l.Paper("f", c.title, day).Number; got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	party := org.Letterhead{Style: paper.Party, Body: "Ban Tổ chức", Superior: "Thành ủy Hà Nội", Sign: "BC/BTCTU"}
	state := org.Letterhead{Style: paper.State, Body: "Sở Nội vụ", Superior: "Ủy ban nhân dân"}
	if party.Whole() != "Ban Tổ chức Thành ủy Hà Nội" || state.Whole() != "Sở Nội vụ" || party.Code() != "BTCTU" {
		t.Errorf("%q %q %q", party.Whole(), state.Whole(), party.Code())
	}
}
