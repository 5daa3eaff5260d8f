// The least that any scan must do: list the files of a folder and read those whose language is known.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const CODE = /\.(?:[cm]?[jt]sx?|py)$|(?:^|\/)(?:Dockerfile|Procfile)/;
const LEFT_OUT = new Set(['.git', 'node_modules', '.venv', 'venv', '__pycache__']);
const MAXIMUM_BYTES = 1_048_576;

let files = 0;
let bytes = 0;
const walk = (folder) => {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory() && !LEFT_OUT.has(entry.name)) walk(place);
    if (!entry.isFile() || !CODE.test(place)) continue;
    const { length } = readFileSync(place);
    if (length > MAXIMUM_BYTES) continue;
    files++;
    bytes += length;
  }
};
walk(process.argv[2]);
console.log(JSON.stringify({ files, bytes }));
