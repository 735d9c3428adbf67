// fixture.mjs - an archive of people who never lived, with every kind of page
// and what is hard to show: no picture, only a name, forty names in a family,
// a long story, a dozen claims against each other, right-to-left names in
// left-to-right text, the missing, lists, tolls, a ceremony, what is withheld.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import * as png from "./png.mjs";

// None of these texts may reach a page.
export const CANARIES = ["CANARYNOTE", "CANARYPHONE", "CANARYLIFE",
    "CANARYKIN"];

const quoted = s => JSON.stringify(s);
// One document; says: [property, value, { lang, who, ... }] ...
function doc(subject, defaults, says) {
	let out = subject + "\n";
	for (const [k, v] of Object.entries(defaults))
		out += `${k}: ${quoted(v)}\n`;
	out += "says:\n";
	for (const [property, value, more = {}] of says) {
		out += `- ${property}: ${quoted(value)}\n`;
		for (const [k, v] of Object.entries(more))
			out += `  ${k}: ${quoted(v)}\n`;
	}
	return out;
}

const STORY = "Aya Primerova is made up, and so is this story: it is here to" +
    " be long. She was born in Exampletown, in the house behind the mill, and" +
    " learned to read from the labels of seed bags. ";
function story() { // 20,000 characters in paragraphs
	let out = "";
	for (let n = 1; out.length < 20000; n++)
		out += `${STORY.repeat(4)}That was year ${n}.\n\n`;
	return out.slice(0, 20000).trimEnd();
}

function hardPeople() {
	const from = { lang: "en", from: "example-news" };
	const claims = [];
	for (let n = 1; n <= 6; n++) {
		claims.push(["label", `took part in made-up disorder no. ${n}`,
		    { who: "body:example-police", as: `c${n}`, on: `2031-02-0${n}` }]);
		claims.push(["label", `was at home that evening, says neighbour ${n}`,
		    { who: `neighbour ${n}`, stance: "denies", re: `c${n}` }]);
	}
	return [
	doc("person: primerova-aya", from, [
		["name", "Aya Primerova"],
		["name", "Ая Примерова", { lang: "ru" }],
		["name", "Ая Мысалқызы Үлгіөзекова", { lang: "kk-Cyrl" }],
		["name", "آية بريميروفا", { lang: "ar" }],
		["name.given", "Ая", { lang: "ru" }],
		["name.family", "Примерова", { lang: "ru" }],
		["status", "killed"], ["age", "29"], ["sex", "female"],
		["born.date", "2001-XX"], ["home", "Exampletown"],
		["work", "teacher at the made-up school"],
		["dream", "a library in every village"],
		["family.wish", "that her name be read aloud"],
		["life", story()],
		["photo", "photo.png", { private: "no" }],
		["photo.alt", "grey stripes, made up for this test"],
		["wounded.date", "2031-02-02"], ["wounded.time", "18:40"],
		["died.date", "2031-02-02/2031-02-03", { who: "her brother" }],
		["died.date", "2031-02-02", { who: "body:example-police",
		    on: "2031-02-05" }],
		["died.place", "the square of Exampletown"],
		["died.cause", "a bullet, says the made-up examination"],
		["refused", "returned.date", { who: "Exampletown morgue",
		    on: "2031-02-10" }],
		["classified", "examination", { who: "body:example-police" }],
		["unknown", "buried.place"],
		["label", "took part in mass disorder", { who: "prosecution",
		    as: "charge" }],
		["label", "took no part in anything", { who: "neighbours",
		    stance: "denies", re: "charge" }],
		["memory", "She lent books and never asked for them back.",
		    { who: "a pupil" }],
		["relative", "CANARYKIN"], ["note", "CANARYNOTE of the brother"],
	]),
	doc("person: primer-dispute", from, [
		["name", "Disputed Primer"], ["name", "Спорный Пример",
		    { lang: "ru" }],
		["status", "killed"], ["died.date", "2031-02-03"],
		["died.place", "Exampletown"], ...claims,
	]),
	doc("person: misal-name", { lang: "ar" }, [["name", "مثال بن اختبار"],
	    ["status", "killed"]]),
	doc("person: dugma-ploni", from, [
		["name", "פלוני דוגמה", { lang: "he" }],
		["name", "Ploni Dugma"], ["status", "killed"],
		["died.date", "2031-02-02"],
		["died.detail", "carried away by مثال بن اختبار (a neighbour), 2031"],
		["work", "مترجم (translator), 12 years"],
	]),
	doc("person: name-alone", { lang: "kk-Cyrl" },
	    [["name", "Әділ Үлгіөңірұлы"], ["status", "killed"]]),
	doc("person: primer-missing", from, [
		["name", "Missing Primer"], ["status", "missing"],
		["seen.date", "2031-02-02~"], ["seen.place", "Exampletown"],
		["unknown", "died.date"],
	]),
	doc("person: primer-guard", from, [
		["name", "Guard Primer"], ["status", "killed"],
		["category", "security-force"], ["died.date", "2031-02-02"],
		["died.place", "Exampletown"], ["age", "40"],
	]),
	doc("person: primer-long", from, [
		["name", "Konstantinopolskaya-Primerova-Exampletownskaya" +
		    "Beispielsbergerinnenheim Anna-Maria-Alexandra"],
		["status", "killed"], ["died.date", "2031-02"],
		["link", "https://very-long-host-name.example/" +
		    "a-path-without-a-place-to-break/".repeat(6)],
	]),
	doc("person: primer-withheld", from, [
		["name", "Withheld Primer"], ["status", "killed"],
		["life", "CANARYLIFE"], ["died.date", "2031-02-02"],
	]),
	];
}
// Forty of one family: most of them only a name.
function family() {
	const out = [];
	for (let n = 1; n <= 40; n++) {
		const says = [["name", `Пример${n % 2 ? "ов" : "ова"} ` +
		    `${n % 2 ? "Тест" : "Проба"} ${n}-й`], ["status", "killed"]];
		if (n % 4 === 0)
			says.push(["died.date", "2031-02-02"], ["died.place",
			    n % 8 ? "Образцовск" : "Пробинск"]);
		if (n > 1)
			says.push(["with", "primer-0"]);
		out.push(doc(`person: primer-${n === 1 ? 0 : n}`,
		    { lang: "ru" }, says));
	}
	return out;
}
function frame() {
	return [
	doc("source: example-news", {}, [
		["title", "Three dead after a night in Exampletown",
		    { lang: "en" }],
		["publisher", "Example News", { lang: "en" }],
		["published", "2031-02-03"], ["language", "en"],
		["source.kind", "article"],
		["address", "https://news.example/17"],
	]),
	doc("source: example-ministry", {}, [
		["title", "Сообщение примерного министерства", { lang: "ru" }],
		["published", "2031-02-05"], ["language", "ru"],
		["source.kind", "statement"],
	]),
	doc("body: example-police", {}, [
		["name", "Полиция Образцового района", { lang: "ru" }],
		["body.kind", "police"],
	]),
	doc("place: example-square", { lang: "en" }, [
		["name", "The square of Exampletown"],
		["place.at", "43.238,76.945"],
	]),
	...[["exampletown", "Exampletown", "en", "43.24,76.92"],
	    ["obrazcovsk", "Образцовск", "ru", "51.13,71.43"],
	    ["probinsk", "Пробинск", "ru", "47.1,51.92"]].map(
	    ([handle, name, lang, at]) => doc(`place: ${handle}`, {},
		[["name", name, { lang }], ["place.at", at]])),
	doc("event: example-ceremony", { lang: "en",
	    who: "families of Exampletown" }, [
		["event.kind", "ceremony"], ["title", "Candles at the square"],
		["date", "2032-02-01"], ["time", "18:00/19:30"],
		["place", "Square of Exampletown"],
	]),
	doc("event: example-night", { lang: "en", from: "example-news" }, [
		["title", "The night in Exampletown"],
		["event.kind", "happening"], ["date", "2031-02-02/2031-02-03"],
		["time", "18:30"], ["place", "the square"],
	]),
	doc("event: example-order", { lang: "ru", from: "example-ministry" }, [
		["title", "Приказ, придуманный для проверки"],
		["event.kind", "order"], ["date", "2031-02-02"],
		["event.by", "примерное министерство"],
	]),
	...[[3, 5], [4, 6], [11, 9], [48, 12]].map(([toll, day]) =>
	    doc(`event: example-count-${day}`, { lang: "en" }, [
		["title", `The ministry counts: ${toll}`],
		["event.kind", "announcement"],
		["date", `2031-02-${String(day).padStart(2, "0")}`],
		["toll", String(toll), { who: "body:example-police",
		    from: "example-ministry",
		    on: `2031-02-${String(day).padStart(2, "0")}` }],
	    ])),
	];
}

const LIST = `No,Name,Born,Sex,Phone,Remark
1,Примеров Т. П.,03.02.1990,m,CANARYPHONE,"two
lines"
2,Primerova A.,XX.XX.2001,f,CANARYPHONE,
3,Доу Джейн,01.01.2001,f,CANARYPHONE,"=1+1, and ""quotes"""
4,Gone Later,31.02.1992,x,CANARYPHONE,no such day
`;
const MAP = `[source]
handle = example-list
title = A list of the dead, made up
publisher = Example Police
published = 2031-02-20
language = ru
kind = list
lang = en
[file]
format = csv
key = No
[columns]
No = public
Name = name lang=ru
Born = born.date format=dmy
Sex = sex values=m:male,f:female
Phone = private
Remark = public
`;
function stripes(width, height) {
	const grey = new Uint8Array(width * height);
	grey.forEach((_, i) => grey[i] = 4 + (i % width >> 4) % 8);
	return { width, height, grey };
}

// Makes the archive in dir/a and the site in dir/site; answers
// { site, archive, env, people: { handle: id }, frozen }.  Every test build
// gets the same bytes.
export function make(bin, dir) {
	const env = { ...process.env, XDG_STATE_HOME: `${dir}/state`,
	    XDG_CACHE_HOME: `${dir}/cache`, KULPYTAS_NOW: "" };
	delete env.KULPYTAS;
	let step = 0;
	const say = (...args) => {
		step++;
		return execFileSync(bin, args, { cwd: dir, encoding: "utf8",
		    maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "pipe"],
		    env: { ...env, KULPYTAS_SEED: String(step), KULPYTAS_NOW:
			`2031-03-${String(step).padStart(2, "0")}T12:00:00Z` } });
	};
	const lines = (...args) => say(...args).split("\n").filter(Boolean)
	    .map(l => JSON.parse(l));
	const put = (name, text) => fs.writeFileSync(path.join(dir, name), text);

	put("photo.png", png.write(stripes(320, 400)));
	put("people.yaml", [...frame(), ...hardPeople()].join("---\n"));
	put("family.yaml", family().join("---\n"));
	put("list.csv", LIST);
	put("list.ini", MAP);
	say("init", "a", "--title", "A made-up memorial", "--about",
	    "Everybody here is made up, so that pages can be looked at.",
	    "--origin", "golden.example/web");
	say("-C", "a", "import", "people.yaml");
	say("-C", "a", "import", "family.yaml");
	say("-C", "a", "import", "list.csv", "--map", "list.ini", "--partial");

	const all = lines("-C", "a", "export", "--what", "statements",
	    "--format", "jsonl", "--private");
	const people = {};
	for (const s of all)
		if (s.says === "handle")
			people[s.value] = s.about.split("/")[1];
	const record = all.find(s => s.says === "row" && s.at === "row=2").about;
	const says = (property, who) => all.find(s => s.says === property &&
	    (who === undefined || s.who === who)).id;
	put("decisions.yaml", [
		doc("archive: this", { lang: "en" },
		    [["archive.zone", "Asia/Almaty"]]),
		doc(`record: ${record.split("/")[1]}`, {},
		    [["same", "primerova-aya"]]),
		doc("person: primerova-aya", { lang: "en" }, [
			["finding", "established",
			    { re: says("died.date", "her brother") }],
			["finding.reason", "two witnesses and a photograph",
			    { re: says("died.date", "her brother") }],
		]),
	].join("---\n"));
	say("-C", "a", "record", "decisions.yaml");
	put("list.csv", LIST.split("\n").filter(l => !l.startsWith("4,"))
	    .join("\n"));
	say("-C", "a", "import", "list.csv", "--map", "list.ini");
	say("-C", "a", "withhold", all.find(s => s.value === "CANARYLIFE").id,
	    "--reason", "protection");
	say("-C", "a", "release", says("photo"));
	say("-C", "a", "verify");
	say("-C", "a", "build", "site");

	delete env.KULPYTAS_NOW;
	const log = lines("-C", "a", "export", "--what", "statements",
	    "--format", "jsonl");
	return { dir, site: `${dir}/site`, archive: `${dir}/a`, env, people,
	    frozen: JSON.stringify(log).includes("2031-03-01") };
}
