// Package static embeds what the browser loads besides pages. Every file is served by the
// portal itself; nothing is fetched from elsewhere.
package static

import (
	"embed"
	"path"
	"regexp"
	"slices"
	"sync"
)

// Files holds css, js, fonts and the vendored assets.
//
//go:embed css js fonts vendor img
var Files embed.FS

var (
	importLine = regexp.MustCompile(`(?m)^import [^;]*from "(\.{1,2}/[^"]+)";$`)
	graph      sync.Map // module → the modules that it imports
)

// Imports returns the modules that a module below js/ imports, directly or through others, each once and
// without itself. It is nil for a module that does not exist.
func Imports(module string) []string {
	if known, ok := graph.Load(module); ok {
		return known.([]string) //nolint:errcheck // nothing else is stored
	}
	found := []string{module}
	for i := 0; i < len(found); i++ {
		content, err := Files.ReadFile(found[i])
		if err != nil {
			continue // the browser asks for it and is told
		}
		for _, match := range importLine.FindAllSubmatch(content, -1) {
			if name := path.Join(path.Dir(found[i]), string(match[1])); !slices.Contains(found, name) {
				found = append(found, name)
			}
		}
	}
	graph.Store(module, found[1:])
	return found[1:]
}
