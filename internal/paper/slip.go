package paper

import (
	"bytes"

	"golang.org/x/text/unicode/norm"
)

// Slip is a password slip: it is cut out and handed to one person.
type Slip struct{ Name, Post, Username, Password string }

const slipAdvice = "Đăng nhập lần đầu phải đổi mật khẩu. Không đưa phiếu này cho người khác."

// SlipsPDF sets slips two by six on A4 pages, with cutting lines.
func SlipsPDF(slips []Slip) ([]byte, error) {
	s, err := newSetter(Document{Title: "Phiếu mật khẩu"})
	if err != nil {
		return nil, err
	}
	s.SetHeaderFunc(nil)
	const left, top, width, height, down = 15.0, 15.0, 90.0, 44.0, 6
	for i, slip := range slips {
		if i%(2*down) == 0 {
			s.AddPage()
		}
		x, y := left+float64(i%2)*width, top+float64(i%(2*down)/2)*height
		s.SetDashPattern([]float64{1, 1}, 0)
		s.Rect(x, y, width, height, "D")
		s.SetDashPattern(nil, 0)
		for j, l := range []struct {
			style string
			size  float64
			text  string
		}{
			{"B", 12, slip.Name},
			{"", 10, slip.Post},
			{"", 11, "Tên đăng nhập: " + slip.Username},
			{"B", 13, slip.Password},
			{"I", 8.5, slipAdvice},
		} {
			s.SetXY(x+4, y+4+float64(j)*7)
			s.font(l.style, l.size)
			text := norm.NFC.String(l.text)
			for size := l.size; s.GetStringWidth(text) > width-8 && size > 6; size -= 0.5 {
				s.font(l.style, size)
			}
			s.CellFormat(width-8, 7, text, "", 0, "L", false, 0, "")
		}
	}
	var out bytes.Buffer
	err = s.Output(&out)
	return out.Bytes(), err
}
