// Every kind of page, in each language: nothing for axe-core to say in light
// or dark, nothing wider than the window, nothing that moves, nothing from
// elsewhere, not too heavy, headings in order, printable.
import * as lib from "./lib.mjs";
import { SPACED, TWICE, cut, dress, forced, moving, printed, structure,
    wide } from "./checks.mjs";
import { make } from "./fixture.mjs";
import { none, ok, run } from "./tap.mjs";

// Who is hard to show; the first of them in each language.
const HARD = ["primerova-aya", "primer-dispute", "name-alone",
    "primer-missing", "misal-name", "dugma-ploni", "primer-guard",
    "primer-long", "primer-withheld", "primer-0"];
const EACH = HARD.slice(0, 4).map(h => `person ${h}`);
const WEIGHT = 60, WALL_WEIGHT = 120; // KB, compressed, without pictures, fonts
const MOVED = 0.001;                  // of a layout shift, next to nothing
// The language in which it is all looked at.
const ONCE = "en";

// ---- one page ----
async function layout(page, say) {
	for (const width of lib.WIDTHS) {
		await page.setViewportSize({ width, height: 800 });
		say(`${width} px`, await page.evaluate(wide));
		say(`${width} px`, await page.evaluate(cut));
	}
	await page.setViewportSize({ width: 768, height: 800 });
	for (const [name, css] of [["text spacing", SPACED],
	    ["letters twice as large", TWICE]]) {
		await page.evaluate(dress, css);
		say(name, await page.evaluate(wide));
		say(name, await page.evaluate(cut));
	}
	await page.evaluate(dress, "");
}
const COLOURS = ["color-contrast", "link-in-text-block"];
async function themes(page, say) {
	say("light", await lib.axeFaults(page));
	await page.emulateMedia({ colorScheme: "dark" });
	say("dark", await lib.axeFaults(page, COLOURS));
	await page.emulateMedia({ forcedColors: "active" });
	say("forced colours", await page.evaluate(forced));
	await page.emulateMedia({ colorScheme: "light",
	    forcedColors: "none" });
}
async function special(page, say) {
	await page.emulateMedia({ reducedMotion: "reduce" });
	say("reduced motion", await page.evaluate(moving));
	await page.emulateMedia({ reducedMotion: "no-preference",
	    media: "print" });
	say("print", await page.evaluate(printed));
	if ((await page.pdf({ format: "A4" })).length < 1000)
		say("print", ["no PDF"]);
	await page.emulateMedia({ media: "screen" });
}
function weight(watched, type) {
	const sum = lib.weight(watched);
	const most = type === "home" ? WALL_WEIGHT : WEIGHT;
	weights.set(type, Math.max(weights.get(type) ?? 0, sum));
	return sum > most * 1000 ? [`${Math.round(sum / 1000)} KB compressed, ` +
	    `at most ${most}: ` + [...watched.weights].map(([u, w]) =>
	    `${u} ${w.gzip}`).join(", ")] : [];
}

const weights = new Map();
async function look(tab, home, tongue, { type, path }) {
	const { page, watched } = tab, faults = [];
	const say = (what, list) => faults.push(...list.map(f =>
	    `${tongue} ${type} ${what}: ${f}`));
	await page.setViewportSize({ width: 320, height: 800 });
	await lib.open(tab, `${home}/${tongue}/${path}`, type === "404");
	say("weight", weight(watched, type));
	say("structure", await page.evaluate(structure, { lang: tongue,
	    dir: lib.RTL.test(tongue) ? "rtl" : "ltr" }));
	const seen = await page.evaluate(() => window.seen);
	if (seen.moved > MOVED)
		say("layout shift", [`${seen.moved}: ${seen.what}`]);
	await layout(page, say);
	await themes(page, say);
	if (tongue === ONCE)
		await special(page, say);
	say("policy", await lib.refused(page));
	say("network", watched.wrong);
	const text = await page.content();
	say("private", lib.CANARIES.filter(c => text.includes(c)));
	return faults;
}

await run(async () => {
	const made = make(lib.BIN, lib.folder());
	const pages = lib.pagesOf(made, HARD);
	ok(pages.length > 30, "many kinds of pages", pages.map(p => p.type));
	const home = await lib.serve(made);
	pages.push({ type: "search", path: "search?q=primer" },
	    { type: "search, nobody", path: "search?q=qqqqqq" },
	    { type: "candle", path: "candle?for=all" });
	const browser = await lib.browse();
	const tongues = lib.tonguesOf(made);
	// A language that only test builds have, written from right to left.
	if ((await fetch(`${home}/ar-XB/`)).ok)
		tongues.push("ar-XB");
	const walk = async tongue => {
		const tab = await lib.watch(browser, home), out = [];
		await lib.delay(tab.page);
		const all = tongue === ONCE || lib.RTL.test(tongue);
		for (const one of pages.filter(p => all ||
		    !p.type.startsWith("person ") || EACH.includes(p.type)))
			out.push([`${tongue} ${one.type}`,
			    await look(tab, home, tongue, one)]);
		await tab.page.context().close();
		return out;
	};
	while (tongues.length) // two at once, one for each of two cores
		for (const list of await Promise.all(tongues.splice(0, 2)
		    .map(walk)))
			for (const [name, faults] of list)
				none(faults, name);
	const by = [...weights].sort((a, b) => b[1] - a[1]).slice(0, 4);
	ok(by.length > 0, "heaviest: " + by.map(([t, w]) =>
	    `${t} ${Math.round(w / 1000)} KB`).join(", "));
}).finally(lib.tidy);
