#!/usr/bin/env bash
# Takes the README's pictures from a demonstration of their own.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
export PORTAL_DB="$work/portal.db" PORTAL_FILES="$work/files" PORTAL_SECRET_FILE="$work/secret" PORTAL_ADDR=127.0.0.1:8099
trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT
./bin/portal demo
./bin/portal serve 2>/dev/null &
server=$!
until curl -sf "http://$PORTAL_ADDR/readyz" >/dev/null; do sleep 0.1; done
go run ./cmd/screenshots "http://$PORTAL_ADDR" static/img \
  head:/units/2/periods/14:month committee:/periods/14:consolidation cadre2:/evaluations/2651:card \
  committee:/:work head:/programmes/1:programme
rm -f static/img/consolidation-phone.png static/img/card-phone.png static/img/work-phone.png static/img/programme-phone.png
