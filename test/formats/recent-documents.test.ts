import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { recently } from '../../server/src/formats/recent-documents.ts';

describe('a document that was read a moment ago', () => {
  test('is not read again, unless its text is another', () => {
    let read = 0;
    const parse = recently((path, text) => ({ path, text, read: ++read }));
    const first = parse('a', 'x');
    assert.equal(parse('a', 'x'), first);
    assert.deepEqual(parse('a', 'y'), { path: 'a', text: 'y', read: 2 });
    assert.deepEqual(parse('b', 'y'), { path: 'b', text: 'y', read: 3 });
    assert.equal(parse('a', 'y').read, 2);
  });

  test('is forgotten after many others', () => {
    const parse = recently((path) => ({ path }));
    const first = parse('0', '');
    for (let other = 1; other <= 30; other++) parse(String(other), '');
    assert.notEqual(parse('0', ''), first);
  });
});
