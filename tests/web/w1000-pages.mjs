// Every kind of page, in each language: nothing for axe-core to say in light
// or dark, nothing wider than the window, nothing that moves, nothing from
// elsewhere, not too heavy, headings in order, printable.
import * as lib from "./lib.mjs";
import { make } from "./fixture.mjs";
import { none, ok, run } from "./tap.mjs";

export const HARD = ["primerova-aya", "primer-dispute", "misal-name",
    "dugma-ploni", "name-alone", "primer-missing", "primer-guard",
    "primer-long", "primer-withheld", "primer-0"];
const WEIGHT = 60, WALL_WEIGHT = 120; // KB, compressed, without pictures, fonts
const MOVED = 0.001;                  // of a layout shift, next to nothing
// What a page is looked at for once, not in every language.
const ONCE = "en";

// ---- in the page ----
function structure(want) {
	const faults = [], say = f => faults.push(f);
	const root = document.documentElement;
	if (root.lang !== want.lang)
		say(`lang="${root.lang}", not ${want.lang}`);
	if (getComputedStyle(root).direction !== want.dir)
		say(`direction ${getComputedStyle(root).direction}`);
	const sheets = document.querySelectorAll("link[rel~=stylesheet], style");
	if (sheets.length !== 1)
		say(`${sheets.length} stylesheets`);
	for (const e of document.querySelectorAll("[style], [onclick], [onload]"))
		say(`inline style or script: ${e.outerHTML.slice(0, 80)}`);
	let level = 0, first = 0;
	for (const h of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
		const n = Number(h.nodeName[1]);
		first += n === 1;
		if (n > level + 1)
			say(`h${n} after h${level}: ${h.textContent.slice(0, 60)}`);
		level = n;
	}
	if (first !== 1)
		say(`${first} headings h1`);
	for (const e of document.querySelectorAll("[lang='']"))
		say(`lang="" on ${e.outerHTML.slice(0, 80)}`);
	return faults;
}
// What makes the page wider than the window.
function wide() {
	const root = document.documentElement;
	if (root.scrollWidth <= innerWidth)
		return [];
	const rtl = getComputedStyle(root).direction === "rtl";
	const out = [...document.body.querySelectorAll("*")].filter(e => {
		const box = e.getBoundingClientRect();
		return box.width > 0 && (rtl ? box.left < -1 :
		    box.right > innerWidth + 1);
	});
	return [`${root.scrollWidth} wide at ${innerWidth}: ` + out.slice(-3)
	    .map(e => `<${e.nodeName} class="${e.className}"> ` +
		e.textContent.trim().slice(0, 40)).join(", ")];
}
// Text that its own box cuts.
function cut() {
	const out = [];
	for (const e of document.body.querySelectorAll("*")) {
		const style = getComputedStyle(e);
		const hides = a => ["hidden", "clip"].includes(a);
		if (e.clientHeight < 2 || e.clientWidth < 2 || e.closest("svg") ||
		    !e.textContent.trim())
			continue; // e.g. what only screen readers meet
		if ((hides(style.overflowY) &&
		    e.scrollHeight > e.clientHeight + 2) ||
		    (hides(style.overflowX) &&
		    e.scrollWidth > e.clientWidth + 2))
			out.push(`cut: <${e.nodeName} class="${e.className}"> ` +
			    e.textContent.trim().slice(0, 40));
	}
	return out;
}
// A sheet of the reader's own: made by script, which the policy leaves alone.
function dress(css) {
	const sheet = new CSSStyleSheet();
	sheet.replaceSync(css);
	document.adoptedStyleSheets = css ? [sheet] : [];
}
function moving() {
	return document.getAnimations().filter(a => a.playState === "running" &&
	    a.effect.getComputedTiming().endTime > 100).map(a =>
	    `moves: ${a.animationName ?? a.transitionProperty} on ` +
	    `${a.effect.target?.nodeName} ${a.effect.target?.className}`);
}
// In forced colours axe-core reads a colour that is not the one drawn.
function forced() {
	const parts = c => c.match(/[\d.]+/g).map(Number);
	const light = c => [.2126, .7152, .0722].reduce((sum, share, i) => {
		const v = parts(c)[i] / 255;
		return sum + share * (v <= .04045 ? v / 12.92 :
		    ((v + .055) / 1.055) ** 2.4);
	}, .05);
	const below = e => {
		const c = e ? getComputedStyle(e).backgroundColor :
		    "rgb(255, 255, 255)";
		return e && parts(c)[3] === 0 ? below(e.parentElement) : c;
	};
	const faults = [];
	for (const e of document.body.querySelectorAll("*")) {
		const style = getComputedStyle(e);
		if (e.closest("svg") || !e.checkVisibility() ||
		    ![...e.childNodes].some(n => n.nodeType === 3 &&
		    n.data.trim()))
			continue;
		const two = [light(style.color), light(below(e))];
		if (Math.max(...two) / Math.min(...two) < 4.5)
			faults.push(`${style.color} on ${below(e)}: ` +
			    `<${e.nodeName} class="${e.className}">`);
	}
	for (const e of document.querySelectorAll("button, input"))
		if (e.checkVisibility() &&
		    parseFloat(getComputedStyle(e).borderTopWidth) === 0)
			faults.push(`no border: ${e.outerHTML.slice(0, 80)}`);
	return faults;
}
function printed() {
	const faults = [], shown = s => [...document.querySelectorAll(s)]
	    .filter(e => e.checkVisibility());
	for (const e of shown("nav, form, button, input, .skip"))
		faults.push(`printed: <${e.nodeName} class="${e.className}">`);
	if (shown("h1").length !== 1)
		faults.push("the heading is not printed");
	const paper = getComputedStyle(document.body).backgroundColor;
	if (!["rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"].includes(paper))
		faults.push(`printed on ${paper}`);
	return faults;
}

// WCAG 2.2, 1.4.12.
const SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em " +
    "!important; word-spacing: .16em !important } p { margin-block-end: 2em " +
    "!important }";
const TWICE = ":root { font-size: 200% !important }";

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
	let sum = 0, most = type === "home" ? WALL_WEIGHT : WEIGHT;
	for (const w of watched.weights.values())
		if (/html|css|javascript|json/.test(w.type))
			sum += w.gzip;
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
	const home = await lib.serve(made);
	pages.push({ type: "search", path: "search?q=primer" },
	    { type: "search, nobody", path: "search?q=qqqqqq" },
	    { type: "candle", path: "candle?for=all" });
	const browser = await lib.browse();
	for (const tongue of lib.tonguesOf(made)) {
		const tab = await lib.watch(browser, home);
		await lib.delay(tab.page);
		for (const one of pages)
			none(await look(tab, home, tongue, one),
			    `${tongue} ${one.type}`);
		await tab.page.context().close();
	}
	const by = [...weights].sort((a, b) => b[1] - a[1]).slice(0, 4);
	ok(by.length > 0, "heaviest: " + by.map(([t, w]) =>
	    `${t} ${Math.round(w / 1000)} KB`).join(", "));
}).finally(lib.tidy);
