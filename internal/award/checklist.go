package award

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/clock"
	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Requirement is a paper that a dossier needs.
type Requirement struct {
	Code  string   `yaml:"code"`
	Name  string   `yaml:"name"`
	From  string   `yaml:"from"`  // portal, reports, council, initiatives, posts, file
	Forms []string `yaml:"forms"` // for whom, none: for everybody
	Kinds []string `yaml:"kinds"` // of proposals, none: all
}

// asks reports whether a proposal needs the paper for a line.
func (r Requirement) asks(p Proposal, x ProposalLine) bool {
	return (len(r.Kinds) == 0 || slices.Contains(r.Kinds, p.Kind)) && (len(r.Forms) == 0 || slices.Contains(r.Forms, x.Form))
}

// Need is a paper of a dossier with whether it is there.
type Need struct {
	Requirement
	Files   []attachment.File // attached for it
	Missing []string          // for whom it is not in the record
}

// Done reports whether the paper is there: made, found in the record, or attached.
func (n Need) Done() bool { return len(n.Files) > 0 || len(n.Missing) == 0 && n.From != "file" }

// Checklist goes through the papers that a proposal's dossier needs.
func (s *Service) Checklist(ctx context.Context, a access.Actor, p Proposal, list []ProposalLine) (needs []Need, err error) {
	files, err := s.ProposalFiles().Files(ctx, a, p.ID)
	if err != nil {
		return nil, err
	}
	known, err := Shipped()
	if err != nil {
		return nil, err
	}
	found, err := foundFor(s.Store.Read(ctx), p.ID)
	if err != nil {
		return nil, err
	}
	for _, r := range known.Dossier {
		n, asked := Need{Requirement: r}, len(list) == 0 && len(r.Forms) == 0 && len(r.Kinds) == 0
		for _, x := range list {
			if !r.asks(p, x) {
				continue
			}
			asked = true
			if !found[r.From][x.ID] && r.From != "portal" && r.From != "file" {
				n.Missing = append(n.Missing, x.Name)
			}
		}
		for _, f := range files {
			if f.Label == r.Code {
				n.Files = append(n.Files, f)
			}
		}
		if asked || len(n.Files) > 0 {
			needs = append(needs, n)
		}
	}
	return needs, nil
}

// foundFor says for which lines of a proposal the record holds what a paper is made of.
func foundFor(db *gorm.DB, id int64) (map[string]map[int64]bool, error) {
	found := map[string]map[int64]bool{}
	for from, sql := range map[string]string{
		"reports":     `SELECT id FROM proposal_lines WHERE proposal_id = ? AND report <> ''`,
		"council":     `SELECT l.id FROM proposal_lines l JOIN candidates c ON c.registration_id = l.registration_id JOIN meetings m ON m.id = c.meeting_id AND m.state = 'closed' WHERE l.proposal_id = ?`,
		"initiatives": `SELECT l.id FROM proposal_lines l JOIN initiative_authors x ON x.person_id = l.person_id JOIN initiatives i ON i.id = x.initiative_id AND i.state = 'recognised' WHERE l.proposal_id = ?`,
		"posts":       `SELECT l.id FROM proposal_lines l JOIN posts po ON po.person_id = l.person_id AND po.since IS NOT NULL WHERE l.proposal_id = ?`,
	} {
		var ids []int64
		if err := db.Raw(sql, id).Scan(&ids).Error; err != nil {
			return nil, err
		}
		found[from] = map[int64]bool{}
		for _, x := range ids {
			found[from][x] = true
		}
	}
	return found, nil
}

// Served is a post that somebody has held, for the account of a whole career.
type Served struct {
	PersonID     int64
	Title, Unit  string
	Since, Until string // 2006-01-02, Until "" where it is still held
	Manager      bool
}

// Careers reads the posts of a proposal's persons, the earliest first.
func (s *Service) Careers(ctx context.Context, id int64) (map[int64][]Served, error) {
	var rows []Served
	err := s.Store.Read(ctx).Raw(`SELECT po.person_id, po.title, u.name AS unit, po.since, COALESCE(po.until, '') AS until, po.manager FROM posts po JOIN units u ON u.id = po.unit_id
		WHERE po.main AND po.since IS NOT NULL AND po.person_id IN (SELECT person_id FROM proposal_lines WHERE proposal_id = ?) ORDER BY po.person_id, po.since`, id).Scan(&rows).Error
	careers := map[int64][]Served{}
	for _, r := range rows {
		careers[r.PersonID] = append(careers[r.PersonID], r)
	}
	return careers, err
}

// lasted counts the whole months of a post until a day.
func (s Served) lasted(today string) int {
	until := s.Until
	if until == "" || until > today {
		until = today
	}
	from, err1 := time.Parse(clock.Date, s.Since)
	to, err2 := time.Parse(clock.Date, until)
	if err1 != nil || err2 != nil || to.Before(from) {
		return 0
	}
	n := (to.Year()-from.Year())*12 + int(to.Month()) - int(from.Month())
	if to.Day() < from.Day() {
		n--
	}
	return n
}

// span says a number of months in years and months.
func span(months int) string {
	switch {
	case months < 12:
		return fmt.Sprintf("%d tháng", months)
	case months%12 == 0:
		return fmt.Sprintf("%d năm", months/12)
	}
	return fmt.Sprintf("%d năm %d tháng", months/12, months%12)
}

// CareerPaper lists the posts that somebody has held and how long, in all and as a manager.
func CareerPaper(l org.Letterhead, x ProposalLine, career []Served, now time.Time) paper.Document {
	d := l.Paper(fmt.Sprintf("qua-trinh-cong-tac-%d", x.ID), "BẢN KÊ QUÁ TRÌNH CÔNG TÁC", now)
	d.Number, d.Subject = "", x.Name
	t := paper.Table{Columns: []paper.Column{{Title: "STT", Width: 12, Align: paper.Center}, {Title: "Từ ngày", Width: 26, Align: paper.Center}, {Title: "Đến ngày", Width: 26, Align: paper.Center}, {Title: "Chức vụ", Width: 52}, {Title: "Đơn vị", Width: 52}, {Title: "Thời gian", Width: 30}}}
	all, managing, today := 0, 0, now.Format(clock.Date)
	for i, s := range career {
		months := s.lasted(today)
		if all += months; s.Manager {
			managing += months
		}
		until := viet.ShowDate(s.Until)
		if s.Until == "" {
			until = "nay"
		}
		t.Rows = append(t.Rows, paper.Row{Cells: []string{strconv.Itoa(i + 1), viet.ShowDate(s.Since), until, s.Title, s.Unit, span(months)}})
	}
	d.Blocks = []paper.Block{{Text: Where(x.Recipient)}, {Table: &t}, {Text: fmt.Sprintf("Tổng thời gian: %s, trong đó giữ chức vụ quản lý: %s.", span(all), span(managing)), Strong: true}}
	d.Signers = []paper.Signer{{Title: "NGƯỜI KÊ KHAI", Name: x.Name}, {Title: l.Authority, Name: l.Signer}}
	return d
}

// InitiativePaper lists the recognised initiatives of somebody with the decisions that say so.
func InitiativePaper(l org.Letterhead, x ProposalLine, r Record, now time.Time) paper.Document {
	d := l.Paper(fmt.Sprintf("sang-kien-%d", x.ID), "TRÍCH LỤC SÁNG KIẾN ĐƯỢC CÔNG NHẬN", now)
	d.Number, d.Subject = "", x.Name
	t := paper.Table{Columns: []paper.Column{{Title: "STT", Width: 12, Align: paper.Center}, {Title: "Sáng kiến", Width: 84}, {Title: "Năm", Width: 16, Align: paper.Center}, {Title: "Đóng góp", Width: 20, Align: paper.Right}, {Title: "Văn bản công nhận", Width: 54}}}
	for i, in := range r.Initiatives {
		t.Rows = append(t.Rows, paper.Row{Cells: []string{strconv.Itoa(i + 1), in.Name, strconv.Itoa(in.Year), fmt.Sprintf("%d%%", in.Share), in.Decision + ", " + viet.ShowDate(in.DecidedOn)}})
	}
	d.Blocks = []paper.Block{{Table: &t}}
	d.Signers = []paper.Signer{{Title: l.Authority, Name: l.Signer}}
	return d
}
