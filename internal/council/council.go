package council

import (
	"congthidua/internal/clock"
	"congthidua/internal/emulation"
	"congthidua/internal/store"
)

// Service keeps the council, its meetings and their votes.
type Service struct {
	Store     *store.Store
	Clock     clock.Clock
	Emulation *emulation.Service
}

// Office is what a member is in the council.
type Office string

// The offices. There is one chair and one secretary at a time.
const (
	Chair     Office = "chair"
	Secretary Office = "secretary"
	Ordinary  Office = "member"
)

// Offices lists the offices as they are offered; OfficeNames names them.
var (
	Offices     = []Office{Ordinary, Secretary, Chair}
	OfficeNames = map[Office]string{ // #nosec G101 -- offices of a council, no credential among them
		Chair:     "Chủ tịch Hội đồng",
		Secretary: "Thư ký Hội đồng",
		Ordinary:  "Ủy viên",
	}
)

// Attendance is how a member takes part in a meeting.
type Attendance string

// The ways of taking part. Written is absent with a written opinion.
const (
	Present Attendance = "present"
	Absent  Attendance = "absent"
	Written Attendance = "written"
)

// AttendanceNames names how a member takes part.
var AttendanceNames = map[Attendance]string{
	Present: "Có mặt",
	Absent:  "Vắng",
	Written: "Vắng, có ý kiến bằng văn bản",
}

// State is where a meeting stands.
type State string

// The states of a meeting, in their order.
const (
	Draft  State = "draft"
	Open   State = "open"
	Closed State = "closed"
)

// StateNames names the states of a meeting.
var StateNames = map[State]string{
	Draft:  "Đang chuẩn bị",
	Open:   "Đang biểu quyết",
	Closed: "Đã kết thúc",
}

// Models are the records of this package.
var Models = []any{
	&Term{},
	&Meeting{},
	&MeetingMember{},
	&Candidate{},
	&Participation{},
	&Ballot{},
	&PaperRead{},
}
