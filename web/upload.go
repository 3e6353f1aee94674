package web

import (
	"archive/zip"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/fault"
	"congthidua/templates/component"
)

// upload is a file on the disk under a name of the portal's own, with the name it came with.
type upload struct {
	Name, Path, SHA256 string
	Size               int64 // bytes
}

// saveUpload reads the rest of a multipart form: its text fields into the form, its one file
// onto the disk, written, synced and renamed, so that a row never points to half a file.
func (c *call) saveUpload(field string, extensions ...string) (upload, error) {
	u, err := c.optionalUpload(field, extensions...)
	if err == nil && u.Path == "" {
		err = fault.Invalidf(field, "Chọn tệp để tải lên")
	}
	return u, err
}

// optionalUpload is saveUpload where the file may be left out: its Path is "" then.
func (c *call) optionalUpload(field string, extensions ...string) (u upload, err error) {
	if c.upload == nil {
		return upload{}, nil
	}
	for {
		part, err := c.upload.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return upload{}, orTooLarge(err)
		}
		if part.FileName() == "" && part.FormName() != field {
			text, err := io.ReadAll(io.LimitReader(part, 4096))
			if err != nil {
				return upload{}, orTooLarge(err)
			}
			clean, ok := cleanText(string(text))
			if !ok {
				return upload{}, errText
			}
			c.form.Add(part.FormName(), clean)
			continue
		}
		if part.FormName() != field || part.FileName() == "" || u.Path != "" {
			continue
		}
		if u, err = c.server.store(part, part.FileName(), field, extensions); err != nil {
			return upload{}, err
		}
	}
	return u, nil
}

func (u upload) attachment() attachment.File {
	return attachment.File{Name: u.Name, Path: u.Path, SHA256: u.SHA256, Size: u.Size}
}

// attach keeps the uploaded document and hands it to the record that it belongs to; what is refused
// leaves no file behind.
func (c *call) attach(add func(attachment.File) error) error {
	file, err := c.saveUpload("file", documents...)
	if err != nil {
		return err
	}
	kept := file.attachment()
	kept.Label = c.Query("label")
	if err := add(kept); err != nil {
		_ = os.Remove(file.Path) // else the sweep finds it
		return err
	}
	return nil
}

// keeper is a service that keeps files with its records.
type keeper interface {
	File(ctx context.Context, a access.Actor, id, file int64) (attachment.File, error)
	Attach(ctx context.Context, a access.Actor, id int64, file attachment.File) error
	Detach(ctx context.Context, a access.Actor, id, file int64) error
}

// fileRoutes are the three routes of the files of the records below a path: add, fetch, take away.
// show shows the record again where an upload was refused.
func fileRoutes(
	base string,
	view, change access.Permission,
	keep keeper,
	show func(c *call, status int, form component.Form) error,
) []route {
	ids := func(c *call) (id, file int64, err error) {
		if id, err = c.ID("id"); err == nil && c.Param("file") != "" {
			file, err = c.ID("file")
		}
		return id, file, err
	}
	changed := func(notice string, act func(c *call, id, file int64) error) handler {
		return func(c *call) error {
			id, file, err := ids(c)
			if err != nil {
				return err
			}
			if err := act(c, id, file); err != nil {
				return c.Again(err, func(status int, form component.Form) error { return show(c, status, form) })
			}
			return c.Done(base+"/"+component.Itoa(id), notice)
		}
	}
	return []route{
		makes(base+"/:id/files", change, changed("Đã đính kèm tệp.", func(c *call, id, _ int64) error {
			return c.attach(func(f attachment.File) error { return keep.Attach(c.Request().Context(), c.Actor, id, f) })
		})),
		get(base+"/:id/files/:file", view, func(c *call) error {
			id, file, err := ids(c)
			if err != nil {
				return err
			}
			f, err := keep.File(c.Request().Context(), c.Actor, id, file)
			if err != nil {
				return err
			}
			return c.SendFile(f.Name, f.Path)
		}),
		makes(base+"/:id/files/:file/remove", change, changed("Đã bỏ tệp.", func(c *call, id, file int64) error {
			return keep.Detach(c.Request().Context(), c.Actor, id, file)
		})),
	}
}

func orTooLarge(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return errLarge
	}
	return fault.Invalidf("file", "Tệp tải lên bị đứt quãng. Hãy gửi lại.")
}

// signatures are the first bytes that a file of an extension must have.
var signatures = map[string]string{
	".xlsx": "PK\x03\x04",
	".docx": "PK\x03\x04",
	".csv":  "",
	".pdf":  "%PDF-",
	".png":  "\x89PNG\r\n\x1a\n",
	".jpg":  "\xff\xd8\xff",
}

// mainParts are what an archive of an extension must hold.
var mainParts = map[string]string{".xlsx": "xl/workbook.xml", ".docx": "word/document.xml"}

// documents are the extensions of the files that are kept with a record.
var documents = []string{".pdf", ".docx", ".xlsx", ".png", ".jpg"}

func (s *Server) store(content io.Reader, name, field string, extensions []string) (upload, error) {
	name, ok := cleanText(filepath.Base(strings.ReplaceAll(name, `\`, "/")))
	if runes := []rune(name); !ok || len(runes) > 200 {
		return upload{}, fault.Invalidf(field, "Tên tệp không hợp lệ hoặc quá dài")
	}
	extension := strings.ToLower(filepath.Ext(name))
	if !slices.Contains(extensions, extension) {
		return upload{}, fault.Invalidf(field, "Chỉ nhận tệp %s", strings.Join(extensions, ", "))
	}
	sum, total := sha256.New(), int64(0)
	path, err := s.keepFile(extension, func(file *os.File) error {
		size, err := io.Copy(io.MultiWriter(file, sum), io.LimitReader(content, maxUpload+1))
		total = size
		switch {
		case err != nil:
			var path *os.PathError
			if errors.As(err, &path) {
				return errors.Join(fault.ErrUnavailable, err)
			}
			return orTooLarge(err)
		case size > maxUpload:
			return errLarge
		case size == 0:
			return fault.Invalidf(field, "Tệp rỗng")
		case checkSignature(file, extension) != nil:
			return fault.Invalidf(field, "Nội dung tệp không đúng với đuôi %s", extension)
		}
		return nil
	})
	return upload{Name: name, Path: path, SHA256: hex.EncodeToString(sum.Sum(nil)), Size: total}, err
}

func checkSignature(file *os.File, extension string) error {
	want := signatures[extension]
	head := make([]byte, len(want))
	if len(want) > 0 {
		if _, err := file.ReadAt(head, 0); err != nil {
			return err
		}
	}
	if string(head) != want {
		return errors.New("signature")
	}
	part := mainParts[extension]
	if part == "" {
		return nil
	}
	size, err := file.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	archive, err := zip.NewReader(file, size)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(archive.File, func(f *zip.File) bool { return f.Name == part }) {
		return errors.New("no " + part)
	}
	return nil
}

// keep syncs the file, gives it its name and syncs the folder.
func keep(temp *os.File, path string) error {
	if err := temp.Sync(); err != nil {
		return err
	}
	if err := os.Rename(temp.Name(), path); err != nil {
		return err
	}
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer folder.Close() //nolint:errcheck // opened for its sync only
	return folder.Sync()
}

func randomName() string {
	raw := make([]byte, 16)
	_, _ = rand.Read(raw) // never fails; see crypto/rand
	return hex.EncodeToString(raw)
}

// ownName is what the portal calls its files; nothing else in the folder is ever touched.
var ownName = regexp.MustCompile(`^([0-9a-f]{32}\.(xlsx|csv|pdf|docx|png|jpg|json|zip)|upload-[0-9]+\.part)$`)

// keepFile puts a file on the disk under a name of the portal's own and returns its path; it is
// written, synced and renamed, or not there at all.
func (s *Server) keepFile(extension string, write func(*os.File) error) (path string, err error) {
	if err := os.MkdirAll(s.Files, 0o700); err != nil {
		return "", errors.Join(fault.ErrUnavailable, err)
	}
	temp, err := os.CreateTemp(s.Files, "upload-*.part")
	if err != nil {
		return "", errors.Join(fault.ErrUnavailable, err)
	}
	defer func() {
		_ = temp.Close() // closed before, where it was renamed
		if err != nil {
			_ = os.Remove(temp.Name()) // else the sweep finds it
		}
	}()
	if err := write(temp); err != nil {
		return "", err
	}
	path = filepath.Join(s.Files, randomName()+extension)
	if err := keep(temp, path); err != nil {
		return "", errors.Join(fault.ErrUnavailable, err)
	}
	return path, nil
}

// sweepFiles removes what a stopped process left in the folder of uploads without a row.
func sweepFiles(folder string, known []string) error {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		path := filepath.Join(folder, e.Name())
		if !e.Type().IsRegular() || slices.Contains(known, path) || !ownName.MatchString(e.Name()) {
			continue
		}
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	return nil
}
