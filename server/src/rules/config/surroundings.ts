import type { SourceFile } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';
import { setOf, wordsOf } from './words.ts';

const NOT_PRODUCTION = setOf(
  'dev development develop local test tests testing debug ci e2e mock demo sample example',
);

const DEVELOPMENT_TEST =
  /^(?:[\w.]*\b)?(?:DEBUG|is_?dev(?:elopment)?|is_?test(?:ing)?|TESTING|IS_DEV|IS_TEST)$|[=!]==?\s*['"](?:dev|development|test|testing|local)['"]$/i;

/**
 * Whether the code says itself that it is for a developer's machine or for tests: below a key `development`, in a
 * class `TestingConfig`, in a branch for `DEBUG`.
 */
export function isForDevelopment(file: SourceFile, span: Span): boolean {
  const names = [...file.pathOf(span).slice(0, -1), file.classAround(span.start)?.name ?? ''];
  if (names.some((name) => wordsOf(name).some((word) => NOT_PRODUCTION.has(word)))) return true;
  return file.tests(span.start).some((test) => {
    const source = file.source(test.span);
    if (source.startsWith('!') || source.startsWith('not ') || source.includes('!=')) return false;
    return DEVELOPMENT_TEST.test(source) && isFirstBranch(file, test.span, span);
  });
}

function isFirstBranch(file: SourceFile, test: Span, span: Span): boolean {
  const [first] = file.branches(test);
  return first !== undefined && first.start <= span.start && span.end <= first.end;
}

/** Stands beside a host and a user: `{ HOST: …, USER: …, PASSWORD: … }` is handed to a client somewhere else. */
export function isConnection(file: SourceFile, span: Span): boolean {
  const around = file.around(span);
  if (around?.kind !== 'object') return false;
  const isPart = (key: string) =>
    /^(?:host(?:name)?|server|dialect|engine|database|db|user(?:name)?|port)$/i.test(key);
  const parts = around.entries.filter(({ key }) => isPart(key)).map(({ key }) => key.toLowerCase());
  return (
    parts.length >= 2 &&
    parts.some((key) => /^(?:host|hostname|server|dialect|engine|database|db)$/.test(key))
  );
}

const ENVIRONMENT_TEST =
  /\b(?:NODE_ENV|APP_ENV|FLASK_ENV|DJANGO_ENV|DEPLOY_ENV|ENVIRONMENT|is_?prod(?:uction)?|is_?dev(?:elopment)?|is_?staging|DEBUG)\b|['"](?:prod|production|development|staging)['"]/i;

/** Whether the code runs or not by the name of the environment: `config/environment-branch` speaks of it. */
export function isEnvironmentBranch(file: SourceFile, offset: number): boolean {
  return file.tests(offset).some(({ span }) => ENVIRONMENT_TEST.test(file.source(span)));
}

/**
 * Whether the span is a field of a class that a library fills from the environment, so that its value is a
 * default: pydantic's `BaseSettings`.
 */
export function isSettingsField(file: SourceFile, span: Span): boolean {
  const owner = file.family === 'python' ? file.classAround(span.start) : undefined;
  return owner?.bases.some((base) => /Settings$/.test(base)) ?? false;
}

/** Code of a page in a browser: it has no environment at run time. */
export function isBrowserCode(file: SourceFile): boolean {
  if (file.family !== 'javascript') return false;
  if (file.language === 'typescriptreact' || /\.(?:jsx|vue|svelte)$/.test(file.path)) return true;
  return (
    ['react', 'react-dom', 'vue', '@angular/core', 'svelte', 'jquery', 'react-native'].some((module) =>
      file.imports(module),
    ) || file.matches(USES_DOCUMENT)
  );
}

const USES_DOCUMENT =
  /(?<![\w.'"])(?:\(?window(?: as \w+\))?\.\w|document\.(?:getElement|querySelector|cookie|body|createElement|addEventListener)|localStorage\.|sessionStorage\.)/;
