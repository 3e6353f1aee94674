package evaluation

import "congthidua/internal/org"

// State is where a scorecard stands; the package comment draws the ways between them.
type State string

// The states of a scorecard.
const (
	NotClassified State = "not_classified" // gets no grade this month; Excuse says why
	Draft         State = "draft"
	Submitted     State = "submitted"
	Reviewed      State = "reviewed"
	Approved      State = "approved"
	Published     State = "published"
)

// StateNames names the states as the screen does.
var StateNames = map[State]string{
	NotClassified: "Không xếp loại",
	Draft:         "Chưa nộp",
	Submitted:     "Chờ chấm",
	Reviewed:      "Đã chấm",
	Approved:      "Đã duyệt",
	Published:     "Đã công bố",
}

// scoredStates are the states of a card that a reviewer has scored.
var scoredStates = []State{Reviewed, Approved, Published}

// finalStates are the states of a card whose result counts for the year.
var finalStates = []State{Approved, Published}

// Scored reports whether a reviewer has scored the card.
func (s State) Scored() bool { return s == Reviewed || s == Approved || s == Published }

// Final reports whether the result counts for the year.
func (s State) Final() bool { return s == Approved || s == Published }

// Reviewer says who scores a card.
type Reviewer string

// The reviewers. Who heads a unit is scored by the leader in charge.
const (
	ByHead   Reviewer = "head"
	ByLeader Reviewer = "leader"
)

// PeriodState is where a month stands.
type PeriodState string

// The states of a month.
const (
	PeriodOpen      PeriodState = "open"
	PeriodApproved  PeriodState = "approved"
	PeriodPublished PeriodState = "published"
)

// PeriodStateNames names the states of a month as the screen does.
var PeriodStateNames = map[PeriodState]string{
	PeriodOpen:      "Đang đánh giá",
	PeriodApproved:  "Đã phê duyệt",
	PeriodPublished: "Đã công bố",
}

// Closed reports whether the month's results are decided.
func (s PeriodState) Closed() bool { return s == PeriodApproved || s == PeriodPublished }

// AppealState is where an appeal stands.
type AppealState string

// The states of an appeal.
const (
	AppealOpen      AppealState = "open"
	AppealKept      AppealState = "kept"
	AppealCorrected AppealState = "corrected"
)

// AppealStateNames names the states of an appeal as the screen does.
var AppealStateNames = map[AppealState]string{
	AppealOpen:      "Chờ trả lời",
	AppealKept:      "Giữ nguyên kết quả",
	AppealCorrected: "Đã điều chỉnh",
}

// Step is something that was done to a card or to all cards of a month. It stands in the card's history,
// and in the audit log as "scorecard.submit" or "period.approve".
type Step string

// The steps.
const (
	StepOpen        Step = "open"
	StepSave        Step = "save"
	StepSubmit      Step = "submit"
	StepWithdraw    Step = "withdraw"
	StepReview      Step = "review"
	StepReturn      Step = "return"
	StepReopen      Step = "reopen"
	StepSettle      Step = "settle"
	StepSendBack    Step = "send_back"
	StepExclude     Step = "exclude"
	StepInclude     Step = "include"
	StepApprove     Step = "approve"
	StepReturnMonth Step = "return_month"
	StepPublish     Step = "publish"
	StepAppeal      Step = "appeal"
	StepKeep        Step = "keep"
	StepCorrect     Step = "correct"
)

// StepNames names the steps as the screen does.
var StepNames = map[Step]string{ // #nosec G101 -- names of steps
	StepOpen:        "Mở phiếu",
	StepSave:        "Lưu",
	StepSubmit:      "Nộp",
	StepWithdraw:    "Rút lại",
	StepReview:      "Chấm",
	StepReturn:      "Trả lại",
	StepReopen:      "Mở lại để chấm",
	StepSettle:      "Cân đối hạn mức",
	StepSendBack:    "Tổng hợp trả lại",
	StepExclude:     "Không xếp loại",
	StepInclude:     "Đưa vào diện xếp loại",
	StepApprove:     "Phê duyệt",
	StepReturnMonth: "Lãnh đạo trả lại",
	StepPublish:     "Công bố",
	StepAppeal:      "Kiến nghị",
	StepKeep:        "Giữ nguyên kết quả",
	StepCorrect:     "Điều chỉnh kết quả",
}

// ExcuseKind is why somebody is not classified in a month, as rules read it; the sentence beside it is for
// people. "" stands for a card that is classified.
type ExcuseKind string

// The kinds of excuse. Those of absences bear the code of the absence.
const (
	ExcuseLeave       ExcuseKind = "leave"
	ExcuseMaternity   ExcuseKind = "maternity" // its months do not count against anybody
	ExcuseSick        ExcuseKind = "sick"
	ExcuseStudy       ExcuseKind = "study"
	ExcuseSecondment  ExcuseKind = "secondment"
	ExcuseArrival     ExcuseKind = "arrival"
	ExcuseDeparture   ExcuseKind = "departure"
	ExcuseTop         ExcuseKind = "top"          // heads the whole body: judged by the body above
	ExcuseNoFramework ExcuseKind = "no_framework" // no framework applies to the post
	ExcuseOther       ExcuseKind = "other"        // the committee's own reason
)

// absenceName is the name of a kind of absence as org writes it.
func absenceName(kind ExcuseKind) string { return org.AbsenceNames[org.AbsenceKind(kind)] }
