package evaluation

import (
	"context"
	"fmt"

	"congthidua/internal/evaluation"
	"congthidua/internal/viet"
	"congthidua/templates/component"

	"github.com/a-h/templ"
)

// Evaluation is what the page of a scorecard shows. Mine is the sheet of a save that came too late or was
// refused; it stays in the form.
type Evaluation struct {
	evaluation.View
	Form  component.Form
	Typed *evaluation.Sheet // after a refused save
	Mine  *evaluation.Sheet // after a stale save: also shown beside the kept one
}

// Editing reports whether any sheet is being filled in.
func (c Evaluation) Editing() bool { return c.Rights.EditSelf || c.Rights.Review }

// ShowsHead reports whether the reviewer's column is shown.
func (c Evaluation) ShowsHead() bool { return c.Rights.Review || c.HeadPoints != nil }

// sheet is the sheet in the form. A review starts from the cadre's own marks.
func (c Evaluation) sheet() evaluation.Sheet {
	switch {
	case c.Mine != nil:
		return *c.Mine
	case c.Typed != nil:
		return *c.Typed
	case c.Rights.Review && c.HeadPoints != nil:
		return c.HeadSheet
	case c.Rights.Review:
		s := c.SelfSheet
		s.Comment = ""
		return s
	}
	return c.SelfSheet
}

func (c Evaluation) saveTo() string {
	if c.Rights.Review {
		return cardPath(c.ID, "/review")
	}
	return cardPath(c.ID, "/save")
}

func (c Evaluation) autosave() templ.Attributes {
	if c.Rights.EditSelf {
		return templ.Attributes{"data-autosave": true}
	}
	return nil
}

func (c Evaluation) wrong(field string) string { return c.Form.Errors[field] }

func (c Evaluation) typedMark(code string) string {
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

func (c Evaluation) groupSum(g evaluation.Group) string {
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
func (c Evaluation) GroupSums() map[string]string {
	sums := map[string]string{}
	for _, g := range c.Framework.Groups {
		sums[g.Code] = c.groupSum(g)
	}
	return sums
}

// spareProducts is how many empty lines stand below the products.
const spareProducts = 2

func (c Evaluation) productRows() []evaluation.Product {
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
func (c Evaluation) zero(p evaluation.Product, x float64) string {
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
	State evaluation.State // in which the card waits at this step
	Text  string
}

var steps = []step{
	{evaluation.Draft, "Tự chấm"},
	{evaluation.Submitted, "Người chấm"},
	{evaluation.Reviewed, "Tổng hợp"},
	{evaluation.Approved, "Phê duyệt"},
	{evaluation.Published, "Công bố"},
}

func (c Evaluation) under(ctx context.Context) string {
	text := c.Name + " · " + c.Post + ", " + c.Unit
	if c.State == evaluation.Draft {
		text += " · " + t(ctx, "nộp") + " " + component.Due(ctx, c.SelfDue)
	}
	return text
}

func (c Evaluation) pointsOf(ctx context.Context) string {
	if c.HeadPoints == nil {
		return t(ctx, "Tự chấm")
	}
	return t(ctx, "Tổng điểm")
}

// excusedHint says what confirming the claimed objective causes would change, "" where it would nothing.
func (c Evaluation) excusedHint(ctx context.Context) string {
	if c.Excused == nil {
		return ""
	}
	return t(ctx, "Nếu các lần chậm, chưa đạt được xác nhận do khách quan: tổng %s, loại %s. "+
		"Ghi nguyên nhân ở dòng sản phẩm để người chấm xác nhận.", viet.Fixed(c.Excused.Points), c.Excused.Grade)
}

// edition names the edition of the framework that the card uses.
func (c Evaluation) edition(ctx context.Context) string {
	e := c.Edition
	return t(ctx, "Khung %s, phiên bản %d, áp dụng từ %s", e.Code, e.Number, viet.ShowDate(e.EffectiveFrom))
}

// difference is a line of the comparison after a stale save.
type difference struct{ Name, Mine, Theirs string }

func (c Evaluation) differences(ctx context.Context) []difference {
	theirs := c.SelfSheet
	if c.Rights.Review {
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
		text += fmt.Sprintf("%s: %s/%s, %s, %s. ", p.Name,
			viet.Points(p.Completed), viet.Points(p.Assigned), viet.Points(p.Failed), viet.Points(p.Delayed))
	}
	return text
}

// taskFigures says what the month's tasks come to for a product that differs from them.
func taskFigures(ctx context.Context, now evaluation.Product) string {
	return t(ctx, "Nhiệm vụ ghi: giao %s, xong %s, chưa đạt %s, chậm %s", viet.Points(now.Assigned),
		viet.Points(now.Completed), viet.Points(now.Failed), viet.Points(now.Delayed))
}

// spareText says what the empty lines below the products are for.
func spareText(ctx context.Context) string {
	return t(ctx, "Dòng trống để thêm sản phẩm; xóa tên để bỏ một dòng. "+
		"Nguyên nhân khách quan được người chấm xác nhận thì không bị trừ điểm.")
}

// staleText says what to do with a save that came too late.
func staleText(ctx context.Context) string {
	return t(ctx, "Bản bạn vừa nhập còn nguyên trong biểu mẫu bên dưới. "+
		"Sửa lại nếu cần rồi lưu để thay bản đang lưu, hoặc mở lại trang để bỏ.")
}

func when(at int64) string { return component.When(at) }

// tasksDone is how many tasks of the month are completed.
func (c Evaluation) tasksDone() (n int) {
	for _, x := range c.Tasks {
		if x.Completed {
			n++
		}
	}
	return n
}

// tookTasks reports whether the sheet holds products taken from tasks.
func (c Evaluation) tookTasks() bool {
	for _, p := range c.SelfSheet.Products {
		if p.Tasks {
			return true
		}
	}
	return false
}
