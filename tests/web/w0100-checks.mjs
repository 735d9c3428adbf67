// The checks of the other tests find what they look for: each is shown a page
// that has one thing wrong, and all are shown one that is right.
import crypto from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import * as checks from "./checks.mjs";
import * as files from "./files.mjs";
import * as lib from "./lib.mjs";
import * as pictures from "./pictures.mjs";
import * as words from "./words.mjs";
import * as png from "./png.mjs";
import { none, ok, run } from "./tap.mjs";

const POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; " +
    "img-src 'self'";
const CSS = `body { margin: 1rem; background: #fff; color: #111 }
a { color: #00e } a:focus, button:focus { outline: 3px solid #00e }
.skip { position: absolute; left: -99rem } .skip:focus { left: 0 }
@media print { nav, .skip { display: none } }
`;
const page = ({ head = "", body = "", lang = "en", css = "" } = {}) =>
    `<!DOCTYPE html><html lang="${lang}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width"><title>A page</title>` +
    `<link rel="stylesheet" href="/css?${encodeURIComponent(css)}">` +
    `<link rel="icon" href="/icon.svg">${head}</head><body>` +
    `<a class="skip" href="#main">To the text</a><nav aria-label="Pages">` +
    `<a href="/">Wall</a></nav><main id="main"><h1>A page</h1>` +
    `<p>Nobody lives here.</p>${body}</main></body></html>`;

const pages = new Map(); // path -> { html, headers }
function serve() {
	const server = http.createServer((q, a) => {
		const url = new URL(q.url, "http://x");
		if (url.pathname === "/css")
			return a.writeHead(200, { "Content-Type": "text/css" })
			    .end(CSS + decodeURIComponent(url.search.slice(1)));
		if (/^.(late|icon).svg$/.test(url.pathname))
			return setTimeout(() => a.writeHead(200,
			    { "Content-Type": "image/svg+xml" }).end('<svg ' +
			    'xmlns="http://www.w3.org/2000/svg" width="300" ' +
			    'height="300"/>'), 300);
		const { html, headers } = pages.get(url.pathname) ?? {};
		a.writeHead(html ? 200 : 404, { "Content-Type":
		    "text/html; charset=utf-8", "Content-Security-Policy":
		    POLICY, ...headers }).end(html ?? "");
	});
	lib.later(() => new Promise(done => {
		server.close(done);
		server.closeAllConnections();
	}));
	return new Promise(good => server.listen(0, "127.0.0.1",
	    () => good(`http://127.0.0.1:${server.address().port}`)));
}

// Everything that is said of a page.
async function all(tab, home, what = {}) {
	const { page: p, watched } = tab, out = [];
	const name = `/${crypto.randomUUID()}`;
	pages.set(name, { html: page(what), headers: what.headers });
	await p.setViewportSize({ width: 320, height: 700 });
	await lib.open(tab, home + name);
	await p.waitForTimeout(what.wait ?? 0);
	out.push(...await p.evaluate(checks.structure,
	    { lang: "en", dir: "ltr" }));
	const seen = await p.evaluate(() => window.seen);
	out.push(...seen.moved > .001 ? ["layout shift"] : []);
	out.push(...await p.evaluate(checks.wide),
	    ...await p.evaluate(checks.cut));
	await p.evaluate(checks.dress, checks.SPACED);
	out.push(...(await p.evaluate(checks.cut)).map(f => "spaced " + f));
	await p.evaluate(checks.dress, "");
	out.push(...await lib.axeFaults(p));
	await p.emulateMedia({ colorScheme: "dark" });
	out.push(...(await lib.axeFaults(p)).map(f => "dark " + f));
	await p.emulateMedia({ colorScheme: "light", forcedColors: "active" });
	out.push(...(await p.evaluate(checks.forced)).map(f => "forced " + f));
	await p.emulateMedia({ forcedColors: "none", reducedMotion: "reduce" });
	out.push(...await p.evaluate(checks.moving));
	await p.emulateMedia({ reducedMotion: "no-preference", media: "print" });
	out.push(...await p.evaluate(checks.printed));
	await p.emulateMedia({ media: "screen" });
	await p.evaluate(() => document.activeElement.blur());
	out.push(...(await checks.keyboard(p, 9)).faults);
	if (lib.weight(watched) > 60000)
		out.push("heavy");
	return [...out, ...await lib.refused(p), ...watched.wrong];
}

const noise = n => crypto.randomBytes(n).toString("hex");
const bad = [
	["a language that is not said", { lang: "ru" }, /^lang=/],
	["two stylesheets", { head: '<link rel="stylesheet" href="/css?">' },
	    /2 stylesheets/],
	["headings out of order", { body: "<h4>Deep</h4>" }, /^h4 after h1/],
	["two main headings", { body: "<h1>Another</h1>" }, /2 headings h1/],
	["a style of its own", { body: '<p style="color: red">x</p>' },
	    /inline style/],
	["a script of its own", { body: "<script>var a = 1</script>" },
	    /^script-src/],
	["a picture from elsewhere",
	    { body: '<img alt="x" src="http://away.example/x.png">' },
	    /from another host|^img-src/],
	["a frame from elsewhere", { headers: { "Content-Security-Policy": "" },
	    body: '<iframe title="x" src="http://away.example/"></iframe>' },
	    /from another host/],
	["a cookie", { headers: { "Set-Cookie": "a=1" } }, /a cookie/],
	["what is not there", { body: '<img alt="x" src="/nothing.png">' },
	    /console: .*404/],
	["what moves late", { body: '<img alt="x" src="/late.svg"><p>Text ' +
	    "that moves.</p><p>And more.</p>" }, /layout shift/],
	["a line too wide", { body: `<p>${"x".repeat(200)}</p>` },
	    /wide at 320/],
	["text that is cut", { body: '<p class="low">One<br>two</p>',
	    css: ".low { height: 1em; overflow: hidden }" }, /^cut/],
	["text cut when spaced", { body: '<p class="low">One line.</p>', css:
	    ".low { height: 19px; line-height: 18px; overflow: hidden }" },
	    /^spaced cut/],
	["faint letters", { body: '<p class="faint">Faint.</p>',
	    css: ".faint { color: #bbb }" }, /^color-contrast/],
	["faint letters in the dark", { body: '<p class="faint">Faint.</p>',
	    css: "@media (prefers-color-scheme: dark) { .faint " +
	    "{ color: #bbb } }" }, /^dark color-contrast/],
	["a picture without words", { body: '<img src="/late.svg">' },
	    /^image-alt/],
	["targets too small", { body: '<a class="dot" href="/1">1</a><a class=' +
	    '"dot" href="/2">2</a>', css:
	    ".dot { display: block; width: 9px; height: 9px; font-size: 9px }" },
	    /^target-size/],
	["colours kept by force", { body: '<p class="own">Own.</p>', css:
	    ".own { forced-color-adjust: none; color: #999; background: #aaa }" },
	    /^forced/],
	["the open page like any in a menu, in colours kept by force", { body:
	    '<nav aria-label="More"><a href="/1" aria-current="true">One</a>' +
	    "</nav>" }, /^forced current/],
	["what does not rest", { body: '<p class="turn">Turning.</p>', css:
	    "@keyframes t { to { rotate: 1turn } } .turn " +
	    "{ animation: t 9s infinite }" }, /^moves/],
	["a menu on paper", { css: "@media print { nav { display: block " +
	    "!important } }" }, /^printed/],
	["dark paper", { css: "@media print { body { background: #222 } }" },
	    /^printed on/],
	["focus without a ring", { css: "a:focus { outline: 0 !important }" },
	    /focus cannot be seen/],
	["focus out of sight", { body: '<a class="out" href="/">x</a>', css:
	    ".out { position: fixed; left: -500px }" }, /out of sight/],
	["a jump back", { body: '<button>b</button><a tabindex="1" ' +
	    'href="/">first</a>' }, /goes back|no link past/],
	["weight", { body: `<p hidden>${noise(70000)}</p>` }, /^heavy/],
];

// A site of files with one of each fault.
function site() {
	const dir = lib.folder(), put = (name, text) => {
		fs.mkdirSync(path.dirname(`${dir}/${name}`), { recursive: true });
		fs.writeFileSync(`${dir}/${name}`, text);
	};
	put("a.html", '<a href="b.html">b</a><a href="c.html">c</a>' +
	    '<a href="b.html#no">b</a><a href="/b.html">b</a>' +
	    '<a href="sub/">b</a><a href="https://away.example/">may be</a>');
	put("b.html", '<img src="//away.example/x.png"><link rel="preconnect" ' +
	    'href="https://hint.example"><form action="candle"></form>');
	put("s.css", "a { background: url(https://css.example/x.png) }");
	put("payload", "CANARYNOTE");
	return files.read(dir);
}

await run(async () => {
	const home = await serve();
	const log = `${lib.folder()}/net.json`;
	const browser = await lib.browse([`--log-net-log=${log}`]);
	const tab = await lib.watch(browser, home);
	none(await all(tab, home), "nothing against a page that is right");
	for (const [name, what, want] of bad) {
		const got = await all(tab, home, what);
		ok(got.some(f => want.test(f)), `found: ${name}`,
		    ["wanted " + want, ...got]);
	}
	await browser.close();
	ok(lib.askedBy(log).some(u => u.includes("away.example")),
	    "found: another host in the browser's log");

	const found = site();
	none(["c.html: no such file", "b.html#no: no such place in it",
	    "/b.html: begins at the top", "sub/: a folder"].filter(want =>
	    !found.lost.some(f => f.includes(want))), "found: broken links");
	none(["//away", "hint", "css.example"].filter(want =>
	    !found.foreign.some(f => f.includes(want))),
	    "found: files that load from elsewhere");
	ok(found.offered.length === 1 && found.leaks.length === 1,
	    "found: a form that leads nowhere, a secret", found);

	const kk = "<p>Қабырға, PDF <bdi>A wall</bdi> <b lang=\"en\">Wall</b></p>" +
	    '<img alt="" src="/a.svg"><pre>kulpytas verify</pre>';
	none(words.foreign(kk), "words that may be foreign");
	ok(words.foreign(`${kk}<p>Қала <b>The town</b></p>`).length === 2 &&
	    words.foreign('<nav aria-label="Pages"></nav>').length === 1,
	    "found: words of another language");
	none(words.raw('<p id="said-died.date">Died: date. 12.5</p>', lib.ROOT),
	    "a property in words");
	ok(words.raw("<p>died.date</p>", lib.ROOT).length === 1 &&
	    words.raw("<p>list, row=4</p>", lib.ROOT).length === 1,
	    "found: what only programs call so");
	ok(words.twice('<p id="a"></p><p id="b"></p><p id="a"></p>').join() ===
	    "a", "found: an id that stands twice");

	const grey = new Uint8Array(160 * 160).fill(15);
	const plain = { width: 160, height: 160, grey };
	const other = { ...plain, grey: grey.map((v, i) =>
	    i < 160 * 40 && i % 160 < 80 ? 9 : v) };
	const again = png.read(png.write(other));
	ok(pictures.differ(plain, other) !== "", "found: another picture");
	ok(pictures.differ(other, { ...again, grey: again.grey.map(v =>
	    v / 17) }) === "", "a picture is itself when read again");
}).finally(lib.tidy);
