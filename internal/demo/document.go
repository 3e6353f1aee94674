package demo

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/clock"
	"congthidua/internal/document"
	"congthidua/internal/paper"
	"congthidua/internal/store"
	"congthidua/internal/work"
)

// documents are incoming ones in every state, one restricted, and outgoing ones from draft to issued.
func (g *generator) documents(ctx context.Context, st *store.Store) error {
	c := &clock.Manual{At: Start}
	s := &document.Service{Store: st, Clock: c, Work: &work.Service{Store: st, Clock: c}}
	room, err := officeOf(ctx, st, "head")
	if err != nil || len(room.staff) < 4 {
		return err
	}
	clerk := access.Actor{Name: "Văn thư", Grants: []access.Grant{{Role: access.Clerk}}}
	leader := access.Actor{
		Name:     g.people[0].name,
		PersonID: g.people[0].id,
		Grants:   []access.Grant{{Role: access.Leader, UnitID: 1, Path: "1/"}},
	}
	for i, x := range incoming() {
		x.Copies = 1
		c.At = arrival(x.ArrivedOn)
		file, err := g.scan(x)
		if err != nil {
			return err
		}
		id, err := s.Register(ctx, clerk, x, document.Filing{File: file})
		if err != nil {
			return err
		}
		if x.Restricted { // only those it is sent to see it: the clerk brings it to the leader
			if err := s.Route(ctx, clerk, id, 1, document.Dispatch{
				To:          []int64{leader.PersonID},
				Instruction: "Kính trình",
			}); err != nil {
				return err
			}
		}
		if err := routed(ctx, s, leader, room, i, id); err != nil {
			return err
		}
	}
	c.At = Start
	if err := g.template(ctx, s, clerk); err != nil {
		return err
	}
	return g.drafts(ctx, s, c, clerk, leader, room)
}

// incoming are the documents that have arrived.
func incoming() []document.Document {
	return []document.Document{
		{
			Register:  "TU",
			Symbol:    "1207-CV/BTCTW",
			Author:    "Ban Tổ chức Trung ương",
			Kind:      "Công văn",
			Subject:   "Báo cáo kết quả đánh giá, xếp loại cán bộ năm 2026",
			DatedOn:   "26/10/2026",
			ArrivedOn: "28/10/2026",
			Due:       "04/11/2026",
		},
		{
			Register:  "TU",
			Symbol:    "88-KH/TU",
			Author:    "Thành ủy",
			Kind:      "Kế hoạch",
			Subject:   "Tổ chức hội nghị tổng kết công tác tổ chức xây dựng Đảng năm 2026",
			DatedOn:   "30/10/2026",
			ArrivedOn: "02/11/2026",
			Due:       "20/11/2026",
		},
		{
			Register:  "DV",
			Symbol:    "45-BC/QU",
			Author:    "Quận ủy Ba Đình",
			Kind:      "Báo cáo",
			Subject:   "Kết quả sắp xếp tổ chức cơ sở đảng quý III",
			DatedOn:   "20/10/2026",
			ArrivedOn: "22/10/2026",
		},
		{
			Register:   "DT",
			Author:     "Công dân",
			Kind:       "Đơn",
			Subject:    "Đề nghị xem xét thời điểm công nhận đảng viên chính thức",
			ArrivedOn:  "04/11/2026",
			Due:        "18/11/2026",
			Restricted: true,
		},
		{
			Register:  "TU",
			Symbol:    "1215-CV/BTCTW",
			Author:    "Ban Tổ chức Trung ương",
			Kind:      "Công văn",
			Subject:   "Góp ý dự thảo quy định về phân cấp quản lý cán bộ",
			DatedOn:   "04/11/2026",
			ArrivedOn: "05/11/2026",
			Due:       "15/11/2026",
		},
	}
}

// arrival is the hour at which the post of a day is entered.
func arrival(day string) time.Time {
	t, err := time.ParseInLocation("02/01/2006", day, clock.Zone)
	if err != nil {
		return Start
	}
	return t.Add(8*time.Hour + 30*time.Minute)
}

// scan is the PDF of an incoming document, with a text for the search to find.
func (g *generator) scan(x document.Document) (*attachment.File, error) {
	content, err := paper.Bytes(
		paper.PDF,
		paper.Document{
			Style:   paper.Party,
			Body:    strings.ToUpper(x.Author),
			Number:  "Số " + x.Symbol,
			Title:   strings.ToUpper(x.Kind),
			Subject: x.Subject,
			Blocks: []paper.Block{
				{Text: "Kính gửi: Ban Tổ chức Thành ủy Hà Nội."},
				{
					Text: "Đề nghị các đồng chí nghiên cứu, thực hiện nội dung nêu trên đúng thời hạn và gửi kết quả bằng văn bản.",
				},
			},
		},
	)
	if err != nil {
		return nil, err
	}
	path, sum, err := g.keep("scan "+x.Subject, ".pdf", content)
	return &attachment.File{Name: "ban-quet.pdf", Path: path, SHA256: sum, Size: int64(len(content))}, err
}

// routed sends an incoming document on as its turn in the demonstration wants it.
func routed(ctx context.Context, s *document.Service, leader access.Actor, room office, i int, id int64) error {
	head := room.head.PersonID
	order := func(due string) *work.Order {
		return &work.Order{
			Product:   "Báo cáo chuyên đề",
			Weight:    4,
			Leads:     []int64{head},
			CheckerID: leader.PersonID,
			Due:       due,
			Priority:  1,
		}
	}
	route := func(version int64, instruction string, o *work.Order, to ...int64) error {
		return s.Route(ctx, leader, id, version, document.Dispatch{To: to, Instruction: instruction, Order: o})
	}
	switch i {
	case 0: // past its day: the order was given with more time
		return route(1, "Tổng hợp, tham mưu báo cáo Trung ương", order("10/11/2026"))
	case 1:
		return route(1, "Phòng chuẩn bị nội dung phần việc của mình", order("18/11/2026"), room.staff[0].PersonID)
	case 2:
		if err := route(1, "Để biết, đưa vào báo cáo quý", nil, head); err != nil {
			return err
		}
		return s.Settle(ctx, leader, id, 2, "Đã tổng hợp vào báo cáo quý III")
	case 3:
		return route(2, "Xem xét, đề xuất hướng trả lời", nil, head)
	}
	return nil
}

// keep writes a kept file under a name that is always the same for what it is called.
func (g *generator) keep(name, extension string, content []byte) (path, sum string, err error) {
	called, whole := sha256.Sum256([]byte(name)), sha256.Sum256(content)
	path = filepath.Join(g.size.Files, hex.EncodeToString(called[:16])+extension)
	if err := os.MkdirAll(g.size.Files, 0o700); err != nil {
		return "", "", err
	}
	return path, hex.EncodeToString(whole[:]), os.WriteFile(path, content, 0o600)
}
