// lib.mjs - what the tests of the pages share: the program that serves, the
// browser, and a record of everything that the browser asks for.
import { spawn } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import zlib from "node:zlib";
import { chromium } from "playwright-core";
import axe from "axe-core";

export const BIN = process.env.KULPYTAS_BIN;
export const ROOT = process.env.KULPYTAS_ROOT;
// Where pictures are left for people to look at.
export const KEPT = process.env.KULPYTAS_KEPT ?? `${ROOT}/build-test/web`;
export { CANARIES } from "./fixture.mjs";
export const WIDTHS = [320, 768, 1440]; // CSS pixels

const cures = [];
// Calls cure when the test ends, the last first.
export const later = cure => cures.push(cure);
export async function tidy() {
	for (const cure of cures.splice(0).reverse())
		await cure();
}
export function folder() {
	const dir = fs.mkdtempSync(path.join(os.tmpdir(), "kulpytas-web-"));
	later(() => fs.rmSync(dir, { recursive: true, force: true }));
	return dir;
}

// Serves the archive of a fixture: "http://127.0.0.1:PORT".  env: what is
// set besides, as KULPYTAS_NOW.
export function serve(made, env = {}, options = []) {
	const child = spawn(BIN, ["-C", made.archive, "serve", "--listen",
	    "127.0.0.1:0", ...options], { env: { ...made.env, ...env },
	    stdio: ["ignore", "pipe", "pipe"] });
	later(() => new Promise(done => {
		if (child.exitCode !== null || child.signalCode !== null)
			return done();
		child.once("exit", done);
		child.kill("SIGTERM");
	}));
	return new Promise((good, bad) => {
		let said = "";
		child.stderr.on("data", d => said += d);
		child.once("exit", () => bad(new Error("serve: " + said)));
		child.stdout.once("data",
		    d => good(String(d).trim().replace(/\/$/, "")));
	});
}

const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css",
    ".js": "text/javascript", ".svg": "image/svg+xml", ".png": "image/png",
    ".woff2": "font/woff2", ".json": "application/json" };
// A web server that knows files and nothing else.
export function serveFiles(dir) {
	const server = http.createServer((q, a) => {
		let file = path.join(dir, decodeURIComponent(
		    new URL(q.url, "http://x").pathname));
		if (file.endsWith(path.sep))
			file += "index.html";
		if (!file.startsWith(dir) || !fs.existsSync(file) ||
		    fs.statSync(file).isDirectory()) {
			a.writeHead(404);
			return a.end();
		}
		a.writeHead(200, { "Content-Type":
		    TYPES[path.extname(file)] ?? "application/octet-stream" });
		a.end(fs.readFileSync(file));
	});
	later(() => new Promise(done => {
		server.close(done);
		server.closeAllConnections();
	}));
	return new Promise(good => server.listen(0, "127.0.0.1",
	    () => good(`http://127.0.0.1:${server.address().port}`)));
}

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic",
    "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars",
    "--font-render-hinting=none", "--force-color-profile=srgb"];
export async function browse(flags = []) {
	const browser = await chromium.launch({ executablePath:
	    process.env.CHROMIUM ?? "/usr/bin/chromium",
	    args: [...FLAGS, ...flags] });
	later(() => browser.close());
	return browser;
}

// What pages asked for, by the browser's own log of the network; a browser
// asks for more on its own account (--log-net-log=FILE; it is closed).
export function askedBy(file) {
	const log = JSON.parse(fs.readFileSync(file, "utf8"));
	return log.events.map(e => e.params ?? {}).filter(p => p.url &&
	    /^(http|file)/.test(p.initiator ?? "")).map(p => p.url);
}

// Runs in each page before anything of it: what the policy refused, and how
// much moved after it was drawn.
function listen() {
	window.seen = { refused: [], moved: 0, what: [], paint: 0, largest: 0 };
	document.addEventListener("securitypolicyviolation", e =>
	    seen.refused.push(`${e.violatedDirective} ${e.blockedURI} ` +
		`${e.sourceFile}:${e.lineNumber} ${e.sample}`));
	const watch = (type, each) => new PerformanceObserver(l =>
	    l.getEntries().forEach(each)).observe({ type, buffered: true });
	watch("layout-shift", s => {
		if (s.hadRecentInput)
			return;
		seen.moved += s.value;
		seen.what.push(...s.sources.map(x => x.node ?
		    `${x.node.nodeName} ${x.node.className ?? ""}` : "?"));
	});
	watch("largest-contentful-paint", p => seen.largest = p.startTime);
	watch("paint", p => {
		if (p.name === "first-contentful-paint")
			seen.paint = p.startTime;
	});
}

// A page whose every request and word on the console is kept in watched:
// { urls, wrong: what should not have been, weights: url -> { type, gzip } }.
// scripts: whether pages may run them.
export async function watch(browser, home, scripts = true) {
	const context = await browser.newContext({ javaScriptEnabled: scripts });
	const page = await context.newPage();
	const watched = { urls: [], wrong: [], weights: new Map(), open: [],
	    scripts };
	page.on("console", m => {
		if (["error", "warning"].includes(m.type()) &&
		    !(watched.absent && m.text().includes("404")))
			watched.wrong.push(`console: ${m.text()} ${page.url()}`);
	});
	page.on("pageerror", e => watched.wrong.push(`script: ${e}`));
	page.on("request", q => {
		watched.urls.push(q.url());
		if (!q.url().startsWith(home))
			watched.wrong.push(`from another host: ${q.url()} ` +
			    `on ${page.url()}`);
	});
	page.on("response", r => watched.open.push(weigh(r, watched)));
	if (scripts)
		await page.addInitScript(listen);
	return { page, watched };
}
async function weigh(response, watched) {
	const headers = await response.allHeaders().catch(() => ({}));
	const type = headers["content-type"] ?? "";
	if (response.status() >= 300 && response.status() < 400)
		return;
	if (headers["set-cookie"])
		watched.wrong.push(`a cookie: ${response.url()}`);
	try {
		const body = await response.body();
		watched.weights.set(response.url(), { type,
		    gzip: zlib.gzipSync(body, { level: 6 }).length });
	} catch { /* the browser had it already, or went elsewhere */ }
}
// Bytes of what was loaded, compressed, but for pictures and fonts.
export const weight = watched => [...watched.weights.values()]
    .filter(w => /html|css|javascript|json/.test(w.type))
    .reduce((sum, w) => sum + w.gzip, 0);
// Opens an address; the record starts anew.
export async function open({ page, watched }, url, absent = false) {
	watched.urls.length = watched.wrong.length = 0;
	watched.weights.clear();
	watched.absent = absent;
	const answer = await page.goto(url, { waitUntil: "load" });
	if (watched.scripts)
		await page.evaluate(() => document.fonts.ready
		    .then(() => new Promise(done => requestAnimationFrame(
			() => requestAnimationFrame(done)))));
	await Promise.all(watched.open.splice(0));
	return answer;
}
// Pictures and fonts come late, as they do over a telephone: what is moved by
// them is seen to move.
export const delay = page => page.route(/\.(woff2?|ttf|png|jpe?g|webp|svg)$|\/evidence\//,
    route => setTimeout(() => route.continue().catch(() => { }), 150));
// What the policy refused since the page was opened, as words.
export const refused = page => page.evaluate(() => window.seen.refused);

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa",
    "best-practice"];
// What axe-core has to say against the page: "rule: element".  Evaluated by
// the debugger, so that the page's own policy stays as it is.
export async function axeFaults(page, rules) {
	if (!await page.evaluate(() => "axe" in window))
		await page.evaluate(axe.source);
	const found = await page.evaluate(([tags, rules]) => window.axe.run(
	    document, { resultTypes: ["violations"], preload: false, runOnly: rules ?
	    { type: "rule", values: rules } : { type: "tag", values: tags } }),
	    [TAGS, rules]);
	return found.violations.flatMap(v => v.nodes.slice(0, 2).map(n =>
	    `${v.id} (${v.nodes.length}): ${n.target.join(" ")} ` +
	    `(${n.any[0]?.message ?? v.help})`));
}

// Pages of a built site: [{ type, path }], path without the language.  The
// largest of each type, and the people who are hard to show.
export function pagesOf(made, hard) {
	const types = new Map();
	const files = fs.readdirSync(`${made.site}/en`, { recursive: true })
	    .filter(f => f.endsWith(".html")).sort().map(f => `en/${f}`);
	for (const file of files) {
		const name = file.slice(3);
		const type = name.includes("/") ? name.split("/")[0] :
		    name.replace(/(-\d+)?\.html$/, "");
		const size = fs.statSync(`${made.site}/${file}`).size;
		if (size > (types.get(type)?.size ?? 0))
			types.set(type, { name, size });
	}
	types.delete("person");
	const out = [...types].map(([type, { name }]) =>
	    ({ type: type === "index" ? "home" : type, path: name }));
	for (const handle of hard)
		out.push({ type: `person ${handle}`,
		    path: `person/${made.people[handle]}.html` });
	return out;
}
// The languages that a built site has, as its folders are called.
export const tonguesOf = made => fs.readdirSync(made.site).filter(d =>
    /^[a-z]{2,3}(-\w+)*$/.test(d) &&
    fs.existsSync(`${made.site}/${d}/index.html`)).sort();
export const RTL = /^(ar|fa|he|ur|ps|qaa)\b/;
