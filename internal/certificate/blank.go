package certificate

import (
	"regexp"
	"time"

	"congthidua/internal/award"
	"congthidua/internal/clock"
	"congthidua/internal/viet"
)

// Blank is a name in braces that a text of a layout may hold. The names are code words that stand in stored
// layouts; About says on the screen what fills a blank.
type Blank struct {
	Name   string
	About  string
	Sample string
	Of     func(entry) string // nil where the room that prints gives the value
}

// entry is what fills the blanks of one certificate.
type entry struct {
	decision award.Decision
	register Certificate
	line     award.Recipient
	form     award.Form
	day      string // the date of the decision in words
	paper    Paper
}

// QRBlank names the blank that a QR code shows.
const QRBlank = "link"

// certificateBlanks are the blanks of certificates. The samples are long, because long texts are what goes wrong.
//
//locale:paper
var certificateBlanks = []Blank{
	{
		Name: "name", About: "họ và tên, tên tập thể", Sample: "Nguyễn Phan Hoàng Thị Minh Nguyệt",
		Of: func(e entry) string { return e.line.Name },
	},
	{
		Name: "post", About: "chức vụ", Sample: "Phó Trưởng phòng",
		Of: func(e entry) string { return e.line.Post },
	},
	{
		Name: "place", About: "nơi công tác", Sample: "Phòng Tổ chức cơ sở đảng, đảng viên",
		Of: func(e entry) string { return e.line.Place },
	},
	{
		Name: "where", About: "chức vụ và nơi công tác",
		Sample: "Phó Trưởng phòng, Phòng Tổ chức cơ sở đảng, đảng viên",
		Of:     func(e entry) string { return e.line.Where() },
	},
	{
		Name: "achievement", About: "thành tích",
		Sample: "Đã có thành tích xuất sắc tiêu biểu trong công tác tổ chức xây dựng Đảng giai đoạn 2021 - 2025",
		Of:     func(e entry) string { return e.line.Achievement },
	},
	{
		Name: "form", About: "tên đầy đủ của hình thức khen thưởng", Sample: "Giấy khen",
		Of: func(e entry) string { return e.form.Name },
	},
	{
		Name: "short", About: "tên ngắn của hình thức khen thưởng", Sample: "Giấy khen",
		Of: func(e entry) string { return e.form.Short },
	},
	{
		Name: "body", About: "nơi tặng", Sample: "Ban Tổ chức Thành ủy",
		Of: func(e entry) string { return e.decision.Body },
	},
	{
		Name: "number", About: "số quyết định", Sample: "215-QĐ/BTCTU",
		Of: func(e entry) string { return e.decision.Number },
	},
	{
		Name: "date", About: "ngày của quyết định", Sample: "ngày 28 tháng 12 năm 2026",
		Of: func(e entry) string { return e.day },
	},
	{
		Name: "place_date", About: "địa danh và ngày của quyết định", Sample: "Hà Nội, ngày 28 tháng 12 năm 2026",
		Of: func(e entry) string { return e.paper.Letterhead.Place + ", " + e.day },
	},
	{
		Name: "signer", About: "người ký", Sample: "Trần Văn Mẫu",
		Of: func(e entry) string { return e.decision.Signer },
	},
	{
		Name: "signer_title", About: "chức vụ của người ký", Sample: "Trưởng ban",
		Of: func(e entry) string {
			if e.decision.SignerTitle == "" {
				return e.paper.Letterhead.Authority
			}
			return e.decision.SignerTitle
		},
	},
	{
		Name: "serial", About: "số trong sổ cấp bằng", Sample: "128/2026",
		Of: func(e entry) string { return e.register.Number() },
	},
	{
		Name: "code", About: "mã kiểm tra", Sample: "ABCDE-FGHJK",
		Of: func(e entry) string { return e.register.Shown() },
	},
	{
		Name: QRBlank, About: "địa chỉ kiểm tra, như trong mã QR", Sample: "https://cong.example/verify/ABCDEFGHJK",
		Of: func(e entry) string { return e.paper.Base + "/verify/" + e.register.Code },
	},
}

// invitationBlanks are the blanks of invitations, which the room of ceremonies fills.
//
//locale:paper
var invitationBlanks = []Blank{
	{Name: "name", About: "họ và tên của khách", Sample: "Nguyễn Phan Hoàng Thị Minh Nguyệt"},
	{Name: "where", About: "chức vụ và nơi công tác", Sample: "Phó Trưởng phòng, Phòng Tổ chức cơ sở đảng, đảng viên"},
	{Name: "body", About: "cơ quan mời", Sample: "Ban Tổ chức Thành ủy"},
	{
		Name: "ceremony", About: "tên buổi lễ",
		Sample: "Hội nghị tổng kết công tác thi đua, khen thưởng năm 2026 và phát động phong trào thi đua năm 2027",
	},
	{Name: "time", About: "giờ, ngày của buổi lễ", Sample: "8 giờ 00, ngày 28 tháng 12 năm 2026"},
	{Name: "place", About: "nơi tổ chức", Sample: "Hội trường tầng 2, trụ sở Ban Tổ chức Thành ủy"},
	{
		Name: "remark", About: "lời dặn khách",
		Sample: "Mời đến trước 30 phút và mang theo giấy mời này để điểm danh, nhận chỗ ngồi.",
	},
	{Name: "code", About: "mã điểm danh", Sample: "ABCDE-FGHJK"},
	{Name: QRBlank, About: "chữ trong mã QR", Sample: "ABCDEFGHJK"},
}

// addressBlanks are the blanks of envelopes and labels; Addressed fills them.
//
//locale:paper
var addressBlanks = []Blank{
	{Name: "name", About: "họ và tên, tên tập thể", Sample: "Nguyễn Phan Hoàng Thị Minh Nguyệt"},
	{Name: "where", About: "chức vụ và nơi công tác", Sample: "Phó Trưởng phòng, Phòng Tổ chức cơ sở đảng, đảng viên"},
	{Name: "body", About: "cơ quan gửi", Sample: "Ban Tổ chức Thành ủy"},
}

// Blanks are the blanks that the texts of a use's layouts may hold.
func (u Use) Blanks() []Blank {
	switch u {
	case ForInvitation:
		return invitationBlanks
	case ForEnvelope, ForLabel:
		return addressBlanks
	case ForCertificate:
	}
	return certificateBlanks
}

// Sample fills a layout of a use where there is nobody whom it is for.
func (u Use) Sample() Values {
	v := Values{}
	for _, b := range u.Blanks() {
		v[b.Name] = b.Sample
	}
	return v
}

// Addressed fills an envelope or a label.
func Addressed(body, name, where string) Values {
	return Values{"body": body, "name": name, "where": where}
}

// values are what fills the blanks of one certificate.
func values(d award.Decision, c Certificate, r award.Recipient, form award.Form, p Paper) (Values, error) {
	on, err := time.Parse(clock.Date, d.DecidedOn)
	if err != nil {
		return nil, err
	}
	e := entry{decision: d, register: c, line: r, form: form, day: viet.LongDate(on), paper: p}
	v := Values{}
	for _, b := range certificateBlanks {
		v[b.Name] = b.Of(e)
	}
	return v, nil
}

var braces = regexp.MustCompile(`\{[^{}]*\}`)

// unknownBlank is the first blank of a text that the use does not have, "" where there is none.
func (u Use) unknownBlank(text string) string {
	known := u.Sample()
	for _, blank := range braces.FindAllString(text, -1) {
		if _, ok := known[blank[1:len(blank)-1]]; !ok {
			return blank
		}
	}
	return ""
}
