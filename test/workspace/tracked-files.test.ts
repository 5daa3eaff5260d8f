import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { createAnalyzer } from '../../server/src/engine/analysis.ts';
import type { Configuration } from '../../server/src/engine/configuration.ts';
import type { Grammars } from '../../server/src/languages/syntax.ts';
import { createDiskHost } from '../../server/src/node/disk-host.ts';
import { OBSERVERS, RULES } from '../../server/src/rules/index.ts';
import { createFolder } from '../../server/src/workspace/folder.ts';
import { runNow } from '../../server/src/workspace/task.ts';
import { loadGrammars } from '../support/grammars.ts';

let grammars: Grammars;
before(async () => {
  grammars = await loadGrammars();
});

const made: string[] = [];
after(() => {
  for (const root of made) rmSync(root, { recursive: true });
});

const SECRET = 'MAIL_API_KEY=n0t-a-r3al-k3y-7f\n';

/** A repository that tracks `tracked`, all of which its ignore file names, and holds `local` beside it. */
function repository(tracked: Readonly<Record<string, string>>, local: Readonly<Record<string, string>> = {}) {
  const root = mkdtempSync(path.join(tmpdir(), 'twelve-factor-tracked-'));
  made.push(root);
  const put = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  const git = (...args: string[]) => execFileSync('git', ['-C', root, ...args], { stdio: 'pipe' });
  git('init', '-q');
  put('.gitignore', '.env*\nconfig/\n');
  put('package.json', '{"name": "shop", "scripts": {"start": "node app.js"}}\n');
  for (const [file, text] of Object.entries(tracked)) put(file, text);
  git('add', '-f', '.');
  for (const [file, text] of Object.entries(local)) put(file, text);
  return { root, put };
}

function scan(root: string, settings: Partial<Configuration> = {}) {
  const analyzer = createAnalyzer(grammars, RULES, OBSERVERS);
  const folder = createFolder({ rules: RULES, grammars, analyzer }, createDiskHost(root), settings);
  runNow(folder.scan());
  const rules = (file: string) =>
    folder.workspace
      .report()
      .findings.filter((finding) => finding.path === file)
      .map(({ rule }) => rule);
  return { folder, rules };
}

test('a template that Git tracks is looked at though an ignore file names it; what stays here is not', () => {
  const { root, put } = repository(
    { '.env.example': SECRET, 'config/.env.sample': 'A=1\n', 'config/app.js': '' },
    { '.env': SECRET, '.env.local': SECRET },
  );
  const { folder, rules } = scan(root);
  assert.deepEqual([...folder.paths()].filter((file) => file !== '.twelve-factor.json').sort(), [
    '.env.example',
    '.gitignore',
    'config/.env.sample',
    'package.json',
  ]);
  assert.deepEqual(rules('.env.example'), ['dotenv/secret-in-example']);
  put('.env.example', 'MAIL_API_KEY=change-me\n');
  runNow(folder.refresh(['.env.example', '.env']));
  assert.deepEqual(rules('.env.example'), []);
  assert.ok(folder.has('.env.example') && !folder.has('.env'));
});

test('a file with secrets that was committed before it was ignored is one in the repository', () => {
  const { root } = repository({ '.env': SECRET });
  assert.deepEqual(scan(root).rules('.env'), ['config/committed-env-file']);
});

test('what is excluded, gone, a link or of a dependency is not looked at', () => {
  const { root } = repository({
    'legacy/.env.example': 'A=1\n',
    'node_modules/a/.env.example': 'A=1\n',
    '.env.sample': 'A=1\n',
  });
  rmSync(path.join(root, '.env.sample'));
  const outside = path.join(root, '..', `${path.basename(root)}.txt`);
  writeFileSync(outside, SECRET);
  made.push(outside);
  symlinkSync(outside, path.join(root, '.env.template'));
  execFileSync('git', ['-C', root, 'add', '-f', '.env.template'], { stdio: 'pipe' });
  const { folder } = scan(root, { exclude: ['legacy'] });
  assert.deepEqual(
    [...folder.paths()].filter((file) => file.includes('.env')),
    [],
  );
});

test('no more files are listed than are allowed', () => {
  const { root } = repository({ '.env.example': 'A=1\n', '.env.sample': 'A=1\n' });
  const { folder } = scan(root, { maxFiles: 3 });
  assert.equal([...folder.paths()].filter((file) => file !== '.twelve-factor.json').length, 3);
});
