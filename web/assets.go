package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"regexp"
	"strings"

	"congthidua/internal/fault"
	"congthidua/static"
)

// assets holds every static file in memory, text also compressed. Their common version is the first
// folder of their addresses, so that browsers may keep them for a year and what a module or a
// stylesheet loads by a relative path has the version too.
type assets struct {
	version string
	files   map[string]asset
}

type asset struct {
	kind        string
	plain, gzip []byte
}

// assetKinds are the media types of the static files; a browser runs no module of another type, and the
// machine's own table may say something else.
var assetKinds = map[string]string{
	".css":   "text/css; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".svg":   "image/svg+xml",
	".ttf":   "font/ttf",
	".woff2": "font/woff2",
}

func loadAssets() (*assets, error) {
	a := &assets{files: map[string]asset{}}
	sum := sha256.New()
	err := fs.WalkDir(static.Files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := static.Files.ReadFile(name)
		if err != nil {
			return err
		}
		sum.Write(content)
		a.files[name], err = newAsset(path.Ext(name), content)
		return err
	})
	a.version = hex.EncodeToString(sum.Sum(nil))[:12]
	return a, err
}

func newAsset(extension string, content []byte) (asset, error) {
	file := asset{kind: assetKinds[extension], plain: content}
	if file.kind == "" {
		file.kind = mime.TypeByExtension(extension)
	}
	if !strings.HasPrefix(file.kind, "text/") && extension != ".svg" {
		return file, nil
	}
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write(content); err != nil {
		return file, err
	}
	if err := w.Close(); err != nil {
		return file, err
	}
	file.gzip = packed.Bytes()
	return file, nil
}

// deskWorker is the script that opens a check-in desk without a connection; it has no version in its
// address and works on pages outside its folder.
const deskWorker = "js/desk-worker.js"

var versionFolder = regexp.MustCompile(`^[0-9a-f]{12}$`)

// asset serves a static file. Under the current version it may be kept for a year; without a version, or
// under that of a page which was opened before an upgrade, the browser asks each time.
func (s *Server) asset(c *call) error {
	version, name, ok := strings.Cut(c.Param("*"), "/")
	if !ok || !versionFolder.MatchString(version) {
		version, name = "", c.Param("*")
	}
	file, ok := s.assets.files[name]
	if !ok {
		return fault.ErrNotFound
	}
	h := c.Response().Header()
	h.Set("Vary", "Accept-Encoding")
	if version == s.assets.version {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	} else {
		h.Set("Cache-Control", "no-cache")
	}
	if name == deskWorker {
		h.Set("Service-Worker-Allowed", "/")
	}
	if file.gzip != nil && strings.Contains(c.Request().Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		return c.Blob(http.StatusOK, file.kind, file.gzip)
	}
	return c.Blob(http.StatusOK, file.kind, file.plain)
}
