package fault

import (
	"strings"
	"unicode/utf8"

	"congthidua/internal/viet"
)

// Fields collects refused fields; its Err is nil while none is. It is the one way in which forms are
// checked: each method cleans the value where it stands and refuses the field with a sentence.
//
//	wrong := fault.Fields{}
//	wrong.Text("subject", &d.Subject, 3, 500)
//	wrong.Date("held_on", &d.HeldOn)
//	if err := wrong.Err(); err != nil {
//		return err
//	}
type Fields map[string]Text

// Refuse notes the first message for a field.
func (f Fields) Refuse(field, format string, args ...any) {
	if _, taken := f[field]; !taken {
		f[field] = Text{format, args}
	}
}

// Err returns an Invalid, or nil where nothing was refused.
func (f Fields) Err() error {
	if len(f) == 0 {
		return nil
	}
	return Invalid{Fields: f}
}

// Text brings a line of text to single spaces and refuses it where it has fewer than least or more
// than most characters.
func (f Fields) Text(field string, value *string, least, most int) {
	*value = viet.Clean(*value)
	f.length(field, *value, least, most)
}

// Lines is Text for a text of several lines, which are kept: each line is cleaned, blank lines at the
// beginning and the end go.
func (f Fields) Lines(field string, value *string, least, most int) {
	lines := strings.Split(*value, "\n")
	for i, line := range lines {
		lines[i] = viet.Clean(line)
	}
	*value = strings.Trim(strings.Join(lines, "\n"), "\n")
	f.length(field, *value, least, most)
}

func (f Fields) length(field, value string, least, most int) {
	switch n := utf8.RuneCountInString(value); {
	case n == 0 && least > 0:
		f.Refuse(field, "Không được để trống; ghi từ %d đến %d ký tự", least, most)
	case n < least:
		f.Refuse(field, "Ghi từ %d đến %d ký tự", least, most)
	case n > most:
		f.Refuse(field, "Không quá %d ký tự (đang có %d)", most, n)
	}
}

// Reason demands a reason of at most so many characters; the format says for what, as in "Ghi lý do trả
// lại, không quá %d ký tự".
func (f Fields) Reason(field string, value *string, most int, format string) {
	*value = viet.Clean(*value)
	if n := utf8.RuneCountInString(*value); n == 0 || n > most {
		f.Refuse(field, format, most)
	}
}

// Date reads a day as people write it (31/12/2026) into 2006-01-02 and refuses what is none.
func (f Fields) Date(field string, value *string) {
	day, precision, ok := viet.ParseDate(*value)
	if !ok || precision != viet.Day {
		f.Refuse(field, "Không có ngày «%s»; ghi ngày/tháng/năm", *value)
		return
	}
	*value = day
}

// OptionalDate is Date where nothing may be written too; that stays "".
func (f Fields) OptionalDate(field string, value *string) {
	if *value = viet.Clean(*value); *value != "" {
		f.Date(field, value)
	}
}

// Number refuses a number outside of its bounds.
func (f Fields) Number(field string, value, least, most float64) {
	if !(value >= least && value <= most) {
		f.Refuse(field, "Ghi số từ %s đến %s", viet.Points(least), viet.Points(most))
	}
}

// Choice refuses a word that is none of the choices; what says what is to be chosen, as in "Chọn loại".
func Choice[T comparable](f Fields, field string, value T, choices []T, what string) {
	for _, c := range choices {
		if c == value {
			return
		}
	}
	f.Refuse(field, what)
}
