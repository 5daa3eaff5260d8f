import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseProcfile } from '../../server/src/formats/procfile.ts';
import {
  addedEnvironment,
  basePortOf,
  type Formation,
  type FormationProblem,
  type PlanWishes,
  type ProcessPlan,
  parseFormation,
  planProcesses,
  portClashes,
} from '../../server/src/workspace/formation.ts';

const PROCFILE = parseProcfile(
  'Procfile',
  '# All of it\nweb: node server.js\nworker: node worker.js\nrelease: bin/migrate\nclock: node clock.js\n',
);

function formation(text: string): Formation {
  const parsed = parseFormation(text);
  assert.ok('counts' in parsed, JSON.stringify(parsed));
  return parsed;
}

function planned(wishes?: PlanWishes, document = PROCFILE): readonly ProcessPlan[] {
  const plans = planProcesses(document, wishes);
  assert.ok(!('problem' in plans), JSON.stringify(plans));
  return plans;
}

const shown = (plans: readonly ProcessPlan[]) => plans.map(({ name, port }) => `${name} ${port}`);

function problemOf(result: object): string {
  assert.ok('problem' in result, JSON.stringify(result));
  return (result as FormationProblem).problem;
}

describe('a formation', () => {
  test('is counts by process type; without `all`, others have none', () => {
    assert.deepEqual(
      [...formation(' web=1, worker=2,').counts],
      [
        ['web', 1],
        ['worker', 2],
      ],
    );
    assert.equal(formation('web=1').others, 0);
    assert.equal(formation('all=3,web=1').others, 3);
    assert.deepEqual([...formation('all=3').counts], []);
  });

  const wrong: readonly (readonly [string, RegExp])[] = [
    ['web', /'web' is not a process and a number/],
    ['web=-1', /'web=-1' is not/],
    ['web=one', /'web=one' is not/],
    ['web=1,web=2', /'web' is given twice/],
    ['web=101', /more than 100/],
    [' , ', /empty/],
  ];
  for (const [text, expected] of wrong) {
    test(`refuses '${text}'`, () => assert.match(problemOf(parseFormation(text)), expected));
  }
});

describe('processes', () => {
  test('get ports as foreman gives them, by their place in the file', () => {
    assert.deepEqual(shown(planned()), ['web.1 5000', 'worker.1 5100', 'clock.1 5300']);
    assert.deepEqual(shown(planned({ basePort: 3000, types: ['clock'] })), ['clock.1 3300']);
  });

  test('are as many as the formation says', () => {
    assert.deepEqual(shown(planned({ formation: formation('worker=2') })), [
      'worker.1 5100',
      'worker.2 5101',
    ]);
    assert.deepEqual(shown(planned({ formation: formation('all=1,worker=0') })), [
      'web.1 5000',
      'clock.1 5300',
    ]);
    assert.deepEqual(shown(planned({ formation: formation('worker=2'), types: ['web', 'worker'] })), [
      'web.1 5000',
      'worker.1 5100',
      'worker.2 5101',
    ]);
  });

  test('of a release run where they are named only', () => {
    assert.deepEqual(shown(planned({ types: ['release'] })), ['release.1 5200']);
    assert.deepEqual(shown(planned({ formation: formation('release=1') })), ['release.1 5200']);
  });

  test('know their command and their line', () => {
    assert.deepEqual(planned({ types: ['worker'] }), [
      {
        name: 'worker.1',
        type: 'worker',
        instance: 1,
        command: 'node worker.js',
        port: 5100,
        line: 2,
        colour: 'yellow',
      },
    ]);
  });

  test('without a command do not count', () => {
    const document = parseProcfile('Procfile', 'web:\nworker: run\n');
    assert.deepEqual(shown(planned({}, document)), ['worker.1 5000']);
  });

  test('are refused with a word on what to do', () => {
    assert.match(problemOf(planProcesses(parseProcfile('Procfile', '# none\n'))), /names no process/);
    assert.match(
      problemOf(planProcesses(parseProcfile('Procfile.dev', 'web: a\n\nweb: b\n'))),
      /^Procfile\.dev names 'web' twice, in lines 1 and 3\./,
    );
    assert.match(problemOf(planProcesses(PROCFILE, { types: ['wrker'] })), /Did you mean 'worker'\?/);
    assert.match(
      problemOf(planProcesses(PROCFILE, { formation: formation('sidekiq=1') })),
      /It has web, worker, release, clock\./,
    );
    assert.match(problemOf(planProcesses(PROCFILE, { basePort: 65_400 })), /clock\.1 would get port 65700/);
    assert.match(problemOf(planProcesses(PROCFILE, { formation: formation('web=0') })), /Nothing is to run/);
  });
});

test('processes that would get one port are named', () => {
  const plans = [
    { name: 'web.101', port: 5100 },
    { name: 'web.1', port: 5000 },
    { name: 'worker.1', port: 5100 },
  ];
  assert.deepEqual(portClashes(plans), [{ port: 5100, names: ['web.101', 'worker.1'] }]);
  assert.deepEqual(portClashes(planned({ formation: formation('all=100') })), []);
});

test('the first port is that of the option, the file, the environment, in this order', () => {
  const file = new Map([['PORT', '4000']]);
  assert.equal(basePortOf('3000', file, { PORT: '2000' }), 3000);
  assert.equal(basePortOf(undefined, file, { PORT: '2000' }), 4000);
  assert.equal(basePortOf(undefined, new Map(), { PORT: '2000' }), 2000);
  assert.equal(basePortOf(undefined, new Map(), {}), 5000);
  assert.match(problemOf(Object(basePortOf('http', file, {}))), /^The given port is no port/);
  assert.match(problemOf(Object(basePortOf(undefined, new Map([['PORT', '0']]), {}))), /\.env/);
  assert.match(problemOf(Object(basePortOf(undefined, new Map(), { PORT: '65536' }))), /environment/);
});

test('files give what the environment has not; PORT and PS are of the process', () => {
  const file = new Map([
    ['GREETING', 'from the file'],
    ['NAME', 'from the file'],
    ['EMPTY', 'from the file'],
    ['PORT', '4000'],
    ['PS', 'nonsense'],
  ]);
  assert.deepEqual(
    addedEnvironment({ name: 'web.2', port: 4001 }, file, { NAME: 'real', EMPTY: '', PORT: '1' }),
    { GREETING: 'from the file', PORT: '4001', PS: 'web.2' },
  );
});
