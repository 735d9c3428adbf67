#!/usr/bin/env bash
# Several writers at once; a restored old backup; a copy that is read only.
. "$KULPYTAS_ROOT/tests/cli/lib.sh"
. "$KULPYTAS_ROOT/tests/cli/sample.sh"

sample a
for i in 1 2 3 4 5 6; do
	printf 'person: roe-%s\nlang: en\nsays:\n- name: Roe %s\n' $i $i \
		>"roe-$i.yaml"
	printf 'person: late-%s\nlang: en\nsays:\n- name: Late %s\n' $i $i \
		>"late-$i.yaml"
done
cp -r a backup
before=$(sed -n 2p a/public/log/checkpoint)
pids=()
for i in 1 2 3 4 5 6; do
	k record "roe-$i.yaml" >"said-$i" 2>&1 &
	pids+=($!)
done
bad=0
for p in "${pids[@]}"; do
	wait "$p" || bad=$((bad + 1))
done
ok "six at once all write" [ "$bad" = 0 ]
ok "each published once" [ "$(sed -n 2p a/public/log/checkpoint)" = \
	$((before + 6)) ]
ok "the archive stands" sound
ok "verify beside writers" bash -c '
	for i in 1 2 3; do "$1" -C a record late-$i.yaml >/dev/null 2>&1; done &
	for i in 1 2 3 4 5 6; do "$1" verify a >why-verify 2>&1 ||
		{ cat why-verify; exit 1; }; done; wait' - "$bin"
ok "verify beside withholding" bash -c '
	for i in 1 2 3; do
		"$1" -C a withhold "$2" --reason error
		"$1" -C a disclose "$2"
	done >/dev/null 2>&1 &
	for i in 1 2 3 4 5 6 7 8; do "$1" verify a >why-verify 2>&1 ||
		{ cat why-verify; exit 1; }; done; wait' - "$bin" \
	"$(ids a CANARYHOME)"
ok "the archive stands" sound

mv a newer
mv backup a
ok "a restored old backup signs nothing" refuses 1 "nothing was signed" \
	"restored backup" -- record late-4.yaml
ok "nor withholds" refuses 1 "nothing was signed" -- withhold \
	"$(ids a CANARYHOME)" --reason error
ok "nor changes keys" refuses 1 "nothing was signed" -- key wardens 1
ok "verify says so" bash -c '! "$1" verify a' - "$bin"
rm -rf a
mv newer a
ok "the newer copy goes on" k record late-4.yaml
ok "the archive stands" sound

ok "no secret key, no act" bash -c 'mv a/private/keys/log kept &&
	! "$1" -C a record late-5.yaml && mv kept a/private/keys/log' - "$bin"
ok "a key that others may read is refused" bash -c '
	chmod 644 a/private/keys/first && ! "$1" -C a record late-5.yaml &&
	chmod 600 a/private/keys/first' - "$bin"
ok "the archive stands" sound
done_testing
