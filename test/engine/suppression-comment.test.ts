import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applySuppressions } from '../../server/src/engine/apply-suppressions.ts';
import { suppressionComment } from '../../server/src/engine/suppression-comment.ts';
import { parseSuppressions } from '../../server/src/engine/suppressions.ts';
import { createLexer } from '../../server/src/languages/lexer.ts';
import { lexicalTableOf } from '../../server/src/languages/lexical.ts';

const RULE = 'config/hardcoded-host';

/** The text with the comment for the finding at `HERE`; checks that it suppresses that finding. */
function suppressed(language: string, text: string): string {
  const offset = text.indexOf('HERE');
  const edits = suppressionComment(language, RULE, text, offset);
  const result = [...edits]
    .sort((one, other) => other.span.start - one.span.start)
    .reduce((all, edit) => all.slice(0, edit.span.start) + edit.text + all.slice(edit.span.end), text);
  if (edits.length === 0) return result;
  const comments = ['javascript', 'typescript', 'typescriptreact', 'python'].includes(language)
    ? createLexer(lexicalTableOf(language)).comments(result)
    : [...result.matchAll(/#.*|<!--.*?-->/g)].map(({ 0: { length }, index }) => ({
        start: index,
        end: index + length,
      }));
  const { suppressions, problems } = parseSuppressions(result, comments, new Set([RULE]));
  assert.deepEqual(problems, []);
  const start = result.indexOf('HERE');
  const applied = applySuppressions(result, [{ rule: RULE, span: { start, end: start + 4 } }], suppressions);
  assert.deepEqual(applied.kept, [], result);
  assert.deepEqual(
    applied.reports.map(({ rule }) => rule),
    ['suppression/missing-reason'],
  );
  return result;
}

const NEXT = `twelve-factor-disable-next-line ${RULE}`;
const LINE = `twelve-factor-disable-line ${RULE}`;
const START = `twelve-factor-disable ${RULE}`;
const END = `twelve-factor-enable ${RULE}`;

const CASES: [name: string, language: string, before: string, after: string][] = [
  ['a statement', 'typescript', 'a();\n  b("HERE");\n', `a();\n  // ${NEXT}\n  b("HERE");\n`],
  ['the first line', 'python', 'a("HERE")', `# ${NEXT}\na("HERE")`],
  ['a byte order mark', 'python', '\uFEFFa("HERE")', `\uFEFF# ${NEXT}\na("HERE")`],
  ['CR LF', 'javascript', 'a();\r\n\tb("HERE");\r\n', `a();\r\n\t// ${NEXT}\r\n\tb("HERE");\r\n`],
  ['an argument', 'javascript', 'a(\n  "HERE",\n);', `a(\n  // ${NEXT}\n  "HERE",\n);`],
  [
    'children in JSX',
    'typescriptreact',
    'return (\n  <p>\n    <A url="HERE" />\n  </p>\n);',
    `return (\n  <p>\n    {/* ${NEXT} */}\n    <A url="HERE" />\n  </p>\n);`,
  ],
  [
    'text in JSX',
    'javascript',
    'const a = <p>\n  HERE\n</p>;',
    `const a = <p>\n  {/* ${NEXT} */}\n  HERE\n</p>;`,
  ],
  [
    'the outermost element in JSX',
    'typescriptreact',
    'return (\n  <A url="HERE" />\n);',
    `return (\n  // ${NEXT}\n  <A url="HERE" />\n);`,
  ],
  [
    'an attribute in JSX',
    'typescriptreact',
    'return <A\n  url="HERE"\n/>;',
    `return <A\n  // ${NEXT}\n  url="HERE"\n/>;`,
  ],
  [
    'an expression in JSX',
    'typescriptreact',
    'return <p>{\n  f("HERE")\n}</p>;',
    `return <p>{\n  // ${NEXT}\n  f("HERE")\n}</p>;`,
  ],
  ['the last line of a template', 'typescript', 'a(`\n  HERE\n  b`);', `// ${START}\na(\`\n  HERE\n  b\`);`],
  ['a template that ends here', 'typescript', 'a(`\n  HERE`);\nb();', `a(\`\n  HERE\`); // ${LINE}\nb();`],
  [
    'the middle of a template',
    'typescript',
    'x();\n  a(`\n    HERE\n  `);\n  b();',
    `x();\n  // ${START}\n  a(\`\n    HERE\n  \`);\n  // ${END}\n  b();`,
  ],
  ['code in a template', 'typescript', 'a(`${\n  "HERE"\n}`);', `a(\`\${\n  // ${NEXT}\n  "HERE"\n}\`);`],
  [
    'a multi-line string in Python',
    'python',
    'def f():\n    a = """\n  HERE\n"""\n    b()\n',
    `def f():\n    # ${START}\n    a = """\n  HERE\n"""\n    # ${END}\n    b()\n`,
  ],
  ['a continued line', 'python', 'a = 1 + \\\n  "HERE"\n', `a = 1 + \\\n  "HERE" # ${LINE}\n`],
  [
    'a line that goes on',
    'python',
    'a = 1 + \\\n  "HERE" + \\\n  2\nb()\n',
    `# ${START}\na = 1 + \\\n  "HERE" + \\\n  2\n# ${END}\nb()\n`,
  ],
  ['a Dockerfile', 'dockerfile', 'FROM a\nCMD HERE\n', `FROM a\n# ${NEXT}\nCMD HERE\n`],
  ['a Procfile', 'procfile', 'web: HERE', `# ${NEXT}\nweb: HERE`],
  ['YAML', 'yaml', 'a:\n  b: HERE\n', `a:\n  # ${NEXT}\n  b: HERE\n`],
  ['XML', 'xml', '<a>\n  HERE\n</a>', `<a>\n  <!-- ${NEXT} -->\n  HERE\n</a>`],
  ['JSON, which has no comments', 'json', '{"a": "HERE"}', '{"a": "HERE"}'],
];

for (const [name, language, before, after] of CASES) {
  test(`the comment for ${name}`, () => {
    assert.equal(suppressed(language, before), after);
  });
}
