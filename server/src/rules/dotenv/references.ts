import { type DotenvDialect, evaluateDotenv } from '../../formats/dotenv/evaluate.ts';
import type { DotenvAssignment, DotenvDocument, DotenvReference } from '../../formats/dotenv.ts';
import type { Readers } from './readers.ts';

const SENTINEL = 'sentinel';

/** Whether a reader puts the value of a variable declared above, or in the environment, in the place of a reference. */
export function expands(
  dialect: DotenvDialect,
  { quote }: DotenvAssignment,
  { name }: DotenvReference,
  written: string,
): boolean {
  return isFilled(`${name}=${SENTINEL}\n${probe(quote, written)}`, dialect);
}

/** Whether a reader also sees what is declared below. */
export function looksAhead(
  dialect: DotenvDialect,
  { quote }: DotenvAssignment,
  { name }: DotenvReference,
  written: string,
): boolean {
  return isFilled(`${probe(quote, written)}${name}=${SENTINEL}\n`, dialect);
}

function probe(quote: string, written: string): string {
  return `TWELVE_PROBE=${quote}${written}${quote}\n`;
}

function isFilled(text: string, dialect: DotenvDialect): boolean {
  return evaluateDotenv(text, dialect).values.get('TWELVE_PROBE')?.includes(SENTINEL) === true;
}

/** A reference that is meant as one, and the readers that resolve it. */
export type Resolved = {
  readonly assignment: DotenvAssignment;
  readonly reference: DotenvReference;
  readonly expanding: readonly DotenvDialect[];
};

/** `$w0rd` in a password is seldom meant. */
const MEANT = /^[A-Z][A-Z0-9_]*$/;

/** References with the readers that resolve them; also where none does. */
export function* referencesIn(document: DotenvDocument, { dialects }: Readers): Iterable<Resolved> {
  for (const assignment of document.assignments) {
    for (const reference of assignment.references) {
      if (!MEANT.test(reference.name)) continue;
      const written = document.text.slice(reference.span.start, reference.span.end);
      const expanding = dialects.filter((dialect) => expands(dialect, assignment, reference, written));
      yield { assignment, reference, expanding };
    }
  }
}

/** References to variables of the file that no reader in use resolves. */
export function* unexpandedIn(document: DotenvDocument, readers: Readers): Iterable<Resolved> {
  if (!readers.areKnown) return;
  const declared = new Set(document.assignments.map(({ key }) => key));
  for (const found of referencesIn(document, readers)) {
    const { assignment, reference, expanding } = found;
    // In single quotes it is meant as it stands; what is set nowhere may be no reference at all.
    if (expanding.length === 0 && assignment.quote !== "'" && declared.has(reference.name)) yield found;
  }
}

/** Whether the readers agree that it is a reference; where they do not, the value differs, which is another matter. */
export function isResolvedByAll({ expanding }: Resolved, { dialects, areKnown }: Readers): boolean {
  return areKnown ? expanding.length === dialects.length : expanding.length > 0;
}

/** By key, the names that its last value refers to. A variable that refers to itself means the environment's. */
function graphOf(document: DotenvDocument): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    document.assignments.map(({ key, references }) => [
      key,
      new Set(references.map(({ name }) => name).filter((name) => name !== key)),
    ]),
  );
}

/** Variables that refer to one another in a circle, in the order of the references. */
export type Circle = readonly string[];

/** By key, the circle it is on. A variable of several circles has one of them. */
export function circlesIn(document: DotenvDocument): ReadonlyMap<string, Circle> {
  const graph = graphOf(document);
  const circles = new Map<string, Circle>();
  const done = new Set<string>();
  /** The keys on the way to the present one, each with its place. */
  const places = new Map<string, number>();
  const stack: { readonly key: string; readonly next: Iterator<string> }[] = [];
  const enter = (key: string): void => {
    places.set(key, stack.length);
    stack.push({ key, next: (graph.get(key) ?? new Set<string>()).values() });
  };
  for (const start of graph.keys()) {
    if (!done.has(start)) enter(start);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const { value: name, done: isEnd } = top.next.next();
      if (isEnd) {
        done.add(top.key);
        places.delete(top.key);
        stack.pop();
        continue;
      }
      const place = places.get(name);
      if (place === undefined) {
        if (!done.has(name) && graph.has(name)) enter(name);
      } else if (!circles.has(name)) {
        const circle = stack.slice(place).map(({ key }) => key);
        for (const key of circle) circles.set(key, circle);
      }
    }
  }
  return circles;
}
