// Package certificate renders the pages of certificates: layouts, the register, the public check.
package certificate

import (
	"context"
	"strconv"

	"congthidua/internal/certificate"
	"congthidua/internal/locale"
	"congthidua/templates/component"
)

func t(ctx context.Context, text string, args ...any) string { return locale.T(ctx, text, args...) }

// Certificates is what the page of layouts and printers shows.
type Certificates struct {
	Layouts  []certificate.Layout
	Printers []certificate.Printer
	MayPrint bool
	Form     component.Form
}

// Layout is what a layout's page shows.
type Layout struct {
	certificate.Layout
	Sets     []certificate.Set // of the sample
	MayPrint bool
	Form     component.Form
}

// Sample fills a layout where there is no batch: with long names, since these are what goes wrong.
//
//locale:paper
var Sample = certificate.Values{"body": "Ban Tổ chức Thành ủy", "name": "Nguyễn Phan Hoàng Thị Minh Nguyệt", "post": "Phó Trưởng phòng", "place": "Phòng Tổ chức cơ sở đảng, đảng viên", "where": "Phó Trưởng phòng, Phòng Tổ chức cơ sở đảng, đảng viên",
	"achievement": "Đã có thành tích xuất sắc tiêu biểu trong công tác tổ chức xây dựng Đảng giai đoạn 2021 - 2025", "form": "Giấy khen", "short": "Giấy khen", "number": "215-QĐ/BTCTU", "date": "ngày 28 tháng 12 năm 2026", "place_date": "Hà Nội, ngày 28 tháng 12 năm 2026",
	"signer": "Trần Văn Mẫu", "signer_title": "Trưởng ban", "serial": "128/2026", "code": "ABCDE-FGHJK", "link": "https://cong.example/verify/ABCDEFGHJK"}

// Batch is what the page of a decision's certificates shows.
type Batch struct {
	certificate.Batch
	Layout   certificate.Layout
	Layouts  []certificate.Layout
	Printers []certificate.Printer
	Tight    []string // by certificate: the fields that do not fit, "" for none
	Sets     []certificate.Set
	Prints   []certificate.Print
	Longest  int // letters of the longest name, whose certificate is previewed
	MayPrint bool
	Form     component.Form
}

func (v Batch) path() string {
	return "/decisions/" + component.Itoa(v.Decision.ID) + "/certificates"
}

// unregistered is how many of the decision's recipients are not in the register.
func (v Batch) unregistered() int {
	return v.Decision.People + v.Decision.Collectives - len(v.List)
}

// again is how many of the certificates have been printed.
func (v Batch) again() (n int) {
	for _, c := range v.List {
		if c.Prints > 0 {
			n++
		}
	}
	return n
}

func (v Batch) tight() (n int) {
	for _, x := range v.Tight {
		if x != "" {
			n++
		}
	}
	return n
}

// Tight names the fields whose text does not fit.
func Tight(sets []certificate.Set) string {
	text := ""
	for _, s := range sets {
		if s.Overflow {
			if text != "" {
				text += ", "
			}
			text += s.Code
		}
	}
	return text
}

// mm writes millimetres for SVG.
func mm(x float64) string { return strconv.FormatFloat(x, 'f', 2, 64) }

// letter is the size of a font in millimetres.
func letter(points float64) string { return mm(points * 25.4 / 72) }

func anchor(s certificate.Set) string {
	switch s.Align {
	case "L":
		return "start"
	case "R":
		return "end"
	}
	return "middle"
}

// textClass is how a field's text is drawn on the screen.
func textClass(s certificate.Set) string {
	class := "cert"
	if s.Font == "B" || s.Font == "BI" {
		class += " cert-b"
	}
	if s.Font == "I" || s.Font == "BI" {
		class += " cert-i"
	}
	if s.Color == "red" {
		class += " cert-red"
	}
	if s.Overflow {
		class += " cert-over"
	}
	return class
}

func paper(l certificate.Layout) string {
	return strconv.FormatFloat(l.Width, 'f', -1, 64) + " × " + strconv.FormatFloat(l.Height, 'f', -1, 64) + " mm"
}

func aligns(ctx context.Context) []component.Option {
	return []component.Option{{Value: "L", Text: t(ctx, "trái")}, {Value: "C", Text: t(ctx, "giữa")}, {Value: "R", Text: t(ctx, "phải")}}
}

func fontOptions(ctx context.Context) []component.Option {
	return []component.Option{{Value: "", Text: t(ctx, "thường")}, {Value: "B", Text: t(ctx, "đậm")}, {Value: "I", Text: t(ctx, "nghiêng")}, {Value: "BI", Text: t(ctx, "đậm nghiêng")}}
}

func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
