// Command lint checks what a program can check of the rules of the house, over the Go code of the module and
// over its templates, migrations, scripts and stylesheets. make lint runs it.
//
//	go run ./cmd/lint             every finding as file:line: rule: message; exit 1 when there is one
//	go run ./cmd/lint -count      how many findings each rule has
//	go run ./cmd/lint -rule a,b   these rules only
//	go run ./cmd/lint -list       the rules with what they ask for
//
// What is right in spite of a rule stands with its reason in exceptions.go. An exception that no longer
// excuses anything is a finding itself.
package main

import (
	"cmp"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

func main() {
	only := flag.String("rule", "", "names of the rules to check, separated by commas; all without it")
	list := flag.Bool("list", false, "show the rules")
	count := flag.Bool("count", false, "show how many findings each rule has")
	dir := flag.String("dir", ".", "the root of the module")
	flag.Parse()
	if *list {
		showRules(os.Stdout)
		return
	}
	chosen, err := choose(*only)
	if err != nil {
		fail(err)
	}
	m, err := load(*dir)
	if err != nil {
		fail(err)
	}
	findings := check(m, chosen, exceptions)
	if *count {
		showCount(os.Stdout, chosen, findings)
	} else {
		for _, f := range findings {
			fmt.Println(f)
		}
	}
	if len(findings) > 0 {
		os.Exit(1)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "lint:", err)
	os.Exit(2)
}

// choose returns the rules of the given names, all of them for "".
func choose(names string) ([]Rule, error) {
	if names == "" {
		return rules, nil
	}
	var chosen []Rule
	for name := range strings.SplitSeq(names, ",") {
		i := slices.IndexFunc(rules, func(r Rule) bool { return r.Name == name })
		if i < 0 {
			return nil, fmt.Errorf("no rule %q; see -list", name)
		}
		chosen = append(chosen, rules[i])
	}
	return chosen, nil
}

// showRules writes each rule's name and text, 100 columns wide.
func showRules(w io.Writer) {
	for _, r := range rules {
		fmt.Fprintf(w, "%s\n", r.Name)
		line := "   "
		for word := range strings.FieldsSeq(r.Doc) {
			if len(line)+1+len(word) > 100 {
				fmt.Fprintln(w, line)
				line = "   "
			}
			line += " " + word
		}
		fmt.Fprintf(w, "%s\n\n", line)
	}
}

// showCount writes how many findings each rule has, and the sum.
func showCount(w io.Writer, chosen []Rule, findings []Finding) {
	byRule := map[string]int{}
	for _, f := range findings {
		byRule[f.Rule]++
	}
	names := make([]string, 0, len(chosen)+1)
	for _, r := range chosen {
		names = append(names, r.Name)
	}
	if byRule[exceptionRule] > 0 {
		names = append(names, exceptionRule)
	}
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(byRule[b], byRule[a]) })
	for _, name := range names {
		fmt.Fprintf(w, "%6d  %s\n", byRule[name], name)
	}
	fmt.Fprintf(w, "%6d  together\n", len(findings))
}
