package web

import (
	"path/filepath"
	"syscall"
)

// minDiskFree is the share of the disk that must be free for the portal to be ready.
const minDiskFree = 0.05

// diskFree returns the free share of the disk that holds the path.
func diskFree(path string) (share float64, ok bool) {
	var st syscall.Statfs_t
	if err := syscall.Statfs(filepath.Dir(path), &st); err != nil || st.Blocks == 0 {
		return 0, false
	}
	return float64(st.Bavail) / float64(st.Blocks), true
}
