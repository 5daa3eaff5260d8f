import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

/** The declarations, apart from where the types of the model are imported from. */
function declarations(file: string): string {
  const text = readFileSync(file, 'utf8');
  return text
    .slice(text.indexOf('/** Lines and characters'))
    .replace(/from '.*\/(model\/|formats\/|workspace\/|factors)/g, "from '$1");
}

test('client and server declare the same protocol', () => {
  assert.equal(declarations('client/src/protocol.ts'), declarations('server/src/lsp/protocol.ts'));
});
