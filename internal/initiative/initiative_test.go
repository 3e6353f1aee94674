package initiative_test

import (
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/fault"
	"congthidua/internal/initiative"
	"congthidua/internal/org"
)

// cadre is somebody who registers initiatives; person n0 works in unit n.
func cadre(person int64) access.Actor { return holder(access.Cadre, person, 0, "") }

func registration(shares ...int) initiative.Registration {
	r := initiative.Registration{Name: "Bảng theo dõi", Summary: "Nhanh hơn một phần ba.", Level: initiative.Base, Year: 2026}
	for i, share := range shares {
		typed := []string{"", "person 200", "person 30"}[i]
		r.Authors = append(r.Authors, initiative.Claim{Typed: typed, Share: share})
	}
	return r
}

// register enters one of person 20 and, with a second share, of person 200.
func (o *office) register(shares ...int) int64 {
	o.T.Helper()
	id, err := o.Register(o.T.Context(), cadre(20), registration(shares...))
	o.Must(err)
	return id
}

func ruling() initiative.Ruling {
	return initiative.Ruling{Recognised: true, Level: initiative.Province, Decision: "51-QĐ", DecidedOn: "05/11/2026"}
}

func TestWhatARegistrationMustBe(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for name, c := range map[string]struct {
		change func(*initiative.Registration)
		field  string
	}{
		"a name of two":        {func(r *initiative.Registration) { r.Name = "ab" }, "name"},
		"a name of 301":        {func(r *initiative.Registration) { r.Name = strings.Repeat("x", 301) }, "name"},
		"a summary of nine":    {func(r *initiative.Registration) { r.Summary = "123456789" }, "summary"},
		"a summary of ten":     {func(r *initiative.Registration) { r.Summary = "1234567890" }, ""},
		"no level":             {func(r *initiative.Registration) { r.Level = "" }, "level"},
		"two years back":       {func(r *initiative.Registration) { r.Year = 2024 }, "year"},
		"last year":            {func(r *initiative.Registration) { r.Year = 2025 }, ""},
		"next year":            {func(r *initiative.Registration) { r.Year = 2027 }, "year"},
		"shares of 99":         {func(r *initiative.Registration) { r.Authors[1].Share = 39 }, "share.0"},
		"shares of 101":        {func(r *initiative.Registration) { r.Authors[1].Share = 41 }, "share.0"},
		"a share of nothing":   {func(r *initiative.Registration) { r.Authors[0].Share, r.Authors[1].Share = 100, 0 }, "share.1"},
		"no author":            {func(r *initiative.Registration) { r.Authors = nil }, "share.0"},
		"nobody of this name":  {func(r *initiative.Registration) { r.Authors[1].Typed = "ai đó" }, "author.1"},
		"the registrar again":  {func(r *initiative.Registration) { r.Authors[1].Typed = "person 20" }, "author.1"},
		"a level of the whole": {func(r *initiative.Registration) { r.Level = initiative.Nation }, ""},
		"six authors": {func(r *initiative.Registration) {
			r.Authors = []initiative.Claim{{Share: 50}, {Share: 10}, {Share: 10}, {Share: 10}, {Share: 10}, {Share: 10}}
		}, "share.0"},
	} {
		t.Run(name, func(t *testing.T) {
			r := registration(60, 40)
			c.change(&r)
			_, err := o.Register(t.Context(), cadre(20), r)
			if c.field == "" {
				want(t, name, err, nil)
			} else {
				refused(t, name, err, c.field)
			}
		})
	}
}

func TestTheRegistrarChangesAndWithdrawsIt(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx, id := t.Context(), o.register(60, 40)
	r := registration(100)
	r.ID, r.Version, r.Name = id, 1, "Tên mới"
	for name, c := range map[string]struct {
		actor access.Actor
		err   error
	}{
		"a stranger":           {cadre(30), fault.ErrNotFound},
		"nobody on the roster": {holder(access.Cadre, 0, 0, ""), fault.ErrForbidden},
		"the head of 2":        {holder(access.Head, 0, 2, "1/2/"), fault.ErrForbidden},
		"the committee":        {officer(20), fault.ErrForbidden},
	} {
		want(t, "changed by "+name, o.Save(ctx, c.actor, r), c.err)
		want(t, "withdrawn by "+name, o.Withdraw(ctx, c.actor, id, 1), c.err)
	}
	want(t, "changed by the co-author", o.Save(ctx, cadre(200), r), fault.ErrForbidden)
	want(t, "withdrawn by the co-author", o.Withdraw(ctx, cadre(200), id, 1), fault.ErrForbidden)
	v, err := o.Initiative(ctx, cadre(200), id)
	o.Must(err)
	if v.Rights != (initiative.Rights{}) || len(v.Authors) != 2 || v.Authors[0].PersonID != 20 {
		t.Errorf("the co-author: %+v %+v", v.Rights, v.Authors)
	}
	o.Must(o.Save(ctx, cadre(20), r))
	want(t, "a stale page", o.Save(ctx, cadre(20), r), fault.ErrStale)
	want(t, "withdrawn from a stale page", o.Withdraw(ctx, cadre(20), id, 1), fault.ErrStale)
	if v, err = o.Initiative(ctx, cadre(20), id); err != nil || v.Name != "Tên mới" || len(v.Authors) != 1 || !v.Rights.Edit {
		t.Errorf("%+v %v", v, err)
	}
	o.Must(o.Withdraw(ctx, cadre(20), id, 2))
	r.Version = 3
	conflict(t, "changed afterwards", o.Save(ctx, cadre(20), r))
	want(t, "withdrawn twice", o.Withdraw(ctx, cadre(20), id, 3), fault.ErrForbidden)
	conflict(t, "decided afterwards", o.Decide(ctx, officer(0), id, 3, ruling()))
}

// TestNobodyDecidesOnTheOwnInitiative: neither as the registrar nor as a co-author.
func TestNobodyDecidesOnTheOwnInitiative(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx, id := t.Context(), o.register(60, 40)
	for _, info := range access.RoleList {
		if info.Role != access.Committee {
			want(t, string(info.Role), o.Decide(ctx, holder(info.Role, 30, 1, "1/"), id, 1, ruling()), fault.ErrForbidden)
		}
	}
	for _, person := range []int64{20, 200} {
		want(t, "an author", o.Decide(ctx, officer(person), id, 1, ruling()), fault.ErrForbidden)
		v, err := o.Initiative(ctx, officer(person), id)
		o.Must(err)
		if v.Rights.Decide || v.Rights.Attach {
			t.Errorf("author %d is offered %+v", person, v.Rights)
		}
	}
	for field, r := range map[string]initiative.Ruling{
		"why":           {},
		"decided_level": {Recognised: true, Level: "x", Decision: "51", DecidedOn: "05/11/2026"},
		"decision":      {Recognised: true, Level: "base", DecidedOn: "05/11/2026"},
		"decided_on":    {Recognised: true, Level: "base", Decision: "51", DecidedOn: "31/11/2026"},
	} {
		refused(t, field, o.Decide(ctx, officer(30), id, 1, r), field)
	}
	want(t, "a stale page", o.Decide(ctx, officer(30), id, 2, ruling()), fault.ErrStale)
	if v, err := o.Initiative(ctx, officer(30), id); err != nil || !v.Rights.Decide || !v.Rights.Attach {
		t.Errorf("the committee is not offered it: %v", err)
	}
	o.Must(o.Decide(ctx, officer(30), id, 1, ruling()))
	v, err := o.Initiative(ctx, officer(30), id)
	o.Must(err)
	if v.State != initiative.Recognised || v.Level != initiative.Province || v.DecidedOn != "2026-11-05" || v.Rights.Decide {
		t.Errorf("%+v", v.Initiative)
	}
	conflict(t, "decided twice", o.Decide(ctx, officer(30), id, 2, ruling()))

	other := o.register(100)
	o.Must(o.Decide(ctx, officer(30), other, 1, initiative.Ruling{Why: "Chưa có số liệu", Decision: "51", Level: "nation"}))
	v, err = o.Initiative(ctx, officer(30), other)
	o.Must(err)
	if v.State != initiative.Refused || v.Why == "" || v.Decision != "" || v.Level != initiative.Base {
		t.Errorf("%+v", v.Initiative)
	}
	held, err := o.Held(ctx, officer(0), 20)
	o.Must(err)
	if len(held) != 1 || held[0].ID != id || held[0].Share != 60 {
		t.Errorf("what counts: %+v", held)
	}
}

// TestWhoDecidesForAUnit decides only where all authors belong to it.
func TestWhoDecidesForAUnit(t *testing.T) {
	o := newOffice(t)
	ctx, mixed := t.Context(), o.register(60, 40)
	alone := o.register(100)
	two := partial(t, access.HonoursEdit, 2, "1/2/")
	twenty := holder(access.Committee, 0, 20, "1/20/")
	want(t, "an author of another unit", o.Decide(ctx, two, mixed, 1, ruling()), fault.ErrNotFound)
	want(t, "no author of the unit", o.Decide(ctx, twenty, alone, 1, ruling()), fault.ErrNotFound)
	want(t, "all of the unit", o.Decide(ctx, two, alone, 1, ruling()), nil)
	add := func(a access.Actor, person int64) error {
		return o.Add(ctx, a, initiative.Contribution{
			PersonID: person, Name: "Số hóa", Level: "base", Year: 2020, Share: 50, Decision: "1", DecidedOn: "05/01/2021",
		})
	}
	want(t, "entered for the unit", add(two, 210), nil)
	want(t, "entered for another", add(two, 200), fault.ErrNotFound)
}

func TestAddOneOfThePast(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	good := initiative.Contribution{
		PersonID: 20, Name: "Số hóa", Level: "base", Year: 2020, Share: 50, Decision: "1", DecidedOn: "05/01/2021",
	}
	for name, c := range map[string]struct {
		change func(*initiative.Contribution)
		field  string
	}{
		"good":              {func(*initiative.Contribution) {}, ""},
		"a name of two":     {func(c *initiative.Contribution) { c.Name = "ab" }, "name"},
		"no level":          {func(c *initiative.Contribution) { c.Level = "x" }, "level"},
		"a share of 0":      {func(c *initiative.Contribution) { c.Share = 0 }, "share"},
		"a share of 101":    {func(c *initiative.Contribution) { c.Share = 101 }, "share"},
		"a share of 100":    {func(c *initiative.Contribution) { c.Share = 100 }, ""},
		"1949":              {func(c *initiative.Contribution) { c.Year = 1949 }, "year"},
		"1950":              {func(c *initiative.Contribution) { c.Year = 1950 }, ""},
		"next year":         {func(c *initiative.Contribution) { c.Year = 2027 }, "year"},
		"no decision":       {func(c *initiative.Contribution) { c.Decision = "" }, "decision"},
		"no day":            {func(c *initiative.Contribution) { c.DecidedOn = "" }, "decided_on"},
		"101 of a decision": {func(c *initiative.Contribution) { c.Decision = strings.Repeat("1", 101) }, "decision"},
	} {
		t.Run(name, func(t *testing.T) {
			x := good
			c.change(&x)
			err := o.Add(t.Context(), officer(30), x)
			if c.field == "" {
				want(t, name, err, nil)
			} else {
				refused(t, name, err, c.field)
			}
		})
	}
	want(t, "the own", o.Add(t.Context(), officer(20), good), fault.ErrForbidden)
	want(t, "by a head", o.Add(t.Context(), head(2), good), fault.ErrForbidden)
	good.PersonID = 99
	want(t, "nobody's", o.Add(t.Context(), officer(30), good), fault.ErrNotFound)
}

func TestFilesOfAnInitiative(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx, id, files := t.Context(), o.register(60, 40), initiative.Files{Service: o.Service}
	with := func(a access.Actor, account int64) access.Actor {
		a.AccountID = account
		return a
	}
	attach := func(a access.Actor) error {
		return files.Attach(ctx, a, id, attachment.File{Name: "a.pdf", Path: "x", SHA256: strings.Repeat("0", 64), Size: 5})
	}
	registrar, decider := with(cadre(20), 1), with(officer(30), 2)
	want(t, "the co-author", attach(with(cadre(200), 2)), fault.ErrForbidden)
	want(t, "a stranger", attach(with(cadre(30), 2)), fault.ErrNotFound)
	want(t, "the head", attach(with(head(2), 2)), fault.ErrForbidden)
	want(t, "an officer who is the co-author", attach(with(officer(200), 2)), fault.ErrForbidden)
	o.Must(attach(registrar))
	o.Must(attach(decider))
	v, err := o.Initiative(ctx, decider, id)
	o.Must(err)
	first, second := v.Files[0], v.Files[1]
	if first.MayDetach || !second.MayDetach {
		t.Errorf("who decides is offered the registrar's file %v, the own %v", first.MayDetach, second.MayDetach)
	}
	want(t, "the registrar's file", files.Detach(ctx, decider, id, first.ID), fault.ErrForbidden)
	want(t, "no such file", files.Detach(ctx, decider, id, 99), fault.ErrNotFound)
	_, err = files.File(ctx, cadre(200), id, first.ID)
	want(t, "the co-author reads", err, nil)
	_, err = files.File(ctx, cadre(30), id, first.ID)
	want(t, "a stranger reads", err, fault.ErrNotFound)
	_, err = files.File(ctx, cadre(20), o.register(100), first.ID)
	want(t, "the file of another", err, fault.ErrNotFound)
	o.Must(o.Decide(ctx, decider, id, 1, ruling()))
	want(t, "the registrar afterwards", attach(registrar), fault.ErrForbidden)
	want(t, "evidence taken away afterwards", files.Detach(ctx, registrar, id, first.ID), fault.ErrForbidden)
	o.Must(attach(decider)) // the decision's scan
	o.Must(files.Detach(ctx, decider, id, second.ID))
}

func TestPapersOfInitiatives(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx, id := t.Context(), o.register(60, 40)
	refused := o.register(100)
	o.Must(o.Decide(ctx, officer(30), id, 1, ruling()))
	o.Must(o.Decide(ctx, officer(30), refused, 1, initiative.Ruling{Why: "Chưa có số liệu"}))
	v, err := o.List(ctx, officer(0), initiative.Filter{Find: "PERSON 200"})
	o.Must(err)
	rows := initiative.ListPaper(org.Letterhead{}, v.Rows, o.Time.At).Blocks[0].Table.Rows
	const line = "1|Bảng theo dõi|person 200|unit 20|40%|tỉnh, ban, ngành|2026|51-QĐ, 05/11/2026"
	if len(rows) != 1 || strings.Join(rows[0].Cells, "|") != line {
		t.Errorf("%v, want %s", rows, line)
	}
	for id, expected := range map[int64]string{
		id:      "Kết quả: công nhận cấp tỉnh, ban, ngành, 51-QĐ ngày 05/11/2026",
		refused: "Kết quả: không công nhận: Chưa có số liệu",
	} {
		one, err := o.Initiative(ctx, officer(0), id)
		o.Must(err)
		blocks := initiative.RegistrationPaper(org.Letterhead{}, one, o.Time.At).Blocks
		if got := blocks[len(blocks)-1].Text; got != expected {
			t.Errorf("%s, want %s", got, expected)
		}
	}
}
