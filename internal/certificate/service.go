package certificate

import (
	"context"
	"fmt"
	"slices"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/award"
	"congthidua/internal/clock"
	"congthidua/internal/code"
	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Service keeps layouts, printers and the register of certificates.
type Service struct {
	Store *store.Store
	Clock clock.Clock
	Award *award.Service
}

// Install brings the shipped layouts into the database where they are not there yet.
func (s *Service) Install(ctx context.Context) error {
	list, err := Shipped()
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		for _, l := range list {
			body, err := l.body()
			if err != nil {
				return err
			}
			if err := tx.Exec(`INSERT INTO certificate_layouts (code, name, body) VALUES (?, ?, ?) ON CONFLICT (code) DO NOTHING`, l.Code, l.Name, body).Error; err != nil {
				return err
			}
		}
		return nil
	})
}

// Layouts lists the layouts.
func (s *Service) Layouts(ctx context.Context, a access.Actor) (list []Layout, err error) {
	if _, err := a.Require(access.CertificateView); err != nil {
		return nil, err
	}
	var rows []struct {
		ID, Version int64
		Body        string
	}
	if err := s.Store.Read(ctx).Raw(`SELECT id, version, body FROM certificate_layouts ORDER BY id`).Scan(&rows).Error; err != nil {
		return nil, err
	}
	for _, r := range rows {
		l, err := parse(r.Body)
		if err != nil {
			return nil, err
		}
		l.ID, l.Version = r.ID, r.Version
		list = append(list, l)
	}
	return list, nil
}

// LayoutsFor are the layouts of a use, the first shipped first.
func (s *Service) LayoutsFor(ctx context.Context, a access.Actor, use string) ([]Layout, error) {
	list, err := s.Layouts(ctx, a)
	return slices.DeleteFunc(list, func(l Layout) bool { return l.Use != use }), err
}

// Layout returns one layout.
func (s *Service) Layout(ctx context.Context, a access.Actor, id int64) (Layout, error) {
	list, err := s.Layouts(ctx, a)
	if err != nil {
		return Layout{}, err
	}
	for _, l := range list {
		if l.ID == id {
			return l, nil
		}
	}
	return Layout{}, fault.ErrNotFound
}

// SaveLayout changes a layout's fields.
func (s *Service) SaveLayout(ctx context.Context, a access.Actor, l Layout) error {
	if _, err := a.Require(access.CertificatePrint); err != nil {
		return err
	}
	if err := l.Check(); err != nil {
		return err
	}
	body, err := l.body()
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := store.OneRow(tx.Exec(`UPDATE certificate_layouts SET name = ?, body = ?, version = version + 1 WHERE id = ? AND version = ?`, l.Name, body, l.ID, l.Version)); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "layout.save", Object: "certificate_layouts", ObjectID: l.ID})
	})
}

// Printer is a printer with the offset at which it prints, in millimetres.
type Printer struct {
	ID     int64
	Name   string
	DX, DY float64
}

// Printers lists the printers.
func (s *Service) Printers(ctx context.Context) (list []Printer, err error) {
	return list, s.Store.Read(ctx).Raw(`SELECT id, name, dx AS dx, dy AS dy FROM printers ORDER BY name`).Scan(&list).Error
}

// SavePrinter keeps a printer's offset under its name.
func (s *Service) SavePrinter(ctx context.Context, a access.Actor, p Printer) error {
	if _, err := a.Require(access.CertificatePrint); err != nil {
		return err
	}
	wrong := fault.Fields{}
	if p.Name = viet.Clean(p.Name); p.Name == "" || len([]rune(p.Name)) > 100 {
		wrong.Refuse("name", "Ghi từ %d đến %d ký tự", 1, 100)
	}
	for field, x := range map[string]float64{"dx": p.DX, "dy": p.DY} {
		if x < -50 || x > 50 {
			wrong.Refuse(field, "Ghi số mm từ -50 đến 50")
		}
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := tx.Exec(`INSERT INTO printers (name, dx, dy) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET dx = excluded.dx, dy = excluded.dy`, p.Name, p.DX, p.DY).Error; err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "printer.save", Object: "printers", Detail: map[string]any{"name": p.Name, "dx": p.DX, "dy": p.DY}})
	})
}

// Certificate is an entry of the register (sổ cấp bằng) with what stands on it.
type Certificate struct {
	ID, RecipientID int64
	Year, Serial    int
	Code            string
	Prints          int
	award.Recipient
}

// Shown is the code in two halves, as it is read out.
func (c Certificate) Shown() string { return code.Show(c.Code) }

// Batch is the certificates of a decision with the values of each, in the order of its list.
type Batch struct {
	Decision award.Decision
	List     []Certificate
	Values   []Values
}

// Register gives every recipient of an issued decision an entry in the register, where there is none
// yet, and returns all in the order of the list, which is that of the stage.
func (s *Service) Register(ctx context.Context, a access.Actor, decision int64) error {
	if _, err := a.Require(access.CertificatePrint); err != nil {
		return err
	}
	d, list, err := s.Award.Decision(ctx, a, decision)
	if err != nil {
		return err
	}
	if d.State != award.Issued || d.Kind == award.Revocation {
		return fault.Conflictf("Chỉ vào sổ và in bằng của quyết định đã ban hành.")
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		year, added := 0, 0
		if _, err := fmt.Sscanf(d.DecidedOn, "%4d", &year); err != nil {
			return err
		}
		for _, r := range list {
			var known int
			if err := tx.Raw(`SELECT count(*) FROM certificates WHERE recipient_id = ?`, r.ID).Scan(&known).Error; err != nil {
				return err
			}
			if known > 0 || r.EndedBy != 0 {
				continue
			}
			added++
			if err := tx.Exec(`INSERT INTO certificates (recipient_id, year, serial, code) VALUES (?, ?, (SELECT COALESCE(MAX(serial), 0) + 1 FROM certificates WHERE year = ?), ?)`, r.ID, year, year, code.New()).Error; err != nil {
				return err
			}
		}
		if added == 0 {
			return nil
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "certificate.register", Object: "decisions", ObjectID: decision, Detail: map[string]any{"certificates": added}})
	})
}

// Batch reads the certificates of a decision that are in the register. base is the portal's address,
// which the QR codes name.
func (s *Service) Batch(ctx context.Context, a access.Actor, decision int64, l org.Letterhead, base string) (b Batch, err error) {
	if _, err := a.Require(access.CertificateView); err != nil {
		return b, err
	}
	d, list, err := s.Award.Decision(ctx, a, decision)
	if err != nil {
		return b, err
	}
	b.Decision = d
	var rows []Certificate
	if err := s.Store.Read(ctx).Raw(`SELECT c.* FROM certificates c JOIN recipients r ON r.id = c.recipient_id WHERE r.decision_id = ?`, decision).Scan(&rows).Error; err != nil {
		return b, err
	}
	byRecipient := map[int64]Certificate{}
	for _, c := range rows {
		byRecipient[c.RecipientID] = c
	}
	known, err := award.Shipped()
	if err != nil {
		return b, err
	}
	for _, r := range list {
		c, registered := byRecipient[r.ID]
		if !registered || r.EndedBy != 0 {
			continue
		}
		c.Recipient = r
		b.List = append(b.List, c)
		b.Values = append(b.Values, values(d, c, known.Form(r.Form), l, base))
	}
	return b, nil
}

// values are what fills the blanks of one certificate.
func values(d award.Decision, c Certificate, f *award.Form, l org.Letterhead, base string) Values {
	on, _ := time.Parse(clock.Date, d.DecidedOn) // an issued decision has its day
	title, where := d.SignerTitle, viet.List(c.Post, c.Place)
	if title == "" {
		title = l.Authority
	}
	v := Values{"body": d.Body, "name": c.Name, "post": c.Post, "place": c.Place, "where": where, "achievement": c.Achievement, "number": d.Number, "date": viet.LongDate(on),
		"place_date": l.Place + ", " + viet.LongDate(on), "signer": d.Signer, "signer_title": title, "serial": fmt.Sprintf("%d/%d", c.Serial, c.Year), "code": c.Shown(), "link": base + "/verify/" + c.Code}
	if f != nil {
		v["form"], v["short"] = f.Name, f.Short
	}
	return v
}

// Printed counts a print of certificates and keeps it in their log. One that was printed before is
// printed again for a reason only.
func (s *Service) Printed(ctx context.Context, a access.Actor, b Batch, reason string) error {
	if _, err := a.Require(access.CertificatePrint); err != nil {
		return err
	}
	if reason = viet.Clean(reason); len([]rune(reason)) > 300 {
		return fault.Invalidf("reason", "Không quá %d ký tự", 300)
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		for _, c := range b.List {
			before, err := store.Count(tx, `SELECT prints FROM certificates WHERE id = ?`, c.ID)
			if err != nil {
				return err
			}
			if before > 0 && reason == "" {
				return fault.Invalidf("reason", "Có bằng đã in; ghi lý do in lại")
			}
			if err := tx.Exec(`UPDATE certificates SET prints = prints + 1 WHERE id = ?`, c.ID).Error; err != nil {
				return err
			}
			if err := tx.Exec(`INSERT INTO certificate_prints (certificate_id, at, actor, reason) VALUES (?, ?, ?, ?)`, c.ID, s.Clock.Now().UnixMilli(), a.Who().Name, reason).Error; err != nil {
				return err
			}
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "certificate.print", Object: "decisions", ObjectID: b.Decision.ID, Detail: map[string]any{"certificates": len(b.List), "reason": reason}})
	})
}

// Print is one time at which certificates of a decision were printed.
type Print struct {
	At            int64 // milliseconds
	Actor, Reason string
	Certificates  int
	Serial        int // of the first
}

// Prints lists when the certificates of a decision were printed, the latest first.
func (s *Service) Prints(ctx context.Context, a access.Actor, decision int64) (list []Print, err error) {
	if _, err := a.Require(access.CertificateView); err != nil {
		return nil, err
	}
	return list, s.Store.Read(ctx).Raw(`SELECT p.at, p.actor, p.reason, count(*) AS certificates, min(c.serial) AS serial FROM certificate_prints p JOIN certificates c ON c.id = p.certificate_id JOIN recipients r ON r.id = c.recipient_id
		WHERE r.decision_id = ? GROUP BY p.at, p.actor, p.reason ORDER BY p.at DESC LIMIT 100`, decision).Scan(&list).Error
}
