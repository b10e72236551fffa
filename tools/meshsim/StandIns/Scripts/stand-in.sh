#!/usr/bin/env bash
# @NAME@ of a simulated mesh: the running meshsim does the work and sends back what to print.
if ! { exec 3<>/dev/tcp/127.0.0.1/@PORT@; } 2>/dev/null; then
  echo "@NAME@: the simulated mesh does not answer; start it with: meshsim up --dir @DIR@ --scenario FILE" >&2
  exit 1
fi
printf '%s\0' '@TOKEN@' '@NAME@' "$0" "$PWD" "${KUBECONFIG-}" "${HOME-}" "$#" "$@" >&3
while read -r -u 3 kind count; do
  case $kind in
    o) head -c "$count" <&3 ;;
    e) head -c "$count" <&3 >&2 ;;
    i) if IFS= read -r line; then printf 'l%s\0' "$line" >&3; else printf 'e\0' >&3; fi ;;
    x) exit "$count" ;;
  esac
done
echo "@NAME@: the simulated mesh went away" >&2
exit 1
