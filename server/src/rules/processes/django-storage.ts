import type { Report } from '../../model/finding.ts';
import type { Assignment, SourceFile, Value } from '../../model/source-file.ts';
import { isSettingsPlace } from '../python-settings.ts';
import { readPath } from './written-path.ts';

const LOCAL_STORAGE = /(?:^|\.)FileSystemStorage$/;
const ADVICE =
  'a new release wipes them, and other processes do not find them. Use a storage of django-storages, such as S3.';

/** What Django's settings and code say of the place of uploaded files. */
export function* storageSettings(file: SourceFile): Iterable<Report> {
  for (const assignment of file.assignments()) {
    if (isSettingsPlace(file, assignment)) yield* ofSetting(file, assignment);
  }
  for (const call of file.callsAtAnchors()) {
    if (call.callee !== 'django.core.files.storage.FileSystemStorage') continue;
    const location = call.argument(0, 'location');
    const path = location && readPath(location);
    if (path?.isTemporary || path?.isConfigured) continue;
    yield {
      span: call.span,
      message: `FileSystemStorage puts files on the disk of this machine: ${ADVICE}`,
      confidence: 'medium',
    };
  }
}

function* ofSetting(file: SourceFile, { name, value, span }: Assignment): Iterable<Report> {
  const given = file.evaluate(value);
  if (name === 'MEDIA_ROOT') {
    if (file.inText(isDefaultStorage) && isFixed(given)) {
      yield {
        span,
        message: `Uploaded files go below MEDIA_ROOT on the disk of this machine, for no other storage is set: ${ADVICE}`,
        severity: 'information',
        confidence: 'medium',
      };
    }
    return;
  }
  const backend =
    name === 'STORAGES' ? backendOf(given) : name === 'DEFAULT_FILE_STORAGE' ? given : undefined;
  if (backend?.kind !== 'literal' || !LOCAL_STORAGE.test(String(backend.value))) return;
  // `if USE_S3: … else: …`: one form of deploy among others.
  const isChoice = file.tests(span.start).length > 0;
  yield {
    span: backend.origin.file.path === file.path ? backend.origin.span : span,
    message: `Uploaded files go to the disk of this machine: ${ADVICE}`,
    severity: isChoice ? 'information' : 'warning',
    confidence: isChoice ? 'medium' : 'high',
  };
}

function backendOf(storages: Value): Value | undefined {
  const entryOf = (value: Value | undefined, key: string): Value | undefined => {
    if (value?.kind !== 'object') return undefined;
    const entry = value.object.entries.find((candidate) => candidate.key === key);
    return entry && value.origin.file.evaluate(entry.value);
  };
  return entryOf(entryOf(storages, 'default'), 'BACKEND');
}

/** Another settings module may say more; this one names no storage and reads none. */
function isDefaultStorage(text: string): boolean {
  return !/\bSTORAGES\b|\bDEFAULT_FILE_STORAGE\b|\bstorages\b|\bAWS_STORAGE\w*|\bGS_BUCKET\w*/.test(text);
}

function isFixed(value: Value): boolean {
  if (value.kind === 'call') return false;
  const { isKnown, isTemporary, isConfigured, text } = readPath(value);
  return isKnown && text !== '' && !isTemporary && !isConfigured;
}
