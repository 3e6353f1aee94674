// Command screenshots takes pictures of a running demonstration, wide and narrow, as each
// role: to look at one's work, and for the README.
//
//	screenshots http://127.0.0.1:8080 FOLDER [ROLE:/path[:name] ...]
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/chromedp/chromedp"
)

const (
	password = "ThiDua-2026-demo"
	quality  = 100 // a PNG
)

func main() {
	if len(os.Args) < 4 {
		log.Fatal("screenshots URL FOLDER ROLE:/path[:name] ...")
	}
	base, folder := os.Args[1], os.Args[2]
	if err := os.MkdirAll(folder, 0o750); err != nil {
		log.Fatal(err)
	}
	byRole := map[string][]string{}
	var roles []string
	for _, arg := range os.Args[3:] {
		role, rest, ok := strings.Cut(arg, ":")
		if !ok {
			log.Fatalf("%s: ROLE:/path", arg)
		}
		if byRole[role] == nil {
			roles = append(roles, role)
		}
		byRole[role] = append(byRole[role], rest)
	}
	for _, role := range roles {
		if err := shoot(base, folder, role, byRole[role]); err != nil {
			log.Fatalf("%s: %v", role, err)
		}
	}
}

// shoot logs in as a role, in a browser of its own, and takes the pictures.
func shoot(base, folder, role string, pages []string) error {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("hide-scrollbars", true))
	allocator, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	defer cancel()
	ctx, cancel := chromedp.NewContext(allocator)
	defer cancel()
	ctx, cancel = context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	if role != "nobody" {
		err := chromedp.Do(ctx, chromedp.Navigate(base+"/login"),
			chromedp.SetValue(chromedp.CSS(`input[name=username]`), role),
			chromedp.SetValue(chromedp.CSS(`input[name=password]`), password),
			chromedp.Click(chromedp.CSS(`form[action="/login"] button`)), chromedp.WaitVisible(chromedp.CSS(`.shell`)))
		if err != nil {
			return err
		}
	}
	for _, page := range pages {
		path, name, _ := strings.Cut(page, ":")
		if name == "" {
			name = role + strings.NewReplacer("/", "-", "?", "-", "=", "-", "&", "-").Replace(path)
		}
		for _, view := range []struct {
			suffix        string
			width, height int64
		}{{"", 1280, 860}, {"-phone", 390, 844}} {
			if err := chromedp.Do(ctx,
				chromedp.EmulateViewport(view.width, view.height),
				chromedp.Navigate(base+path),
				chromedp.Sleep(200*time.Millisecond),
			); err != nil {
				return fmt.Errorf("%s: %w", path, err)
			}
			picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(quality))
			if err != nil {
				return fmt.Errorf("%s: %w", path, err)
			}
			file := filepath.Join(folder, name+view.suffix+".png")
			if err := os.WriteFile(file, picture, 0o600); err != nil {
				return err
			}
		}
	}
	return nil
}
