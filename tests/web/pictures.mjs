// pictures.mjs - the main pages as they are seen, and how far two pictures of
// one page are from each other.
import fs from "node:fs";
import * as lib from "./lib.mjs";
import * as png from "./png.mjs";

export const GOLDEN = `${lib.ROOT}/tests/web/golden`;
const SMALL = 160;  // pixels across of a golden picture
const BLOCK = 8;    // pixels of it across what is compared
const APART = 1;    // of 15 levels of grey: another block
const SHARE = .06;  // of blocks that may be others: fonts differ
const NOW = "2032-02-01T08:00:00Z";
const HEIGHTS = { 320: 640, 768: 1024, 1440: 900 };

// [name, path, in every language?]
function pagesOf(made) {
	const person = handle => `person/${made.people[handle]}.html`;
	return [["wall", "", true],
	    ["person", person("primerova-aya"), true],
	    ["dispute", person("primer-dispute"), false],
	    ["name-alone", person("name-alone"), false],
	    ["timeline", "timeline.html", false],
	    ["counts", "counts.html", false],
	    ["map", "map.html", false],
	    ["official", "official.html", false],
	    ["today", "today.html", false],
	    ["data", "data.html", false],
	    ["missing-page", "nothing-here.html", false]];
}
// Takes all pictures into lib.KEPT, calls each(name, file).
export async function take(made, each) {
	const home = await lib.serve(made, { KULPYTAS_NOW: NOW,
	    KULPYTAS_SEED: "1" });
	const browser = await lib.browse();
	const context = await browser.newContext({ reducedMotion: "reduce" });
	const page = await context.newPage();
	fs.mkdirSync(lib.KEPT, { recursive: true });
	// Letters that come late are not waited for (font-display: optional):
	// here they lie in the browser's cache.
	await page.goto(`${home}/en/`);
	await page.evaluate(() => Promise.all([...document.fonts].map(f =>
	    f.load())));
	for (const [name, path, all] of pagesOf(made))
		for (const tongue of all ? lib.tonguesOf(made) : ["en"]) {
			await page.goto(`${home}/${tongue}/${path}`);
			for (const width of lib.WIDTHS)
				for (const theme of ["light", "dark"])
					await one(`${name}-${tongue}-${width}-` +
					    theme, width, theme);
		}
	async function one(name, width, theme) {
		const file = `${lib.KEPT}/${name}.png`;
		await page.setViewportSize({ width, height: HEIGHTS[width] });
		await page.emulateMedia({ colorScheme: theme });
		await page.evaluate(() => document.fonts.ready.then(
		    () => { scrollTo(0, 0); }));
		await page.screenshot({ path: file, animations: "disabled" });
		each(name, file);
	}
}
export const small = file =>
    png.shrink(png.read(fs.readFileSync(file)), SMALL);

// The means of the blocks, in levels of grey.
function blocks({ width, height, grey }) {
	const out = [];
	for (let y = 0; y < height; y += BLOCK)
		for (let x = 0; x < width; x += BLOCK) {
			let sum = 0, n = 0;
			for (let v = y; v < Math.min(y + BLOCK, height); v++)
				for (let u = x; u < x + BLOCK; u++, n++)
					sum += grey[v * width + u];
			out.push(sum / n);
		}
	return out;
}
// "" or how they differ.
export function differ(now, before) {
	if (now.width !== before.width || now.height !== before.height)
		return `${now.width}x${now.height}, was ` +
		    `${before.width}x${before.height}`;
	const a = blocks(now), b = blocks(before);
	const others = a.filter((m, i) => Math.abs(m - b[i]) > APART).length;
	return others / a.length <= SHARE ? "" :
	    `${Math.round(100 * others / a.length)} of 100 parts look ` +
	    `otherwise, at most ${100 * SHARE}`;
}
// A golden picture, its levels 0..15 as small() gives them.
export function golden(name) {
	const file = `${GOLDEN}/${name}.png`;
	if (!fs.existsSync(file))
		return null;
	const p = png.read(fs.readFileSync(file));
	return { ...p, grey: p.grey.map(v => v / 17) };
}
