// A candle with one press. Without this file the form leads to a page that
// asks for some seconds of patience instead of a proof.
"use strict";
(function () {
	var form = document.getElementById("candle");
	var said = document.getElementById("candle-said");
	var busy = false;
	if (!form || !said || !window.fetch || !window.Worker)
		return;

	function prove(token) {
		return new Promise(function (good, bad) {
			var worker = new Worker(form.dataset.worker);
			worker.onmessage = function (m) {
				worker.terminate();
				good(m.data);
			};
			worker.onerror = function (e) {
				worker.terminate();
				bad(e);
			};
			worker.postMessage(token);
		});
	}
	function ask(url, options) {
		options.credentials = "omit";
		return fetch(url, options).then(function (r) {
			if (!r.ok)
				throw new Error(r.status);
			return r.json();
		});
	}
	function light() {
		var url = form.action.split("?")[0] + ".json", token;
		return ask(url + "?for=" + encodeURIComponent(form.elements["for"].value), {})
			.then(function (t) {
				token = t;
				return prove(t);
			})
			.then(function (proof) {
				return ask(url, { method: "POST", body:
				    new URLSearchParams({ token: token.token, proof: proof }) });
			});
	}
	form.addEventListener("submit", function (event) {
		event.preventDefault();
		if (busy)
			return;
		busy = true;
		said.textContent = form.dataset.wait;
		light().catch(light) // once more: the server may be another one by now
			.then(function (n) {
				document.getElementById("candles-lit").textContent = n.words.lit;
				document.getElementById("candles-burning").textContent = n.words.burning;
				said.textContent = form.dataset.lit;
				form.classList.add("burns");
			})
			.catch(function () { said.textContent = form.dataset.failed; })
			.then(function () { busy = false; });
	});
})();
