import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

/** The declarations of a file, without what differs on purpose: its imports and the comment that opens it. */
function declarations(file: string): string {
  const text = readFileSync(file, 'utf8');
  return text
    .replace(/^\/\*\*[\s\S]*?\*\/\n/, '')
    .replace(/^import type \{ (.+) \} from '.*\/([\w-]+\.ts)';$/gm, 'import $1 of $2');
}

test('client and server declare one protocol', () => {
  const server = declarations('server/src/lsp/protocol.ts');
  assert.equal(declarations('client/src/protocol.ts'), server);
  assert.match(server, /^import .* of finding\.ts$/m);
});
