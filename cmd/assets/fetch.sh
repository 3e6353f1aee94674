#!/usr/bin/env bash
# Fetches the pinned front-end assets and lays them, with their licences, under static/.
# Needs node and npm; the result is committed, so that building and running need neither.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --prefix "$work" --no-audit --no-fund --silent \
  @tabler/core@1.6.1 @tabler/icons@3.52.0 htmx.org@2.0.11 jsqr@1.4.0 \
  @fontsource/be-vietnam-pro@5.3.0 @expo-google-fonts/tinos@0.4.2 axe-core@4.14.1
modules="$work/node_modules"
rm -rf static/vendor static/fonts && mkdir -p static/vendor static/fonts web/testdata
cp "$modules/@tabler/core/dist/css/tabler.min.css" static/vendor/
sed -i 's@/\*# sourceMappingURL.*@@' static/vendor/tabler.min.css
cp "$modules/htmx.org/dist/htmx.min.js" static/vendor/
cp "$modules/jsqr/dist/jsQR.js" static/vendor/jsqr.js
cp "$modules/axe-core/axe.min.js" web/testdata/
for weight in 400 600; do for script in latin vietnamese; do
  cp "$modules/@fontsource/be-vietnam-pro/files/be-vietnam-pro-$script-$weight-normal.woff2" static/fonts/
done; done
for style in 400Regular 400Regular_Italic 700Bold 700Bold_Italic; do
  cp "$modules/@expo-google-fonts/tinos/$style/Tinos_$style.ttf" static/fonts/
done
{ for part in @tabler/core @tabler/icons htmx.org jsqr axe-core @fontsource/be-vietnam-pro @expo-google-fonts/tinos; do
    printf '== %s %s ==\n' "$part" "$(node -p "require('$modules/$part/package.json').version")"
    cat "$modules/$part"/LICENSE* 2>/dev/null || node -p "'License: ' + require('$modules/$part/package.json').license"; echo
  done; } > static/vendor/LICENSES.txt
icons="home users sitemap calendar-month checklist file-check scale report settings shield-lock search sun moon logout
  printer download upload plus arrow-back-up check alert-triangle info-circle chevron-right chevron-left history key
  device-desktop user bell language help menu-2 edit trash eye send gavel medal trophy x circle-dashed bulb calculator
  qrcode camera player-play mail link wifi-off device-tv flag inbox files school target arrow-right chevron-down clock
  calendar layout-grid paperclip"
{ printf '<svg xmlns="http://www.w3.org/2000/svg">\n'
  for icon in $icons; do
    node -e "
      const s = require('fs').readFileSync('$modules/@tabler/icons/icons/outline/$icon.svg', 'utf8');
      const b = s.replace(/<!--[\s\S]*?-->/g, '').replace(/<svg[^>]*>/, '').replace('</svg>', '')
        .replace(/\s+/g, ' ').trim();
      console.log('<symbol id=\"$icon\" viewBox=\"0 0 24 24\" fill=\"none\" stroke=\"currentColor\"' +
        ' stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\">' + b + '</symbol>')"
  done; printf '</svg>\n'; } > static/vendor/icons.svg
