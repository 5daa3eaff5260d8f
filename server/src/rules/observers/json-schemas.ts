import type { ObjectExpression } from '../../model/expression.ts';
import type { SourceFile } from '../../model/source-file.ts';
import { type DeclaredVariable, declared } from './declared-variable.ts';
import { keySpan } from './environment-spans.ts';

const LIBRARIES = ['@fastify/env', 'fastify-env', 'env-schema'];

/** JSON Schemas of the environment: `{ type: 'object', required: ['PORT'], properties: { PORT: { type: 'number' } } }`. */
export function* jsonSchemaVariables(file: SourceFile): Iterable<DeclaredVariable> {
  if (!LIBRARIES.some((library) => file.imports(library))) return;
  for (const match of file.wholeText().matchAll(/\bproperties['"]?\s*:\s*\{/g)) {
    const [properties, schema] = file.objectsAround(match.index + match[0].length);
    if (properties && schema) yield* propertiesOf(file, properties, schema);
  }
}

function* propertiesOf(
  file: SourceFile,
  properties: ObjectExpression,
  schema: ObjectExpression,
): Iterable<DeclaredVariable> {
  const list = schema.entries.find(({ key }) => key === 'required')?.value;
  const required = new Set(
    (list?.kind === 'list' ? list.items : []).flatMap((item) => (item.kind === 'string' ? [item.value] : [])),
  );
  for (const entry of properties.entries) {
    if (!/^[A-Z_][A-Z0-9_]*$/.test(entry.key)) continue;
    const given =
      entry.value.kind === 'object'
        ? entry.value.entries.find(({ key }) => key === 'default')?.value
        : undefined;
    const need = given ? 'default' : required.has(entry.key) ? 'required' : 'optional';
    yield declared(file, {
      name: entry.key,
      span: keySpan(file, entry),
      detail: 'schema',
      need,
      ...(given ? { given } : {}),
    });
  }
}
