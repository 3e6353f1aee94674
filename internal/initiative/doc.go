// Package initiative keeps the register of initiatives (sáng kiến) and accepted research: who registered
// what, the authors with their shares, the files, and who recognised or refused it.
//
// An author registers an initiative; the states are registered → recognised, refused or withdrawn. Until
// it is decided its registrar may change or withdraw it. Who has access.HonoursEdit decides, never an
// author on the own one; older initiatives, recognised elsewhere, are entered with their decision by Add.
// The shares of the authors make up 100 percent. Only recognised initiatives count for titles: Of gives
// them to the rooms above.
package initiative
