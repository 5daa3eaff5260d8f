import type { Expression } from '../model/expression.ts';
import type { SourceFile } from '../model/source-file.ts';

/** Words by which programs name what they run in; `debug` decides the same in Flask and Django. */
const ENVIRONMENT_TEST =
  /process\.env|os\.environ|getenv|import\.meta\.env|\b(?:NODE|APP|FLASK|DJANGO|RAILS|STAGE)_ENV\b|\bENV(?:IRONMENT)?\b|\bis_?(?:dev|prod|test|local)|\b(?:DEBUG|TESTING)\b|['"](?:prod|production|dev|development|local|staging)['"]|get\(['"]env['"]\)/i;
const PRODUCTION = /prod|staging|\blive\b/i;
const DEVELOPMENT = /dev|debug|test|local/i;
const NEGATION = /!==?|^\s*!|\bnot\b|!=/;

/** Whether a test on the way to the offset asks for the environment, or for the program being run by hand. */
export function dependsOnEnvironment(file: SourceFile, offset: number): boolean {
  if (file.isMainGuarded(offset)) return true;
  return file.tests(offset).some((test) => asksEnvironment(file, test));
}

/** Whether the code at the offset is only reached outside production, as far as the tests around it say. */
export function isForDevelopment(file: SourceFile, offset: number): boolean {
  return file.tests(offset).some((test) => {
    const text = file.source(test.span);
    if (!ENVIRONMENT_TEST.test(text)) return false;
    const [first] = file.branches(test.span);
    const holds = first === undefined || (first.start <= offset && offset < first.end);
    const positive = holds !== NEGATION.test(text);
    if (PRODUCTION.test(text)) return !DEVELOPMENT.test(text) && !positive;
    return DEVELOPMENT.test(text) && positive;
  });
}

function asksEnvironment(file: SourceFile, test: Expression): boolean {
  return ENVIRONMENT_TEST.test(file.source(test.span)) || file.evaluate(test).kind === 'environment';
}
