package emulation

import (
	"strings"

	"congthidua/internal/cluster"
	"congthidua/internal/initiative"
)

// Verdict is what a rule, or all rules of a title, come to.
type Verdict string

// The verdicts. Undecided means that a figure is missing, never that it was guessed.
const (
	Met       Verdict = "met"
	Refused   Verdict = "refused"
	Undecided Verdict = "undecided"
)

// VerdictNames names the verdicts.
var VerdictNames = map[Verdict]string{Met: "Đạt", Refused: "Không đạt", Undecided: "Chưa xác định được"}

// Record is what is known of a candidate, person or unit, for the year of a campaign.
type Record struct {
	Year         int
	Registration State    // "" where there is none
	Grade        string   // of the year, "" where there is none
	Grades       []string // those that the year's framework has, the best first
	Points       float64  // of the year, a mean
	GradeHow     string   // where it comes from
	Missing      []int    // months of the year without a result yet
	Discipline   []Discipline
	Initiatives  []initiative.Contribution
	Honours      map[string][]int // title → years in which it is held, the year itself when decided
	Members      []Member         // of a unit
	Places       []cluster.Place  // of a unit, in the year's clusters
}

// Discipline is a decision within the year.
type Discipline struct{ Form, Text string }

// Member is a member of a collective: which titles of the year are met, and discipline.
type Member struct {
	Name       string
	Verdicts   map[string]Verdict
	Discipline []Discipline
}

// Check is one rule applied: what it came to and the figures that it used.
type Check struct {
	Rule    Rule
	Verdict Verdict
	Text    string
}

// Result is a title's rules applied to one candidate.
type Result struct {
	Verdict Verdict
	Checks  []Check
}

// Why gathers what keeps the candidate from the title, "" where nothing does.
func (r Result) Why() string {
	var parts []string
	for _, c := range r.Checks {
		if c.Verdict != Met && c.Verdict == r.Verdict {
			parts = append(parts, c.Rule.Name+": "+c.Text)
		}
	}
	return strings.Join(parts, "; ")
}

// Evaluate applies every rule of the title; each explains itself, also those that are met.
func (c *Catalogue) Evaluate(t *Title, r Record) Result {
	result := Result{Verdict: Met}
	for _, rule := range t.Rules {
		verdict, text := judges[rule.Kind](c, rule, r)
		result.Checks = append(result.Checks, Check{Rule: rule, Verdict: verdict, Text: text})
		result.Verdict = worse(result.Verdict, verdict)
	}
	return result
}

// worse is the verdict of two together: one refusal refuses, one gap leaves it open.
func worse(a, b Verdict) Verdict {
	switch {
	case a == Refused || b == Refused:
		return Refused
	case a == Undecided || b == Undecided:
		return Undecided
	}
	return Met
}

// judges apply the kinds of rules. The thresholds come from the catalogue, the sentence from here.
var judges map[RuleKind]func(*Catalogue, Rule, Record) (Verdict, string)

func init() { // MeetsTitle evaluates other titles' rules, which are among the kinds
	judges = map[RuleKind]func(*Catalogue, Rule, Record) (Verdict, string){
		IsRegistered:       registered,
		YearGrade:          yearGrade,
		NoDiscipline:       noDiscipline,
		HasInitiative:      initiatives,
		Streak:             streak,
		MeetsTitle:         meets,
		MemberShare:        memberShare,
		ClusterRank:        clusterRank,
		NoMemberDiscipline: noMemberDiscipline,
	}
}
