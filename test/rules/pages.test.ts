import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { LANGUAGES } from '../../server/src/languages/index.ts';
import type { Grammars } from '../../server/src/languages/syntax.ts';
import type { Finding } from '../../server/src/model/finding.ts';
import type { Rule } from '../../server/src/model/rule.ts';
import { RULES } from '../../server/src/rules/index.ts';
import { checkFiles, type Files, makeFix } from '../support/check-files.ts';
import { loadGrammars } from '../support/grammars.ts';
import { type Page, type PageCase, pageFiles, readPage } from './pages.ts';

const SECTIONS = ['Why', 'What to do', 'Examples'];
const PARSED = new Set(['javascript', 'typescript', 'tsx', 'python']);

let grammars: Grammars;
before(async () => {
  grammars = await loadGrammars();
});

const pages = pageFiles().map(readPage);

test('every rule has a page and every page a rule', () => {
  assert.deepEqual(pages.map(({ file }) => file).sort(), RULES.map(({ id }) => `docs/rules/${id}.md`).sort());
});

for (const page of pages) {
  const rule = RULES.find(({ id }) => page.file === `docs/rules/${id}.md`);
  if (!rule) continue;
  describe(rule.id, () => {
    test('the page says what the rule says', () => {
      assert.equal(page.heading, rule.id);
      assert.equal(page.summary, rule.summary);
      assert.deepEqual(page.sections.slice(0, SECTIONS.length), SECTIONS);
    });
    test('two good cases for a bad one in every language', () => assertBalance(page, rule));
    for (const pageCase of page.cases) {
      test(`${pageCase.verdict} ${pageCase.language} (${page.file}:${pageCase.line})`, () => {
        if (pageCase.verdict === 'good') assertSilent(rule, pageCase);
        else assertFound(rule, pageCase);
      });
    }
  });
}

function assertBalance(page: Page, rule: Rule): void {
  const count = (verdict: string, language?: string) =>
    page.cases.filter((one) => one.verdict === verdict && (!language || one.language === language)).length;
  assert.ok(count('bad') > 0, 'no bad case');
  assert.ok(count('good') >= 2 * count('bad'), `${count('good')} good cases for ${count('bad')} bad ones`);
  for (const language of [...Object.keys(rule.code?.anchors ?? {}), ...Object.keys(rule.formats ?? {})]) {
    assert.ok(count('bad', language) > 0, `no bad case in ${language}`);
    assert.ok(count('good', language) > 0, `no good case in ${language}`);
  }
}

function findingsOf(rule: Rule, files: Files): readonly Finding[] {
  return checkFiles(grammars, [rule], files).findings;
}

function assertSilent(rule: Rule, { files }: PageCase): void {
  assert.deepEqual(
    findingsOf(rule, files).map(({ path, span, message }) => ({
      path,
      at: files.get(path)?.slice(span.start, span.end),
      message,
    })),
    [],
  );
}

function assertFound(rule: Rule, pageCase: PageCase): void {
  const { files, path, marked, fixed } = pageCase;
  const findings = findingsOf(rule, files);
  assert.ok(findings.length > 0, 'nothing was found');
  if (marked.length > 0) {
    const text = files.get(path) ?? '';
    const quote = ({ start, end }: { start: number; end: number }) => ({
      start,
      end,
      text: text.slice(start, end),
    });
    assert.deepEqual(
      findings.filter((finding) => finding.path === path).map(({ span }) => quote(span)),
      marked.map(quote),
    );
  }
  for (const finding of findings) {
    assert.match(finding.message, /^[^a-z].*\.$/s, 'a message is a sentence');
    for (const fix of finding.fixes) assertUndoable(rule, files, finding, makeFix(files, finding, fix));
  }
  if (fixed) assert.deepEqual(changed(files, fixAll(rule, files)), Object.fromEntries(fixed));
}

/** A fixed text parses and is free of the finding. */
function assertUndoable(rule: Rule, files: Files, finding: Finding, fixed: Files): void {
  const again = findingsOf(rule, fixed).filter(({ path }) => path === finding.path);
  const before = findingsOf(rule, files).filter(({ path }) => path === finding.path);
  assert.ok(again.length < before.length, `the fix does not mend ${finding.rule}`);
  for (const [path, text] of fixed) {
    if (errorsIn(path, files.get(path) ?? '') === 0)
      assert.equal(errorsIn(path, text), 0, `${path} does not parse:\n${text}`);
  }
}

function errorsIn(path: string, text: string): number {
  const language = LANGUAGES.find(({ extensions }) =>
    extensions.some((extension) => path.endsWith(extension)),
  );
  if (!language || !PARSED.has(language.family)) return 0;
  const { tree } = grammars.parse(language, text);
  const errors = tree.rootNode.hasError ? 1 : 0;
  tree.delete();
  return errors;
}

/** Makes the first fix of the first finding that has one until none is left. */
function fixAll(rule: Rule, files: Files): Files {
  let current = files;
  for (let round = 0; round < 30; round++) {
    const finding = findingsOf(rule, current).find(({ fixes }) => fixes.length > 0);
    const [fix] = finding?.fixes ?? [];
    if (!finding || !fix) return current;
    current = makeFix(current, finding, fix);
  }
  throw new Error('the fixes do not come to an end');
}

function changed(before: Files, after: Files): Record<string, string> {
  return Object.fromEntries([...after].filter(([path, text]) => before.get(path) !== text));
}

const TABLE = /(<!-- rules -->\n)[\s\S]*?(<!-- \/rules -->)/;

/** README's table of rules. `UPDATE=1` writes it. */
test('the README lists every rule', () => {
  const rows = RULES.map(
    ({ id, severity, summary }) => `| [\`${id}\`](docs/rules/${id}.md) | ${severity} | ${summary} |`,
  );
  const table = ['| rule | severity | what it asks for |', '|---|---|---|', ...rows, ''].join('\n');
  const readme = readFileSync('README.md', 'utf8');
  const written = readme.replace(TABLE, `$1${table}$2`);
  if (process.env.UPDATE) writeFileSync('README.md', written);
  else assert.equal(readme, written);
});
