package main

import (
	"fmt"
	"io"
	"net/http"
	"sort"
	"time"
)

// Aims of a list.
const (
	mostMillis = 150
	mostKB     = 300
	asked      = 7 // times each, the first to warm up
)

// lists asks for every list as a head and as the committee, and prints the median time and the size.
func (p *portal) lists(period int64) error {
	fmt.Printf("\n| list, %d people%s | head | committee | aim |\n| --- | --- | --- | --- |\n", *people, p.mark)
	paths := []string{"/", "/people", "/units", "/tasks", "/weeks", "/programmes", "/documents/incoming", "/documents/outgoing",
		"/registrations", "/initiatives", "/movements", "/clusters", "/decisions", "/proposals", "/ceremonies", "/periods",
		fmt.Sprintf("/periods/%d", period)}
	sessions := map[string]*session{}
	for _, role := range []string{"head", "committee"} {
		s, err := p.login(role)
		if err != nil {
			return err
		}
		sessions[role] = s
	}
	for _, path := range paths {
		cells := map[string]string{}
		for role, s := range sessions {
			cell, err := s.timed(path)
			if err != nil {
				return err
			}
			cells[role] = cell
		}
		fmt.Printf("| %s | %s | %s | %d ms, %d KB |\n", path, cells["head"], cells["committee"], mostMillis, mostKB)
	}
	fmt.Println()
	return nil
}

// timed asks for a page a few times and tells the median time and the size; "–" where the role may not.
func (s *session) timed(path string) (string, error) {
	client := &http.Client{}
	var times []float64
	size := 0
	for range asked {
		req, err := http.NewRequest(http.MethodGet, s.p.base+path, nil)
		if err != nil {
			return "", err
		}
		req.AddCookie(&http.Cookie{Name: "sid", Value: s.cookie})
		begun := time.Now()
		answer, err := client.Do(req)
		if err != nil {
			return "", err
		}
		body, err := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		if err != nil {
			return "", err
		}
		if answer.StatusCode == http.StatusForbidden || answer.StatusCode == http.StatusNotFound {
			return "–", nil
		}
		if answer.StatusCode != http.StatusOK {
			return "", fmt.Errorf("%s: %d", path, answer.StatusCode)
		}
		times, size = append(times, float64(time.Since(begun).Microseconds())/1000), len(body)
	}
	sort.Float64s(times[1:])
	middle, mark := times[1:][len(times[1:])/2], ""
	if middle > mostMillis || size > mostKB<<10 {
		mark = " **!**"
	}
	return fmt.Sprintf("%.1f ms, %d KB%s", middle, size>>10, mark), nil
}
