import { namesOfDialects } from '../../formats/dotenv/detect.ts';
import { overrides } from '../../formats/dotenv/layers.ts';
import { type DotenvAssignment, parseDotenv } from '../../formats/dotenv.ts';
import type { Span } from '../../model/span.ts';
import { outcomesOf, readingsOf } from './dotenv-values.ts';
import type { PlaceRequest } from './feature.ts';

/** What a variable's value really becomes, for each reader of the file: at its name, its value and references to it. */
export async function dotenvHover(
  request: PlaceRequest,
): Promise<{ readonly span: Span; readonly markdown: string } | undefined> {
  const { path, text, offset } = request;
  const { assignments } = parseDotenv(path, text);
  const assignment = assignments.find(({ contentSpan }) => touches(contentSpan, offset));
  if (!assignment || assignment.key === '') return undefined;
  const reference = assignment.references.find(({ span }) => touches(span, offset));
  if (reference) {
    const target = assignments.findLast(({ key }) => key === reference.name);
    const markdown = target
      ? describe(request, target.key, assignments)
      : `**${reference.name}** is not set in this file.`;
    return { span: reference.span, markdown };
  }
  const place = [assignment.keySpan, assignment.quotedSpan].find((span) => touches(span, offset));
  return place && { span: place, markdown: describe(request, assignment.key, assignments) };
}

function describe(request: PlaceRequest, key: string, assignments: readonly DotenvAssignment[]): string {
  const readings = readingsOf(request);
  const outcomes = outcomesOf(key, readings);
  const [only] = outcomes;
  const parts: string[] = [];
  if (outcomes.length === 1 && only) {
    const who = readings.areKnown ? namesOfDialects(only.dialects) : 'all common readers';
    parts.push(`**${key}** is ${only.markdown} for ${who}.`);
  } else {
    const rows = outcomes.map(({ dialects, markdown }) => `| ${namesOfDialects(dialects)} | ${markdown} |`);
    parts.push(
      [`**${key}** depends on what reads the file:`, '', '| Reader | Value |', '|---|---|', ...rows].join(
        '\n',
      ),
    );
  }
  if (!readings.areKnown)
    parts.push(
      'Nothing says what reads this file; set `dotenvDialects` in `.twelve-factor.json` if you know it.',
    );
  const count = assignments.filter((one) => one.key === key).length;
  if (count > 1) parts.push(`It is assigned ${count} times in this file.`);
  parts.push(...layersInWords(key, request));
  return parts.join('\n\n');
}

/** Which of the files that are read together has the last word about a key. */
function layersInWords(key: string, { path, folder }: PlaceRequest): readonly string[] {
  const { neighbours = [], layering } = folder.dotenvContext(path);
  const name = nameOf(path);
  const over: string[] = [];
  const under: string[] = [];
  const beside: string[] = [];
  for (const { path: of, kind, values } of neighbours) {
    if (kind !== 'layer' || !values.has(key)) continue;
    const other = nameOf(of);
    const isOver = layering && overrides(other, name, layering);
    const place = isOver === undefined ? beside : isOver ? over : under;
    place.push(`\`${other}\``);
  }
  const tool = layering?.tool;
  return [
    ...(over.length > 0 ? [`${over.join(' and ')} overrides it for ${tool}.`] : []),
    ...(under.length > 0 ? [`It overrides the value in ${under.join(' and ')} for ${tool}.`] : []),
    ...(beside.length > 0 ? [`It is set in ${beside.join(' and ')}, too.`] : []),
  ];
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function touches({ start, end }: Span, offset: number): boolean {
  return offset >= start && offset <= end;
}
