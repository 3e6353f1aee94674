// Package certificate prints certificates: fields placed in millimetres, text that shrinks until it fits, a
// register of what was given out, and the code by which anybody can check one.
//
// # What it keeps
//
// A Layout says where the texts of a certificate, an invitation, an envelope or a label stand; all places are
// millimetres. Those that come with the portal are installed once and then edited. A Printer is off by some
// millimetres, by which everything is moved. A Certificate is an entry of the register (sổ cấp bằng): year and
// serial number without gaps, and a code. Each Print of one stands in a log.
//
// # Rules
//
// Only recipients of an issued decision get a certificate, each one only, and only while their line holds: what a
// correction or revocation has ended is neither registered nor printed any more. A certificate that was printed
// is printed again for a reason only. Texts are set in the largest size that fits between the bounds of their
// field; what does not fit at the least size is told before it is printed.
//
// # Who may do what
//
// The clerk and the committee register, print and edit layouts (access.CertificatePrint); the auditor looks
// (access.CertificateView). Anybody may check a code without logging in, while the administrator leaves that on:
// the answer says no more than stands on the certificate, and whether it still holds.
package certificate
