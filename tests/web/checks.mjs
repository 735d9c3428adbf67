// checks.mjs - what a page is asked, inside it: each answers a list of faults,
// empty where all is well.  w0100 shows that each can find something.
export function structure(want) {
	const faults = [], say = f => faults.push(f);
	const root = document.documentElement;
	if (root.lang !== want.lang)
		say(`lang="${root.lang}", not ${want.lang}`);
	if (getComputedStyle(root).direction !== want.dir)
		say(`direction ${getComputedStyle(root).direction}`);
	const sheets = document.querySelectorAll("link[rel~=stylesheet], style");
	if (sheets.length !== 1)
		say(`${sheets.length} stylesheets`);
	for (const e of document.querySelectorAll("[style], [onclick], [onload]"))
		say(`inline style or script: ${e.outerHTML.slice(0, 80)}`);
	let level = 0, first = 0;
	for (const h of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
		const n = Number(h.nodeName[1]);
		first += n === 1;
		if (n > level + 1)
			say(`h${n} after h${level}: ${h.textContent.slice(0, 60)}`);
		level = n;
	}
	if (first !== 1)
		say(`${first} headings h1`);
	for (const e of document.querySelectorAll("[lang='']"))
		say(`lang="" on ${e.outerHTML.slice(0, 80)}`);
	return faults;
}
// What makes the page wider than the window.
export function wide() {
	const root = document.documentElement;
	if (root.scrollWidth <= innerWidth)
		return [];
	const rtl = getComputedStyle(root).direction === "rtl";
	const out = [...document.body.querySelectorAll("*")].filter(e => {
		const box = e.getBoundingClientRect();
		return box.width > 0 && (rtl ? box.left < -1 :
		    box.right > innerWidth + 1);
	});
	return [`${root.scrollWidth} wide at ${innerWidth}: ` + out.slice(-3)
	    .map(e => `<${e.nodeName} class="${e.className}"> ` +
		e.textContent.trim().slice(0, 40)).join(", ")];
}
// Text that its own box cuts.
export function cut() {
	const out = [];
	for (const e of document.body.querySelectorAll("*")) {
		const style = getComputedStyle(e);
		const hides = a => ["hidden", "clip"].includes(a);
		if (e.clientHeight < 2 || e.clientWidth < 2 || e.closest("svg") ||
		    !e.textContent.trim())
			continue; // e.g. what only screen readers meet
		if ((hides(style.overflowY) &&
		    e.scrollHeight > e.clientHeight + 2) ||
		    (hides(style.overflowX) &&
		    e.scrollWidth > e.clientWidth + 2))
			out.push(`cut: <${e.nodeName} class="${e.className}"> ` +
			    e.textContent.trim().slice(0, 40));
	}
	return out;
}
// A sheet of the reader's own: made by script, which the policy leaves alone.
export function dress(css) {
	const sheet = new CSSStyleSheet();
	sheet.replaceSync(css);
	document.adoptedStyleSheets = css ? [sheet] : [];
}
export function moving() {
	return document.getAnimations().filter(a => a.playState === "running" &&
	    a.effect.getComputedTiming().endTime > 100).map(a =>
	    `moves: ${a.animationName ?? a.transitionProperty} on ` +
	    `${a.effect.target?.nodeName} ${a.effect.target?.className}`);
}
// In forced colours axe-core reads a colour that is not the one drawn.
export function forced() {
	const parts = c => c.match(/[\d.]+/g).map(Number);
	const light = c => [.2126, .7152, .0722].reduce((sum, share, i) => {
		const v = parts(c)[i] / 255;
		return sum + share * (v <= .04045 ? v / 12.92 :
		    ((v + .055) / 1.055) ** 2.4);
	}, .05);
	const below = e => {
		const c = e ? getComputedStyle(e).backgroundColor :
		    "rgb(255, 255, 255)";
		return e && parts(c)[3] === 0 ? below(e.parentElement) : c;
	};
	const faults = [];
	for (const e of document.body.querySelectorAll("*")) {
		const style = getComputedStyle(e);
		if (e.closest("svg") || !e.checkVisibility() ||
		    ![...e.childNodes].some(n => n.nodeType === 3 &&
		    n.data.trim()))
			continue;
		const two = [light(style.color), light(below(e))];
		if (Math.max(...two) / Math.min(...two) < 4.5)
			faults.push(`${style.color} on ${below(e)}: ` +
			    `<${e.nodeName} class="${e.className}">`);
	}
	for (const e of document.querySelectorAll("nav [aria-current]"))
		if (e.checkVisibility() &&
		    (parseFloat(getComputedStyle(e).textDecorationThickness) ||
		    0) < 2)
			faults.push(`current is like any: ${e.outerHTML.slice(0, 80)}`);
	for (const e of document.querySelectorAll("button, input"))
		if (e.checkVisibility() &&
		    parseFloat(getComputedStyle(e).borderTopWidth) === 0)
			faults.push(`no border: ${e.outerHTML.slice(0, 80)}`);
	return faults;
}
export function printed() {
	const faults = [], shown = s => [...document.querySelectorAll(s)]
	    .filter(e => e.checkVisibility());
	for (const e of shown("nav, form, button, input, .skip"))
		faults.push(`printed: <${e.nodeName} class="${e.className}">`);
	if (shown("h1").length !== 1)
		faults.push("the heading is not printed");
	const paper = getComputedStyle(document.body).backgroundColor;
	if (!["rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"].includes(paper))
		faults.push(`printed on ${paper}`);
	return faults;
}

// WCAG 2.2, 1.4.12.
export const SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em " +
    "!important; word-spacing: .16em !important } p { margin-block-end: 2em " +
    "!important }";
export const TWICE = ":root { font-size: 200% !important }";

// What has the focus, and whether that can be seen.
export function focused() {
	const e = document.activeElement;
	if (!e || e === document.body)
		return null;
	const keys = ["boxShadow", "backgroundColor", "borderTopColor", "color",
	    "textDecorationLine", "textDecorationThickness", "insetInlineStart",
	    "clipPath", "transform"];
	const look = () => {
		const s = getComputedStyle(e);
		return JSON.stringify([s.outlineStyle === "none" ? "" :
		    s.outline, ...keys.map(k => s[k])]);
	};
	const box = e.getBoundingClientRect();
	const x = box.left + Math.min(box.width / 2, 20);
	const y = box.top + box.height / 2;
	const top = document.elementFromPoint(x, y);
	const out = { what: e.id || e.className || e.nodeName,
	    href: e.getAttribute("href"), text: e.textContent.trim(),
	    button: e.nodeName === "BUTTON", in: e.form?.id ||
		e.closest("[class]")?.className || "",
	    order: [...document.querySelectorAll("*")].indexOf(e),
	    inside: box.width > 0 && box.left >= -1 && box.top >= -1 &&
		box.right <= innerWidth + 1 && box.bottom <= innerHeight + 1,
	    covered: !!top && !e.contains(top) && !top.contains(e),
	    ring: look() };
	e.blur();
	out.plain = look();
	e.focus({ preventScroll: true, focusVisible: true });
	return out;
}
// Tab by Tab from the top, at most so often: { path, faults }.
export async function keyboard(page, most) {
	const path = [], faults = [];
	for (let i = 0; i < most; i++) {
		await page.keyboard.press("Tab");
		const at = await page.evaluate(focused);
		if (!at)
			break;
		const who = `${at.what} "${at.text.slice(0, 30)}"`;
		if (at.ring === at.plain)
			faults.push(`focus cannot be seen: ${who}`);
		if (!at.inside || at.covered)
			faults.push(`focus is out of sight: ${who}`);
		if (path.length && at.order <= path.at(-1).order)
			faults.push(`goes back to ${who}`);
		path.push(at);
	}
	if (!/^#/.test(path[0]?.href ?? ""))
		faults.push("first is no link past the menu");
	return { path, faults };
}
