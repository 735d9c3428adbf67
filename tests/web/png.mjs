// png.mjs - PNG files read and written, and pictures made small: enough for
// what chromium takes and what golden/ keeps, and nothing more.
import zlib from "node:zlib";

const HEAD = Buffer.from("89504e470d0a1a0a", "hex");

const crcs = Array.from({ length: 256 }, (_, n) => {
	for (let k = 0; k < 8; k++)
		n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
	return n >>> 0;
});
function crc(bytes) {
	let c = 0xffffffff;
	for (const b of bytes)
		c = crcs[(c ^ b) & 255] ^ (c >>> 8);
	return (c ^ 0xffffffff) >>> 0;
}
function chunk(type, data) {
	const out = Buffer.alloc(data.length + 12);
	out.writeUInt32BE(data.length, 0);
	out.write(type, 4, "latin1");
	data.copy(out, 8);
	out.writeUInt32BE(crc(out.subarray(4, data.length + 8)),
	    data.length + 8);
	return out;
}

// A grey picture of 16 levels, { width, height, grey: Uint8Array of 0..15 }.
export function write({ width, height, grey }) {
	const row = (width + 1) >> 1, raw = Buffer.alloc((row + 1) * height);
	for (let y = 0; y < height; y++)
		for (let x = 0; x < width; x++)
			raw[y * (row + 1) + 1 + (x >> 1)] |=
			    grey[y * width + x] << (x & 1 ? 0 : 4);
	const head = Buffer.alloc(13);
	head.writeUInt32BE(width, 0);
	head.writeUInt32BE(height, 4);
	head[8] = 4;
	return Buffer.concat([HEAD, chunk("IHDR", head),
	    chunk("IDAT", zlib.deflateSync(raw, { level: 9 })),
	    chunk("IEND", Buffer.alloc(0))]);
}

function paeth(a, b, c) {
	const p = a + b - c, pa = Math.abs(p - a), pb = Math.abs(p - b),
	    pc = Math.abs(p - c);
	return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}
// The rows as they were before each got its filter; step: bytes a pixel.
function unfilter(raw, row, height, step) {
	const out = Buffer.alloc(row * height);
	for (let y = 0; y < height; y++) {
		const kind = raw[y * (row + 1)], to = y * row;
		for (let x = 0; x < row; x++) {
			const a = x < step ? 0 : out[to + x - step];
			const b = y === 0 ? 0 : out[to - row + x];
			const c = x < step || y === 0 ? 0 :
			    out[to - row + x - step];
			const add = [0, a, b, (a + b) >> 1,
			    paeth(a, b, c)][kind];
			out[to + x] = raw[y * (row + 1) + 1 + x] + add;
		}
	}
	return out;
}
// Grey 0..255 of a PNG that chromium made (8 bits, colours), or one of ours.
export function read(bytes) {
	if (!bytes.subarray(0, 8).equals(HEAD))
		throw new Error("no PNG");
	let head, data = [];
	for (let at = 8; at < bytes.length;) {
		const size = bytes.readUInt32BE(at);
		const type = bytes.toString("latin1", at + 4, at + 8);
		const body = bytes.subarray(at + 8, at + 8 + size);
		if (type === "IHDR")
			head = body;
		else if (type === "IDAT")
			data.push(body);
		at += size + 12;
	}
	const width = head.readUInt32BE(0), height = head.readUInt32BE(4);
	const step = { 0: 1, 2: 3, 6: 4 }[head[9]], depth = head[8];
	if (step === undefined || head[12] || depth !== (step > 1 ? 8 : 4))
		throw new Error("a PNG of a kind that is not read here");
	const row = step > 1 ? width * step : (width + 1) >> 1;
	const rows = unfilter(zlib.inflateSync(Buffer.concat(data)), row,
	    height, step);
	const grey = new Uint8Array(width * height);
	for (let i = 0; i < grey.length; i++) {
		const y = Math.floor(i / width), x = i % width;
		const p = y * row + x * step;
		grey[i] = step > 1 ? Math.round(.299 * rows[p] +
		    .587 * rows[p + 1] + .114 * rows[p + 2]) :
		    17 * (rows[y * row + (x >> 1)] >> (x & 1 ? 0 : 4) & 15);
	}
	return { width, height, grey };
}

// The mean of the pixels that fall on each of a narrower picture, 0..15.
export function shrink(from, width) {
	const scale = from.width / width;
	const height = Math.max(1, Math.round(from.height / scale));
	const grey = new Uint8Array(width * height);
	for (let y = 0; y < height; y++) {
		const y0 = Math.floor(y * scale);
		const y1 = Math.min(from.height,
		    Math.max(y0 + 1, Math.floor((y + 1) * scale)));
		for (let x = 0; x < width; x++) {
			const x0 = Math.floor(x * scale);
			const x1 = Math.min(from.width,
			    Math.max(x0 + 1, Math.floor((x + 1) * scale)));
			let sum = 0;
			for (let v = y0; v < y1; v++)
				for (let u = x0; u < x1; u++)
					sum += from.grey[v * from.width + u];
			grey[y * width + x] =
			    Math.round(sum / ((y1 - y0) * (x1 - x0)) / 17);
		}
	}
	return { width, height, grey };
}
