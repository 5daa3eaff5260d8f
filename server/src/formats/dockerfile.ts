import { type Copy, DockerfileParser, type Env, type From, type Instruction } from 'dockerfile-ast';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Span } from '../model/span.ts';
import { execForm, joinContinuations, splitWords } from './dockerfile-arguments.ts';
import { recently } from './recent-documents.ts';

export type DockerfileStage = {
  /** As written: `node:20`, `node:${NODE_VERSION}`, `builder`. */
  readonly image: string;
  readonly imageSpan: Span;
  /** The image with the defaults of the `ARG`s before the first `FROM` put in; absent if one has none. */
  readonly resolvedImage?: string;
  /** Index into `stages` of the earlier stage that this one continues; absent for an image. */
  readonly base?: number;
  /** Of `--platform=`. */
  readonly platform?: string;
  /** After `AS`. */
  readonly name?: string;
  /** From `FROM` to the start of the next stage or the end of the text. */
  readonly span: Span;
  /** The last stage is what is built by default. */
  readonly final: boolean;
};

type InStage = {
  readonly span: Span;
  /** Index into `stages`; -1 before the first `FROM`. */
  readonly stage: number;
};

/** `CMD` or `ENTRYPOINT`. */
export type DockerfileCommand = InStage & {
  readonly instruction: 'CMD' | 'ENTRYPOINT';
  readonly form: 'exec' | 'shell';
  /** What the instruction says: as written, lines joined (shell form), or its words with blanks between (exec form). */
  readonly command: string;
  readonly words: readonly string[];
  /** The arguments, without the keyword. */
  readonly argumentsSpan: Span;
  /** The last of its kind in its stage; Docker ignores the earlier ones. */
  readonly effective: boolean;
};

/** One `NAME=value` of `ENV` or `ARG`. */
export type DockerfileVariable = InStage & {
  readonly instruction: 'ENV' | 'ARG';
  readonly name: string;
  readonly nameSpan: Span;
  /** Quotes and escapes resolved, variables as written; absent for an `ARG` without default. */
  readonly value?: string;
  readonly valueSpan?: Span;
};

/** `COPY` or `ADD`; here-documents are no sources. */
export type DockerfileCopy = InStage & {
  readonly instruction: 'COPY' | 'ADD';
  readonly sources: readonly string[];
  readonly destination: string;
  /** Of `--from=`: a stage or an image. */
  readonly from?: string;
};

/** One argument of `EXPOSE`, as written: `8080`, `8080/udp`, `$PORT`. */
export type DockerfilePort = InStage & { readonly port: string };

export type DockerfileDocument = {
  readonly path: string;
  readonly text: string;
  readonly stages: readonly DockerfileStage[];
  readonly commands: readonly DockerfileCommand[];
  readonly variables: readonly DockerfileVariable[];
  readonly copies: readonly DockerfileCopy[];
  readonly ports: readonly DockerfilePort[];
  /** The signals of `STOPSIGNAL`, as written. */
  readonly stopSignals: readonly (InStage & { readonly signal: string })[];
  /** A `SHELL` instruction was given: the shell form is the author's choice. */
  readonly hasShellInstruction: boolean;
  /** Comment lines, in the order of the file. */
  readonly comments: readonly Span[];
};

type Range = ReturnType<Instruction['getRange']>;

type Context = {
  readonly text: string;
  readonly escape: string;
  spanOf(range: Range): Span;
};

/**
 * Reads a Dockerfile or Containerfile, as much of it as can be understood.
 *
 * @param path of the file, kept as it is
 * @param text its whole text
 * @returns the document, every span inside the text; never throws
 */
export const parseDockerfile = recently(readDockerfile);

function readDockerfile(path: string, text: string): DockerfileDocument {
  const positions = TextDocument.create('', 'dockerfile', 0, text);
  const file = DockerfileParser.parse(text);
  const context: Context = {
    text,
    escape: file.getEscapeCharacter(),
    spanOf: (range) => ({ start: positions.offsetAt(range.start), end: positions.offsetAt(range.end) }),
  };
  const instructions = file.getInstructions();
  const stages = stagesOf(instructions, context);
  const commands: DockerfileCommand[] = [];
  const variables: DockerfileVariable[] = [];
  const copies: DockerfileCopy[] = [];
  const ports: DockerfilePort[] = [];
  const stopSignals: (InStage & { signal: string })[] = [];
  let hasShellInstruction = false;

  let stage = -1;
  for (const instruction of instructions) {
    const place = { span: context.spanOf(instruction.getRange()), stage };
    const keyword = instruction.getKeyword();
    if (keyword === 'FROM') stage++;
    else if (keyword === 'CMD' || keyword === 'ENTRYPOINT') {
      commands.push(commandOf(instruction, keyword, place, context));
    } else if (keyword === 'ENV' || keyword === 'ARG') {
      variables.push(...variablesOf(instruction as Env, keyword, place, context));
    } else if (keyword === 'COPY' || keyword === 'ADD') {
      copies.push(copyOf(instruction as Copy, keyword, place));
    } else if (keyword === 'EXPOSE') {
      for (const port of instruction.getArguments()) {
        ports.push({ stage, port: port.getValue(), span: context.spanOf(port.getRange()) });
      }
    } else if (keyword === 'STOPSIGNAL') {
      const signal = instruction.getArguments()[0]?.getValue();
      if (signal) stopSignals.push({ ...place, signal });
    } else if (keyword === 'SHELL') hasShellInstruction = true;
  }
  return {
    path,
    text,
    stages,
    commands: markEffective(commands),
    variables,
    copies,
    ports,
    stopSignals,
    hasShellInstruction,
    comments: file.getComments().map((comment) => context.spanOf(comment.getRange())),
  };
}

function stagesOf(instructions: readonly Instruction[], context: Context): DockerfileStage[] {
  const froms = instructions.filter(
    (instruction): instruction is From => instruction.getKeyword() === 'FROM',
  );
  const starts = froms.map((from) => context.spanOf(from.getRange()).start);
  const defaults = defaultsBeforeStages(instructions);
  const stages: DockerfileStage[] = [];
  for (const [index, from] of froms.entries()) {
    const imageRange = from.getImageRange();
    const start = starts[index] ?? 0;
    const keywordEnd = context.spanOf(from.getInstructionRange()).end;
    const image = from.getImage() ?? '';
    const resolvedImage = resolve(image, defaults);
    // Stage names are compared without regard to case; a later stage of the same name is another stage.
    const base = stages.findLastIndex((stage) => stage.name?.toLowerCase() === image.toLowerCase());
    const platform = from.getPlatformFlag()?.getValue();
    const name = from.getBuildStage();
    stages.push({
      image,
      imageSpan: imageRange ? context.spanOf(imageRange) : { start: keywordEnd, end: keywordEnd },
      ...(resolvedImage === undefined ? {} : { resolvedImage }),
      ...(base < 0 ? {} : { base }),
      ...(platform ? { platform } : {}),
      ...(name ? { name } : {}),
      span: { start, end: starts[index + 1] ?? context.text.length },
      final: index === froms.length - 1,
    });
  }
  return stages;
}

/** Only these are known to `FROM`. */
function defaultsBeforeStages(instructions: readonly Instruction[]): ReadonlyMap<string, string> {
  const defaults = new Map<string, string>();
  for (const instruction of instructions) {
    if (instruction.getKeyword() === 'FROM') break;
    if (instruction.getKeyword() !== 'ARG') continue;
    for (const property of (instruction as Env).getProperties()) {
      const value = property.getValue();
      if (value !== null) defaults.set(property.getName(), value);
    }
  }
  return defaults;
}

const VARIABLE = /\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?::-([^{}]*))?\})/g;

function resolve(image: string, defaults: ReadonlyMap<string, string>): string | undefined {
  const resolved = image.replace(VARIABLE, (whole, plain?: string, braced?: string, fallback?: string) => {
    return defaults.get(plain ?? braced ?? '') || (fallback ?? whole);
  });
  return resolved.includes('$') ? undefined : resolved;
}

function commandOf(
  instruction: Instruction,
  keyword: 'CMD' | 'ENTRYPOINT',
  place: InStage,
  context: Context,
): DockerfileCommand {
  const argumentsSpan = argumentsSpanOf(instruction, context);
  const written = context.text.slice(argumentsSpan.start, argumentsSpan.end);
  const command = joinContinuations(written, context.escape);
  const words = execForm(command);
  return {
    ...place,
    instruction: keyword,
    form: words ? 'exec' : 'shell',
    command: words ? words.join(' ') : command,
    words: words ?? splitWords(command),
    argumentsSpan,
    effective: true,
  };
}

function argumentsSpanOf(instruction: Instruction, context: Context): Span {
  const range = instruction.getArgumentsRange();
  if (range) return context.spanOf(range);
  const { end } = context.spanOf(instruction.getInstructionRange());
  return { start: end, end };
}

function markEffective(commands: readonly DockerfileCommand[]): DockerfileCommand[] {
  const key = ({ stage, instruction }: DockerfileCommand) => `${stage} ${instruction}`;
  const last = new Map(commands.map((command) => [key(command), command]));
  return commands.map((command) => ({ ...command, effective: last.get(key(command)) === command }));
}

function variablesOf(
  instruction: Env,
  keyword: 'ENV' | 'ARG',
  place: InStage,
  context: Context,
): DockerfileVariable[] {
  return instruction.getProperties().map((property) => {
    const value = property.getValue();
    const valueRange = property.getValueRange();
    return {
      ...place,
      instruction: keyword,
      name: property.getName(),
      nameSpan: context.spanOf(property.getNameRange()),
      ...(value === null ? {} : { value }),
      ...(valueRange ? { valueSpan: context.spanOf(valueRange) } : {}),
    };
  });
}

function copyOf(instruction: Copy, keyword: 'COPY' | 'ADD', place: InStage): DockerfileCopy {
  const all = instruction.getArguments();
  // The text of here-documents, which begins on the next line, is among the arguments.
  const heredoc = all.find((argument) => argument.getValue().startsWith('<<'))?.getRange().start.line;
  const written = all
    .filter((argument) => heredoc === undefined || argument.getRange().start.line <= heredoc)
    .map((argument) => argument.getValue());
  const paths = (execForm(written.join(' ')) ?? written).filter((path) => !path.startsWith('<<'));
  const flags = instruction.getFlags();
  const from = flags.find((flag) => flag.getName() === 'from')?.getValue();
  return {
    ...place,
    instruction: keyword,
    sources: paths.slice(0, -1),
    destination: paths.at(-1) ?? '',
    ...(from ? { from } : {}),
  };
}
