import type { DotenvAssignment } from '../../formats/dotenv.ts';
import type { Report } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import { createMender, type Mender } from './fixes.ts';
import { readersOf } from './readers.ts';
import { DOTENV_SCOPE } from './scope.ts';
import { type UrlProblem, urlProblemIn } from './url-problems.ts';

export default defineRule({
  id: 'dotenv/malformed-url',
  severity: 'warning',
  summary: 'Write addresses that every parser reads alike: a whole scheme, a real port, an encoded password.',
  ...DOTENV_SCOPE,
  formats: {
    *dotenv(document, context) {
      const mender = createMender(document, readersOf(context));
      for (const assignment of document.assignments) {
        if (!assignment.value.includes('/') || assignment.commands.length > 0) continue;
        const problem = urlProblemIn(assignment.value);
        if (problem) yield reportOf(problem, assignment, mender);
      }
    },
  },
});

function reportOf(problem: UrlProblem, { key, valueSpan }: DotenvAssignment, mender: Mender): Report {
  const span = { start: valueSpan.start + problem.span.start, end: valueSpan.start + problem.span.end };
  switch (problem.kind) {
    case 'scheme':
      return {
        span,
        message:
          problem.meant === ''
            ? `The address in '${key}' has two schemes, so the second is taken for a host. Remove one.`
            : `The address in '${key}' does not begin with '${problem.meant}', so it is taken for a path or refused. Correct it.`,
        fixes: [
          mender.fix(problem.meant === '' ? 'Remove the first scheme' : `Write '${problem.meant}'`, [
            { span, text: problem.meant },
          ]),
        ],
      };
    case 'password':
      return {
        span,
        message: `The password in the address of '${key}' holds ${problem.characters
          .map((character) => `'${character}'`)
          .join(
            ' and ',
          )}, which ends a part of an address, so parsers disagree about where the host begins. Encode it.`,
        fixes: [mender.fix('Encode the password', [{ span, text: problem.encoded }])],
      };
    case 'percent':
      return {
        span,
        message: `The password in the address of '${key}' holds a '%' that begins no encoded character, so parsers refuse it or change it. Write '%25'.`,
        confidence: 'medium',
      };
    case 'port':
      return {
        span,
        message: `The port in the address of '${key}' is higher than 65535, so nothing can be reached there. Correct the number.`,
        severity: 'error',
      };
  }
}
