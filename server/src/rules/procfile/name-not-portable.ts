import type { ProcfileContext, ProcfileTarget } from '../../formats/procfile/targets.ts';
import { defineRule } from '../../model/rule.ts';
import { ALL_ENVIRONMENTS, ALL_KINDS, inUse, judge } from './targets-affected.ts';

export default defineRule({
  id: 'procfile/name-not-portable',
  severity: 'hint',
  summary: 'Name process types with small letters and digits, which every platform takes.',
  kinds: ALL_KINDS,
  environments: ALL_ENVIRONMENTS,
  formats: {
    *procfile({ entries }, context) {
      for (const { name, nameSpan } of entries) {
        if (!/^[A-Za-z0-9_-]+$/.test(name)) continue;
        const complaint = complaintOf(name, context);
        if (complaint) yield { span: nameSpan, ...complaint };
      }
    },
  },
});

type Limit = {
  readonly breaks: (name: string) => boolean;
  readonly targets: readonly ProcfileTarget[];
  readonly what: string;
  readonly advice: string;
  /** Common enough, and harmless enough elsewhere, to be named only where such a platform is in use. */
  readonly onlyInUse?: boolean;
};

/** Sources: dokku/procfile-util parse.go; heroku/buildpacks-procfile procfile.rs; GoogleCloudPlatform/buildpacks entrypoint.go; Scalingo's documentation. */
const LIMITS: readonly Limit[] = [
  {
    breaks: (name) => name.length > 63,
    targets: ['dokku', 'heroku', 'scalingo'],
    what: 'is longer than the 63 characters that Dokku and Heroku take',
    advice: 'Shorten it',
  },
  {
    breaks: (name) => name.length > 24,
    targets: ['scalingo'],
    what: 'is longer than the 24 characters that Scalingo takes',
    advice: 'Shorten it',
    onlyInUse: true,
  },
  {
    breaks: (name) => name.includes('-'),
    targets: ['google-cloud', 'scalingo'],
    what: 'holds a `-`, with which Google Cloud skips the process without a word and Scalingo refuses it',
    advice: 'Use letters and digits only',
    onlyInUse: true,
  },
  {
    breaks: (name) => name.includes('_'),
    targets: ['scalingo', 'heroku'],
    what: 'holds a `_`, which Scalingo refuses and the Procfile buildpack of Heroku turns into `-`',
    advice: 'Use letters and digits only',
  },
  {
    breaks: (name) => /[A-Z]/.test(name),
    targets: ['heroku'],
    what: 'holds capital letters, which the Procfile buildpack of Heroku makes small, and which scripts that name the process then miss',
    advice: 'Use small letters',
  },
];

function complaintOf(name: string, context: ProcfileContext) {
  for (const { breaks, targets, what, advice, onlyInUse } of LIMITS) {
    if (!breaks(name) || (onlyInUse && context.targets.length === 0)) continue;
    // Heroku's Procfile buildpack mends the name itself, and its older stack takes it as it is.
    const isRefused = context.targets.some((target) => target !== 'heroku' && targets.includes(target));
    const found = judge(context, targets, { used: isRefused ? 'warning' : 'information', unknown: 'hint' });
    if (found) {
      return {
        severity: found.severity,
        message: `The name '${name}' ${what}${inUse(found)}. ${advice}.`,
      };
    }
  }
  return undefined;
}
