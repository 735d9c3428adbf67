// tap.mjs - TAP, as the other tests print it (tools/tally.py counts it).
let count = 0, failed = 0;

export function ok(good, text, why = []) {
	count++;
	if (!good)
		failed++;
	console.log(`${good ? "" : "not "}ok ${count} - ${text}`);
	if (!good)
		for (const line of [why].flat().slice(0, 40))
			console.log("# " + String(line).slice(0, 500)
			    .replaceAll("\n", "\n# "));
	return good;
}
export const is = (got, want, text) => ok(Object.is(got, want), text,
    `got ${JSON.stringify(got)}, want ${JSON.stringify(want)}`);
// No faults were found.
export const none = (faults, text) => ok(faults.length === 0, text, faults);
export function skip(text, why) {
	console.log(`ok ${++count} - ${text} # SKIP ${why}`);
}
// Runs test; what it throws is one more failure.
export async function run(test) {
	try {
		await test();
	} catch (e) {
		ok(false, "runs to its end", e.stack);
	}
	console.log(`1..${count}`);
	process.exitCode = failed ? 1 : 0;
}
