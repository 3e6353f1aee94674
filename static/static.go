// Package static embeds what the browser loads besides pages. Every file is served by the
// portal itself; nothing is fetched from elsewhere.
package static

import "embed"

// Files holds css, js, fonts and the vendored assets.
//
//go:embed css js fonts vendor img
var Files embed.FS
