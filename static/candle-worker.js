// The work of a candle: the first eight hex digits, counted from a random
// one, with which SHA-256(head + " " + digits) begins with `bits` zero bits.
// What is hashed is at most 55 bytes: one block, since WebCrypto is asked
// once a hash and slower for it.
"use strict";
var K = new Int32Array(64), HEX = "0123456789abcdef";
(function () { // roots of the first primes, as SHA-256 has them
	for (var n = 2, k = 0; k < 64; n++) {
		var prime = true;
		for (var d = 2; d * d <= n; d++)
			prime = prime && n % d !== 0;
		if (prime)
			K[k++] = Math.floor((Math.cbrt(n) % 1) * 4294967296) | 0;
	}
})();

function first_word(w) { // of the hash of the block in w[0..15]
	var a = 0x6a09e667, b = 0xbb67ae85 | 0, c = 0x3c6ef372,
	    d = 0xa54ff53a | 0, e = 0x510e527f, f = 0x9b05688c | 0,
	    g = 0x1f83d9ab, h = 0x5be0cd19, i, x, y;
	for (i = 16; i < 64; i++) {
		x = w[i - 15];
		y = w[i - 2];
		w[i] = w[i - 16] + w[i - 7] +
		    ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ (x >>> 3)) +
		    ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ (y >>> 10));
	}
	for (i = 0; i < 64; i++) {
		x = h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^
		    (e >>> 25 | e << 7)) + ((e & f) ^ (~e & g)) + K[i] + w[i] | 0;
		y = ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^
		    (a >>> 22 | a << 10)) + ((a & b) ^ (a & c) ^ (b & c)) | 0;
		h = g; g = f; f = e; e = d + x | 0;
		d = c; c = b; b = a; a = x + y | 0;
	}
	return a + 0x6a09e667 >>> 0;
}

function prove(head, bits) {
	var text = head + " 00000000", at = text.length - 8, w = new Int32Array(64);
	var limit = Math.pow(2, 32 - bits), i, n, digits = "", start, tries;
	function put(place, code) {
		var shift = 24 - (place & 3) * 8;
		w[place >> 2] = w[place >> 2] & ~(255 << shift) | code << shift;
	}
	for (i = 0; i < text.length; i++)
		put(i, text.charCodeAt(i));
	put(text.length, 128);
	w[15] = text.length * 8;
	start = Math.floor(Math.random() * 4294967296);
	for (tries = 0; tries < 4294967296; tries++) {
		n = start + tries >>> 0;
		for (i = 0; i < 8; i++)
			put(at + i, HEX.charCodeAt(n >>> (28 - 4 * i) & 15));
		if (first_word(w) < limit) {
			for (i = 0; i < 8; i++)
				digits += HEX.charAt(n >>> (28 - 4 * i) & 15);
			return digits;
		}
	}
	return "";
}

self.onmessage = function (m) {
	self.postMessage(prove(m.data.head, m.data.bits));
};
