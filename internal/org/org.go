// Package org knows who works where: units in a tree, people, their posts (a person may
// hold two), absences and discipline records. Evaluation asks it who is to be classified.
package org

import (
	"congthidua/internal/clock"
	"congthidua/internal/store"
)

// Service holds the use cases of the organisation.
type Service struct {
	Store *store.Store
	Clock clock.Clock
}

// Unit is an organisation unit. Path lists the ids from the root down to the unit, each
// followed by a slash ("1/5/"), so that a unit and all below it share a prefix.
type Unit struct {
	ID        int64
	ParentID  *int64
	Path      string
	Code      string // of the office's files, "" for none
	Name      string
	SearchKey string
	Kind      string // agency, department, district, commune
	Position  int64
	ClosedOn  *string
	Version   int64
}

// Person is somebody on the roster.
type Person struct {
	ID             int64
	Code           string // of the office's files, "" for none
	Name           string
	NameKey        string // sorts by given name
	SearchKey      string // without tone marks
	BirthDate      *string
	BirthPrecision string
	Gender         string
	Kind           string
	PartyDate      *string
	Phone          string
	Email          string
	Note           string
	Version        int64
}

// Post is a place held in a unit. Heads marks who heads the unit; Level orders posts in
// lists, 0 being the highest.
type Post struct {
	ID       int64
	PersonID int64
	UnitID   int64
	Title    string
	Level    int64
	Heads    bool
	Manager  bool
	Main     bool
	Since    *string
	Until    *string
}

// Absence is a time in which a person did not work in the unit, or an arrival or departure.
type Absence struct {
	ID       int64
	PersonID int64
	Kind     string // leave, maternity, sick, study, secondment, arrival, departure
	Since    string
	Until    *string
	Note     string
}

// Discipline is a disciplinary decision, reprimand being the mildest form, or a conclusion that
// weighs on the grade like one: degradation of the person, corruption in the unit in charge.
type Discipline struct {
	ID        int64
	PersonID  int64
	Form      string // reprimand, warning, demotion, removal, dismissal; degradation, corruption
	Decision  string
	DecidedOn string
	OnDuty    bool
	Note      string
}

// Names of codes as the screen and the papers write them.
var (
	KindNames = map[string]string{"cadre": "Cán bộ", "civil_servant": "Công chức", "public_employee": "Viên chức",
		"worker": "Người lao động", "contract": "Hợp đồng"}
	Kinds           = []string{"cadre", "civil_servant", "public_employee", "worker", "contract"}
	UnitKindNames   = map[string]string{"agency": "Cơ quan", "department": "Phòng, ban", "district": "Quận, huyện, thị ủy", "commune": "Xã, phường"}
	UnitKinds       = []string{"agency", "department", "district", "commune"}
	AbsenceNames    = map[string]string{"leave": "Nghỉ phép, nghỉ không lương", "maternity": "Nghỉ thai sản", "sick": "Nghỉ ốm", "study": "Đi học tập trung", "secondment": "Biệt phái", "arrival": "Mới đến nhận công tác", "departure": "Chuyển công tác, nghỉ hưu"}
	Absences        = []string{"leave", "maternity", "sick", "study", "secondment", "arrival", "departure"}
	DisciplineNames = map[string]string{"reprimand": "Khiển trách", "warning": "Cảnh cáo", "demotion": "Hạ bậc lương, giáng chức", "removal": "Cách chức", "dismissal": "Buộc thôi việc, khai trừ",
		"degradation": "Kết luận suy thoái, vi phạm", "corruption": "Đơn vị phụ trách có tham nhũng bị xử lý"}
	DisciplineForms = []string{"reprimand", "warning", "demotion", "removal", "dismissal", "degradation", "corruption"}
	GenderNames     = map[string]string{"male": "Nam", "female": "Nữ", "": "—"}
)
