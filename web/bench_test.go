package web

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// BenchmarkMonthPage is the head's page without the network, for profiling.
func BenchmarkMonthPage(b *testing.B) {
	p := startPortal(b)
	head := p.as("head")
	req, err := http.NewRequest(http.MethodGet, p.URL+"/units/2/periods/14", nil)
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range head.Jar.Cookies(req.URL) {
		req.AddCookie(c)
	}
	handler, err := p.app.Handler()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, req.Clone(b.Context()))
		if w.Code != http.StatusOK {
			b.Fatal(w.Code)
		}
	}
}
