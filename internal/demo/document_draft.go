package demo

import (
	"context"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/clock"
	"congthidua/internal/document"
	"congthidua/internal/org"
	"congthidua/internal/paper"
)

// drafts are one that came back and has a second version, one that waits for the head, one for its number and one issued.
func (g *generator) drafts(
	ctx context.Context,
	s *document.Service,
	c *clock.Manual,
	clerk, leader access.Actor,
	room office,
) error {
	for i, x := range []document.Document{
		{
			Register:   "CV",
			Subject:    "Về việc cung cấp số liệu kết nạp đảng viên quý III",
			Addressees: "Các quận, huyện ủy; lưu",
			Copies:     32,
		},
		{
			Register:   "BC",
			Subject:    "Kết quả công tác đảng viên tháng 10 năm 2026",
			Addressees: "Ban Tổ chức Trung ương; lưu",
			Copies:     3,
		},
		{Register: "KH", Subject: "Sinh hoạt chuyên đề quý IV năm 2026", Addressees: "Các phòng; lưu", Copies: 12},
		{
			Register:   "CV",
			Subject:    "Trả lời Quận ủy Hoàn Kiếm về chuyển sinh hoạt đảng",
			Addressees: "Quận ủy Hoàn Kiếm; lưu",
			Copies:     2,
		},
	} {
		drafter := room.staff[i%2]
		c.At = Start.Add(time.Duration(i-24) * time.Hour)
		id, err := s.SaveDraft(ctx, drafter, x, document.Filing{})
		if err != nil {
			return err
		}
		if err := g.file(ctx, s, drafter, id, "du-thao.docx", x.Subject, draftTexts[i][0]); err != nil {
			return err
		}
		if err := s.Submit(ctx, drafter, id, 1, []int64{room.head.PersonID, leader.PersonID}); err != nil {
			return err
		}
		if i == 0 {
			c.At = c.At.Add(time.Hour)
			if err := s.SendBack(ctx, room.head, id, 2, "Ghi rõ hạn gửi và biểu mẫu; nêu người đầu mối"); err != nil {
				return err
			}
			if err := g.file(ctx, s, drafter, id, "du-thao-2.docx", x.Subject, draftTexts[i][1]); err != nil {
				return err
			}
			continue
		}
		if i == 1 {
			continue
		}
		if err := s.Agree(ctx, room.head, id, 2, ""); err != nil {
			return err
		}
		if err := s.Agree(ctx, leader, id, 3, "Đồng ý"); err != nil {
			return err
		}
		if i == 3 {
			if err := s.Issue(ctx, clerk, id, 4, org.Letterhead{
				Style: "party",
				Body:  "Ban Tổ chức",
				Sign:  "BTCTU",
			}); err != nil {
				return err
			}
		}
	}
	c.At = Start
	return nil
}

// template is an announcement of awards in the office's own words, filled from a decision.
func (g *generator) template(ctx context.Context, s *document.Service, clerk access.Actor) error {
	rows := paper.Table{
		Columns: []paper.Column{
			{Title: "STT", Width: 14, Align: paper.Center},
			{Title: "Họ tên, tập thể", Width: 60},
			{Title: "Đơn vị", Width: 60},
			{Title: "Hình thức", Width: 60},
		},
		Rows: []paper.Row{{Cells: []string{"{#nguoi}{stt}", "{ten}", "{don_vi}", "{hinh_thuc}"}}},
	}
	content, err := paper.Bytes(
		paper.DOCX,
		paper.Document{
			Style:    paper.Party,
			Superior: "THÀNH ỦY HÀ NỘI",
			Body:     "BAN TỔ CHỨC",
			Place:    "Hà Nội",
			Title:    "THÔNG BÁO",
			Subject:  "kết quả khen thưởng",
			Blocks: []paper.Block{
				{
					Text: "Theo Quyết định số {so} ngày {ngay} về việc {ve_viec}, {so_tap_the} tập thể và {so_ca_nhan} cá nhân " +
						"được khen thưởng, tổng số tiền {tong_tien} đồng ({tong_tien_chu} đồng).",
				},
				{Table: &rows},
			},
		},
	)
	if err != nil {
		return err
	}
	known := document.Blanks{
		Values: map[string]string{
			"so":            "",
			"ngay":          "",
			"ve_viec":       "",
			"so_tap_the":    "",
			"so_ca_nhan":    "",
			"tong_tien":     "",
			"tong_tien_chu": "",
		},
		Rows: map[string][]map[string]string{"nguoi": {{"stt": "", "ten": "", "don_vi": "", "hinh_thuc": ""}}},
	}
	path, sum, err := g.keep("mau thong bao khen thuong", ".docx", content)
	if err != nil {
		return err
	}
	return s.SaveTemplate(
		ctx,
		clerk,
		document.Template{Name: "Thông báo khen thưởng", Object: document.ForDecision, Path: path, SHA256: sum},
		known,
	)
}

// draftTexts are what the drafts say, the first in two versions.
var draftTexts = [][2][]string{
	{
		{
			"Kính gửi: các quận ủy, huyện ủy, thị ủy.",
			"Thực hiện chương trình công tác năm, Ban Tổ chức đề nghị các đồng chí cung cấp số liệu kết nạp đảng viên quý " +
				"III năm 2026.",
			"Số liệu gửi về Ban Tổ chức để tổng hợp, báo cáo Ban Thường vụ Thành ủy.",
		},
		{
			"Kính gửi: các quận ủy, huyện ủy, thị ủy.",
			"Thực hiện chương trình công tác năm, Ban Tổ chức đề nghị các đồng chí cung cấp số liệu kết nạp đảng viên quý " +
				"III năm 2026 theo Biểu số 2 gửi kèm.",
			"Số liệu gửi về Ban Tổ chức trước ngày 20/11/2026 để tổng hợp, báo cáo Ban Thường vụ Thành ủy.",
			"Đầu mối: Phòng Tổ chức cơ sở đảng, đảng viên.",
		},
	},
	{
		{
			"Tháng 10 năm 2026, toàn Đảng bộ kết nạp đảng viên mới đạt kế hoạch tháng; công nhận đảng viên chính thức đúng " +
				"thời hạn.",
			"Công tác chuyển sinh hoạt đảng được giải quyết trong thời gian quy định.",
		},
	},
	{{"Sinh hoạt chuyên đề quý IV tập trung vào xây dựng chi bộ bốn tốt; mỗi chi bộ tổ chức trước ngày 15/12/2026."}},
	{
		{
			"Kính gửi: Quận ủy Hoàn Kiếm.",
			"Ban Tổ chức thống nhất việc chuyển sinh hoạt đảng của các đảng viên có tên trong danh sách đề nghị.",
		},
	},
}

// file keeps a one-page DOCX with a draft, named by its content so that it is made once.
func (g *generator) file(
	ctx context.Context,
	s *document.Service,
	drafter access.Actor,
	id int64,
	name, subject string,
	text []string,
) error {
	d := paper.Document{
		Style:    paper.Party,
		Superior: "THÀNH ỦY HÀ NỘI",
		Body:     "BAN TỔ CHỨC",
		Place:    "Hà Nội",
		Title:    "DỰ THẢO",
		Subject:  subject,
	}
	for _, line := range text {
		d.Blocks = append(d.Blocks, paper.Block{Text: line})
	}
	content, err := paper.Bytes(paper.DOCX, d)
	if err != nil {
		return err
	}
	path, sum, err := g.keep(name+subject, ".docx", content)
	if err != nil {
		return err
	}
	return s.Files().
		Attach(ctx, drafter, id, attachment.File{Name: name, Path: path, SHA256: sum, Size: int64(len(content))})
}
