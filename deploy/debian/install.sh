#!/bin/sh
# Makes a kiosk of a minimal Debian: packages, site, web server, browser, watchdog. Run it again after
# each release; what a technician set on this machine is kept.
#   install.sh SITE [--root DIR] [--kiosk ID]
# SITE is the folder that `make dist` makes, publication included. With --root everything is written
# below DIR, and nothing is installed or started: to look at, or to make an image of.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=
site=
kiosk=

usage() {
  sed -n '2,7s/^# \{0,1\}//p' "$0" >&2
  exit 2
}

while [ $# -gt 0 ]; do
  case $1 in
    --root) [ $# -ge 2 ] || usage; root=$2; shift ;;
    --kiosk) [ $# -ge 2 ] || usage; kiosk=$2; shift ;;
    -*) usage ;;
    *) [ -z "$site" ] || usage; site=$1 ;;
  esac
  shift
done
[ -n "$site" ] || usage
[ -f "$site/index.html" ] && [ -f "$site/data/publication.json" ] || {
  echo "install.sh: $site is not a site with a publication: run \`make dist\` first" >&2
  exit 1
}
case $kiosk in
  *[!a-zA-Z0-9._-]*) echo "install.sh: $kiosk is not the id of a kiosk" >&2; exit 1 ;;
esac
if [ -z "$root" ] && [ "$(id -u)" -ne 0 ]; then
  echo 'install.sh: run it as root, or try it with --root DIR' >&2
  exit 1
fi

say() { printf 'stallmap: %s\n' "$*"; }

put() { # mode, file here, place on the machine
  mkdir -p "$root$(dirname "$3")"
  install -m "$1" "$here/$2" "$root$3"
}

if [ -z "$root" ]; then
  say 'packages'
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q || say 'no lists of packages from the network: those at hand have to do'
  # shellcheck disable=SC2046 # one package a word
  apt-get install -q -y --no-install-recommends $(grep -v '^#' "$here/packages.txt")
  say 'the user kiosk'
  id kiosk >/dev/null 2>&1 ||
    useradd --system --create-home --home-dir /var/lib/kiosk --shell /usr/sbin/nologin kiosk
  for group in video render input audio; do
    if getent group "$group" >/dev/null; then usermod -a -G "$group" kiosk; fi
  done
fi

say 'the site'
# Beside the old one, then changed in one step: the browser never meets half a site.
mkdir -p "$root/srv"
rm -rf "$root/srv/stallmap.new"
cp -R "$site" "$root/srv/stallmap.new"
chmod -R u=rwX,go=rX "$root/srv/stallmap.new"
rm -rf "$root/srv/stallmap.old"
if [ -e "$root/srv/stallmap" ]; then mv "$root/srv/stallmap" "$root/srv/stallmap.old"; fi
mv "$root/srv/stallmap.new" "$root/srv/stallmap"
rm -rf "$root/srv/stallmap.old"

say 'web server, browser, watchdog'
put 644 nginx.conf /etc/nginx/conf.d/stallmap.conf
# Debian's own welcome page would answer the whole network.
rm -f "$root/etc/nginx/sites-enabled/default"
put 644 policies.json /etc/chromium/policies/managed/stallmap.json
put 755 browser.sh /usr/local/lib/stallmap/browser.sh
put 755 watchdog.sh /usr/local/lib/stallmap/watchdog.sh
put 755 take-settings.sh /usr/local/lib/stallmap/take-settings.sh
put 644 stallmap-kiosk.service /etc/systemd/system/stallmap-kiosk.service
put 644 stallmap-watchdog.service /etc/systemd/system/stallmap-watchdog.service
put 644 stallmap-watchdog.timer /etc/systemd/system/stallmap-watchdog.timer
put 644 logind.conf /etc/systemd/logind.conf.d/stallmap.conf
put 644 system.conf /etc/systemd/system.conf.d/stallmap.conf
put 644 sysctl.conf /etc/sysctl.d/60-stallmap.conf
put 644 ../README.md /usr/share/doc/stallmap/README.md
mkdir -p "$root/var/log/stallmap"

# What was set on this machine stays.
if [ ! -e "$root/etc/stallmap/kiosk.json" ]; then
  put 644 kiosk.json /etc/stallmap/kiosk.json
fi
if [ -n "$kiosk" ]; then
  sed -i "s/\"kiosk\": *\"[^\"]*\"/\"kiosk\": \"$kiosk\"/" "$root/etc/stallmap/kiosk.json"
fi

if [ -n "$root" ]; then
  say "written below $root; nothing was started"
  exit 0
fi

say 'starting'
nginx -t -q
systemctl daemon-reload
systemctl mask ctrl-alt-del.target
systemctl set-default graphical.target
sysctl -q -p /etc/sysctl.d/60-stallmap.conf || true
systemctl enable nginx stallmap-kiosk.service stallmap-watchdog.timer
systemctl restart nginx
systemctl restart stallmap-kiosk.service
systemctl start stallmap-watchdog.timer
say 'done: the kiosk is on the screen, its settings are in /etc/stallmap/kiosk.json'
