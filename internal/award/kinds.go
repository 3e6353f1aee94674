package award

import (
	"slices"
	"strconv"

	"congthidua/internal/access"
	"congthidua/internal/catalogue"
	"congthidua/internal/emulation"
	"congthidua/internal/fault"

	"gopkg.in/yaml.v3"
	"gorm.io/gorm"
)

// The codes of the catalogues of awards.
const (
	FormsKind    = "awards"   // forms of commendation in the order of their rank
	PrizesKind   = "prizes"   // what each form brings, by a decree
	DossiersKind = "dossiers" // the papers of a dossier
)

// Kinds are the catalogues of awards. Each is changed by another text of the law, so each has editions of its own.
func Kinds() []catalogue.Kind {
	return []catalogue.Kind{formsKind(), prizesKind(), dossiersKind()}
}

var codeField = catalogue.Field{
	Name: "code", Label: "Mã", Type: catalogue.Text, Least: 1, Most: 40, Unique: true,
}

func formsKind() catalogue.Kind {
	return catalogue.Kind{
		Code:  FormsKind,
		Name:  "Hình thức khen thưởng",
		About: "Hình thức khen thưởng theo thứ bậc, cao nhất ở trên: tên gọi và thứ tự trong danh sách.",
		View:  access.CataloguesView,
		Edit:  access.CataloguesEdit,
		Fields: []catalogue.Field{
			{Name: "forms", Label: "Hình thức, từ cao xuống thấp", Type: catalogue.List, Fields: []catalogue.Field{
				codeField,
				{Name: "name", Label: "Tên", Type: catalogue.Text, Least: 2, Most: 200},
				{Name: "short", Label: "Gọi tắt", Type: catalogue.Text, Least: 1, Most: 60},
				{Name: "kind", Label: "Loại", Type: catalogue.Choice, Choices: []catalogue.Option{
					{Value: "order", Name: "Huân chương"},
					{Value: "title", Name: "Danh hiệu"},
					{Value: "flag", Name: "Cờ thi đua"},
					{Value: "medal", Name: "Kỷ niệm chương"},
					{Value: "certificate", Name: "Bằng khen, giấy khen"},
				}},
			}},
		},
		Try: tryForms,
	}
}

// The bounds of a coefficient and of the multiple to which prizes are rounded up.
const (
	mostCoefficient = 1000
	mostRound       = 1_000_000
)

func prizesKind() catalogue.Kind {
	coefficient := func(name, label string) catalogue.Field {
		return catalogue.Field{
			Name: name, Label: label, Type: catalogue.Number, Most: mostCoefficient, Optional: true,
			Unit: "lần lương cơ sở",
		}
	}
	return catalogue.Kind{
		Code:  PrizesKind,
		Name:  "Mức tiền thưởng",
		About: "Hệ số tiền thưởng của từng hình thức, nhân với lương cơ sở của ngày quyết định.",
		View:  access.CataloguesView,
		Edit:  access.CataloguesEdit,
		Fields: []catalogue.Field{
			{Name: "round", Label: "Làm tròn lên bội số của", Type: catalogue.Whole, Most: mostRound, Unit: "đồng"},
			{Name: "prizes", Label: "Hệ số", Type: catalogue.List, Fields: []catalogue.Field{
				{Name: "form", Label: "Mã hình thức, danh hiệu", Type: catalogue.Text, Most: 40, Unique: true},
				coefficient("persons", "Cá nhân"),
				coefficient("units", "Tập thể"),
				{Name: "legal", Label: "Điều, khoản", Type: catalogue.Text, Most: 200, Optional: true},
				{Name: "unchecked", Label: "Chưa đối chiếu", Type: catalogue.Flag, Optional: true},
			}},
		},
		BeforePublish: knownCodes(func(body string) ([]string, error) {
			law, err := parsePrizes(body)
			if err != nil {
				return nil, err
			}
			codes := make([]string, 0, len(law.Coefficients))
			for code := range law.Coefficients {
				codes = append(codes, code)
			}
			return codes, nil
		}),
		Try: tryPrizes,
	}
}

func dossiersKind() catalogue.Kind {
	return catalogue.Kind{
		Code:  DossiersKind,
		Name:  "Giấy tờ của hồ sơ khen thưởng",
		About: "Giấy tờ mà hồ sơ đề nghị khen thưởng phải có, lấy từ đâu, cho hình thức và loại đề nghị nào.",
		View:  access.CataloguesView,
		Edit:  access.CataloguesEdit,
		Fields: []catalogue.Field{
			{Name: "papers", Label: "Giấy tờ, theo thứ tự trong hồ sơ", Type: catalogue.List, Fields: []catalogue.Field{
				codeField,
				{Name: "name", Label: "Tên", Type: catalogue.Text, Least: 2, Most: 200},
				{Name: "from", Label: "Lấy từ", Type: catalogue.Choice, Choices: []catalogue.Option{
					{Value: string(FromPortal), Name: "Phần mềm lập"},
					{Value: string(FromReports), Name: "Báo cáo thành tích đã nhập"},
					{Value: string(FromCouncil), Name: "Biên bản họp Hội đồng"},
					{Value: string(FromInitiatives), Name: "Sáng kiến đã công nhận"},
					{Value: string(FromPosts), Name: "Quá trình công tác"},
					{Value: string(FromFile), Name: "Tệp đính kèm"},
				}},
				{
					Name: "forms", Label: "Chỉ cho hình thức", Type: catalogue.Codes, Optional: true,
					Hint: "Mã, cách nhau bằng dấu phẩy; để trống: mọi hình thức",
				},
				{
					Name: "kinds", Label: "Chỉ cho loại đề nghị", Type: catalogue.Codes, Optional: true,
					Hint: "yearly, thematic, unplanned, career; để trống: mọi loại",
				},
			}},
		},
		Further: func(c catalogue.Content, wrong fault.Fields) {
			for i, row := range c.Values.Rows("papers") {
				if row.Text("from") == string(FromPortal) && !makes(row.Text("code")) {
					wrong.Refuse("papers."+strconv.Itoa(i)+".from", "Phần mềm không lập giấy tờ «%s»", row.Text("code"))
				}
				for _, kind := range row.Codes("kinds") {
					if !slices.Contains(ProposalKinds, ProposalKind(kind)) {
						wrong.Refuse("papers."+strconv.Itoa(i)+".kinds", "Không có loại đề nghị «%s»", kind)
					}
				}
			}
		},
		BeforePublish: knownCodes(func(body string) (codes []string, err error) {
			papers, err := parseDossiers(body)
			if err != nil {
				return nil, err
			}
			for _, r := range *papers {
				codes = append(codes, r.Forms...)
			}
			return codes, nil
		}),
	}
}

// knownCodes refuses to publish an edition that names a form which neither the catalogue of forms has on the day
// nor the catalogue of titles.
func knownCodes(
	read func(body string) (codes []string, err error),
) func(tx *gorm.DB, e catalogue.Edition, day string) error {
	return func(tx *gorm.DB, e catalogue.Edition, day string) error {
		codes, err := read(e.Body)
		if err != nil {
			return err
		}
		c, err := InForce(tx, day)
		if err != nil {
			return err
		}
		titles, err := emulation.TitleNames(tx, 0)
		if err != nil {
			return err
		}
		slices.Sort(codes)
		for _, code := range codes {
			if c.Form(code) == nil && titles[code] == "" {
				return fault.Conflictf("Chưa có hình thức khen thưởng hay danh hiệu nào mang mã «%s».", code)
			}
		}
		return nil
	}
}

// parseForms reads the body of an edition of the forms.
func parseForms(body string) (*[]Form, error) {
	var c struct{ Forms []Form }
	return &c.Forms, yaml.Unmarshal([]byte(body), &c)
}

// parsePrizes reads the body of an edition of the prizes.
func parsePrizes(body string) (*PrizeLaw, error) {
	var c struct {
		catalogue.Head `yaml:",inline"`
		Round          int64
		Prizes         []struct {
			Form        string
			Coefficient `yaml:",inline"`
		}
	}
	if err := yaml.Unmarshal([]byte(body), &c); err != nil {
		return nil, err
	}
	law := PrizeLaw{
		Legal: c.Legal, From: c.From, To: c.To, Round: c.Round, Coefficients: map[string]Coefficient{},
	}
	for _, row := range c.Prizes {
		law.Coefficients[row.Form] = row.Coefficient
	}
	return &law, nil
}

// parseDossiers reads the body of an edition of the papers of dossiers.
func parseDossiers(body string) (*[]Requirement, error) {
	var c struct{ Papers []Requirement }
	return &c.Papers, yaml.Unmarshal([]byte(body), &c)
}
