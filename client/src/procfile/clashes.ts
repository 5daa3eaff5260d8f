import { portClashes } from '../../../server/src/workspace/formation.ts';
import { labelOf } from './definition.ts';

/** A process with the Procfile that names it and the port that it has or will have, if anybody knows. */
export type Placed = {
  readonly file: string;
  readonly name: string;
  readonly port: number | undefined;
};

export type Clash = { readonly port: number; readonly warning: string };

/** Ports that a process is to get and that another one has or gets, too. */
export function clashesOf(running: readonly Placed[], fresh: readonly Placed[]): readonly Clash[] {
  const placed = [...running, ...fresh].flatMap(({ file, name, port }) =>
    port === undefined ? [] : [{ name: labelOf(file, name), port }],
  );
  const wanted = new Set(fresh.map(({ port }) => port));
  return portClashes(placed)
    .filter(({ port }) => wanted.has(port))
    .map(({ port, names }) => ({
      port,
      warning: `${names.join(' and ')} get the same port, ${port}. Stop one of them, or set PORT in the .env beside its Procfile.`,
    }));
}
