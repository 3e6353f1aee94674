package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// TestTwoAdminsSaveTheLetterhead: the second page is out of date.
func TestTwoAdminsSaveTheLetterhead(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("admin")
	form := b.get("/admin").fields("form[action='/admin/letterhead']")
	if got := b.post("/admin/letterhead", with(form, "signer", "Nguyễn Văn Một")...); got.Status != http.StatusOK {
		t.Fatalf("%d %s", got.Status, got.text("main"))
	}
	got := b.post("/admin/letterhead", with(form, "signer", "Nguyễn Văn Hai")...)
	if got.Status != http.StatusConflict {
		t.Errorf("the other page: %d", got.Status)
	}
	if n := p.number(`SELECT count(*) FROM settings WHERE name = 'letterhead' AND value LIKE '%Văn Một%'`); n != 1 {
		t.Error("it was overwritten")
	}
}

// TestChangesOfAnAccountCarryItsVersion goes through every form of an account's page.
func TestChangesOfAnAccountCarryItsVersion(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("admin")
	path := fmt.Sprintf("/admin/accounts/%d", p.number(`SELECT id FROM accounts WHERE username = 'cadre2'`))
	page := b.get(path)
	for _, action := range []string{"/reset", "/disable"} {
		form := page.fields("form[action$='" + action + "']")
		if got := b.post(path+action, form...); got.Status != http.StatusOK {
			t.Errorf("%s: %d %s", action, got.Status, got.text("main"))
		}
		if got := b.post(path+action, form...); got.Status != http.StatusConflict {
			t.Errorf("%s from a page that is out of date: %d", action, got.Status)
		}
		page = b.get(path)
	}
	if !strings.Contains(page.text("main"), "Đã khóa") {
		t.Errorf("the state: %s", page.text("main"))
	}
	action, _ := page.Find("form[action$='/revoke']").Attr("action")
	if got := b.post(action, "version", "7"); got.Status != http.StatusConflict {
		t.Errorf("a role taken, out of date: %d", got.Status)
	}
	if got := b.post(action, page.fields("form[action$='/revoke']")...); got.Status != http.StatusOK || got.URL.Path != path {
		t.Errorf("a role taken: %d %s", got.Status, got.URL)
	}
}

// TestTheOwnAccountOffersNoRoles: nobody gives or takes the own roles, or shuts the own account.
func TestTheOwnAccountOffersNoRoles(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("admin")
	path := fmt.Sprintf("/admin/accounts/%d", p.number(`SELECT id FROM accounts WHERE username = 'admin'`))
	page := b.get(path)
	for _, action := range []string{"/grants", "/revoke", "/disable"} {
		if page.Find("form[action$='"+action+"']").Length() != 0 {
			t.Errorf("the own account offers %s", action)
		}
	}
	if got := b.post(path+"/grants", "role", "committee", "since", "01/11/2026"); got.Status != http.StatusForbidden {
		t.Errorf("a role for oneself: %d", got.Status)
	}
}

// TestADelegationOverHTTP: a head passes the role on and takes it back.
func TestADelegationOverHTTP(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("head")
	page := b.get("/account")
	to, _ := page.Find("select[name=account] option").First().Attr("value")
	got := b.post("/account/delegations", "role", "head", "unit", "2", "account", to, "since", "06/11/2026", "until", "30/11/2026",
		"reason", "Đi công tác")
	if got.Status != http.StatusOK || got.Find("form[action$='/revoke']").Length() != 1 {
		t.Fatalf("%d %s", got.Status, got.text("main"))
	}
	action, _ := got.Find("form[action$='/revoke']").Attr("action")
	if stale := b.post(action, "version", "5"); stale.Status != http.StatusConflict {
		t.Errorf("out of date: %d", stale.Status)
	}
	if got := b.post(action, got.fields("form[action$='/revoke']")...); got.Find("form[action$='/revoke']").Length() != 0 {
		t.Errorf("taken back: %s", got.text("main"))
	}
}
