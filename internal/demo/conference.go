package demo

import (
	"strings"

	"congthidua/internal/award"
)

// conference is one decision of the conference of 5 January 2019.
type conference struct {
	body, number, subject string
	title                 string // of who signed
	lines                 []award.Lines
}

// conferred are the five decisions of the conference, whose lines name people and units of the demonstration.
func conferred(people, units []string) []conference {
	return append(conferredAbove(people, units), conferredBelow(people, units)...)
}

// conferredAbove are those of the higher bodies.
func conferredAbove(people, units []string) []conference {
	return []conference{
		{
			body:    "Chủ tịch nước",
			number:  "2411/QĐ-CTN",
			subject: "Tặng thưởng Huân chương Lao động",
			title:   "Chủ tịch nước",
			lines: []award.Lines{
				{
					Form:        "hcld3",
					Subject:     award.Outsider,
					Achievement: "Đã có thành tích xuất sắc trong công tác từ năm 2013 đến năm 2017",
					Text:        "Đặng Thị Minh Châu; nguyên Phó Trưởng ban; Ban Tổ chức Thành ủy",
				},
			},
		},
		{
			body:    "Ban Tổ chức Trung ương",
			number:  "518-QĐ/BTCTW",
			subject: "Tặng Kỷ niệm chương «Vì sự nghiệp công tác tổ chức xây dựng Đảng»",
			title:   "Trưởng ban",
			lines: []award.Lines{
				{
					Form:        "knc",
					Subject:     award.OfRoster,
					Achievement: "Có công lao đóng góp cho công tác tổ chức xây dựng Đảng",
					Text:        strings.Join(people[:31], "\n"),
				},
			},
		},
		{
			body:    "Ban Thường vụ Thành ủy",
			number:  "4127-QĐ/TU",
			subject: "Tặng Bằng khen của Ban Thường vụ Thành ủy",
			title:   "Phó Bí thư",
			lines: []award.Lines{
				{
					Form:        "bktu",
					Subject:     award.OfBody,
					Achievement: "Thành tích xuất sắc tiêu biểu trong công tác tổ chức xây dựng Đảng năm 2018",
					Text:        strings.Join(units[:8], "\n"),
				},
				{
					Form:        "bktu",
					Subject:     award.OfRoster,
					Achievement: "Thành tích xuất sắc tiêu biểu trong công tác tổ chức xây dựng Đảng năm 2018",
					Text:        strings.Join(people[31:43], "\n"),
				},
			},
		},
	}
}

// conferredBelow are those of the lower bodies.
func conferredBelow(people, units []string) []conference {
	return []conference{
		{
			body:    "Ủy ban nhân dân thành phố",
			number:  "7030/QĐ-UBND",
			subject: "Tặng Cờ đơn vị xuất sắc phong trào thi đua",
			title:   "Chủ tịch",
			lines: []award.Lines{
				{
					Form:        "cotd",
					Subject:     award.OfBody,
					Achievement: "Đơn vị xuất sắc phong trào thi đua năm 2018",
					Text:        strings.Join(units[8:14], "\n"),
				},
			},
		},
		{
			body:    "Ủy ban nhân dân thành phố",
			number:  "7031/QĐ-UBND",
			subject: "Tặng Bằng khen của Ủy ban nhân dân thành phố",
			title:   "Chủ tịch",
			lines: []award.Lines{
				{
					Form:        "bktp",
					Subject:     award.OfBody,
					Achievement: "Lao động xuất sắc năm 2018",
					Text:        strings.Join(units[:3], "\n"),
				},
				{
					Form:        "bktp",
					Subject:     award.OfRoster,
					Achievement: "Lao động xuất sắc năm 2018",
					Text:        strings.Join(people[43:48], "\n"),
				},
			},
		},
	}
}
