// bench.mjs ARCHIVE - see bench/web
import * as lib from "./lib.mjs";

const RUNS = Number(process.env.RUNS ?? 5);
const NETS = [["no delay", null],
    // Lighthouse's "slow 4G" where the browser's own throttling is used.
    ["slow 4G", { offline: false, latency: 562.5,
	downloadThroughput: 1.44e6 / 8, uploadThroughput: 675e3 / 8 }]];
const median = list => list.sort((a, b) => a - b)[list.length >> 1];

function long_tasks() {
	window.long = 0;
	new PerformanceObserver(l => l.getEntries().forEach(t =>
	    window.long += Math.max(0, t.duration - 50)))
		.observe({ type: "longtask", buffered: true });
}
async function once(browser, home, url, net) {
	const { page, watched } = await lib.watch(browser, home);
	const cdp = await page.context().newCDPSession(page);
	let bytes = 0;
	cdp.on("Network.loadingFinished", e => bytes += e.encodedDataLength);
	await cdp.send("Network.enable");
	await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
	if (net)
		await cdp.send("Network.emulateNetworkConditions", net);
	await page.setViewportSize({ width: 412, height: 823 });
	await page.addInitScript(long_tasks);
	await lib.open({ page, watched }, url);
	await page.waitForTimeout(300);
	const seen = await page.evaluate(() => ({ ...window.seen,
	    long: window.long, nodes: document.querySelectorAll("*").length }));
	await page.context().close();
	if (watched.wrong.length)
		throw new Error(watched.wrong.join("\n"));
	return { fcp: seen.paint, lcp: seen.largest, cls: seen.moved,
	    tbt: seen.long, kb: bytes / 1000, requests: watched.urls.length,
	    nodes: seen.nodes };
}
async function table(browser, home, pages) {
	const columns = ["fcp ms", "lcp ms", "tbt ms", "cls", "KB", "requests",
	    "nodes"];
	console.log("network   page       " + columns.map(c =>
	    c.padStart(9)).join(""));
	for (const [net, how] of NETS)
		for (const [name, url] of pages) {
			const runs = [];
			for (let i = 0; i < RUNS; i++)
				runs.push(await once(browser, home, url, how));
			const of = key => median(runs.map(r => r[key]));
			console.log(`${net.padEnd(10)}${name.padEnd(11)}` +
			    [of("fcp").toFixed(0), of("lcp").toFixed(0),
			    of("tbt").toFixed(0), of("cls").toFixed(3),
			    of("kb").toFixed(1), of("requests"), of("nodes")]
			    .map(c => String(c).padStart(9)).join(""));
		}
	console.log("Lighthouse calls good: fcp 1800, lcp 2500, tbt 200, " +
	    "cls 0.1");
}

const home = await lib.serve({ archive: process.argv[2], env: process.env });
const browser = await lib.browse();
try {
	const page = await browser.newPage();
	await page.goto(`${home}/ru/`);
	const person = await page.locator('main a[href^="person/"]').first()
	    .getAttribute("href");
	await page.close();
	await table(browser, home, [["home", `${home}/ru/`],
	    ["person", `${home}/ru/${person}`],
	    ["timeline", `${home}/ru/timeline.html`]]);
} finally {
	await lib.tidy();
}
