// The memorial as a folder of files: opened from a disk, and from a web
// server that knows nothing.  Every link of it leads somewhere, nothing in it
// comes from another host, and what only our server can do is not offered.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import * as lib from "./lib.mjs";
import { make } from "./fixture.mjs";
import { is, none, ok, run } from "./tap.mjs";

function walk(dir) {
	return fs.readdirSync(dir, { withFileTypes: true }).flatMap(e =>
	    e.isDirectory() ? walk(path.join(dir, e.name)) :
	    [path.join(dir, e.name)]);
}
const unescape = s => s.replaceAll("&amp;", "&").replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'");

// What a page loads, and where it leads: [attribute, value].
const LOADS = /<(?:link|script|img|source|iframe|video|audio|object|embed|use|image|input)\b[^>]*?\s(href|src|srcset|data|poster|xlink:href)="([^"]*)"/g;
const LEADS = /<(?:a|area|form)\b[^>]*?\s(href|action)="([^"]*)"/g;
const IDS = /\sid="([^"]*)"/g;
const HINTS = /<link\b[^>]*rel="[^"]*(?:preconnect|dns-prefetch|preload|prefetch|modulepreload|pingback)[^"]*"[^>]*>/g;
const OUTSIDE = /^(?:[a-z][a-z0-9+.-]*:)?\/\//i;

const ids = new Map();
function idsOf(file) {
	if (!ids.has(file))
		ids.set(file, new Set([...fs.readFileSync(file, "utf8")
		    .matchAll(IDS)].map(m => unescape(m[1]))));
	return ids.get(file);
}
// Why a link of file leads nowhere, or "".
function broken(site, file, href) {
	const [rest, hash] = unescape(href).split("#");
	const name = decodeURIComponent(rest.split("?")[0]);
	if (name.startsWith("/"))
		return "begins at the top of the server";
	let to = name === "" ? file : path.join(path.dirname(file), name);
	if (name.endsWith("/"))
		return "a folder, which a disk does not open";
	if (!to.startsWith(site))
		return "leaves the folder";
	if (!fs.existsSync(to))
		return "no such file";
	return hash && to.endsWith(".html") && !idsOf(to).has(
	    decodeURIComponent(hash)) ? "no such place in it" : "";
}
function read(site) {
	const lost = [], foreign = [], offered = [], leaks = [];
	let links = 0;
	for (const file of walk(site)) {
		const name = path.relative(site, file);
		const text = fs.readFileSync(file, "latin1");
		leaks.push(...lib.CANARIES.filter(c => text.includes(c))
		    .map(c => `${name}: ${c}`));
		if (/\.(css|svg)$/.test(name))
			foreign.push(...[...text.matchAll(
			    /(?:url\(|@import\s+|href=)["']?([^"')\s]+)/g)]
			    .filter(m => OUTSIDE.test(m[1]))
			    .map(m => `${name}: ${m[1]}`));
		if (!name.endsWith(".html"))
			continue;
		const html = fs.readFileSync(file, "utf8");
		for (const [, , at] of html.matchAll(LOADS))
			if (/^[a-z]+:/i.test(at) && !at.startsWith("data:") ||
			    OUTSIDE.test(at))
				foreign.push(`${name}: ${at}`);
		foreign.push(...(html.match(HINTS) ?? [])
		    .filter(h => OUTSIDE.test(/href="([^"]*)"/.exec(h)?.[1] ?? ""))
		    .map(h => `${name}: ${h}`));
		if (/<form|candle\.js|search\.js/.test(html))
			offered.push(name);
		for (const list of [LOADS, LEADS])
			for (const [, , href] of html.matchAll(list)) {
				if (/^[a-z]+:/i.test(href))
					continue;
				links++;
				const why = broken(site, file, href);
				if (why)
					lost.push(`${name}: ${href}: ${why}`);
			}
	}
	return { lost, foreign, offered, leaks, links };
}

// A visitor goes from the door to a name, to another language and about.
async function visit(tab, home, tongues, how) {
	const { page, watched } = tab;
	await lib.open(tab, `${home}/index.html`);
	await page.click('a[hreflang="en"]');
	await page.waitForURL(/en\/index\.html$/);
	const faults = [];
	await page.locator('main a[href^="person/"]').first().click();
	await page.waitForURL(/en\/person\//);
	const name = (await page.textContent("h1")).trim();
	for (const tongue of tongues) {
		await page.click(`nav a[hreflang="${tongue}"]`);
		await page.waitForURL(new RegExp(`/${tongue}/person/`));
		if ((await page.textContent("h1")).trim() !== name)
			faults.push(`${tongue}: another name`);
	}
	await page.locator('nav a[href$="timeline.html"]').first().click();
	await page.waitForURL(/timeline\.html$/);
	is(await page.locator("form, #q, #candle").count(), 0,
	    `${how}: neither a candle nor a search that cannot work`);
	const styled = await page.evaluate(() =>
	    document.styleSheets.length === 1 &&
	    getComputedStyle(document.body).fontFamily);
	ok(styled && !/^"?times/i.test(styled), `${how}: dressed`, styled);
	none([...faults, ...watched.wrong],
	    `${how}: from the door to a name and on; nothing from elsewhere`);
}

await run(async () => {
	const made = make(lib.BIN, lib.folder());
	const found = read(made.site);
	none(found.lost, `${found.links} links of all pages lead somewhere`);
	ok(found.links > 1000, "so many", found.links);
	none(found.foreign, "nothing is loaded from another host");
	none(found.offered, "nothing that only a server of ours can do");
	none(found.leaks, "nothing private in any file");

	const browser = await lib.browse();
	const tongues = lib.tonguesOf(made);
	const home = await lib.serveFiles(made.site);
	await visit(await lib.watch(browser, home), home, tongues,
	    "a plain server");
	const disk = pathToFileURL(made.site).href;
	await visit(await lib.watch(browser, disk), disk, tongues, "a disk");
	await visit(await lib.watch(browser, disk, false), disk, tongues,
	    "a disk, without scripts");
}).finally(lib.tidy);
