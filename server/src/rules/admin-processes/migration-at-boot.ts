import type { ProcfileDocument, ProcfileEntry } from '../../formats/procfile.ts';
import { shellWords } from '../../formats/shell-words.ts';
import type { Evidence, Fix, Report } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import { programOf } from '../concurrency/programs.ts';
import {
  dockerfileProcesses,
  matchIn,
  type ProgramTable,
  procfileProcesses,
  type StartedProcess,
} from '../process-commands.ts';

/** Arguments with which programs change the schema of a database or fill it. */
const MIGRATIONS: ProgramTable = {
  rails: /^db:(?:migrate|prepare|setup|seed|schema:load)\b/,
  rake: /^db:(?:migrate|prepare|setup|seed|schema:load)\b/,
  python: /manage\.py (?:migrate|loaddata)\b/,
  'manage.py': /^(?:migrate|loaddata)\b/,
  alembic: /\bupgrade\b/,
  flask: /\bdb upgrade\b/,
  aerich: /^upgrade\b/,
  prisma: /^(?:migrate deploy|db push|db seed)\b/,
  knex: /^(?:migrate:(?:latest|up)|seed:run)\b/,
  sequelize: /^db:(?:migrate|seed)\S*/,
  'sequelize-cli': /^db:(?:migrate|seed)\S*/,
  typeorm: /^(?:migration:run|schema:sync)\b/,
  'typeorm-ts-node-commonjs': /^migration:run\b/,
  'drizzle-kit': /^(?:push|migrate)\b/,
  'node-pg-migrate': /^up\b/,
  'db-migrate': /^up\b/,
  'migrate-mongo': /^up\b/,
  npm: /^(?:run|run-script) (?:db:)?(?:migrat|seed)\S*/,
  yarn: /^(?:run )?(?:db:)?(?:migrat|seed)\S*/,
  pnpm: /^(?:run )?(?:db:)?(?:migrat|seed)\S*/,
  php: /artisan (?:migrate|db:seed)\b|doctrine:migrations:migrate\b/,
  artisan: /^(?:migrate|db:seed)\b/,
  mix: /^ecto\.(?:migrate|setup)\b/,
  goose: /\bup\b/,
  migrate: /\bup\b/,
  dbmate: /\b(?:up|migrate)\b/,
  flyway: /\bmigrate\b/,
  liquibase: /\bupdate\b/,
  diesel: /^(?:migration run|setup)\b/,
  sqlx: /^(?:migrate run|database setup)\b/,
  dotnet: /^ef database update\b/,
};

/** These take a lock, so that of several processes that start at once one migrates and the others wait. */
const LOCKING = new Set(['rails', 'rake', 'flyway', 'liquibase', 'migrate', 'prisma', 'mix']);

export default defineRule({
  id: 'admin-processes/migration-at-boot',
  severity: 'warning',
  summary: 'Migrate databases by a process of its own before a release, not when a process starts.',
  formats: {
    *dockerfile(document) {
      for (const process of dockerfileProcesses(document)) yield* reportsOf(process, () => []);
    },
    *procfile(document) {
      yield* releases(document);
      for (const process of procfileProcesses(document)) {
        yield* reportsOf(process, () => moveToRelease(document, process.entry));
      }
    },
  },
});

/** A process that does nothing but migrate is what is asked for; `web` never is. */
function* reportsOf({ programs, entry }: StartedProcess, fixes: () => readonly Fix[]): Iterable<Report> {
  const migrations = programs.filter((started) => matchIn(MIGRATIONS, started) !== undefined);
  const [first] = migrations;
  if (!first || (migrations.length === programs.length && entry?.name !== 'web')) return;
  const command = matchIn(MIGRATIONS, first);
  yield {
    span: first.span,
    message: `Every start of this process runs \`${command}\`: processes that start together race each other, a slow migration looks like a dead process, and a failed one takes the application down. Run it once, before the release goes live.`,
    ...(LOCKING.has(first.program.name) ? { severity: 'information' } : {}),
    fixes: fixes(),
  };
}

function* releases({ entries }: ProcfileDocument): Iterable<Evidence> {
  for (const { name, command, commandSpan } of entries) {
    if (name === 'release' && shellWords(command, 0).some(({ words }) => isMigration(words)))
      yield { evidence: 'Migrations run in the release phase', span: commandSpan };
  }
}

function isMigration(words: Parameters<typeof programOf>[0]): boolean {
  const program = programOf(words);
  if (!program) return false;
  const given = program.arguments.map(({ value }) => value).join(' ');
  return matchIn(MIGRATIONS, { program, arguments: given, span: program.word.span }) !== undefined;
}

/** `web: migrate && serve` becomes `release: migrate` and `web: serve`. */
function moveToRelease(
  { text, entries, lines }: ProcfileDocument,
  entry: ProcfileEntry | undefined,
): readonly Fix[] {
  if (!entry || entries.some(({ name }) => name === 'release')) return [];
  const commands = shellWords(entry.command, entry.commandSpan.start);
  const count = commands.findIndex(({ words, separator, assignments }) => {
    const isJoined = separator === '&&' || separator === ';';
    return !isJoined || assignments.length > 0 || !isMigration(words);
  });
  const [first, last, next] = [commands[0], commands[count - 1], commands[count]];
  // Brackets around the commands are the reader's no commands: they would be torn apart.
  if (!first || !last || !next || first.span.start !== entry.commandSpan.start) return [];
  if (/^\s*(?:&&|;)\s*$/.test(text.slice(last.span.end, next.span.start)) === false) return [];
  const ending = lines[entry.line]?.ending === '\r\n' ? '\r\n' : '\n';
  const { start } = entry.span;
  return [
    {
      title: 'Move the migration to the release phase',
      kind: 'suggested',
      edits: [
        {
          span: { start, end: start },
          text: `release: ${text.slice(first.span.start, last.span.end)}${ending}`,
        },
        { span: { start: first.span.start, end: next.span.start }, text: '' },
      ],
    },
  ];
}
