package work

import (
	"context"
	"fmt"

	"congthidua/data"
	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gopkg.in/yaml.v3"
	"gorm.io/gorm"
)

// Product is a standard product with the weight by which it counts.
type Product struct {
	store.Record
	Name   string  `gorm:"size:200"`
	Weight float64 // in standard products
	Legal  string  `gorm:"size:200"` // the text that sets the weight
	Active bool
}

// Catalogue is the list of standard products.
type Catalogue struct {
	Products []Product
	MayEdit  bool
}

// Products lists the catalogue, those in use first.
func (s *Service) Products(ctx context.Context, a access.Actor) (c Catalogue, err error) {
	if !a.May(access.TaskView) {
		return c, fault.ErrForbidden // the catalogue lies in no unit: any reach sees it
	}
	c.MayEdit = a.May(access.ProductsEdit)
	return c, s.Store.Read(ctx).Order("NOT active, name").Find(&c.Products).Error
}

// Install brings the shipped standard products into the database where there are none yet. The portal itself
// calls it when it starts.
func (s *Service) Install(ctx context.Context) error {
	text, err := data.Catalogue.ReadFile("catalogue/products.yaml")
	if err != nil {
		return err
	}
	var file struct {
		Legal    string
		Products []struct {
			Name   string
			Weight float64
		}
	}
	if err := yaml.Unmarshal(text, &file); err != nil {
		return fmt.Errorf("products.yaml: %w", err)
	}
	var there int64
	if err := s.Store.Read(ctx).Model(&Product{}).Count(&there).Error; err != nil || there > 0 {
		return err
	}
	list := make([]Product, len(file.Products))
	for i, p := range file.Products {
		list[i] = Product{Name: p.Name, Weight: p.Weight, Legal: file.Legal, Active: true}
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error { return tx.CreateInBatches(&list, 100).Error })
}

func (p *Product) clean() error {
	wrong := fault.Fields{}
	wrong.Text("name", &p.Name, 2, 200)
	wrong.Text("legal", &p.Legal, 0, 200)
	wrong.Number("weight", p.Weight, leastWeight, mostWeight)
	return wrong.Err()
}

// CreateProduct adds a standard product.
func (s *Service) CreateProduct(ctx context.Context, a access.Actor, p Product) error {
	p = Product{Name: p.Name, Weight: p.Weight, Legal: p.Legal, Active: true}
	return s.editProducts(ctx, a, &p, func(tx *gorm.DB) error { return tx.Create(&p).Error })
}

// SaveProduct changes a standard product from the version that was looked at. Tasks keep the weight that they
// were given out with.
func (s *Service) SaveProduct(ctx context.Context, a access.Actor, p Product) error {
	return s.editProducts(ctx, a, &p, func(tx *gorm.DB) error {
		return store.Update(tx, &p, p.Version, store.Change{
			"name":   p.Name,
			"weight": p.Weight,
			"legal":  p.Legal,
			"active": p.Active,
		})
	})
}

// editProducts checks a product and writes it; the catalogue is the whole body's.
func (s *Service) editProducts(ctx context.Context, a access.Actor, p *Product, write func(tx *gorm.DB) error) error {
	if err := a.RequireAll(access.ProductsEdit); err != nil {
		return err
	}
	if err := p.clean(); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		err := write(tx)
		if store.Duplicate(err) {
			return fault.Invalidf("name", "Đã có sản phẩm mang tên này")
		}
		if err != nil {
			return err
		}
		detail := audit.Detail{"name": p.Name, "weight": p.Weight}
		return audit.Note(tx, s.Clock, a, "product.save", "products", p.ID, detail)
	})
}
