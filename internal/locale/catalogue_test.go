package locale_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/award"
	"congthidua/internal/ceremony"
	"congthidua/internal/certificate"
	"congthidua/internal/document"
	"congthidua/internal/emulation"
	"congthidua/internal/evaluation"
	"congthidua/internal/honour"
	"congthidua/internal/locale"
	"congthidua/internal/org"
	"congthidua/internal/work"
	ceremonypages "congthidua/templates/ceremony"
	orgpages "congthidua/templates/org"
	"congthidua/templates/portal"
)

// spoken finds the Vietnamese texts that pass the translation in templates and handlers.
var spoken = []*regexp.Regexp{
	regexp.MustCompile(`\bt\(ctx, ("(?:[^"\\]|\\.)*")`),
	regexp.MustCompile(`\bc\.T\(("(?:[^"\\]|\\.)*")`),
	regexp.MustCompile(`c\.Done\([^"\n]*(?:"[^"]*"[^"\n]*)?, ("(?:[^"\\]|\\.)*")`),
	regexp.MustCompile(`[cs]\.change(?:Card|Month|Period|Person|Account|Meeting|Cluster|Edition|Initiative|Decision|Ceremony|Proposal|Guests|Task|Programme|Week|Document|Draft|Template)\(("(?:[^"\\]|\\.)*")`),
	regexp.MustCompile(`(?m)^\t\{("(?:[^"\\]|\\.)*"), "`),                      // tables of texts
	regexp.MustCompile(`(?m)^\t\{"(?:[^"\\]|\\.)*", ("(?:[^"\\]|\\.)*")\},?$`), // and their answers
	regexp.MustCompile(`(?m)^\temulation\.\w+: +\{("(?:[^"\\]|\\.)*"), "`),
	regexp.MustCompile(`(?m)^\temulation\.\w+: +\{"(?:[^"\\]|\\.)*", ("(?:[^"\\]|\\.)*")\},?$`),
	regexp.MustCompile(`label: +("(?:[^"\\]|\\.)*")`),
	regexp.MustCompile(`\b(?:Conflictf\(|Invalidf\([^,\n]*, |Refuse\([^,\n]*, |Text\{Format: |NewHTTPError\([^,\n]*, )("(?:[^"\\]|\\.)*")`), // refusals
}

// texts gathers every text of the screen.
func texts(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, folder := range []string{"../../templates", "../../web", "../../internal"} {
		err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
			if err != nil || entry.IsDir() || strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "_templ.go") || !strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, ".templ") {
				return err
			}
			source, err := os.ReadFile(path) //nolint:gosec // the project's own sources
			if err != nil {
				return err
			}
			for _, pattern := range spoken {
				for _, m := range pattern.FindAllStringSubmatch(string(source), -1) {
					text, err := strconv.Unquote(m[1])
					if err != nil {
						return err
					}
					if foreign(text) {
						found[text] = path
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, names := range []map[string]string{org.KindNames, org.UnitKindNames, org.AbsenceNames, org.DisciplineNames, org.GenderNames, org.RosterFieldNames, honour.ListFieldNames, evaluation.StepNames, evaluation.PeriodStateNames, portal.Actions, orgpages.KindNames} {
		for _, text := range names {
			found[text] = "names"
		}
	}
	for _, text := range emulation.VerdictNames {
		found[text] = "verdicts"
	}
	for _, names := range []map[string]string{emulation.StateNames, emulation.LevelNames, emulation.OfficeNames, emulation.AttendanceNames, emulation.MeetingStates, emulation.MovementStates, emulation.ClusterStates, emulation.ClusterKinds, emulation.InitiativeStates, award.KindNames, award.StateNames, award.ColumnNames, award.PastFieldNames, award.ProposalStates, award.ProposalKinds, ceremony.StateNames, ceremony.LinkNames, certificate.UseNames, ceremonypages.PlaceNames, work.StateNames, work.SourceNames, work.EventNames, work.ProgrammeStates, work.ItemNames, work.ReviewStates, document.StateNames, document.EventNames, document.ObjectNames} {
		for _, text := range names {
			found[text] = "emulation"
		}
	}
	for _, text := range work.PriorityNames {
		found[text] = "priorities"
	}
	for _, p := range ceremony.Papers {
		found[p.Name] = "papers"
	}
	for _, kind := range emulation.Kinds {
		found[kind.Name] = "kinds of rules"
	}
	for _, text := range evaluation.StateNames {
		found[text] = "states"
	}
	for _, role := range access.RoleList {
		found[role.Name] = "roles"
	}
	for _, rule := range access.Rules {
		found[rule.Name] = "permissions"
	}
	for _, text := range access.ScopeNames {
		found[text] = "scopes"
	}
	return found
}

var code = regexp.MustCompile(`^[a-z_]+$`)

// foreign reports whether a text needs a translation: it has a letter and is no code.
func foreign(text string) bool {
	return !code.MatchString(text) && strings.ContainsFunc(text, func(r rune) bool { return r > 'z' || r >= 'a' || r >= 'A' && r <= 'Z' }) && !strings.HasPrefix(text, "/")
}

func TestEveryTextHasItsEnglish(t *testing.T) {
	missing := 0
	for text, where := range texts(t) {
		if text == "–" || text == "—" || locale.Has(text) {
			continue
		}
		missing++
		t.Errorf("%s: %q", where, text)
	}
	if missing > 0 {
		t.Errorf("%d texts have no English in data/locale/en.yaml", missing)
	}
}

func TestTranslationsKeepTheirBlanks(t *testing.T) {
	blank := regexp.MustCompile(`%[-+0-9.]*[a-z%]`)
	for text := range texts(t) {
		english := locale.T(locale.With(t.Context(), locale.English), text)
		if a, b := blank.FindAllString(text, -1), blank.FindAllString(english, -1); strings.Join(a, " ") != strings.Join(b, " ") {
			t.Errorf("%q takes %v, its English %v", text, a, b)
		}
	}
}
