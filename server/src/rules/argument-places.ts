import type { Call, Value } from '../model/source-file.ts';

/**
 * The value at a place of a call, undefined where nothing is given. A place is written `position:keyword/key/key`,
 * each part left out where it does not apply: `0` is the first argument, `0/socket/host` a key in the object given
 * there, `0:host` the first argument or the keyword `host`, `:host` the keyword alone.
 */
export function valueAt(call: Call, place: string): Value | undefined {
  const [first = '', ...keys] = place.split('/');
  const [position = '', keyword] = first.split(':');
  let value = call.argument(position === '' ? -1 : Number(position), keyword);
  for (const key of keys) {
    if (value?.kind === 'environment') return value;
    if (value?.kind !== 'object') return undefined;
    const entry = value.object.entries.find((candidate) => candidate.key === key);
    value = entry && value.origin.file.evaluate(entry.value);
  }
  return value;
}
