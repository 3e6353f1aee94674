package org

import (
	"strings"

	"congthidua/internal/viet"
)

// postRank tells a post's level and whether it manages or heads, from its title as rosters
// write it. Longer titles stand first, so that 'phó trưởng phòng' is not taken for its head.
var postRank = []struct {
	words          string
	level          int64
	heads, manager bool
}{
	{"pho truong ban", 12, false, true}, {"truong ban", 10, true, true},
	{"pho bi thu", 14, false, true}, {"bi thu", 11, true, true},
	{"pho chanh van phong", 32, false, true}, {"chanh van phong", 30, true, true},
	{"pho truong phong", 32, false, true}, {"truong phong", 30, true, true},
	{"pho chu nhiem", 32, false, true}, {"chu nhiem", 30, true, true},
	{"pho giam doc", 32, false, true}, {"giam doc", 30, true, true},
	{"chuyen vien cao cap", 50, false, false}, {"chuyen vien chinh", 60, false, false},
	{"chuyen vien", 70, false, false}, {"can su", 80, false, false},
	{"van thu", 85, false, false}, {"nhan vien", 90, false, false},
}

// RankOf reads level, headship and management from the title of a post.
func RankOf(title string) (level int64, heads, manager bool) {
	key := viet.SearchKey(title)
	for _, r := range postRank {
		if strings.HasPrefix(key, r.words) {
			return r.level, r.heads, r.manager
		}
	}
	return 90, false, false
}

// KindOf reads the kind of person as rosters write it; ok is false where it is unknown.
func KindOf(text string) (kind PersonKind, ok bool) {
	key := viet.SearchKey(text)
	switch {
	case key == "":
		return "", false
	case strings.HasPrefix(key, "can bo"):
		return Cadre, true
	case strings.HasPrefix(key, "cong chuc"):
		return CivilServant, true
	case strings.HasPrefix(key, "vien chuc"):
		return PublicEmployee, true
	case strings.HasPrefix(key, "hop dong"), strings.HasPrefix(key, "hd"):
		return Contract, true
	case strings.HasPrefix(key, "nguoi lao dong"), strings.HasPrefix(key, "lao dong"),
		strings.HasPrefix(key, "nhan vien"):
		return Worker, true
	}
	return "", false
}
