import { Transform } from 'node:stream';

const NEWLINE = 0x0a;
/** A longer line without end is broken, so that it is not kept in memory. 1 MiB. */
const LONGEST_LINE = 1_048_576;

/**
 * Puts a prefix before each line, whatever its bytes. What goes out are whole lines, so that those of several processes
 * do not mix; a last line without an end gets one.
 */
export function prefixLines(prefix: string): Transform {
  const start = Buffer.from(prefix);
  let held: Buffer[] = [];
  let heldBytes = 0;

  function take(chunk: Buffer): Buffer {
    const whole = Buffer.concat([...held, chunk]);
    held = [];
    heldBytes = 0;
    return whole;
  }

  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const end = chunk.lastIndexOf(NEWLINE) + 1;
      if (end > 0) this.push(withPrefix(take(chunk.subarray(0, end)), start));
      const rest = chunk.subarray(end);
      if (rest.length > 0) held.push(rest);
      heldBytes += rest.length;
      if (heldBytes > LONGEST_LINE) this.push(withPrefix(take(Buffer.from('\n')), start));
      done();
    },
    flush(done) {
      if (heldBytes > 0) this.push(withPrefix(take(Buffer.from('\n')), start));
      done();
    },
  });
}

function withPrefix(lines: Buffer, prefix: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let from = 0; from < lines.length; ) {
    const end = lines.indexOf(NEWLINE, from) + 1;
    parts.push(prefix, lines.subarray(from, end));
    from = end;
  }
  return Buffer.concat(parts);
}
