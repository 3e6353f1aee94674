package work

import (
	"context"
	"fmt"

	"congthidua/data"
	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gopkg.in/yaml.v3"
	"gorm.io/gorm"
)

// Install brings the shipped standard products into the database where there are none yet.
func (s *Service) Install(ctx context.Context) error {
	text, err := data.Catalogue.ReadFile("catalogue/products.yaml")
	if err != nil {
		return err
	}
	var file struct {
		Legal    string
		Products []Product
	}
	if err := yaml.Unmarshal(text, &file); err != nil {
		return fmt.Errorf("products.yaml: %w", err)
	}
	if n, err := store.Count(s.Store.Read(ctx), `SELECT count(*) FROM products`); err != nil || n > 0 {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		for _, p := range file.Products {
			if err := tx.Exec(`INSERT INTO products (name, weight, legal) VALUES (?, ?, ?)`, p.Name, p.Weight, file.Legal).Error; err != nil {
				return err
			}
		}
		return nil
	})
}

// SaveProduct writes a new standard product (ID 0) or changes one. Tasks keep the weight that they
// were given out with.
func (s *Service) SaveProduct(ctx context.Context, a access.Actor, p Product) error {
	if _, err := a.Require(access.ProductsEdit); err != nil {
		return err
	}
	wrong := fault.Fields{}
	if p.Name = viet.Clean(p.Name); len([]rune(p.Name)) < 2 || len([]rune(p.Name)) > 200 {
		wrong.Refuse("name", "Ghi từ %d đến %d ký tự", 2, 200)
	}
	if p.Legal = viet.Clean(p.Legal); len([]rune(p.Legal)) > 200 {
		wrong.Refuse("legal", "Không quá %d ký tự", 200)
	}
	if p.Weight < 0.1 || p.Weight > 20 {
		wrong.Refuse("weight", "Hệ số từ 0,1 đến 20")
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		var err error
		if p.ID == 0 {
			err = tx.Exec(`INSERT INTO products (name, weight, legal, active) VALUES (?, ?, ?, TRUE)`, p.Name, p.Weight, p.Legal).Error
		} else {
			err = store.OneRow(tx.Exec(`UPDATE products SET name = ?, weight = ?, legal = ?, active = ? WHERE id = ?`, p.Name, p.Weight, p.Legal, p.Active, p.ID))
		}
		if store.Duplicate(err) {
			return fault.Invalidf("name", "Đã có sản phẩm mang tên này")
		}
		if err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "product.save", Object: "products", ObjectID: p.ID, Detail: map[string]any{"name": p.Name, "weight": p.Weight}})
	})
}

// Waits are what waits for the actor: to take on, late, to check, to approve.
func Waits(a access.Actor, today string) (parts []store.Part) {
	add := func(kind, where string, args ...any) {
		parts = append(parts, store.Part{SQL: `SELECT '` + kind + `' AS kind, count(*) AS n, 0 AS unit_id, '' AS unit, min(t.id) AS card_id, 0 AS period_id, 0 AS year, 0 AS month, min(t.due) AS due, min(t.title) AS note FROM tasks t WHERE ` + where + ` HAVING count(*) > 0`, Args: args})
	}
	if a.PersonID != 0 {
		add("task_new", `t.lead_id = ? AND t.state = 'assigned'`, a.PersonID)
		add("task_late", `t.lead_id = ? AND t.state = 'accepted' AND t.due < ?`, a.PersonID, today)
		add("task_check", `t.checker_id = ? AND t.state = 'done'`, a.PersonID)
	}
	if reach := a.Reach(access.TaskAssign); !reach.None() {
		where, args := reach.PathCondition("", "u.path")
		add("task_orphan", `t.state IN ('assigned', 'accepted') AND `+leadLeft+` AND t.unit_id IN (SELECT u.id FROM units u WHERE `+where+`)`, args...)
	}
	if reach := a.Reach(access.ProgrammeApprove); !reach.None() {
		where, args := reach.PathCondition("", "u.path")
		parts = append(parts, store.Part{SQL: `SELECT 'programme' AS kind, 1 AS n, p.unit_id, u.name AS unit, p.id AS card_id, 0 AS period_id, p.year, 0 AS month, '' AS due, p.title AS note FROM programmes p JOIN units u ON u.id = p.unit_id WHERE p.state = 'submitted' AND ` + where, Args: args})
	}
	return parts
}
