package web

import (
	"congthidua/internal/catalogue"
	"congthidua/internal/document"
)

// Kinds are the kinds of catalogues of all rooms, in the order in which they are shown.
func Kinds() []catalogue.Kind {
	return []catalogue.Kind{document.CatalogueKind()}
}
