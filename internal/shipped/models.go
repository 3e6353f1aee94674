package shipped

import (
	"slices"

	"congthidua/internal/catalogue"
	"congthidua/internal/cluster"
	"congthidua/internal/council"
	"congthidua/internal/initiative"
	"congthidua/internal/movement"
	"congthidua/internal/store"
)

// Models are the records of all rooms: one for each table.
func Models() []any {
	return slices.Concat(
		store.Models,
		catalogue.Models,
		cluster.Models,
		council.Models,
		initiative.Models,
		movement.Models,
	)
}
