// The base protocol of LSP: JSON after a header with its length in bytes.

const HEADER_END = '\r\n\r\n';

export function encodeMessage(message) {
  const content = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
  return Buffer.concat([Buffer.from(`Content-Length: ${content.length}${HEADER_END}`), content]);
}

/** Calls back with each message of a stream. */
export function readMessages(stream, receive) {
  let pending = Buffer.alloc(0);
  stream.on('data', (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      const headerEnd = pending.indexOf(HEADER_END);
      if (headerEnd < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(pending.toString('latin1', 0, headerEnd))[1]);
      const start = headerEnd + HEADER_END.length;
      if (pending.length < start + length) return;
      const content = pending.toString('utf8', start, start + length);
      pending = pending.subarray(start + length);
      receive(JSON.parse(content));
    }
  });
}
