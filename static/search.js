// Names while one types. Without this file the field asks as any form does.
"use strict";
(function () {
	var field = document.getElementById("q");
	var list = document.getElementById("typed");
	var arrow = document.dir === "rtl" ? " \u2190 " : " \u2192 ";
	var asked = "", timer = 0, running = null;
	if (!field || !list || !window.fetch || !window.AbortController)
		return;

	function bdi(text) {
		var e = document.createElement("bdi");
		e.textContent = text;
		return e;
	}
	function row(person) {
		var item = document.createElement("li");
		var link = document.createElement("a");
		var why = document.createElement("span");
		link.href = person.href;
		link.appendChild(bdi(person.name));
		item.appendChild(link);
		why.className = "why";
		why.textContent = person.years ? " " + person.years : "";
		person.why.forEach(function (y) {
			if (y.how === "spelled" || y.how === "begins")
				return;
			why.appendChild(document.createTextNode(" \u00b7 "));
			why.appendChild(bdi(y.asked));
			if (y.found && y.found !== y.asked) {
				why.appendChild(document.createTextNode(arrow));
				why.appendChild(bdi(y.found));
			}
			why.appendChild(document.createTextNode(" (" + y.words + ")"));
		});
		item.appendChild(why);
		return item;
	}
	function show(people) {
		list.textContent = "";
		people.forEach(function (p) { list.appendChild(row(p)); });
		list.hidden = people.length === 0;
	}
	function ask() {
		var text = field.value.trim();
		if (text === asked)
			return;
		asked = text;
		if (running)
			running.abort();
		if (text.length < 2) {
			show([]);
			return;
		}
		running = new AbortController();
		fetch("search.json?q=" + encodeURIComponent(field.value),
		    { signal: running.signal, credentials: "omit" })
			.then(function (r) { return r.ok ? r.json() : []; })
			.then(show)
			.catch(function () { });
	}
	asked = field.value.trim();
	field.addEventListener("input", function () {
		clearTimeout(timer);
		timer = setTimeout(ask, 150);
	});
})();
