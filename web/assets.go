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
	"strings"

	"congthidua/internal/fault"
	"congthidua/static"
)

// assets holds every static file in memory, text also compressed. Their common version
// stands in the pages' links, so that browsers may keep them for a year.
type assets struct {
	version string
	files   map[string]asset
}

type asset struct {
	kind        string
	plain, gzip []byte
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
		kind := mime.TypeByExtension(path.Ext(name))
		switch path.Ext(name) {
		case ".ttf":
			kind = "font/ttf"
		case ".woff2":
			kind = "font/woff2"
		case ".svg":
			kind = "image/svg+xml"
		}
		file := asset{kind: kind, plain: content}
		if strings.HasPrefix(kind, "text/") || kind == "image/svg+xml" {
			var packed bytes.Buffer
			w := gzip.NewWriter(&packed)
			if _, err := w.Write(content); err != nil {
				return err
			}
			if err := w.Close(); err != nil {
				return err
			}
			file.gzip = packed.Bytes()
		}
		a.files[name] = file
		return nil
	})
	a.version = hex.EncodeToString(sum.Sum(nil))[:12]
	return a, err
}

// deskWorker is the script that opens a check-in desk without a connection; it has no version in its
// address and works on pages outside its folder.
const deskWorker = "js/desk-worker.js"

// asset serves a static file.
func (s *Server) asset(c *call) error {
	file, ok := s.assets.files[c.Param("*")]
	if !ok {
		return fault.ErrNotFound
	}
	h := c.Response().Header()
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Vary", "Accept-Encoding")
	if c.Param("*") == deskWorker {
		h.Set("Cache-Control", "no-cache")
		h.Set("Service-Worker-Allowed", "/")
	}
	if file.gzip != nil && strings.Contains(c.Request().Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		return c.Blob(http.StatusOK, file.kind, file.gzip)
	}
	return c.Blob(http.StatusOK, file.kind, file.plain)
}
