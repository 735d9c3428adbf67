// From the wall along every link that a visitor can press, in each language:
// all lead to a page and to a place in it, each id stands once, and nothing is
// said in another language or in a word that only programs use.
import * as lib from "./lib.mjs";
import { foreign, raw, twice } from "./words.mjs";
import { make } from "./fixture.mjs";
import { none, ok, run } from "./tap.mjs";

const PUBLISHED = "https://memorial.example";
const LINKS = /\s(?:href|src|action|data-worker)="([^"]*)"|\scontent="(https:\/\/memorial\.example[^"]*)"/g;
// Drawn for each person anew: those of one language are asked for.
const DRAWN = /^\/(?!en\/)[\w-]+\/(card|sheet)\//;
const plain = s => s.replaceAll("&amp;", "&").replaceAll("&quot;", '"');
const WRITTEN_OTHERWISE = /^\/(kk|ru)\//; // than in Latin letters

async function crawl(home, tongues) {
	const pages = new Map(), todo = [`${home}/`,
	    ...tongues.map(t => `${home}/${t}/`)], from = [];
	const faults = { lost: [], words: [], names: [], ids: [] };
	const say = (list, path, found) => list.push(...found.map(f =>
	    `${path}: ${f}`));
	const visit = async url => {
		const answer = await fetch(url), path = new URL(url).pathname;
		const html = /html/.test(answer.headers.get("content-type"));
		const text = html ? await answer.text() :
		    void await answer.arrayBuffer() ?? "";
		pages.set(url, { status: answer.status, ids: new Set([...text
		    .matchAll(/\sid="([^"]*)"/g)].map(m => plain(m[1]))) });
		if (!html)
			return;
		say(faults.ids, path, twice(text));
		if (!/\/(act|log|data|proof)\b/.test(path))
			say(faults.names, path, raw(text, lib.ROOT));
		if (WRITTEN_OTHERWISE.test(path))
			say(faults.words, path, foreign(text));
		for (const [, link, whole] of text.matchAll(LINKS)) {
			const to = new URL(plain(link ?? whole)
			    .replace(PUBLISHED, home), url);
			const at = to.origin + to.pathname + to.search;
			if (to.origin !== home || DRAWN.test(to.pathname))
				continue;
			from.push({ path, at, hash: decodeURIComponent(
			    to.hash.slice(1)) });
			if (!pages.has(at))
				todo.push(at);
		}
	};
	while (todo.length)
		for (const url of new Set(todo.splice(0, 64)))
			if (!pages.has(url))
				await visit(url);
	for (const { path, at, hash } of from) {
		const { status, ids } = pages.get(at);
		if (status !== 200 || (hash && ids.size && !ids.has(hash)))
			faults.lost.push(`${path}: ${at}#${hash} ${status}`);
	}
	return { ...faults, pages: pages.size, links: from.length };
}

await run(async () => {
	const made = make(lib.BIN, lib.folder());
	const home = await lib.serve(made, {}, ["--address", PUBLISHED]);
	const tongues = lib.tonguesOf(made);
	if ((await fetch(`${home}/ar-XB/`)).ok)
		tongues.push("ar-XB");
	const found = await crawl(home, tongues);
	ok(found.pages > 1000 && found.links > 20000, `${found.pages} addresses,` +
	    ` ${found.links} links`);
	none(found.lost, "each leads to a page and a place in it");
	none(found.ids, "each id stands once on its page");
	none(found.names, "no name of a property, no row=");
	none(found.words, "on kk and ru pages no word of another language");
}).finally(lib.tidy);
