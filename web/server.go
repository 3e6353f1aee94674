package web

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"congthidua/internal/account"
	"congthidua/internal/attachment"
	"congthidua/internal/award"
	"congthidua/internal/catalogue"
	"congthidua/internal/ceremony"
	"congthidua/internal/certificate"
	"congthidua/internal/clock"
	"congthidua/internal/cluster"
	"congthidua/internal/council"
	"congthidua/internal/document"
	"congthidua/internal/emulation"
	"congthidua/internal/evaluation"
	"congthidua/internal/honour"
	"congthidua/internal/initiative"
	"congthidua/internal/intake"
	"congthidua/internal/job"
	"congthidua/internal/movement"
	"congthidua/internal/notice"
	"congthidua/internal/org"
	"congthidua/internal/shipped"
	"congthidua/internal/store"
	"congthidua/internal/todo"
	"congthidua/internal/work"

	"github.com/gorilla/sessions"
	"github.com/labstack/echo/v4"
)

// Config is what the server is told from outside.
type Config struct {
	Hosts        []string // host names it answers to; empty: those of this machine
	TrustedProxy string   // CIDR of a proxy whose X-Forwarded-For counts
	Secure       bool     // served under TLS, by itself or by the proxy
	BaseURL      string   // how the portal is reached, for what is printed; empty: as asked
	Secret       []byte   // key of the CSRF tokens
	Files        string   // folder of uploaded files
	// Senders are the channels by which people are told things outside of the portal.
	Senders []notice.Sender
	Demo    bool // the login page shows the demonstration logins
	Log     *slog.Logger
}

// Server holds the services behind the pages.
type Server struct {
	Config
	Store        *store.Store
	Clock        clock.Clock
	Org          *org.Service
	Accounts     *account.Service
	Evaluation   *evaluation.Service
	Emulation    *emulation.Service
	Council      *council.Service
	Movements    *movement.Service
	Clusters     *cluster.Service
	Initiatives  *initiative.Service
	Honours      *honour.Service
	Intake       *intake.Service
	Award        *award.Service
	Ceremony     *ceremony.Service
	Work         *work.Service
	Documents    *document.Service
	Certificates *certificate.Service
	Catalogues   *catalogue.Service
	Jobs         *job.Runner
	Notices      *notice.Service
	LongPaper    int // from how many rows on a paper is made in the background

	ready    atomic.Bool // somebody can log in
	rooms    []todo.Source
	counts   sync.Map // account → counted, see call.waiting
	verified visits
	assets   *assets
	flashes  *sessions.CookieStore // notices for the next page

	closing   chan struct{} // closed when the server shuts down
	closeOnce sync.Once
}

// New returns the server with all services on one store.
func New(st *store.Store, c clock.Clock, config Config) (*Server, error) {
	assets, err := loadAssets()
	if err != nil {
		return nil, err
	}
	if config.Log == nil {
		config.Log = slog.New(slog.DiscardHandler)
	}
	catalogues := &catalogue.Service{Store: st, Clock: c, Kinds: shipped.Kinds()}
	evaluations := &evaluation.Service{Store: st, Clock: c, Editions: catalogues}
	awards, works := &award.Service{Store: st, Clock: c}, &work.Service{Store: st, Clock: c}
	documents := &document.Service{Store: st, Clock: c, Work: works}
	emulations := &emulation.Service{Store: st, Clock: c, Evaluation: evaluations, Editions: catalogues}
	councils := &council.Service{Store: st, Clock: c, Emulation: emulations}
	movements := &movement.Service{Store: st, Clock: c}
	clusters := &cluster.Service{Store: st, Clock: c}
	initiatives := &initiative.Service{Store: st, Clock: c}
	s := &Server{
		rooms: []todo.Source{
			evaluations,
			awards,
			works,
			documents,
			councils,
			emulations,
			movements,
			clusters,
			initiatives,
		},
		Config: config, Store: st, Clock: c, assets: assets, closing: make(chan struct{}),
		Org: &org.Service{Store: st, Clock: c}, Accounts: &account.Service{Store: st, Clock: c},
		Evaluation: evaluations, Emulation: emulations, Council: councils,
		Movements: movements, Clusters: clusters, Initiatives: initiatives,
		Intake: &intake.Service{Store: st, Clock: c, Kinds: map[string]intake.Kind{
			org.RosterKind:  org.Roster{Clock: c},
			honour.ListKind: honour.List{Clock: c, Titles: emulations.Held},
			"decisions":     award.Past{Clock: c},
		}},
		Award: awards, Certificates: &certificate.Service{Store: st, Clock: c},
		Notices:  newNotices(st, c, config),
		Ceremony: &ceremony.Service{Store: st, Clock: c}, Work: works, Documents: documents,
		Honours: &honour.Service{
			Store:  st,
			Clock:  c,
			Titles: emulations.Held,
		}, Jobs: &job.Runner{Store: st, Clock: c, Log: config.Log, Explain: explain}, LongPaper: 5000,
	}
	s.Catalogues = catalogues
	s.flashes = s.newFlashes()
	return s, nil
}

// Handler returns the portal as an HTTP handler. It fails when a route has no permission.
func (s *Server) Handler() (http.Handler, error) {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.HTTPErrorHandler = s.showError
	if err := s.trustProxy(e); err != nil {
		return nil, err
	}
	e.Use(s.observe, s.protect)
	if err := s.mount(e); err != nil {
		return nil, err
	}
	return e, nil
}

// HTTP returns a server around the handler with all its time limits; echo sets none.
func HTTP(addr string, h http.Handler) *http.Server {
	return &http.Server{
		Addr: addr, Handler: h, MaxHeaderBytes: 32 << 10,
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: 60 * time.Second, IdleTimeout: 60 * time.Second,
	}
}

// token is the CSRF token of a session: nobody without the secret can make it from the
// cookie, and it changes with every login.
func (s *Server) token(sessionID string) string {
	mac := hmac.New(sha256.New, s.Secret)
	mac.Write([]byte("csrf " + sessionID))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// inhabited reports whether there is an account yet; once there is one, always.
func (s *Server) inhabited(ctx context.Context) (bool, error) {
	if s.ready.Load() {
		return true, nil
	}
	empty, err := s.Accounts.Empty(ctx)
	if err != nil || empty {
		return false, err
	}
	s.ready.Store(true)
	return true, nil
}

// Recover cleans up after a process that stopped in the middle: jobs left running, imports
// left half-way, files that no row points to.
func (s *Server) Recover(ctx context.Context) error {
	if err := s.Jobs.Sweep(ctx); err != nil {
		return err
	}
	if err := s.Notices.Recover(ctx); err != nil {
		return err
	}
	if err := s.expireFiles(ctx); err != nil {
		return err
	}
	imports, err := intake.Paths(ctx, s.Store)
	if err != nil {
		return err
	}
	kept, err := attachment.Paths(ctx, s.Store)
	if err != nil {
		return err
	}
	papers, err := s.Jobs.Files(ctx)
	if err != nil {
		return err
	}
	templates, err := document.TemplatePaths(ctx, s.Store)
	if err != nil {
		return err
	}
	return sweepFiles(s.Files, slices.Concat(imports, kept, papers, templates))
}
