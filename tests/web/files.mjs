// files.mjs - a site read as files: where its links lead, what it loads.
import fs from "node:fs";
import path from "node:path";
import { CANARIES } from "./fixture.mjs";

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
// What is wrong with the files of a built site.
export function read(site) {
	const lost = [], foreign = [], offered = [], leaks = [];
	let links = 0;
	for (const file of walk(site)) {
		const name = path.relative(site, file);
		const text = fs.readFileSync(file, "latin1");
		leaks.push(...CANARIES.filter(c => text.includes(c))
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
