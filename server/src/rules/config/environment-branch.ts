import type { Expression } from '../../model/expression.ts';
import type { Confidence, Fix, Report, Severity } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';
import { type Effect, effectOf, effectOfFlag } from './branch-effects.ts';
import { reachedService } from './clients.ts';
import { connectionString } from './connection-strings.ts';
import { credentialKind } from './credential-names.ts';
import {
  ENVIRONMENT_ANCHORS,
  type EnvironmentTest,
  environmentChoices,
  environmentTests,
} from './environment-tests.ts';
import { exampleAddress } from './example-address.ts';
import { PLACEHOLDER, requiredRead } from './required-read.ts';
import { isBrowserCode } from './surroundings.ts';
import { variableName } from './variable-names.ts';

export default defineRule({
  id: 'config/environment-branch',
  severity: 'warning',
  summary: 'Give each setting a variable of its own instead of asking which environment this is.',
  code: {
    anchors: ENVIRONMENT_ANCHORS,
    *check(file) {
      // Bundlers put the comparison's outcome into the page; nothing is left of it at run time.
      if (isBrowserCode(file)) return;
      const reported: Span[] = [];
      for (const test of environmentTests(file)) {
        // `a ? x : b ? y : z` is one choice.
        if (reported.some((branch) => branch.start <= test.span.start && test.span.end <= branch.end))
          continue;
        const report = ofTest(file, test);
        if (!report) continue;
        reported.push(...test.branches);
        yield report;
      }
      for (const { span, isCertain } of environmentChoices(file)) {
        yield {
          span,
          message:
            'The name of the environment chooses a whole group of settings, so every new deploy needs a group in the code before it can run. Read each setting from a variable of its own.',
          confidence: isCertain ? 'high' : 'medium',
        };
      }
    },
  },
});

const WHAT: Readonly<Record<Exclude<Effect, 'none'>, string>> = {
  service: 'The name of the environment decides which service or credential is used',
  value: 'The name of the environment decides a value',
  behaviour: 'The name of the environment decides how the program behaves',
  unclear: 'The name of the environment decides how the program behaves',
};

/** What is switched on or off, be it CORS, a rate limiter or a flag, is seldom needed otherwise by a new deploy. */
function severityOf(effect: Effect, { branches }: EnvironmentTest): Severity | undefined {
  if (branches.length === 0 || effect === 'behaviour' || effect === 'unclear') return 'information';
  return effect === 'service' ? 'error' : undefined;
}

function ofTest(file: SourceFile, test: EnvironmentTest): Report | undefined {
  if (file.isInert(test.span.start)) return undefined;
  const effect = effectIn(file, test);
  if (effect === 'none') return undefined;
  const severity = severityOf(effect, test);
  const fix = readVariable(file, test);
  return {
    span: test.span,
    message: `${WHAT[effect]}, so a new deploy cannot be set up without a change of the code, and what runs in production is never tried elsewhere. Give it a variable of its own.`,
    confidence: confidenceOf(effect, test),
    ...(severity ? { severity } : {}),
    fixes: fix ? [fix] : [],
  };
}

function confidenceOf(effect: Effect, { isCertain }: EnvironmentTest): Confidence {
  if (effect === 'unclear') return 'low';
  if (effect === 'behaviour') return isCertain ? 'medium' : 'low';
  return isCertain ? 'high' : 'medium';
}

function effectIn(file: SourceFile, { span, branches }: EnvironmentTest): Effect {
  const name = file.nameOf(span);
  if (branches.length === 0) {
    const around = file.around(span);
    // `const isProduction = …` is judged where it is used; a bare comparison that is returned or passed may be anything.
    if (around?.kind !== 'object' || name === undefined) return 'none';
    return effectOfFlag(name);
  }
  if (isTestSetUp(file, span.start)) return 'none';
  const start = Math.max(file.line(span.start).start, file.statement(span.start).start);
  const before = file.source({ start, end: span.start }).replace(/^\s*(?:if|elif|else if)\b.*/, '');
  const owner = file.functionAround(span.start)?.name ?? '';
  const context = `${name ?? ''} ${before} ${owner}`;
  return effectOf(
    branches.map((branch) => file.source(branch)),
    context,
  );
}

/** Handlers of errors say more or less to whoever asks; `TESTING` is a matter of tests. */
function isTestSetUp(file: SourceFile, offset: number): boolean {
  const owner = file.functionAround(offset);
  const isErrorHandler =
    owner !== undefined && /^_?(?:err|error|exc|exception)$/i.test(owner.parameters[0] ?? '');
  return isErrorHandler && (owner?.parameters.length ?? 0) >= 3;
}

/** `production ? 'a' : 'b'` of two literals becomes a variable; what more code decides is for a person to take apart. */
function readVariable(file: SourceFile, { span }: EnvironmentTest): Fix | undefined {
  const choice = file.around(span);
  if (choice?.kind !== 'conditional' || choice.test.span.start !== span.start) return undefined;
  const values = [choice.consequence, choice.alternative].map(stringOf);
  const [first, second] = values;
  const path = file.pathOf(choice.span);
  if (first === undefined || second === undefined || path.length === 0) return undefined;
  const variable = variableName(path, reachedService(file.sinks(choice.span)));
  const isSecret = credentialKind(path.at(-1) ?? '') !== undefined;
  const isAddress = /^[\w+.:-]+:\/\//.test(first) || connectionString(first) !== undefined;
  const example = isSecret ? PLACEHOLDER : isAddress ? exampleAddress(first) : first;
  const documented = { name: variable, example, comment: 'Set in every deploy' };
  return requiredRead(file, choice.span, documented, `Read it from ${variable}`, file.path);
}

function stringOf(expression: Expression): string | undefined {
  return expression.kind === 'string' ? expression.value : undefined;
}
