import type { Edit, Fix } from '../../model/finding.ts';
import type { Assignment, SourceFile } from '../../model/source-file.ts';

/**
 * Flask-Session on Redis. `SESSION_TYPE` alone would look for Redis on localhost, so the connection is set with it.
 */
export function keepSessionsInRedis(file: SourceFile, assignment: Assignment): Fix | undefined {
  const { value, span, nameSpan, form } = assignment;
  if (value.kind !== 'string') return undefined;
  const type: Edit = { span: value.span, text: file.idioms.quote('redis') };
  const url = file.idioms.requiredVariable(file, 'REDIS_URL', span.start);
  const variables = [{ name: 'REDIS_URL', example: 'redis://localhost:6379', comment: 'Address of Redis' }];
  const title = 'Keep sessions in Redis, found by REDIS_URL';
  if (file.matches(/\bSESSION_REDIS\b/)) return { title, kind: 'suggested', edits: [type] };
  const target = file
    .source({ start: span.start, end: value.span.start })
    .replace('SESSION_TYPE', 'SESSION_REDIS');
  if (nameSpan.start < span.start) return undefined;
  const connection = `${target}redis.from_url(${url.text})`;
  const { indentation } = file.line(span.start);
  const edits: Edit[] = [
    {
      span: { start: value.span.start, end: span.end },
      text: form === 'argument' ? `${type.text}, ${connection}` : `${type.text}\n${indentation}${connection}`,
    },
    ...url.edits,
    ...file.idioms.moduleImport(file, 'redis'),
  ];
  return { title, kind: 'suggested', edits, variables };
}

/** Django's own tables hold sessions by default; `cached_db` reads them through the cache. */
export function keepSessionsInDatabase(
  file: SourceFile,
  { value }: Assignment,
  engine: string,
): Fix | undefined {
  if (value.kind !== 'string') return undefined;
  const backend = engine.endsWith('.cache') ? 'cached_db' : 'db';
  const quote = file.source({ start: value.span.start, end: value.span.start + 1 });
  return {
    title: 'Keep sessions in the database',
    kind: 'suggested',
    edits: [{ span: value.span, text: `${quote}django.contrib.sessions.backends.${backend}${quote}` }],
  };
}
