import type { Expression, ObjectExpression } from '../../model/expression.ts';
import type { SourceFile } from '../../model/source-file.ts';
import { type DeclaredVariable, declared } from './declared-variable.ts';
import type { SchemaNeed } from './schema-needs.ts';

/** Settings are nested this deep at most. */
const MAXIMUM_DEPTH = 12;

/** convict's `{ port: { env: 'PORT', default: 80 } }`, nested as one likes. */
export function* convictVariables(
  file: SourceFile,
  expression: Expression,
  depth: number,
): Iterable<DeclaredVariable> {
  if (depth > MAXIMUM_DEPTH) return;
  if (expression.kind === 'name') {
    const value = file.evaluate(expression);
    if (value.kind === 'object' && value.origin.file.path === file.path)
      yield* convictVariables(file, value.object, depth + 1);
    return;
  }
  if (expression.kind !== 'object') return;
  const name = expression.entries.find(({ key }) => key === 'env')?.value;
  if (name?.kind === 'string') {
    yield declared(file, {
      name: name.value,
      span: name.content,
      detail: 'convict',
      ...needOf(file, expression),
    });
  }
  for (const { value } of expression.entries) yield* convictVariables(file, value, depth + 1);
}

/** Where the value must be of a format, nothing is none: `validate()` then names what is missing. */
function needOf(file: SourceFile, setting: ObjectExpression): SchemaNeed {
  const option = (name: string) => setting.entries.find(({ key }) => key === name)?.value;
  const given = option('default');
  const format = option('format');
  const isChecked =
    format !== undefined &&
    !(format.kind === 'string' && format.value === '*') &&
    !option('nullable') &&
    file.matches(/\.validate\(/);
  if (!given || (given.kind === 'constant' && given.value === null)) {
    return { need: isChecked && given ? 'required' : 'optional' };
  }
  const removal = isChecked ? { removal: { span: given.span, text: 'null' } } : {};
  return { need: 'default', given, ...removal };
}
