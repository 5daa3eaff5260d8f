import { connectionString } from '../config/connection-strings.ts';
import { credentialKind } from '../config/credential-names.ts';
import { providerTokenIn } from '../config/provider-tokens.ts';
import { isPlaceholder } from '../config/secret-values.ts';

/** Longer values are cut where they are shown, in UTF-16 units. */
const LONGEST_SHOWN = 60;

/** Whether a variable's value must not be shown: by its name, or because the value holds a credential. */
export function isSecretVariable(name: string, value: string): boolean {
  if (value === '' || isPlaceholder(value)) return false;
  return (
    credentialKind(name) !== undefined ||
    connectionString(value) !== undefined ||
    providerTokenIn(value) !== undefined
  );
}

/** A value in a sentence: quoted, on one line, cut if it is long, and of a secret only the length. */
export function shownValue(name: string, value: string | null, isSecret = false): string {
  if (value === null) return 'no value';
  if (value === '') return 'nothing';
  if (isSecret || isSecretVariable(name, value))
    return `a hidden value of ${value.length} character${value.length === 1 ? '' : 's'}`;
  const line = value.replaceAll('\r', '\\r').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
  return `'${line.length > LONGEST_SHOWN ? `${line.slice(0, LONGEST_SHOWN)}…` : line}'`;
}
