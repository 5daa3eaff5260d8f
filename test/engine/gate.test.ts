import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Anchored, createGate } from '../../server/src/engine/gate.ts';
import type { LanguageFamily } from '../../server/src/model/source-file.ts';

const ALL = [true, true, true];

/** The hits of consumers as text, by consumer. */
function hits(
  consumers: readonly Anchored[],
  text: string,
  family: LanguageFamily = 'javascript',
  wanted = ALL,
) {
  const found = createGate(consumers).hits(text, family, wanted);
  return Object.fromEntries(
    [...found].map(([consumer, spans]) => [
      consumer,
      spans.map(({ start, end }) => `${start} ${text.slice(start, end)}`),
    ]),
  );
}

function mayHit(
  consumers: readonly Anchored[],
  text: string,
  family: LanguageFamily = 'javascript',
  wanted = ALL,
) {
  return createGate(consumers).mayHit(Buffer.from(text), family, wanted);
}

const listen: Anchored = { anchors: { javascript: ['listen('], python: ['run('] } };
const port: Anchored = { anchors: { javascript: [{ text: 'port', gate: /port\s*=\s*\d/iy }] } };
const bind: Anchored = { anchors: { javascript: [{ text: 'bind', before: /\bserver\.$/ }] } };

describe('the gate', () => {
  test('gives each consumer its anchors, in the order of the text, in any case', () => {
    assert.deepEqual(
      hits([listen, { anchors: { javascript: ['LISTEN(', 'app'] } }], 'app.listen(1); LISTEN(2)'),
      {
        0: ['4 listen(', '15 LISTEN('],
        1: ['0 app', '4 listen(', '15 LISTEN('],
      },
    );
  });

  test('knows the family', () => {
    assert.deepEqual(hits([listen], 'listen(); run()', 'python'), { 0: ['10 run('] });
    assert.equal(mayHit([listen], 'listen()', 'python'), false);
    assert.equal(mayHit([listen], 'listen()'), true);
  });

  test('asks what stands after the anchor', () => {
    assert.deepEqual(hits([port], 'port = 3000; port = x; PORT=1'), { 0: ['0 port', '23 PORT'] });
    assert.equal(mayHit([port], 'port = x'), false);
    assert.equal(mayHit([port], '// 🦊 é\nport = 1'), true);
  });

  test('asks what stands before the anchor on its line', () => {
    assert.deepEqual(hits([bind], 'server.bind(); bind(); server.\nbind()'), { 0: ['7 bind'] });
    assert.equal(mayHit([bind], 'bind()'), false);
    assert.equal(mayHit([bind], 'server.bind()'), true);
  });

  test('leaves out who has no say', () => {
    assert.deepEqual(hits([listen, listen], 'listen(', 'javascript', [false, true]), { 1: ['0 listen('] });
    assert.equal(mayHit([listen], 'listen(', 'javascript', [false]), false);
  });

  test('does not depend on what it was asked before', () => {
    const gate = createGate([port]);
    for (let time = 0; time < 3; time++)
      assert.equal(gate.hits('port = 3000', 'javascript', ALL).get(0)?.length, 1);
  });

  test('of nothing lets nothing through', () => {
    assert.deepEqual(hits([], 'listen('), {});
    assert.equal(mayHit([], 'listen('), false);
    assert.deepEqual(hits([listen], ''), {});
  });

  test('refuses an expression that would search on', () => {
    assert.throws(() => createGate([{ anchors: { javascript: [{ text: 'a', gate: /a/ }] } }]), /sticky/);
  });
});
