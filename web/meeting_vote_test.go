package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"congthidua/internal/demo"
)

// Eleven accounts vote in secret, the secretary counts hands, chair and secretary close, and the
// minutes come out of the printer.
func TestElevenAccountsVoteOverHTTP(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	meeting := p.number(`SELECT id FROM meetings WHERE state = 'open'`)
	path := fmt.Sprintf("/meetings/%d", meeting)
	var candidates []int64
	if err := p.store.Read(t.Context()).Raw(`SELECT id FROM candidates WHERE meeting_id = ? AND secret
		ORDER BY id`, meeting).Scan(&candidates).Error; err != nil ||
		len(candidates) != 3 {
		t.Fatalf("%d secret candidates, %v", len(candidates), err)
	}
	for i := 1; i <= 10; i++ {
		b := p.as(fmt.Sprintf("council%d", i))
		if got := b.get(path + "/ballot"); got.Status != http.StatusOK ||
			got.Find("input[type=radio][checked]").Length() != 0 {
			t.Fatalf("council%d: the ballot %d", i, got.Status)
		}
		pairs := []string{}
		for n, c := range candidates {
			choice := "F"
			if n == 2 && i > 7 {
				choice = "A"
			}
			pairs = append(pairs, fmt.Sprintf("choice.%d", c), choice)
		}
		if got := b.post(path+"/ballot", pairs...); got.Status != http.StatusOK ||
			!strings.Contains(got.Body, "Phiếu của bạn đã ở trong hòm phiếu") {
			t.Fatalf("council%d: %d %s", i, got.Status, got.text("main"))
		}
		if got := b.post(path+"/ballot", pairs...); got.Status != http.StatusConflict {
			t.Errorf("council%d twice: %d", i, got.Status)
		}
	}
	if got := p.as("council11").post(path + "/ballot"); got.Status != http.StatusConflict &&
		got.Status != http.StatusForbidden {
		t.Errorf("an absent member voted: %d", got.Status)
	}
	for _, reader := range []string{"admin", "auditor", "committee", "leader"} {
		b := p.as(reader)
		if got := b.get(path + "/ballot"); got.Status != http.StatusForbidden {
			t.Errorf("%s sees a ballot: %d", reader, got.Status)
		}
		if got := b.get(path + "/minutes"); got.Status != http.StatusForbidden {
			t.Errorf("%s sees a count before the end: %d", reader, got.Status)
		}
	}
	if strings.Contains(p.log.String(), "/ballot") {
		t.Error("the request log tells who voted when")
	}
	secretary, chair := p.as("council2"), p.as("council1")
	var open []int64
	if err := p.store.Read(t.Context()).Raw(`SELECT id FROM candidates WHERE meeting_id = ?
		AND NOT secret`, meeting).Scan(&open).Error; err != nil {
		t.Fatal(err)
	}
	hands := []string{}
	for i, c := range open {
		hands = append(
			hands,
			fmt.Sprintf("hands.%d", c),
			fmt.Sprint(9-i%2*5),
		) // ten are there; one may be the candidate
	}
	version := secretary.get(path).value("form[action$='/hands'] input[name=version]")
	if got := secretary.post(path+"/hands", append(hands, "version", version)...); got.Status != http.StatusOK {
		t.Fatalf("hands: %d %s", got.Status, got.text("main"))
	}
	absent := p.number(`SELECT person_id FROM meeting_members WHERE meeting_id = ? AND attendance = 'absent'`, meeting)
	version = secretary.get(path).value("form[action$='/written'] input[name=version]")
	if got := secretary.post(path+"/written", "version", version, "person", fmt.Sprint(absent),
		fmt.Sprintf("choice.%d", candidates[0]), "F"); got.Status != http.StatusOK {
		t.Fatalf("written: %d %s", got.Status, got.text("main"))
	}
	if log := p.log.String(); strings.Contains(log, "/ballot") || strings.Contains(log, "/written") {
		t.Error("the request log tells who voted when")
	}
	for i, b := range []*browser{chair, secretary} {
		version := b.get(path).value("form[action$='/close'] input[name=version]")
		if got := b.post(path+"/close", "version", version, "password", "wrong"); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("closed with a wrong password: %d", got.Status)
		}
		if got := b.post(path+"/close", "version", version, "password", demo.Password); got.Status != http.StatusOK {
			t.Fatalf("closing %d: %d %s", i, got.Status, got.text("main"))
		}
	}
	if n := p.number(`SELECT count(*) FROM candidates WHERE meeting_id = ? AND secret AND passed`, meeting); n != 2 {
		t.Errorf("%d of the three pass: 11, 10 and 7 votes of 11", n)
	}
	got := chair.get(path + "/minutes")
	if got.Status != http.StatusOK || !strings.Contains(got.Body, "thu về: 11") ||
		!strings.Contains(got.Body, "BIÊN BẢN") {
		t.Errorf("minutes: %d", got.Status)
	}
	for _, format := range []string{".pdf", ".docx"} {
		if got := p.as("clerk").get(path + "/minutes" + format); got.Status != http.StatusOK {
			t.Errorf("minutes%s: %d", format, got.Status)
		}
	}
	if n := p.number(`SELECT count(*) FROM registrations WHERE outcome = 'proposed'`); n < 2 {
		t.Errorf("%d registrations are proposed", n)
	}
}
