package org_test

import (
	"testing"

	"congthidua/internal/org"
)

func TestRankOfTitles(t *testing.T) {
	for title, want := range map[string]struct {
		level          int64
		heads, manager bool
	}{
		"Trưởng ban":                      {10, true, true},
		"Phó Trưởng ban":                  {12, false, true},
		"Trưởng phòng":                    {30, true, true},
		"PHÓ TRƯỞNG PHÒNG phụ trách":      {32, false, true},
		"Chánh Văn phòng":                 {30, true, true},
		"Phó Chánh Văn phòng":             {32, false, true},
		"Chuyên viên cao cấp":             {50, false, false},
		"Chuyên viên chính":               {60, false, false},
		"Chuyên viên":                     {70, false, false},
		"Văn thư":                         {85, false, false},
		"Nhân viên lái xe":                {90, false, false},
		"Ủy viên Ban Thường vụ, đại biểu": {90, false, false},
	} {
		level, heads, manager := org.RankOf(title)
		if level != want.level || heads != want.heads || manager != want.manager {
			t.Errorf("%s: %d %v %v, want %+v", title, level, heads, manager, want)
		}
	}
}

func TestKindOfPeople(t *testing.T) {
	for text, want := range map[string]org.PersonKind{
		"Cán bộ": org.Cadre, "công chức loại A": org.CivilServant, "Viên chức": org.PublicEmployee, "HĐ 68": org.Contract,
		"Hợp đồng": org.Contract, "Người lao động": org.Worker, "nhân viên": org.Worker, "": "", "khác": "",
	} {
		if got, ok := org.KindOf(text); got != want || ok != (want != "") {
			t.Errorf("%q: %q %v, want %q", text, got, ok, want)
		}
	}
}
