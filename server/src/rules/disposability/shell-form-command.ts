import type { DockerfileCommand, DockerfileDocument } from '../../formats/dockerfile.ts';
import { shellWords } from '../../formats/shell-words.ts';
import { defineRule } from '../../model/rule.ts';
import { programOf } from '../concurrency/programs.ts';
import { execFormFix, intendedWords } from './exec-form.ts';

export default defineRule({
  id: 'disposability/shell-form-command',
  severity: 'warning',
  summary: 'Start the program of an image in the exec form, so that it gets the signal to stop.',
  formats: {
    *dockerfile(document) {
      // With SHELL the author has chosen a shell and how it starts.
      if (document.hasShellInstruction) return;
      for (const command of document.commands) {
        if (!command.effective || isForDevelopment(document, command)) continue;
        if (command.form === 'exec') {
          if (command.words.length > 0)
            yield {
              evidence: `${command.instruction} starts ${command.words[0]}`,
              span: command.argumentsSpan,
            };
          continue;
        }
        if (isHarmless(document, command)) continue;
        const intended = intendedWords(command);
        const fix = execFormFix(document, command);
        yield {
          span: command.argumentsSpan,
          message: intended
            ? `${command.instruction} is no valid JSON, so Docker hands the whole line to a shell, brackets and all. Write the words in double quotes, with a comma between them and none at the end.`
            : `${command.instruction} in the shell form starts a shell, which does not pass the signal to stop on to the program, so it is killed in the middle of its work. Use the exec form.`,
          confidence: isInFinalImage(document, command) ? 'high' : 'medium',
          fixes: fix ? [fix] : [],
        };
      }
    },
  },
});

/** The last stage and those it continues are what is built when nobody names a target. */
function isInFinalImage({ stages }: DockerfileDocument, { stage }: DockerfileCommand): boolean {
  for (let index: number | undefined = stages.length - 1; index !== undefined; index = stages[index]?.base) {
    if (index === stage) return true;
  }
  return false;
}

function isForDevelopment(document: DockerfileDocument, command: DockerfileCommand): boolean {
  if (isInFinalImage(document, command)) return false;
  const name = document.stages[command.stage]?.name ?? '';
  return /(?:^|[-_.])(?:dev|devel|development|local|test|tests|testing|lint|debug|ci|build|builder)(?:$|[-_.])/i.test(
    name,
  );
}

function isHarmless(document: DockerfileDocument, command: DockerfileCommand): boolean {
  const stage = document.stages[command.stage];
  // Windows containers know no signals.
  if (/windows|nanoserver/i.test(stage?.resolvedImage ?? stage?.image ?? '')) return true;
  const commands = shellWords(command.command, 0);
  const last = commands.at(-1);
  const program = last && programOf(last.words);
  // `CMD exec node server.js` replaces the shell; `CMD bash` is a shell.
  if (!program || last.execSpan !== undefined) return true;
  if (commands.length === 1 && program.arguments.length === 0 && /^(?:ba|da|a|z)?sh$/.test(program.name))
    return true;
  return command.instruction === 'CMD' && isHandled(document, command);
}

/** A shell-form ENTRYPOINT ignores CMD; dumb-init and `tini -g` signal all processes below them. */
function isHandled({ commands }: DockerfileDocument, { stage }: DockerfileCommand): boolean {
  const entry = commands.find(
    (other) => other.stage === stage && other.instruction === 'ENTRYPOINT' && other.effective,
  );
  if (!entry) return false;
  if (entry.form === 'shell') return true;
  const [program = '', ...rest] = entry.words;
  if (/(?:^|\/)dumb-init$/.test(program)) return !rest.includes('--single-child') && !rest.includes('-c');
  return /(?:^|\/)tini(?:-static)?$/.test(program) && rest.includes('-g');
}
