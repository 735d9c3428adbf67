// words.mjs - a page read word by word: what the interface says in a language
// that is not the page's, names that only programs use, ids that stand twice.
import fs from "node:fs";

// What is called so in every language.
const EVERYWHERE = new Set(["Chicago", "BibTeX", "Wikipedia", "CSV", "JSON",
    "Lines", "TSV", "Atom", "iCalendar", "calendar.ics", "PNG", "PDF", "A4",
    "C2SP", "tlog-tiles", "tlog-proof", "checkpoint", "vkey", "search.json",
    "Natural", "Earth", "cookie", "Tor", "Browser", "UTC"]);
const VOID = new Set(["area", "br", "hr", "img", "input", "link", "meta"]);
// Where words are somebody's own, or a program's.
const theirs = (tag, at) => ["bdi", "script", "style", "code", "pre", "svg",
    "abbr", "title"].includes(tag) || /\bclass="(?:[^"]* )?(?:key|at)\b/.test(at) ||
    (tag !== "html" && /\blang="/.test(at)) || (tag === "p" && /class="code"/.test(at));
const SPOKEN = /\b(?:aria-label|alt|placeholder|data-wait|data-lit|data-failed)="([^"]*)"/g;

// Texts of the interface: [text].
export function spoken(html) {
	const stack = [], out = [];
	const own = () => !stack.some(s => s.theirs);
	for (const [, close, tag, at, text] of html.replace(/^<![^>]*>/, "").matchAll(
	    /<(\/?)([a-z][a-z0-9]*)\b((?:[^>"]|"[^"]*")*)>|([^<]+)/gi)) {
		if (text !== undefined) {
			if (text.trim() && own())
				out.push(text.trim());
		} else if (close) {
			while (stack.length && stack.pop().tag !== tag);
		} else {
			if (own() && !theirs(tag, at))
				out.push(...[...at.matchAll(SPOKEN)].map(m =>
				    m[1].replace(/\u2068.*?\u2069/gs, "")));
			if (!VOID.has(tag) && !/\/$/.test(at))
				stack.push({ tag, theirs: theirs(tag, at) });
		}
	}
	return out;
}
// Latin words on a page whose language is written otherwise.
export const foreign = html => spoken(html).flatMap(text =>
    (text.replace(/&[a-z#0-9]+;/g, " ").match(/[A-Za-z][\w.-]{2,}/g) ?? [])
	.map(w => w.replace(/[.-]+$/, "")).filter(w => !EVERYWHERE.has(w) &&
	!/^[A-Z0-9]{12}$/.test(w)).map(w => `${w}: ${text.slice(0, 60)}`));
// "died.date", "row=17": right in a log, never in a sentence.
export function raw(html, root) {
	const names = fs.readFileSync(`${root}/data/properties.tsv`, "utf8")
	    .split("\n").slice(1).map(l => l.split("\t")[0])
	    .filter(n => n.includes("."));
	const find = new RegExp(`(?<![\\w./-])(?:${names.map(n =>
	    n.replaceAll(".", "\\.")).join("|")})(?![\\w.])|\\b(?:row|p)=\\d`);
	const text = html.replace(/<(script|style|pre|code)\b.*?<\/\1>/gs, "")
	    .replace(/<[^>]*>/g, " ");
	const m = find.exec(text);
	return m ? [text.slice(m.index - 20, m.index + 40)] : [];
}
export function twice(html) {
	const seen = new Set();
	return [...html.matchAll(/\sid="([^"]*)"/g)].map(m => m[1])
	    .filter(id => seen.has(id) || !seen.add(id));
}
