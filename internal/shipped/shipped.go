// Package shipped brings what comes with the portal into its database: the editions of all catalogues of
// rules, layouts of certificates, standard products. It stands beside the tower and sees all rooms.
package shipped

import (
	"context"
	"slices"

	"congthidua/internal/award"
	"congthidua/internal/catalogue"
	"congthidua/internal/certificate"
	"congthidua/internal/clock"
	"congthidua/internal/document"
	"congthidua/internal/emulation"
	"congthidua/internal/evaluation"
	"congthidua/internal/store"
	"congthidua/internal/work"
)

// Kinds are the kinds of catalogues of all rooms, in the order in which they are shown.
func Kinds() []catalogue.Kind {
	return slices.Concat(
		[]catalogue.Kind{evaluation.CatalogueKind(), emulation.CatalogueKind()},
		award.Kinds(),
		[]catalogue.Kind{document.CatalogueKind()},
	)
}

// Install brings in what is not there yet. What an office has changed stays as it is.
func Install(ctx context.Context, st *store.Store, c clock.Clock) error {
	for _, install := range []func(context.Context) error{
		(&catalogue.Service{Store: st, Clock: c, Kinds: Kinds()}).Install,
		(&award.Service{Store: st, Clock: c}).Install,
		(&certificate.Service{Store: st}).Install,
		(&work.Service{Store: st, Clock: c}).Install,
	} {
		if err := install(ctx); err != nil {
			return err
		}
	}
	return nil
}
