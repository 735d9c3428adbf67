// The main pages look as they did when somebody last looked at them: roughly,
// since fonts and browsers change.  The pictures stay in build-test/web.
import fs from "node:fs";
import * as lib from "./lib.mjs";
import { make } from "./fixture.mjs";
import * as pictures from "./pictures.mjs";
import { none, ok, run, skip } from "./tap.mjs";

await run(async () => {
	const made = make(lib.BIN, lib.folder());
	if (!made.frozen)
		return skip("pictures", "a test build makes the same archive " +
		    "each time, others do not");
	const pages = new Map();
	const taken = new Set();
	await pictures.take(made, (name, file) => {
		const before = pictures.golden(name);
		const why = before ? pictures.differ(pictures.small(file),
		    before) : "no golden picture";
		const page = name.replace(/-\d+-\w+$/, "");
		taken.add(`${name}.png`);
		pages.set(page, [...pages.get(page) ?? [],
		    ...why ? [`${file}: ${why}`] : []]);
	});
	for (const [page, faults] of pages)
		none(faults.length ? [...faults, "look at them; " +
		    "tests/web/accept.sh takes them as they are"] : [],
		    `${page} looks as it did`);
	const kept = fs.readdirSync(pictures.GOLDEN);
	none(kept.filter(f => !taken.has(f)), "no golden picture of nothing");
	const bytes = kept.reduce((n, f) =>
	    n + fs.statSync(`${pictures.GOLDEN}/${f}`).size, 0);
	ok(bytes < 600000, `${Math.round(bytes / 1000)} KB of them, at most 600`);
}).finally(lib.tidy);
