package org

// UnitKind is what sort of unit a unit is.
type UnitKind string

// The kinds of units.
const (
	Agency     UnitKind = "agency" // the body itself
	Department UnitKind = "department"
	District   UnitKind = "district"
	Commune    UnitKind = "commune"
)

// UnitKinds are the kinds in the order in which they are shown; UnitKindNames are their names.
var (
	UnitKinds     = []UnitKind{Agency, Department, District, Commune}
	UnitKindNames = map[UnitKind]string{
		Agency:     "Cơ quan",
		Department: "Phòng, ban",
		District:   "Quận, huyện, thị ủy",
		Commune:    "Xã, phường",
	}
)

// PersonKind is by which law somebody serves.
type PersonKind string

// The kinds of people.
const (
	Cadre          PersonKind = "cadre"           // cán bộ: elected or appointed for a term
	CivilServant   PersonKind = "civil_servant"   // công chức
	PublicEmployee PersonKind = "public_employee" // viên chức
	Worker         PersonKind = "worker"          // người lao động
	Contract       PersonKind = "contract"        // hợp đồng
)

// Kinds are the kinds of people in the order in which they are shown; KindNames are their names.
var (
	Kinds     = []PersonKind{Cadre, CivilServant, PublicEmployee, Worker, Contract}
	KindNames = map[PersonKind]string{
		Cadre:          "Cán bộ",
		CivilServant:   "Công chức",
		PublicEmployee: "Viên chức",
		Worker:         "Người lao động",
		Contract:       "Hợp đồng",
	}
)

// Gender is as the roster says.
type Gender string

// The genders; a roster may leave it out.
const (
	Unsaid Gender = ""
	Male   Gender = "male"
	Female Gender = "female"
)

// Genders are in the order in which they are shown; GenderNames are their names.
var (
	Genders     = []Gender{Unsaid, Male, Female}
	GenderNames = map[Gender]string{Unsaid: "—", Male: "Nam", Female: "Nữ"}
)

// AbsenceKind is why somebody did not work in the unit for a time, or from when or until when.
type AbsenceKind string

// The kinds of absences.
const (
	Leave      AbsenceKind = "leave"
	Maternity  AbsenceKind = "maternity"
	Sick       AbsenceKind = "sick"
	Study      AbsenceKind = "study"
	Secondment AbsenceKind = "secondment"
	Arrival    AbsenceKind = "arrival"   // came into the unit on the first day
	Departure  AbsenceKind = "departure" // left for good on the first day
)

// Absences are the kinds in the order in which they are shown; AbsenceNames are their names.
var (
	Absences     = []AbsenceKind{Leave, Maternity, Sick, Study, Secondment, Arrival, Departure}
	AbsenceNames = map[AbsenceKind]string{
		Leave:      "Nghỉ phép, nghỉ không lương",
		Maternity:  "Nghỉ thai sản",
		Sick:       "Nghỉ ốm",
		Study:      "Đi học tập trung",
		Secondment: "Biệt phái",
		Arrival:    "Mới đến nhận công tác",
		Departure:  "Chuyển công tác, nghỉ hưu",
	}
)

// DisciplineForm is a form of discipline, or a conclusion that weighs on the grade like one.
type DisciplineForm string

// The forms. Rules compare them by their order in DisciplineForms.
const (
	Reprimand   DisciplineForm = "reprimand"
	Warning     DisciplineForm = "warning"
	Demotion    DisciplineForm = "demotion"
	Removal     DisciplineForm = "removal"
	Dismissal   DisciplineForm = "dismissal"
	Degradation DisciplineForm = "degradation" // of the person, by a conclusion
	Corruption  DisciplineForm = "corruption"  // in the unit in charge, punished
)

// DisciplineForms are the forms from the mildest on; DisciplineNames are their names.
var (
	DisciplineForms = []DisciplineForm{Reprimand, Warning, Demotion, Removal, Dismissal, Degradation, Corruption}
	DisciplineNames = map[DisciplineForm]string{
		Reprimand:   "Khiển trách",
		Warning:     "Cảnh cáo",
		Demotion:    "Hạ bậc lương, giáng chức",
		Removal:     "Cách chức",
		Dismissal:   "Buộc thôi việc, khai trừ",
		Degradation: "Kết luận suy thoái, vi phạm",
		Corruption:  "Đơn vị phụ trách có tham nhũng bị xử lý",
	}
)
