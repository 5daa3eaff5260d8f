import { nearestName } from '../engine/nearest.ts';
import { rulePage } from '../engine/rule-page.ts';
import { FACTORS, factorOf } from '../factors.ts';
import { DEFAULT_KINDS, DEFAULT_ROLES, type Rule } from '../model/rule.ts';
import { RULES } from '../rules/index.ts';
import { UsageError } from './failure.ts';
import { SEVERITY_STYLES, type Style } from './terminal.ts';
import { padEnd, wrap } from './text-width.ts';

/** `twelve-factor rules`: every rule with its severity and summary, under its factor. */
export function listRules(style: Style, columns: number): string {
  const idColumns = Math.max(...RULES.map(({ id }) => id.length));
  const families = [
    ...FACTORS.map(({ slug, numeral, title }) => ({ slug, heading: `${numeral} ${title}` })),
    { slug: 'procfile', heading: 'Procfile' },
    { slug: 'dotenv', heading: '.env' },
  ];
  const sections = families
    .map(({ slug, heading }) => {
      const rules = RULES.filter(({ id }) => id.startsWith(`${slug}/`));
      return rules.length === 0
        ? undefined
        : [style('bold', heading), ...rules.flatMap((rule) => ruleLines(rule, idColumns, style, columns))];
    })
    .filter((section) => section !== undefined);
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function ruleLines(
  { id, severity, summary }: Rule,
  idColumns: number,
  style: Style,
  columns: number,
): string[] {
  const lead = idColumns + 17;
  const [first = '', ...more] = wrap(summary, Math.max(30, columns - lead));
  const name = style(SEVERITY_STYLES[severity], padEnd(severity, 11));
  return [`  ${padEnd(id, idColumns)}  ${name}  ${first}`, ...more.map((line) => ' '.repeat(lead) + line)];
}

/**
 * `twelve-factor explain RULE`.
 *
 * @throws UsageError if there is no such rule
 */
export function explainRule(name: string, style: Style, columns: number): string {
  const rule = RULES.find(({ id }) => id === name) ?? RULES.find(({ id }) => id.endsWith(`/${name}`));
  if (!rule) {
    const nearest = nearestName(
      name,
      RULES.map(({ id }) => id),
    );
    throw new UsageError(
      `There is no rule '${name}'. ${nearest ? `Did you mean '${nearest}'?` : "'twelve-factor rules' lists them."}`,
    );
  }
  const { numeral, title, statement } = factorOf(rule.id);
  return [
    style('bold', rule.id),
    ...wrap(rule.summary, columns),
    '',
    `Factor    ${numeral} ${title}: ${statement}`,
    `Severity  ${style(SEVERITY_STYLES[rule.severity], rule.severity)}`,
    `Applies   to ${words(rule.kinds ?? DEFAULT_KINDS)} projects, in ${words(rule.roles ?? DEFAULT_ROLES)} code`,
    `Page      ${rulePage(rule.id)}`,
    '',
  ].join('\n');
}

function words(names: readonly string[]): string {
  const plain = names.map((name) => name.replaceAll('-', ' '));
  if (plain.length < 2) return plain.join('');
  return `${plain.slice(0, -1).join(', ')} and ${plain.at(-1)}`;
}
