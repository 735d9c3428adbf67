// accept.mjs - see accept.sh
import fs from "node:fs";
import * as lib from "./lib.mjs";
import { make } from "./fixture.mjs";
import * as pictures from "./pictures.mjs";
import * as png from "./png.mjs";

const made = make(lib.BIN, lib.folder());
if (!made.frozen)
	throw new Error(`${lib.BIN} is no test build (-Dsanitize=true)`);
fs.rmSync(pictures.GOLDEN, { recursive: true, force: true });
fs.mkdirSync(pictures.GOLDEN);
await pictures.take(made, (name, file) =>
    fs.writeFileSync(`${pictures.GOLDEN}/${name}.png`,
	png.write(pictures.small(file)))).finally(lib.tidy);
