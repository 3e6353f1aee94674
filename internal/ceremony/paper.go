package ceremony

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Paper is a kind of paper of a ceremony. Its addresses, links and files follow from this one value.
type Paper struct {
	Code      string // in addresses
	Name      string // on the page
	Title     string // on the paper
	File      string // name of the file, without the ceremony's number and the ending
	After     bool   // has something to say only once the programme has begun
	Landscape bool
	draw      func(d *paper.Document, v Stage)
}

// Papers are the papers of a ceremony in the order in which they are needed.
//
//locale:paper
var Papers = []Paper{
	{Code: "run", Name: "Kịch bản chương trình", Title: "KỊCH BẢN CHƯƠNG TRÌNH",
		File: "kich-ban", Landscape: true, draw: drawRunSheet},
	{Code: "script", Name: "Lời dẫn", Title: "LỜI DẪN",
		File: "loi-dan", draw: drawScript},
	{Code: "stage", Name: "Sơ đồ sân khấu theo lượt", Title: "SƠ ĐỒ SÂN KHẤU THEO LƯỢT",
		File: "so-do-san-khau", draw: drawStage},
	{Code: "checklist", Name: "Chuẩn bị hiện vật", Title: "CHUẨN BỊ HIỆN VẬT",
		File: "chuan-bi-hien-vat", draw: drawChecklist},
	{Code: "plates", Name: "Biển tên, chỗ ngồi", Title: "BIỂN TÊN, CHỖ NGỒI",
		File: "bien-ten", draw: drawPlates},
	{Code: "received", Name: "Danh sách đã nhận", Title: "DANH SÁCH ĐÃ NHẬN KHEN THƯỞNG",
		File: "da-nhan", After: true, Landscape: true, draw: drawReceived},
	{Code: "minutes", Name: "Biên bản buổi lễ", Title: "BIÊN BẢN BUỔI LỄ",
		File: "bien-ban", After: true, draw: drawMinutes},
	{Code: "thanks", Name: "Danh sách gửi thư cảm ơn", Title: "DANH SÁCH GỬI THƯ CẢM ƠN",
		File: "cam-on", After: true, draw: drawThanks},
}

// GuestList is the list of guests, to be signed at the door where there is no desk. It has a page of its
// own beside the guests.
//
//locale:paper
var GuestList = Paper{Title: "DANH SÁCH KHÁCH MỜI", File: "khach-moi", draw: drawGuests}

// Ready reports whether the paper has something to say by now.
func (p Paper) Ready(v Stage) bool { return !p.After || v.State == Held || v.Live.Steps > 0 }

// Document makes the paper. Papers name people of the whole body: of a ceremony that is seen in part they
// are not found.
func (p Paper) Document(l org.Letterhead, v Stage, now time.Time) (paper.Document, error) {
	if !v.Whole {
		return paper.Document{}, fault.ErrNotFound
	}
	d := l.Paper(fmt.Sprintf("%s-%d", p.File, v.ID), p.Title, now)
	d.Number, d.Subject, d.Landscape = "", v.Name, p.Landscape
	d.Note = fmt.Sprintf("(%s, ngày %s, tại %s)", v.StartsAt, viet.ShowDate(v.HeldOn), v.Place)
	p.draw(&d, v)
	return d, nil
}

// Fingerprint changes when a paper says something else.
func Fingerprint(d paper.Document) string {
	sum := sha256.New()
	fmt.Fprintln(sum, d.Subject, d.Note)
	for _, b := range d.Blocks {
		fmt.Fprintln(sum, b.Text)
		if b.Table == nil {
			continue
		}
		for _, r := range b.Table.Rows {
			fmt.Fprintln(sum, strings.Join(r.Cells, "|"))
		}
	}
	return hex.EncodeToString(sum.Sum(nil))[:16]
}

var fingerprint = regexp.MustCompile(`^[0-9a-f]{16}$`)

// Printed notes that a paper was printed as it stood on the page, which the fingerprint tells. What has
// changed since then shows at once.
func (s *Service) Printed(ctx context.Context, a access.Actor, id int64, code, said string) error {
	if err := a.RequireAll(access.CeremonyPrint); err != nil {
		return err
	}
	if !slices.ContainsFunc(Papers, func(p Paper) bool { return p.Code == code }) {
		return fault.ErrNotFound
	}
	if !fingerprint.MatchString(said) {
		return fault.Invalidf("", "Biểu mẫu thiếu dấu của bản đã in. Hãy tải lại trang rồi gửi lại.")
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if _, err := one(tx, id); err != nil {
			return err
		}
		printed := Print{CeremonyID: id, Paper: code, At: s.Clock.Now().UnixMilli(), Fingerprint: said}
		if err := store.Upsert(tx, &printed, "ceremony_id", "paper"); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "ceremony.printed", "ceremonies", id, audit.Detail{"paper": code})
	})
}
