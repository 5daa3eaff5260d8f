import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Grammars } from '../../server/src/languages/syntax.ts';
import type { Value } from '../../server/src/model/source-file.ts';
import { loadGrammars } from '../support/grammars.ts';
import { processorTime } from '../support/processor-time.ts';
import { readMarks, withSourceFile } from '../support/source-file.ts';

let grammars: Grammars;
before(async () => {
  grammars = await loadGrammars();
});

/** A value in short: `3000`, `$PORT`, `$PORT|3000` with a fallback, `{}`, `[]`, `express()`, `=name`, `?`. */
function short(value: Value | undefined): string {
  switch (value?.kind) {
    case 'literal':
      return JSON.stringify(value.value);
    case 'text':
      return value.parts
        .map((part) => (part.kind === 'literal' ? String(part.value) : `<${short(part)}>`))
        .join('');
    case 'environment':
      return `$${value.variable ?? ''}${value.fallback ? `|${short(value.fallback)}` : ''}`;
    case 'object':
      return '{}';
    case 'list':
      return '[]';
    case 'call':
      return `${value.callee}()`;
    case 'reference':
      return `=${value.name}`;
    case 'function':
    case 'module':
      return value.kind;
    default:
      return '?';
  }
}

/** What the argument of `sink(…)` comes to. */
function valueIn(path: string, text: string): string {
  const start = text.lastIndexOf('sink(');
  const hits = [{ start, end: start + 4 }];
  return withSourceFile(
    grammars,
    path,
    text,
    (file) => {
      const [call] = file.callsAtAnchors();
      assert.ok(call, 'sink is called');
      return short(call.argument(0));
    },
    { hits },
  );
}

/** The canonical name of the callee between the marks. */
function calleeIn(path: string, marked: string): string {
  const { text, spans } = readMarks(marked);
  return withSourceFile(
    grammars,
    path,
    text,
    (file) => {
      const [call] = file.callsAtAnchors();
      assert.ok(call, 'something is called at the marks');
      return call.callee;
    },
    { hits: spans },
  );
}

function table(
  name: string,
  path: string,
  rows: readonly (readonly [text: string, expected: string])[],
): void {
  describe(name, () => {
    for (const [text, expected] of rows) {
      test(`${JSON.stringify(text)} is ${expected}`, () => assert.equal(valueIn(path, text), expected));
    }
  });
}

table('JavaScript: what a value comes to', 'a.js', [
  ['sink(3000)', '3000'],
  ["sink('a\\n\\x41\\u{1F98A}')", JSON.stringify('a\nA🦊')],
  ['sink(null)', 'null'],
  ['sink(3_000)', '3000'],
  ['sink(0xff)', '255'],
  ['const PORT = 3000; sink(PORT)', '3000'],
  ['const A = 1; const B = A; sink((B))', '1'],
  ["const a = 'x'; sink(`${a}y`)", '"xy"'],
  ["sink('a' + 'b')", '"ab"'],
  ["sink('http://' + process.env.HOST + ':80')", 'http://<$HOST>:80'],
  ['sink(process.env.PORT)', '$PORT'],
  ["sink(process.env['PORT'])", '$PORT'],
  ['sink(process.env[name])', '$'],
  ['sink(process.env.PORT || 3000)', '$PORT|3000'],
  ['sink(Number(process.env.PORT ?? 3000))', '$PORT|3000'],
  ['sink(parseInt(process.env.PORT, 10) || 3000)', '$PORT|3000'],
  ['sink(+process.env.PORT)', '$PORT'],
  ['sink(process.env.PORT ? process.env.PORT : 3000)', '$PORT|3000'],
  ['const { PORT } = process.env; sink(PORT)', '$PORT'],
  ['const { PORT = 3000 } = process.env; sink(PORT)', '$PORT|3000'],
  ['const { PORT: port = 3000 } = process.env; sink(port)', '$PORT|3000'],
  ['const env = process.env; sink(env.PORT)', '$PORT'],
  ["const { env } = require('process'); sink(env.PORT)", '$PORT'],
  ["import { env } from 'node:process'; sink(env.PORT)", '$PORT'],
  ["import process from 'node:process'; sink(process.env.PORT)", '$PORT'],
  ['const c = { db: { host: 1 } }; sink(c.db.host)', '1'],
  ["const c = { 'db-host': 1 }; sink(c['db-host'])", '1'],
  ['const host = 1; const c = { host }; sink(c.host)', '1'],
  ['const { db: { host } } = { db: { host: 1 } }; sink(host)', '1'],
  ['const [a, b] = [1, 2]; sink(b)', '2'],
  ['sink({ a: 1 })', '{}'],
  ['sink([1])', '[]'],
  ['const c = {}; sink(c.absent)', '?'],
  ['let port; port = 3000; sink(port)', '3000'],
  ['let port = 1; port = 2; sink(port)', '?'],
  ['let port = 3000; if (x) port = process.env.PORT; sink(port)', '$PORT'],
  ['let n = 0; n++; sink(n)', '?'],
  ['let n = 1; n += 1; sink(n)', '?'],
  ['for (const p of [1, 2]) sink(p)', '?'],
  ['try {} catch (e) { sink(e) }', '?'],
  ['function f(p) { sink(p) }', '?'],
  ['function f() { return 1; } sink(f())', '1'],
  ['const f = () => 1; sink(f())', '1'],
  ['function f() { if (x) return 1; return 2; } sink(f())', 'f()'],
  ['function f() { return process.env.PORT; } sink(f())', '$PORT'],
  ['sink(() => 1)', 'function'],
  ['function f() {} sink(f)', 'function'],
  ["const e = require('express'); sink(e())", 'express()'],
  ["const e = require('express'); sink(e)", '=express'],
  ['class A { port = 3000; run() { sink(this.port) } }', '3000'],
  ['class A { constructor() { this.port = process.env.PORT } run() { sink(this.port) } }', '$PORT'],
  ['class A { port = 1; set() { this.port = 2 } run() { sink(this.port) } }', '?'],
  ['class A { run() { sink(this.absent) } }', '?'],
  ["sink(path.join('a/', '/b'))", '"a/b"'],
  ["sink(path.join('/var', process.env.NAME, 'a.log'))", '/var/<$NAME>/a.log'],
  ["sink(new URL('http://x'))", '"http://x"'],
  ['sink(validate(process.env.PORT))', '$PORT'],
  ['sink(process.env.PORT.trim())', '$PORT'],
  ['sink(await f())', 'f()'],
  ['const a = b; const b = a; sink(a)', '?'],
  ['const a = a; sink(a)', '?'],
  ['function f() { return f(); } sink(f())', 'f()'],
  ["x = x + 'a'; x = x + 'b'; x = x + 'c'; sink(x)", '?'],
  ['sink(a && b)', '?'],
  ["const a = ''; sink(a || 'b')", '"b"'],
  ["sink('a' || process.env.B)", '"a"'],
  ['sink()', '?'],
]);

table('TypeScript: what a value comes to', 'a.ts', [
  ['sink(process.env.PORT!)', '$PORT'],
  ['sink(process.env.PORT as string)', '$PORT'],
  ['const port: number = 3000; sink(port satisfies number)', '3000'],
  ['class A { private readonly port: number = 3000; run() { sink(this.port) } }', '3000'],
  ['function f(p: string = "x") { sink(p) }', '?'],
  ["enum E { A = 'a' } sink(E.A)", '=E.A'],
]);

table('Python: what a value comes to', 'a.py', [
  ['sink(3000)', '3000'],
  ['sink(True)', 'true'],
  ['sink(None)', 'null'],
  ['PORT = 3000\nsink(PORT)', '3000'],
  ['PORT: int = 3000\nsink(PORT)', '3000'],
  ["sink('a' + 'b')", '"ab"'],
  ["host = 'x'\nsink(f'http://{host}:80')", '"http://x:80"'],
  ['import os\nsink(f\'http://{os.environ["HOST"]}\')', 'http://<$HOST>'],
  ["import os\nsink(os.environ['PORT'])", '$PORT'],
  ["import os\nsink(os.environ.get('PORT'))", '$PORT'],
  ["import os\nsink(os.environ.get('PORT', 3000))", '$PORT|3000'],
  ["import os\nsink(os.getenv('PORT', default=3000))", '$PORT|3000'],
  ["import os\nsink(int(os.environ.get('PORT', 3000)))", '$PORT|3000'],
  ["from os import environ\nsink(environ['PORT'])", '$PORT'],
  ["from os import getenv as g\nsink(g('PORT') or 3000)", '$PORT|3000'],
  ["import os\nenv = os.environ\nsink(env['PORT'])", '$PORT'],
  ["import os as system\nsink(system.getenv('PORT'))", '$PORT'],
  ["from decouple import config\nsink(config('PORT', default=3000, cast=int))", '$PORT|3000'],
  ["import environ\nenv = environ.Env()\nsink(env('PORT', default=3000))", '$PORT|3000'],
  ["from environs import Env\nenv = Env()\nsink(env.int('PORT', 3000))", '$PORT|3000'],
  ["c = {'db': {'host': 1}}\nsink(c['db']['host'])", '1'],
  ["import os\nsink(3000 if DEBUG else os.environ['PORT'])", '$PORT|3000'],
  ['class A:\n    port = 3000\n    def run(self):\n        sink(self.port)\n', '3000'],
  [
    'class A:\n    def __init__(self):\n        self.port = 3000\n    def run(self):\n        sink(self.port)\n',
    '3000',
  ],
  ['def f():\n    return 1\nsink(f())', '1'],
  ['f = lambda: 1\nsink(f())', '1'],
  ['def f(p=1):\n    sink(p)\n', '?'],
  ['a, b = 1, 2\nsink(b)', '?'],
  ['for p in [1]:\n    sink(p)\n', '?'],
  ['with open("x") as f:\n    sink(f)\n', '?'],
  ['if (n := 3):\n    sink(n)\n', '3'],
  ['from flask import Flask\nsink(Flask(__name__))', 'flask.Flask()'],
  ['q = Q()\nq = q.filter(a=1)\nq = q.filter(b=2)\nsink(q)', '?'],
  ["import os\nsink(os.path.join('a', 'b'))", '"a/b"'],
]);

describe('JavaScript: canonical names', () => {
  const rows: readonly (readonly [marked: string, expected: string])[] = [
    ["import winston from 'winston'; new «winston».transports.File()", 'winston.transports.File'],
    ["import * as winston from 'winston'; new winston.transports.«File»()", 'winston.transports.File'],
    ["import { transports } from 'winston'; new transports.«File»()", 'winston.transports.File'],
    ["import { transports as t } from 'winston'; new t.«File»()", 'winston.transports.File'],
    ["const winston = require('winston'); new winston.transports.«File»()", 'winston.transports.File'],
    ["const { File } = require('winston').transports; new «File»()", 'winston.transports.File'],
    ["const { transports: { File } } = require('winston'); new «File»()", 'winston.transports.File'],
    ["new (require('winston').transports.«File»)()", 'winston.transports.File'],
    ["import { createServer } from 'node:http'; «createServer»()", 'http.createServer'],
    ["const app = require('express')(); app.«listen»(1)", 'express().listen'],
    ["import express from 'express'; const app = express(); app.«listen»(1)", 'express().listen'],
    ["import express from 'express'; let app; app = express(); app.«listen»(1)", 'express().listen'],
    ["import express from 'express'; express().use(a).«listen»(1)", 'express().use().listen'],
    [
      "import { Server } from 'x'; class A { s = new Server(); f() { this.s.«listen»(1) } }",
      'x.Server().listen',
    ],
    ["function make() { const a = require('express')(); return a; } make().«listen»(1)", 'express().listen'],
    ['«fetch»(x)', 'fetch'],
    ["process.«on»('SIGTERM', f)", 'process.on'],
    ["import process from 'process'; process.«on»('SIGTERM', f)", 'process.on'],
    ['function f(app) { app.«listen»(1) }', '?app.listen'],
    ['const app = x ? a() : b(); app.«listen»(1)', '?app.listen'],
    ['let app = a(); app = b(); app.«listen»(1)', '?app.listen'],
    ["const a = { b: { c() {} } }; a['b'].«c»()", '?a.b.c'],
    ['const f = () => 1; «f»()', 'f'],
    ['[1, 2].«map»(f)', '?.map'],
    ['const a = b; const b = a; a.«listen»(1)', '?a.listen'],
    ['let q = d(); q = q.where(1); q = q.where(2); q.«run»()', '?q.run'],
  ];
  for (const [marked, expected] of rows) {
    test(`${marked} is ${expected}`, () => assert.equal(calleeIn('a.js', marked), expected));
  }

  test('know the type of a parameter in TypeScript', () => {
    const text =
      "import { NestExpressApplication } from '@nestjs/platform-express'; function f(app: NestExpressApplication) { app.«listen»(1) }";
    assert.equal(calleeIn('a.ts', text), '@nestjs/platform-express.NestExpressApplication().listen');
    assert.equal(
      calleeIn('a.ts', "import http = require('http'); http.«createServer»()"),
      'http.createServer',
    );
  });
});

describe('Python: canonical names', () => {
  const rows: readonly (readonly [marked: string, expected: string])[] = [
    [
      'import logging.handlers\nlogging.handlers.«RotatingFileHandler»("x")',
      'logging.handlers.RotatingFileHandler',
    ],
    [
      'from logging.handlers import RotatingFileHandler\n«RotatingFileHandler»("x")',
      'logging.handlers.RotatingFileHandler',
    ],
    [
      'from logging import handlers as h\nh.«RotatingFileHandler»("x")',
      'logging.handlers.RotatingFileHandler',
    ],
    ['import logging.handlers as h\nh.«RotatingFileHandler»("x")', 'logging.handlers.RotatingFileHandler'],
    ['from flask import Flask as F\nF(__name__).«run»()', 'flask.Flask().run'],
    ['from flask import Flask\napp = Flask(__name__)\napp.«run»()', 'flask.Flask().run'],
    [
      'from flask import Flask\ndef make():\n    app = Flask(__name__)\n    return app\nmake().«run»()',
      'flask.Flask().run',
    ],
    ['def f():\n    import os\n    os.«fork»()\n', 'os.fork'],
    ['«open»("x")', 'open'],
    ['def f(app):\n    app.«run»()\n', '?app.run'],
    [
      'from aiohttp import web\ndef f(app: web.Application):\n    app.«run»()\n',
      'aiohttp.web.Application().run',
    ],
    [
      'class A:\n    def __init__(self):\n        self.app = Flask()\n    def f(self):\n        self.app.«run»()\n',
      'Flask().run',
    ],
    ['from . import tools\ntools.«run»()', '.tools.run'],
  ];
  for (const [marked, expected] of rows) {
    test(`${marked} is ${expected}`, () => assert.equal(calleeIn('a.py', marked), expected));
  }
});

describe('what is assigned again and again', () => {
  const time = (path: string, text: string) => processorTime(() => valueIn(path, text));

  test('is followed in time that grows with the text, not with its ways', () => {
    const lines = (line: string) => Array.from({ length: 20 }, () => line).join('\n');
    const chained = Array.from(
      { length: 20 },
      (_, index) => `const v${index + 1} = v${index} + v${index};`,
    ).join('\n');
    for (const [path, text] of [
      ['a.js', `let s = 'a';\n${lines("s = s + 'b' + s;")}\nsink(s)`],
      ['a.js', `let q = d();\n${lines('q = q.where(q, q).or(q);')}\nsink(q.run(q))`],
      ['a.js', `const v0 = 'a';\n${chained}\nsink(v20)`],
      ['a.js', `let a = f(), b = f();\n${lines('a = b + a; b = a + b;')}\nsink(a + b)`],
      ['a.py', `q = d()\n${lines('q = q.filter(a=q).exclude(q)')}\nsink(q)`],
    ] as const) {
      assert.ok(time(path, text) < 500, text);
    }
  });
});
