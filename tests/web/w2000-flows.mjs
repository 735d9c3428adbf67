// What a visitor does: lights a candle, finds a name, changes the language;
// with scripts and without, with a mouse and with the keyboard alone.
import http from "node:http";
import * as lib from "./lib.mjs";
import { keyboard } from "./checks.mjs";
import { make } from "./fixture.mjs";
import { is, none, ok, run } from "./tap.mjs";

const number = async (page, id) =>
    Number((await page.textContent(id)).replace(/\D/g, ""));
// Waits till more than n candles are said to be lit.
const more = (page, n) => page.waitForFunction(n => Number(document
    .getElementById("candles-lit").textContent.replace(/\D/g, "")) > n, n,
    { timeout: 60000 });
const where = page => new URL(page.url()).pathname.replace(/index\.html$/, "");

async function wall(tab, home) { // whose names glow
	await lib.open(tab, `${home}/en/`);
	return tab.page.$$eval(".burns a", list => list.map(a =>
	    a.getAttribute("href")));
}

// ---- candles ----
async function candle(tab, home, person, tongues) {
	const { page } = tab, glow = await wall(tab, home);
	await lib.open(tab, `${home}/en/${person}`);
	is(await number(page, "#candles-lit"), 0, "no candle for her yet");
	ok(!glow.includes(person), "her name does not glow");
	await page.click("#candle button");
	await more(page, 0);
	ok(true, "one press lights it, with a proof of work");
	for (const colorScheme of ["dark", "light"]) {
		await page.emulateMedia({ colorScheme });
		none(await lib.axeFaults(page, ["color-contrast"]),
		    `the button can be read, the pointer still on it: ${colorScheme}`);
	}
	is(await number(page, "#candles-burning"), 1, "it burns");
	const words = await page.textContent("#candle-said");
	is(words.trim(), await page.getAttribute("#candle", "data-lit"),
	    "the page says so");
	ok(tab.watched.urls.some(u => u.endsWith("candle-worker.js")),
	    "a worker did it");
	is(where(page), `/en/${person}`, "on the page where one was");
	await page.waitForTimeout(1200); // counts may be a second old
	await page.reload();
	is(await number(page, "#candles-lit"), 1, "it is kept");
	ok((await wall(tab, home)).includes(person),
	    "her name glows on the wall");
	is(await number(page, "#candles-lit"), 1, "the wall counts it");
	await page.click("#candle button");
	await more(page, 1);
	ok(true, "one for all, from the wall");
	const faults = [];
	for (const tongue of tongues) {
		await lib.open(tab, `${home}/${tongue}/${person}`);
		const lit = await number(page, "#candles-lit");
		await page.click("#candle button");
		await more(page, lit).catch(() => faults.push(tongue));
	}
	none(faults, "one in every language");
	none(await lib.refused(page), "the policy allowed all of it");
	none(tab.watched.wrong, "nothing from elsewhere, no errors");
	none(await page.context().cookies(), "no cookies");
	none(await page.evaluate(() => [...Object.keys(localStorage),
	    ...Object.keys(sessionStorage)]), "nothing stored");
}
async function plain_candle(tab, home, person) {
	const { page, watched } = tab;
	await lib.open(tab, `${home}/en/${person}`);
	const before = await number(page, "#candles-lit");
	await page.click("#candle button");
	await page.waitForLoadState();
	is(where(page), "/en/candle", "without scripts, a page to wait on");
	const seconds = await number(page, ".candle p");
	ok(seconds > 0 && seconds < 60, `that says how long: ${seconds} s`);
	await page.click(".candle button");
	await page.waitForLoadState();
	is(where(page), "/en/candle", "too early: asked for patience");
	await page.waitForTimeout((await number(page, ".candle p") + 1) *
	    1000);
	await page.click(".candle button");
	await page.waitForLoadState();
	is(where(page), `/en/${person}`, "then back on the page");
	const count = await page.textContent(".candles .count");
	ok(/1\D+counted apart/.test(count), "where it is counted apart", count);
	is(await number(page, "#candles-lit"), before,
	    "not among those with a proof");
	none(watched.wrong.filter(w => !w.includes("429 (Too Many")),
	    "nothing from elsewhere, no errors");
}

// ---- names ----
async function find(tab, home, person) {
	const { page, watched } = tab;
	await lib.open(tab, `${home}/en/`);
	await page.click("#q");
	await page.keyboard.type("примеро", { delay: 20 });
	await page.waitForSelector("#typed li a", { timeout: 20000 });
	ok((await page.$$("#typed li")).length > 1, "names appear while typing");
	await page.fill("#q", "");
	await page.waitForSelector("#typed li a", { state: "hidden" });
	await page.keyboard.type("aya pri", { delay: 20 });
	const first = page.locator("#typed li a").first();
	await first.waitFor({ timeout: 20000 });
	is(await first.getAttribute("href"), person, "the one that was meant");
	await first.click();
	await page.waitForLoadState();
	is(where(page), `/en/${person}`, "leads to her page");
	none(watched.wrong, "nothing from elsewhere, no errors");
}
async function find_by_enter(tab, home, person, how) {
	const { page, watched } = tab;
	await lib.open(tab, `${home}/ru/`);
	await page.fill("#q", "Айа Примироуа");
	await page.press("#q", "Enter");
	await page.waitForURL(/\/ru\/search\?/);
	is(await page.inputValue("#q"), "Айа Примироуа",
	    `${how}, Enter: what was asked stays`);
	await page.locator(`.found a[href="${person}"]`).click();
	await page.waitForLoadState();
	is(where(page), `/ru/${person}`, `${how}: found in another spelling`);
	none(watched.wrong, `${how}: nothing from elsewhere, no errors`);
}

// ---- languages ----
async function change(tab, home, made, paths) {
	const { page, watched } = tab;
	for (const path of paths) {
		await lib.open(tab, `${home}/en/${path}`);
		const faults = [];
		for (const tongue of lib.tonguesOf(made)) {
			await page.click(`nav a[hreflang="${tongue}"]`);
			await page.waitForURL(u => u.pathname.startsWith(
			    `/${tongue}/`));
			if (where(page) !== `/${tongue}/${path}`)
				faults.push(`${tongue}: ${page.url()}`);
			if (await page.getAttribute("html", "lang") !== tongue)
				faults.push(`${tongue}: another lang`);
		}
		none([...faults, ...watched.wrong],
		    `every language, staying on ${path || "the wall"}`);
	}
}
async function door(browser, home) {
	const faults = [];
	for (const [accept, want] of [["kk", "/kk/"], ["ru-RU,ru;q=0.9", "/ru/"],
	    ["en-GB", "/en/"]]) {
		const context = await browser.newContext({ locale:
		    accept.split(",")[0], extraHTTPHeaders:
		    { "Accept-Language": accept } });
		const page = await context.newPage();
		await page.goto(home + "/");
		if (!where(page).startsWith(want) && where(page) !== "/")
			faults.push(`${accept}: ${page.url()}`);
		await page.goto(home + "/en/");
		if (where(page) !== "/en/")
			faults.push(`${accept}: /en/ leads to ${page.url()}`);
		await context.close();
	}
	none(faults, "the reader's language decides at the door alone");
}

// ---- in a page of somebody else ----
const frames = []; // addresses of that somebody
async function framed(browser, home, person) {
	const pages = { embed: "embed/wall.html", person };
	const server = http.createServer((q, a) => a.writeHead(200,
	    { "Content-Type": "text/html" }).end('<iframe title="x" src="' +
	    `${home}/en/${pages[q.url.slice(1)]}"></iframe>`));
	await new Promise(done => server.listen(0, "127.0.0.1", done));
	const page = await browser.newPage(), seen = {};
	for (const name of Object.keys(pages)) {
		await page.goto("http://127.0.0.1:" +
		    `${server.address().port}/${name}`);
		await page.waitForTimeout(200);
		seen[name] = await page.frames()[1].evaluate(() =>
		    document.querySelector("main") !== null).catch(() => false);
	}
	frames.push(`http://127.0.0.1:${server.address().port}`);
	await page.close();
	server.close();
	ok(seen.embed, "another site may frame the wall that is made for it");
	ok(!seen.person, "and no other page");
}

// ---- keyboard ----
async function by_keyboard(tab, home, person) {
	const { page } = tab;
	await page.setViewportSize({ width: 1024, height: 800 });
	await lib.open(tab, `${home}/en/`);
	const { path: home_path, faults } =
	    await keyboard(page, 60);
	none(faults, "wall: the focus is seen and goes down the page");
	const at = test => home_path.findIndex(test);
	const field = at(p => p.what === "q");
	const name = at(p => /^person\//.test(p.href ?? ""));
	ok(field > 0, "wall: Tab comes to the search field");
	ok(name > 0, "wall: and to the names");
	await lib.open(tab, `${home}/en/${person}`);
	const { path, faults: blind } = await keyboard(page, 200);
	none(blind, "person: the focus is seen and goes down the page");
	const candle = path.findIndex(p => p.button && p.in === "candle");
	ok(candle > 0, "person: Tab comes to the candle");

	await lib.open(tab, `${home}/en/${person}`);
	await page.keyboard.press("Tab");
	await page.keyboard.press("Enter");
	await page.keyboard.press("Tab");
	ok(await page.evaluate(() => !!document.activeElement.closest("main")),
	    "the first link leads into the text");

	await lib.open(tab, `${home}/en/${person}`);
	const before = await number(page, "#candles-lit");
	for (let i = 0; i <= candle; i++)
		await page.keyboard.press("Tab");
	await page.keyboard.press("Enter");
	await more(page, before);
	ok(true, "a candle lit with the keyboard alone");

	await lib.open(tab, `${home}/en/`);
	for (let i = 0; i <= field; i++)
		await page.keyboard.press("Tab");
	await page.keyboard.type("ploni", { delay: 20 });
	await page.waitForSelector("#typed li a", { timeout: 20000 });
	for (let i = 0; i < 3 && !await page.evaluate(() =>
	    document.activeElement.closest("#typed")); i++)
		await page.keyboard.press("Tab");
	await page.keyboard.press("Enter");
	await page.waitForURL(/person/);
	ok(true, "a name found with the keyboard alone");
	none(tab.watched.wrong, "nothing from elsewhere, no errors");
}

// ---- all of it can be read without scripts ----
async function readable(tab, home, pages) {
	const faults = [];
	for (const { type, path } of pages) {
		await lib.open(tab, `${home}/en/${path}`, type === "404");
		if (!await tab.page.locator("h1").first().isVisible() ||
		    (await tab.page.locator("main").innerText()).length < 20)
			faults.push(`${type}: nothing to read`);
		faults.push(...tab.watched.wrong);
	}
	none(faults, "everything can be read without scripts");
}

await run(async () => {
	const made = make(lib.BIN, lib.folder());
	const home = await lib.serve(made, {}, ["--candle-bits", "12"]);
	const log = `${made.dir}/net.json`;
	const browser = await lib.browse([`--log-net-log=${log}`]);
	const person = `person/${made.people["primerova-aya"]}.html`;
	const other = `person/${made.people["name-alone"]}.html`;
	const tab = await lib.watch(browser, home);
	await candle(tab, home, person, lib.tonguesOf(made));
	await find(tab, home, person);
	await find_by_enter(tab, home, person, "with scripts");
	await change(tab, home, made, ["", person, "timeline.html"]);
	await door(browser, home);
	await framed(browser, home, person);
	await by_keyboard(tab, home, other);

	const plain = await lib.watch(browser, home, false);
	await plain_candle(plain, home, other);
	await find_by_enter(plain, home, person, "without scripts");
	await readable(plain, home, lib.pagesOf(made, Object.keys(made.people)
	    .filter(h => /dispute|aya|alone|missing/.test(h))));
	await browser.close();
	const asked = lib.askedBy(log);
	ok(asked.length > 100, "the browser's own log of the network", asked);
	none(asked.filter(u => !u.startsWith(`${home}/`) &&
	    !frames.includes(new URL(u).origin)),
	    "names no other host that a page asked for");
}).finally(lib.tidy);
