import { readVariables } from '../formats/variables/index.ts';
import type { VariableUse, VariableUses } from '../model/variable.ts';
import { isSecretVariable } from '../rules/dotenv/secrets.ts';

/** Longer defaults tell nobody anything in a line of text. UTF-16 units. */
const LONGEST_FALLBACK = 200;

/** What a file that is no code says of variables, without secrets. */
export function formatVariables(path: string, text: string): VariableUses {
  return withoutSecrets(readVariables(path, text));
}

/** The uses without the defaults that are or hold a secret: what is not kept cannot be shown by mistake. */
export function withoutSecrets({ uses, ...rest }: VariableUses): VariableUses {
  return { ...rest, uses: uses.map(withoutSecret) };
}

function withoutSecret(use: VariableUse): VariableUse {
  const { fallback, ...rest } = use;
  return fallback === undefined ||
    (fallback.length <= LONGEST_FALLBACK && !isSecretVariable(use.name, fallback))
    ? use
    : rest;
}
