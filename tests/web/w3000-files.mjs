// The memorial as a folder of files: opened from a disk, and from a web
// server that knows nothing.  Every link of it leads somewhere, nothing in it
// comes from another host, and what only our server can do is not offered.
import { pathToFileURL } from "node:url";
import * as lib from "./lib.mjs";
import { read } from "./files.mjs";
import { make } from "./fixture.mjs";
import { is, none, ok, run } from "./tap.mjs";

// A browser refuses hints about fonts on a disk, not the fonts.
const hints = /from origin 'null'|net::ERR_FAILED file:|^console: A preload for/;
// A visitor goes from the door to a name, to another language and about.
async function visit(tab, home, tongues, how) {
	const { page, watched } = tab;
	await lib.open(tab, `${home}/index.html`);
	await page.click('a[hreflang="en"]');
	await page.waitForURL(/en\/index\.html$/);
	const faults = [];
	await page.locator('main a[href^="person/"]').first().click();
	await page.waitForURL(/en\/person\//);
	const id = /person\/\w+/.exec(page.url())[0];
	for (const tongue of tongues) {
		await page.click(`nav a[hreflang="${tongue}"]`);
		await page.waitForURL(new RegExp(`/${tongue}/person/`));
		if (!page.url().includes(`/${tongue}/${id}`) ||
		    !(await page.textContent("h1")).trim())
			faults.push(`${tongue}: another page, ${page.url()}`);
	}
	await page.locator('nav a[href$="timeline.html"]').first().click();
	await page.waitForURL(/timeline\.html$/);
	is(await page.locator("form, #q, #candle").count(), 0,
	    `${how}: neither a candle nor a search that cannot work`);
	const styled = await page.evaluate(() =>
	    document.styleSheets.length === 1 &&
	    getComputedStyle(document.body).fontFamily);
	ok(styled && !/^"?times/i.test(styled), `${how}: dressed`, styled);
	const fonts = await page.evaluate(() => [...document.fonts].map(f =>
	    f.status));
	none(fonts.filter(f => f === "error"), `${how}: its letters too`);
	none([...faults, ...watched.wrong.filter(w => !hints.test(w))],
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
