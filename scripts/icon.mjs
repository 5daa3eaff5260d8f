// Draws client/icon.png: a ring of twelve arcs, one of them to be mended. Run it after a change of the drawing.
import { writeFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';

const SIZE = 128;
/** Samples per pixel and direction: edges are smooth. */
const SAMPLES = 4;
const GROUND = [29, 39, 51];
const SOUND = [111, 207, 151];
const FAILED = [242, 120, 92];
/** Counted from the top clockwise. */
const FAILED_ARC = 2;
const CORNER = 26;
const [INNER, OUTER] = [34, 48];
/** Half the distance between two arcs, in pixels. */
const HALF_GAP = 2.2;

/** Colour and opacity at a point, in pixels from the top left. */
function colourAt(x, y) {
  if (!insideGround(x, y)) return [0, 0, 0, 0];
  const [dx, dy] = [x - SIZE / 2, y - SIZE / 2];
  const radius = Math.hypot(dx, dy);
  const turn = (Math.atan2(dx, -dy) / (2 * Math.PI) + 1) % 1;
  const index = Math.floor(turn * 12);
  const fromMiddle = Math.abs(turn * 12 - index - 0.5);
  const toEdge = (0.5 - fromMiddle) * ((2 * Math.PI * radius) / 12);
  if (radius < INNER || radius > OUTER || toEdge < HALF_GAP) return [...GROUND, 255];
  return [...(index === FAILED_ARC ? FAILED : SOUND), 255];
}

function insideGround(x, y) {
  const beyond = (value) => Math.max(CORNER - value, value - (SIZE - CORNER), 0);
  return Math.hypot(beyond(x), beyond(y)) <= CORNER;
}

/** The mean of a pixel's samples, weighted by opacity. */
function pixel(column, row) {
  const sum = [0, 0, 0, 0];
  for (let sample = 0; sample < SAMPLES * SAMPLES; sample++) {
    const x = column + ((sample % SAMPLES) + 0.5) / SAMPLES;
    const y = row + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES;
    const [red, green, blue, alpha] = colourAt(x, y);
    [red, green, blue].forEach((value, channel) => {
      sum[channel] += value * alpha;
    });
    sum[3] += alpha;
  }
  const colour = sum.slice(0, 3).map((value) => Math.round(value / (sum[3] || 1)));
  return [...colour, Math.round(sum[3] / (SAMPLES * SAMPLES))];
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

const rows = Array.from({ length: SIZE }, (_, row) => [
  0,
  ...Array.from({ length: SIZE }, (_, column) => pixel(column, row)).flat(),
]);
const header = Buffer.alloc(13);
header.writeUInt32BE(SIZE, 0);
header.writeUInt32BE(SIZE, 4);
header.set([8, 6, 0, 0, 0], 8);
writeFileSync(
  'client/icon.png',
  Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]),
);
