import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { applyEdits } from '../../server/src/engine/fixes.ts';
import { languageOf } from '../../server/src/languages/index.ts';
import type { Grammars } from '../../server/src/languages/syntax.ts';
import type { Edit } from '../../server/src/model/finding.ts';
import type { SourceFile } from '../../server/src/model/source-file.ts';
import { loadGrammars } from '../support/grammars.ts';
import { withSourceFile } from '../support/source-file.ts';

let grammars: Grammars;
before(async () => {
  grammars = await loadGrammars();
});

/** The text with the edits made; it must parse if the one before did. */
function edited(path: string, text: string, edits: (file: SourceFile) => readonly Edit[]): string {
  const after = withSourceFile(grammars, path, text, (file) => applyEdits(text, edits(file)));
  if (!hasError(path, text)) assert.ok(!hasError(path, after), `does not parse:\n${after}`);
  return after;
}

function hasError(path: string, text: string): boolean {
  const language = languageOf(path);
  assert.ok(language);
  const { tree } = grammars.parse(language, text);
  const { hasError } = tree.rootNode;
  tree.delete();
  return hasError;
}

/** Where importEnd lies: the text with a mark in it. */
function marked(path: string, text: string): string {
  return edited(path, text, (file) => {
    const at = file.idioms.importEnd(file);
    return [{ span: { start: at, end: at }, text: path.endsWith('.py') ? 'HERE\n' : 'HERE;\n' }];
  });
}

const importing = (module: string) => (file: SourceFile) => file.idioms.moduleImport(file, module);

describe('the imports of JavaScript end', () => {
  const cases: readonly (readonly [name: string, head: string, rest: string])[] = [
    ['at once where there are none', '', 'app.listen(1);\n'],
    ['after the last import', "import a from 'a';\nimport b from 'b';\n", 'run();\n'],
    ['after requires', "const a = require('a');\nvar b = require('b').c;\nrequire('d');\n", 'run();\n'],
    ['after an import of several lines', "import {\n  a,\n  b,\n} from 'c';\n", '\nrun();\n'],
    ['after a require of several names', "const {\n  a,\n  b: { c },\n} = require('d');\n", 'run();\n'],
    ['after several requires in one statement', "const a = require('a'),\n  b = require('b');\n", 'run();\n'],
    ['after commas first', "var a = require('a')\n  , b = require('b')\n", 'run()\n'],
    ['after a require that is called', "const a = require('a')({\n  b: 1,\n});\n", 'run();\n'],
    ['after configuring what is required', "require('dotenv').config({\n  path: '.env',\n});\n", 'run();\n'],
    ['after the shebang', '#!/usr/bin/env node\n', 'run();\n'],
    ['after directives', "'use strict';\n", 'run();\n'],
    ['after the directive of a framework', '"use client";\n', 'run();\n'],
    [
      'after all of them',
      "#!/usr/bin/env node\n// A tool.\n'use strict';\n\nconst a = require('a');\n",
      '\nrun();\n',
    ],
    ['after a comment of the file', '/*\n * Licence\n */\n\n', 'run();\n'],
    ['before a comment of the code', '', '// Runs.\nrun();\n'],
    ['after a side effect', "import 'a';\n", 'run();\n'],
    ['before what only looks like an import', '', "run(`\nimport a from 'b';\n`);\n"],
    ['after a byte order mark', '\uFEFF', 'run();\n'],
    ['after imports that follow a byte order mark', "\uFEFFimport a from 'a';\n", 'run();\n'],
  ];
  for (const [name, head, rest] of cases) {
    test(name, () => {
      assert.equal(marked('a.js', head + rest), `${head}HERE;\n${rest}`);
      const [crlfHead, crlfRest] = [head, rest].map((text) => text.replaceAll('\n', '\r\n'));
      assert.equal(marked('a.js', `${crlfHead}${crlfRest}`), `${crlfHead}HERE;\n${crlfRest}`);
    });
  }

  test('in TypeScript after types and `import =`', () => {
    const head =
      "import type { A } from './a.ts';\nimport b = require('b');\nimport c, { type D } from 'c';\n";
    assert.equal(marked('a.ts', `${head}run();\n`), `${head}HERE;\nrun();\n`);
  });

  test('somewhere in half-typed code', () => {
    for (const text of [
      'import {',
      "import a from 'a'\nimport {\nrun();\n",
      "const a = require('a'\nrun();\n",
      '/* no end',
      '',
    ]) {
      const at = withSourceFile(grammars, 'a.js', text, (file) => file.idioms.importEnd(file));
      assert.ok(at >= 0 && at <= text.length, text);
    }
  });
});

describe('a module of Node is imported', () => {
  test('in the form that the file has', () => {
    assert.equal(
      edited('a.js', "const a = require('a');\n", importing('fs')),
      "const a = require('a');\nconst fs = require('node:fs');\n",
    );
    assert.equal(
      edited('a.js', "import a from 'a';\n", importing('fs')),
      "import a from 'a';\nimport fs from 'node:fs';\n",
    );
    assert.equal(edited('a.mjs', 'run();\n', importing('fs')), "import fs from 'node:fs';\nrun();\n");
    assert.equal(edited('a.cjs', 'run();\n', importing('fs')), "const fs = require('node:fs');\nrun();\n");
    assert.equal(edited('a.ts', 'run();\n', importing('fs')), "import fs from 'node:fs';\nrun();\n");
    assert.equal(
      edited('a.js', "import a from 'a';", importing('fs')),
      "import a from 'a';\nimport fs from 'node:fs';\n",
    );
  });

  for (const known of [
    "import fs from 'fs';",
    "import fs, { readFile } from 'node:fs';",
    "import * as fs from 'fs';",
    "const fs = require('fs');",
    "const fs = require('node:fs'), a = 1;",
    "var a = require('a'), fs = require('fs');",
    "import { default as fs } from 'fs';",
    "const { default: fs } = await import('fs');",
    'let fs;',
  ]) {
    test(`not again after ${known}`, () => {
      assert.equal(edited('a.mjs', `${known}\n`, importing('fs')), `${known}\n`);
    });
  }

  test('also where only a name is like it', () => {
    for (const text of ["import fsExtra from 'fs-extra';\n", "import { readFile } from 'fs';\n"])
      assert.match(edited('a.mjs', text, importing('fs')), /^import fs from 'node:fs';$/m);
  });

  test('not if it is a global', () => {
    assert.equal(edited('a.js', 'run();\n', importing('process')), 'run();\n');
  });
});

describe('a required variable in JavaScript', () => {
  const required = (file: SourceFile) =>
    file.idioms.requiredVariable(file, 'DATABASE_URL', file.wholeText().length).edits;
  const helper = `function requireEnv(name) {
  const value = process.env[name];
  if (!value) throw new Error(\`Environment variable \${name} is not set\`);
  return value;
}
`;

  test('is read by a helper that follows the imports, parted by empty lines', () => {
    assert.equal(edited('a.js', 'run();\n', required), `${helper}\nrun();\n`);
    const imports = "const a = require('a');\n";
    assert.equal(edited('a.js', `${imports}\nrun();\n`, required), `${imports}\n${helper}\nrun();\n`);
    assert.equal(edited('a.js', imports.trimEnd(), required), `${imports}\n${helper}`);
  });

  test('is typed in TypeScript', () => {
    assert.match(edited('a.ts', 'run();\n', required), /^function requireEnv\(name: string\): string \{$/m);
  });

  test('needs the helper once', () => {
    const once = edited('a.js', 'run();\n', required);
    assert.equal(edited('a.js', once, required), once);
    const imported = "import { requireEnv } from './env.js';\n";
    assert.equal(edited('a.js', imported, required), imported);
  });

  test('keeps a byte order mark in front', () => {
    assert.equal(edited('a.js', '\uFEFFrun();\n', required), `\uFEFF${helper}\nrun();\n`);
  });
});

describe('the imports of Python end', () => {
  const cases: readonly (readonly [name: string, head: string, rest: string])[] = [
    ['at once where there are none', '', 'run()\n'],
    ['after the last import', 'import a\nfrom b import c\n', 'run()\n'],
    ['after an import in brackets', 'from a import (\n    b,  # (of old)\n    c,\n)\n', 'run()\n'],
    ['after an import that goes on below', 'from a import b, \\\n    c\n', 'run()\n'],
    ['after the docstring', '"""What it does.\n\nimport a\n"""\n\n', 'run()\n'],
    ['after a docstring on one line', "'What it does.'\n", 'run()\n'],
    ['after `__future__`', '"""Doc."""\nfrom __future__ import annotations\n', 'run()\n'],
    ['after `__future__` in brackets', 'from __future__ import (\n    annotations,\n)\n', 'run()\n'],
    ['after shebang and coding', '#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\n', 'run()\n'],
    ['after imports with comments between', 'import a\n\n# Ours.\nimport b\n', '\nrun()\n'],
    ['before a guarded import', 'import a\n', 'try:\n    import b\nexcept ImportError:\n    b = None\n'],
    ['after a byte order mark', '\uFEFF', 'run()\n'],
  ];
  for (const [name, head, rest] of cases) {
    test(name, () => {
      assert.equal(marked('a.py', head + rest), `${head}HERE\n${rest}`);
      const [crlfHead, crlfRest] = [head, rest].map((text) => text.replaceAll('\n', '\r\n'));
      assert.equal(marked('a.py', `${crlfHead}${crlfRest}`), `${crlfHead}HERE\n${crlfRest}`);
    });
  }
});

describe('a module of Python is imported', () => {
  for (const known of [
    'import os',
    'import sys, os',
    'import sys as s, os',
    'import os, sys',
    'import os.path',
    'import sys, \\\n    os',
    '\uFEFFimport os',
  ]) {
    test(`not again after ${JSON.stringify(known)}`, () => {
      assert.equal(edited('a.py', `${known}\nrun()\n`, importing('os')), `${known}\nrun()\n`);
    });
  }

  const cases: readonly (readonly [name: string, before: string, after: string])[] = [
    ['where it has another name', 'import os as system\nrun()\n', 'import os as system\nimport os\nrun()\n'],
    [
      'where a part has another name',
      'import os.path as p\nrun()\n',
      'import os\nimport os.path as p\nrun()\n',
    ],
    [
      'where only names of it are known',
      'from os import path\nrun()\n',
      'import os\nfrom os import path\nrun()\n',
    ],
    ['where its name is part of another', 'import osmium\nrun()\n', 'import os\nimport osmium\nrun()\n'],
    [
      'in its place among others',
      'import json\nimport sys\nrun()\n',
      'import json\nimport os\nimport sys\nrun()\n',
    ],
    ['where a function imports it', 'def f():\n    import os\n', 'import os\ndef f():\n    import os\n'],
    [
      'where the docstring shows it',
      '"""Use:\n\nimport os\n"""\nrun()\n',
      '"""Use:\n\nimport os\n"""\nimport os\nrun()\n',
    ],
    [
      'after `__future__`',
      'from __future__ import (\n    annotations,\n)\nrun()\n',
      'from __future__ import (\n    annotations,\n)\nimport os\nrun()\n',
    ],
    ['not inside of a text', 'Q = """\nfrom users\n"""\n', 'import os\nQ = """\nfrom users\n"""\n'],
    [
      'after an import that goes on below',
      'import json, \\\n    re\nrun()\n',
      'import json, \\\n    re\nimport os\nrun()\n',
    ],
    ['in an empty file', '', 'import os\n'],
    ['before a last line without end', 'import sys', 'import os\nimport sys'],
  ];
  for (const [name, text, after] of cases) {
    test(name, () => {
      assert.equal(edited('a.py', text, importing('os')), after);
    });
  }
});

test('a default of a number is a text in Python', () => {
  withSourceFile(grammars, 'a.py', 'import os\n', (file) => {
    const read = (fallback: string, as: 'string' | 'number') =>
      file.idioms.variableWithDefault(file, 'PORT', fallback, as).text;
    assert.equal(read('5000', 'number'), 'int(os.environ.get("PORT", "5000"))');
    assert.equal(read('"5000"', 'number'), 'int(os.environ.get("PORT", "5000"))');
    assert.equal(read('DEFAULT_PORT', 'number'), 'int(os.environ.get("PORT", str(DEFAULT_PORT)))');
    assert.equal(read('0x1388', 'number'), 'int(os.environ.get("PORT", str(0x1388)))');
    assert.equal(read('"localhost"', 'string'), 'os.environ.get("PORT", "localhost")');
  });
});

test('a text is quoted as the language writes it', () => {
  const quote = (path: string, text: string) =>
    withSourceFile(grammars, path, '', (file) => file.idioms.quote(text));
  assert.equal(quote('a.js', 'it\'s \\ "x"'), "'it\\'s \\\\ \"x\"'");
  assert.equal(quote('a.py', 'it\'s \\ "x"'), '"it\'s \\\\ \\"x\\""');
});
