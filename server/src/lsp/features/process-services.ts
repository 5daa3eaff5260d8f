import { parseProcfile } from '../../formats/procfile.ts';
import { type Data, entriesOf, itemsOf, readYaml, textOf, valueAt } from '../../formats/variables/data.ts';
import type { Span } from '../../model/span.ts';

/** A service of Compose that is the same process as one of a Procfile: it has its name and its command. */
export type ProcessService = {
  /** The name of the service, and where others wait for it or link to it. */
  readonly spans: readonly Span[];
  /** It is named elsewhere, as a host for instance, so that no rename can be made by the places alone. */
  readonly isHost: boolean;
};

/**
 * Finds the service of a process.
 *
 * @param compose  text of a Compose file
 * @param commands of the process in the Procfiles beside it
 */
export function serviceOf(
  compose: string,
  name: string,
  commands: readonly string[],
): ProcessService | undefined {
  for (const document of readYaml(compose).documents) {
    const services = entriesOf(valueAt(document, 'services'));
    const own = services.find(({ key }) => key === name);
    const command = own && commandOf(valueAt(own.value, 'command'));
    if (!own || command === undefined || !commands.map(normalized).includes(normalized(command))) continue;
    const spans = [own.keySpan, ...services.flatMap(({ value }) => mentions(value, name))].filter(
      ({ start, end }) => compose.slice(start, end) === name,
    );
    return { spans, isHost: isMentioned(compose, name, command, spans) };
  }
  return undefined;
}

/** The commands of a process in some Procfiles. */
export function commandsOfProcess(
  procfiles: readonly { readonly path: string; readonly text: string }[],
  name: string,
): readonly string[] {
  return procfiles
    .flatMap(({ path, text }) => parseProcfile(path, text).entries)
    .filter((entry) => entry.name === name && entry.command !== '')
    .map(({ command }) => command);
}

function commandOf(data: Data | undefined): string | undefined {
  const items = itemsOf(data).map(textOf);
  if (items.length === 0) return textOf(data);
  const [shell, option, script] = items;
  return /^(?:\/bin\/)?(?:ba)?sh$/.test(shell ?? '') && /^-\w*c$/.test(option ?? '')
    ? script
    : items.join(' ');
}

/** Compose doubles dollar signs; blanks and quotes do not make another command. */
function normalized(command: string): string {
  return command
    .replaceAll('$$', '$')
    .replace(/["']/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^\s*exec\s|\s$/g, '');
}

/** `depends_on` and `links`, as lists or maps. */
function mentions(service: Data | undefined, name: string): readonly Span[] {
  return ['depends_on', 'links'].flatMap((key) => {
    const data = valueAt(service, key);
    const ofMap = entriesOf(data).filter((entry) => entry.key === name);
    const ofList = itemsOf(data).flatMap((item) =>
      item.kind === 'text' && item.value === name ? [item.span] : [],
    );
    return [...ofMap.map(({ keySpan }) => keySpan), ...ofList];
  });
}

/** Whether the name stands anywhere else as a word of its own, the command left out. */
function isMentioned(compose: string, name: string, command: string, spans: readonly Span[]): boolean {
  const words = wordsIn(compose, name);
  const inCommand = wordsIn(command, name);
  return words > spans.length + inCommand;
}

function wordsIn(text: string, name: string): number {
  const word = new RegExp(`(?<![\\w-])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w-])`, 'g');
  return [...text.matchAll(word)].length;
}
