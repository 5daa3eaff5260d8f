import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Span } from '../../server/src/model/span.ts';

/** One case of a rule's page: files, and what is expected of the last one. */
export type PageCase = {
  readonly verdict: 'bad' | 'good';
  readonly language: string;
  /** Line of the page on which the case begins, from 1. */
  readonly line: number;
  readonly files: ReadonlyMap<string, string>;
  /** The file that is judged. */
  readonly path: string;
  /** Spans marked by carets under a line; empty where a bad case marks none. */
  readonly marked: readonly Span[];
  /** The files after all first fixes, where the page says. */
  readonly fixed?: ReadonlyMap<string, string>;
};

export type Page = {
  readonly file: string;
  readonly heading: string;
  /** The first paragraph. */
  readonly summary: string;
  readonly sections: readonly string[];
  readonly cases: readonly PageCase[];
};

const FOLDER = 'docs/rules';

/** Paths of all rule pages, sorted. */
export function pageFiles(): readonly string[] {
  return readdirSync(FOLDER, { recursive: true })
    .map((name) => path.join(FOLDER, String(name)))
    .filter((name) => name.endsWith('.md'))
    .sort();
}

/** Default path of a block without `path=…`, by the language after the fence. */
const DEFAULT_PATHS: Readonly<Record<string, string>> = {
  javascript: 'src/app.js',
  typescript: 'src/app.ts',
  tsx: 'src/app.tsx',
  python: 'app/main.py',
  dockerfile: 'Dockerfile',
  procfile: 'Procfile',
  json: 'package.json',
  yaml: 'compose.yaml',
  dotenv: '.env.example',
};

type Block = { language: string; verdict: string; path: string; text: string; line: number };

/**
 * Reads a page. The line that opens a block says language, verdict and, if not the usual one, the path:
 * `javascript bad path=src/server.js`. A `file` block adds a file to the case that follows; `fixed` blocks
 * follow a bad one, one for each file that the fixes change.
 */
export function readPage(file: string): Page {
  const text = readFileSync(file, 'utf8');
  const outside = text.replace(/^```[\s\S]*?^```/gm, '');
  return {
    file,
    heading: /^# (.+)$/m.exec(outside)?.[1] ?? '',
    summary: /^# .+\n\n(.+)$/m.exec(outside)?.[1] ?? '',
    sections: [...outside.matchAll(/^## (.+)$/gm)].map((match) => match[1] ?? ''),
    cases: toCases(file, readBlocks(text)),
  };
}

function readBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  for (const match of text.matchAll(/^```(\w+) (bad|good|fixed|file)(?: path=(\S+))?\n([\s\S]*?)^```$/gm)) {
    const [, language = '', verdict = '', at, body = ''] = match;
    const line = text.slice(0, match.index).split('\n').length;
    blocks.push({ language, verdict, path: at ?? DEFAULT_PATHS[language] ?? 'file', text: body, line });
  }
  return blocks;
}

function toCases(file: string, blocks: readonly Block[]): PageCase[] {
  const cases: PageCase[] = [];
  let files = new Map<string, string>();
  for (const block of blocks) {
    if (block.verdict === 'file') {
      files.set(block.path, block.text);
      continue;
    }
    if (block.verdict === 'fixed') {
      const last = cases.at(-1);
      if (last?.verdict !== 'bad') throw new Error(`${file}:${block.line}: a fixed block without a bad one`);
      cases[cases.length - 1] = {
        ...last,
        fixed: new Map([...(last.fixed ?? []), [block.path, block.text]]),
      };
      continue;
    }
    const { code, marked } = readMarks(block.text);
    files.set(block.path, code);
    const verdict = block.verdict === 'bad' ? 'bad' : 'good';
    cases.push({ verdict, language: block.language, line: block.line, files, path: block.path, marked });
    files = new Map();
  }
  return cases;
}

/** Takes lines of carets out; each run of carets marks what stands above it. */
function readMarks(text: string): { code: string; marked: Span[] } {
  const marked: Span[] = [];
  let code = '';
  let above = 0;
  for (const line of text.split(/(?<=\n)/)) {
    if (!/^[ ]*\^+[ ^]*\n$/.test(line)) {
      above = code.length;
      code += line;
      continue;
    }
    for (const run of line.matchAll(/\^+/g)) {
      marked.push({ start: above + run.index, end: above + run.index + run[0].length });
    }
  }
  return { code, marked };
}
