package document

import (
	"congthidua/internal/access"
	"congthidua/internal/catalogue"
)

// CatalogueCode is the code of the catalogue of kinds and books.
const CatalogueCode = "documents"

// CatalogueKind is the catalogue of kinds of documents and of books of incoming documents.
func CatalogueKind() catalogue.Kind {
	rows := []catalogue.Field{
		{Name: "code", Label: "Mã", Type: catalogue.Text, Least: 1, Most: 40, Unique: true},
		{Name: "name", Label: "Tên", Type: catalogue.Text, Least: 2, Most: 200},
	}
	return catalogue.Kind{
		Code:  CatalogueCode,
		Name:  "Loại văn bản, sổ văn bản",
		About: "Thể loại văn bản đi với ký hiệu sổ, và các sổ văn bản đến.",
		View:  access.CataloguesView,
		Edit:  access.CataloguesEdit,
		Fields: []catalogue.Field{
			{Name: "kinds", Label: "Thể loại văn bản đi", Type: catalogue.List, Fields: rows},
			{Name: "books", Label: "Sổ văn bản đến", Type: catalogue.List, Fields: rows},
		},
		Try: tryCatalogue,
	}
}
