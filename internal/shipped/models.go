package shipped

import (
	"slices"

	"congthidua/internal/account"
	"congthidua/internal/attachment"
	"congthidua/internal/audit"
	"congthidua/internal/award"
	"congthidua/internal/catalogue"
	"congthidua/internal/ceremony"
	"congthidua/internal/certificate"
	"congthidua/internal/cluster"
	"congthidua/internal/council"
	"congthidua/internal/document"
	"congthidua/internal/emulation"
	"congthidua/internal/evaluation"
	"congthidua/internal/honour"
	"congthidua/internal/initiative"
	"congthidua/internal/intake"
	"congthidua/internal/job"
	"congthidua/internal/movement"
	"congthidua/internal/notice"
	"congthidua/internal/org"
	"congthidua/internal/store"
	"congthidua/internal/work"
)

// Models are the records of all rooms: one for each table.
func Models() []any {
	return slices.Concat(
		store.Models,
		audit.Models,
		attachment.Models,
		job.Models,
		catalogue.Models,
		org.Models,
		account.Models,
		honour.Models,
		intake.Models,
		notice.Models,
		evaluation.Models,
		initiative.Models,
		emulation.Models,
		movement.Models,
		cluster.Models,
		council.Models,
		award.Models,
		certificate.Models,
		ceremony.Models,
		work.Models,
		document.Models,
	)
}
