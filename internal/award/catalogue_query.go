package award

import (
	"context"
	"fmt"
	"slices"

	"congthidua/internal/catalogue"

	"gorm.io/gorm"
)

// openLines are the lines of decisions that are not issued and of proposals that are not decided, by form.
const openLines = `
	SELECT l.form, count(*) AS n
	FROM (
		SELECT r.form
		FROM recipients r
		JOIN decisions d ON d.id = r.decision_id AND d.state <> ?
		UNION ALL
		SELECT x.form
		FROM proposal_lines x
		JOIN proposals p ON p.id = x.proposal_id AND p.state <> ?
	) l
	GROUP BY l.form
	ORDER BY l.form`

// tryForms says which forms of lines that are not decided yet an edition names otherwise, or no longer has.
func tryForms(_ context.Context, db *gorm.DB, e catalogue.Edition, today string) (t catalogue.Trial, err error) {
	forms, err := parseForms(e.Body)
	if err != nil {
		return t, err
	}
	now, err := InForce(db, today)
	if err != nil {
		return t, err
	}
	var rows []struct {
		Form string
		N    int
	}
	err = db.Raw(openLines, Issued, Decided).Scan(&rows).Error
	for _, r := range rows {
		t.Add("", fmt.Sprintf("%d trường hợp chưa quyết định: %s", r.N, r.Form),
			nameIn(now.Forms, r.Form), nameIn(*forms, r.Form))
	}
	return t, err
}

// nameIn is the name of a form in a list, "" where the list does not have it.
func nameIn(forms []Form, code string) string {
	if f := (&Catalogue{Forms: forms}).Form(code); f != nil {
		return f.Name
	}
	return ""
}

// openPrizes are the lines that get a prize when their decision is issued; what has a day is decided on that day.
const openPrizes = `
	SELECT r.*, d.subject
	FROM recipients r
	JOIN decisions d ON d.id = r.decision_id
	WHERE d.state <> ?
	AND d.kind <> ?
	AND (d.decided_on = '' OR d.decided_on >= ?)
	ORDER BY d.id, r.name_key, r.id`

// tryPrizes says which lines of decisions that are not issued yet would get another prize if the edition were in
// force today. Decisions of an earlier day keep the edition of their day.
func tryPrizes(_ context.Context, db *gorm.DB, e catalogue.Edition, today string) (t catalogue.Trial, err error) {
	law, err := parsePrizes(e.Body)
	if err != nil {
		return t, err
	}
	now, err := InForce(db, today)
	if err != nil {
		return t, err
	}
	known, err := salaries(db)
	if err != nil {
		return t, err
	}
	law.From, law.To = today, ""
	other := &Catalogue{Prizes: append(slices.Clone(now.Prizes), *law)}
	var rows []struct {
		Recipient
		Subject string
	}
	err = db.Raw(openPrizes, Issued, Revocation, today).Scan(&rows).Error
	for _, r := range rows {
		before := now.Prize(r.Form, r.Collective, today, known)
		after := other.Prize(r.Form, r.Collective, today, known)
		what := fmt.Sprintf("%s, %s: %s", r.Name, now.Named(r.Awardee).Name, r.Subject)
		t.Add(DecisionPath(r.DecisionID), what, dong(before.Amount), dong(after.Amount))
	}
	return t, err
}
