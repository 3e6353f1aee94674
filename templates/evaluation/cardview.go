package evaluation

import (
	"context"
	"fmt"

	"congthidua/internal/evaluation"
	"congthidua/internal/viet"
	"congthidua/templates/component"

	"github.com/a-h/templ"
)

// Card is what the page of a scorecard shows. Mine is the sheet of a save that came too late
// or was refused; it stays in the form.
type Card struct {
	evaluation.View
	Form           component.Form
	Typed          *evaluation.Sheet // after a refused save
	Mine           *evaluation.Sheet // after a stale save: also shown beside the kept one
	Committee      bool
	DecidesAppeals bool
	Today          string
}

// EditsSelf reports whether the actor fills in the own sheet now.
func (c Card) EditsSelf() bool { return c.Own && c.State == evaluation.Draft }

// Reviewing reports whether the actor fills in the reviewer's sheet now.
func (c Card) Reviewing() bool {
	return c.MayReturn() && (c.State == evaluation.Submitted || c.State == evaluation.Reviewed)
}

// Editing reports whether any sheet is being filled in.
func (c Card) Editing() bool { return c.EditsSelf() || c.Reviewing() }

// MayReturn reports whether the actor may review, return or reopen the card now.
func (c Card) MayReturn() bool {
	return c.View.MayReview && c.PeriodState == "open" && (c.State == evaluation.Submitted || c.State == evaluation.Reviewed && (!c.UnitSubmitted || c.Reviewer == "leader"))
}

// ShowsHead reports whether the reviewer's column is shown.
func (c Card) ShowsHead() bool { return c.Reviewing() || c.HeadPoints != nil }

// MayAppeal reports whether the own result can be objected to today.
func (c Card) MayAppeal() bool {
	for _, a := range c.Appeals {
		if a.State == "open" {
			return false
		}
	}
	return c.Own && c.State == evaluation.Published && c.Today <= c.AppealUntil
}

// sheet is the sheet in the form. A review starts from the cadre's own marks.
func (c Card) sheet() evaluation.Sheet {
	switch {
	case c.Mine != nil:
		return *c.Mine
	case c.Typed != nil:
		return *c.Typed
	case c.Reviewing() && c.HeadPoints != nil:
		return c.HeadSheet
	case c.Reviewing():
		s := c.SelfSheet
		s.Comment = ""
		return s
	}
	return c.SelfSheet
}

func (c Card) saveTo() string {
	if c.Reviewing() {
		return cardPath(c.ID, "/review")
	}
	return cardPath(c.ID, "/save")
}

func (c Card) autosave() templ.Attributes {
	if c.EditsSelf() {
		return templ.Attributes{"data-autosave": true}
	}
	return nil
}

func (c Card) wrong(field string) string { return c.Form.Errors[field] }

func (c Card) typedMark(code string) string {
	if c.Form.Values.Has("mark." + code) {
		return c.Form.Values.Get("mark." + code)
	}
	if x, ok := c.sheet().Marks[code]; ok {
		return viet.Points(x)
	}
	return ""
}

func mark(s evaluation.Sheet, code string) string {
	if x, ok := s.Marks[code]; ok {
		return viet.Points(x)
	}
	return "–"
}

func (c Card) groupSum(g evaluation.Group) string {
	sum := 0.0
	shown := c.sheet()
	if !c.Editing() && c.HeadPoints != nil {
		shown = c.HeadSheet
	}
	for _, cr := range g.Criteria {
		sum += shown.Marks[cr.Code]
	}
	return viet.Points(sum)
}

// GroupSums returns the points of every group, for the page that saves by itself.
func (c Card) GroupSums() map[string]string {
	sums := map[string]string{}
	for _, g := range c.Framework.Groups {
		sums[g.Code] = c.groupSum(g)
	}
	return sums
}

// spareProducts is how many empty lines stand below the products.
const spareProducts = 2

func (c Card) productRows() []evaluation.Product {
	if !c.Editing() {
		if c.HeadPoints != nil {
			return c.HeadSheet.Products
		}
		return c.SelfSheet.Products
	}
	return append(append([]evaluation.Product(nil), c.sheet().Products...), make([]evaluation.Product, spareProducts)...)
}

// productColumn is a figure of a product.
type productColumn struct {
	name, label string
	value       func(evaluation.Product) float64
	bad         bool // more than none is a fault
}

var productColumns = []productColumn{
	{"weight", "Hệ số", func(p evaluation.Product) float64 { return p.Weight }, false},
	{"assigned", "Giao", func(p evaluation.Product) float64 { return p.Assigned }, false},
	{"completed", "Xong", func(p evaluation.Product) float64 { return p.Completed }, false},
	{"failed", "Chưa đạt", func(p evaluation.Product) float64 { return p.Failed }, true},
	{"delayed", "Chậm", func(p evaluation.Product) float64 { return p.Delayed }, true},
}

// zero leaves the figures of an empty line empty.
func (c Card) zero(p evaluation.Product, x float64) string {
	if p.Name == "" && x == 0 {
		return ""
	}
	return viet.Points(x)
}

func placeholder(name, label string) string {
	switch name {
	case "name", "evidence", "cause":
		return label
	}
	return ""
}

func excusedText(ctx context.Context, p evaluation.Product) string {
	if p.Excused {
		return t(ctx, "đã xác nhận khách quan, không trừ")
	}
	return t(ctx, "chưa xác nhận khách quan")
}

// step is one of the five steps of a card's way.
type step struct {
	Text string
	Here bool
}

func (c Card) steps(ctx context.Context) []step {
	names := []string{"Tự chấm", "Người chấm", "Tổng hợp", "Phê duyệt", "Công bố"}
	at := map[evaluation.State]int{evaluation.Draft: 0, evaluation.Submitted: 1, evaluation.Reviewed: 2, evaluation.Approved: 3, evaluation.Published: 4}
	here, known := at[c.State]
	steps := make([]step, len(names))
	for i, name := range names {
		steps[i] = step{Text: t(ctx, name), Here: known && i == here}
	}
	return steps
}

func (c Card) under(ctx context.Context) string {
	text := c.Name + " · " + c.Post + ", " + c.Unit
	if c.State == evaluation.Draft {
		text += " · " + t(ctx, "nộp") + " " + component.Due(ctx, c.SelfDue)
	}
	return text
}

func (c Card) pointsOf(ctx context.Context) string {
	if c.HeadPoints == nil {
		return t(ctx, "Tự chấm")
	}
	return t(ctx, "Tổng điểm")
}

func (c Card) shownPoints() float64 { return c.Result.Points }

func (c Card) shownGrade() string {
	if c.Settled != "" {
		return c.Grade
	}
	return c.Result.Grade
}

// excuseHint says what confirming the claimed objective causes would change.
func (c Card) excuseHint(ctx context.Context) string {
	sheet := c.SelfSheet
	if c.HeadPoints != nil {
		sheet = c.HeadSheet
	}
	claimed := 0
	excused := sheet
	excused.Products = append([]evaluation.Product(nil), sheet.Products...)
	for i, p := range excused.Products {
		if !p.Excused && p.Failed+p.Delayed > 0 {
			excused.Products[i].Excused = true
			claimed++
		}
	}
	if claimed == 0 || c.State != evaluation.Draft && c.State != evaluation.Submitted {
		return ""
	}
	r, err := c.Framework.Evaluate(excused, c.About)
	if err != nil || r.Points <= c.Result.Points {
		return ""
	}
	return t(ctx, "Nếu các lần chậm, chưa đạt được xác nhận do khách quan: tổng %s, loại %s. Ghi nguyên nhân ở dòng sản phẩm để người chấm xác nhận.", viet.Fixed(r.Points), r.Grade)
}

// difference is a line of the comparison after a stale save.
type difference struct{ Name, Mine, Theirs string }

func (c Card) differences(ctx context.Context) []difference {
	theirs := c.SelfSheet
	if c.Reviewing() {
		theirs = c.HeadSheet
	}
	var list []difference
	for _, g := range c.Framework.Groups {
		for _, cr := range g.Criteria {
			if a, b := mark(*c.Mine, cr.Code), mark(theirs, cr.Code); a != b {
				list = append(list, difference{cr.Name, a, b})
			}
		}
	}
	if c.Mine.Comment != theirs.Comment {
		list = append(list, difference{t(ctx, "Nhận xét"), c.Mine.Comment, theirs.Comment})
	}
	if a, b := productText(*c.Mine), productText(theirs); a != b {
		list = append(list, difference{t(ctx, "Sản phẩm, công việc"), a, b})
	}
	return list
}

func productText(s evaluation.Sheet) string {
	text := ""
	for _, p := range s.Products {
		text += fmt.Sprintf("%s: %s/%s, %s, %s. ", p.Name, viet.Points(p.Completed), viet.Points(p.Assigned), viet.Points(p.Failed), viet.Points(p.Delayed))
	}
	return text
}

func when(at int64) string { return component.When(at) }

func appealState(ctx context.Context, state string) string {
	switch state {
	case "kept":
		return t(ctx, "Giữ nguyên kết quả")
	case "corrected":
		return t(ctx, "Đã điều chỉnh")
	}
	return t(ctx, "Chờ trả lời")
}

func roman(i int) string {
	return [...]string{"I", "II", "III", "IV", "V", "VI", "VII", "VIII"}[min(i, 7)]
}

// tasksDone is how many tasks of the month are completed.
func (c Card) tasksDone() (n int) {
	for _, x := range c.Tasks {
		if x.Completed {
			n++
		}
	}
	return n
}

// tookTasks reports whether the sheet holds products taken from tasks.
func (c Card) tookTasks() bool {
	for _, p := range c.SelfSheet.Products {
		if p.Tasks {
			return true
		}
	}
	return false
}
