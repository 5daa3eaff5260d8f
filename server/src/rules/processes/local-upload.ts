import type { Expression } from '../../model/expression.ts';
import type { Edit, Evidence, Fix, Report } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import type { Call, SourceFile, Value } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';
import { valueAt } from '../argument-places.ts';
import { isForDevelopment } from '../circumstances.ts';
import { settingAnchor } from '../python-settings.ts';
import { removeUnusedImports } from '../unused-imports.ts';
import { storageSettings } from './django-storage.ts';
import { fileWrites, WRITE_ANCHORS } from './file-writes.ts';
import { isSentOn, isTransient } from './transfers.ts';
import {
  REMOTE_STORAGES,
  UPLOAD_ANCHORS,
  UPLOAD_DESTINATIONS,
  type UploadDestination,
} from './upload-destinations.ts';
import { handlesUpload } from './uploads.ts';
import { readPath } from './written-path.ts';

export default defineRule({
  id: 'processes/local-upload',
  severity: 'warning',
  summary: 'Send uploaded files to object storage, not to the disk of this machine.',
  code: {
    anchors: {
      javascript: [...UPLOAD_ANCHORS.javascript, ...WRITE_ANCHORS.javascript],
      python: [
        ...UPLOAD_ANCHORS.python,
        ...WRITE_ANCHORS.python,
        ...['DEFAULT_FILE_STORAGE', 'STORAGES', 'MEDIA_ROOT'].map(settingAnchor),
      ],
    },
    *check(file) {
      for (const said of all(file)) {
        if (!isForDevelopment(file, said.span.start)) yield said;
      }
    },
  },
});

function* all(file: SourceFile): Iterable<Report | Evidence> {
  if (file.family === 'javascript') {
    yield* destinations(file);
    yield* assignedDestinations(file);
  } else yield* storageSettings(file);
  yield* saves(file);
  yield* writes(file);
}

/** Libraries that are told a directory: `multer({ dest })`. */
function* destinations(file: SourceFile): Iterable<Report | Evidence> {
  for (const call of file.calls(UPLOAD_DESTINATIONS)) {
    const value = valueAt(call, call.entry.place);
    if (!value || file.inText(isSentOnOrRemoved)) continue;
    const isChosen = value.kind === 'function';
    if (!isChosen && !staysHere(value)) continue;
    if (isChosen && isTransient(file.source(value.origin.span))) continue;
    const fix = inMemory(file, call, call.entry);
    yield reportAll(call.expression.callee.span, capitalised(call.entry.library), {
      isCertain: !isChosen && file.inText(usesUpload),
      fixes: fix ? [fix] : [],
    });
  }
  for (const call of file.callsAtAnchors()) {
    const evidence = REMOTE_STORAGES.get(call.callee);
    if (evidence) yield { evidence, span: call.span };
  }
}

/** What a file that only makes the middleware does with the uploads is done elsewhere. */
function usesUpload(text: string): boolean {
  return /\.(?:single|array|fields|any)\s*\(|\breq\.files?\b/.test(text);
}

/** The path of an upload is sent on to a backing service, or removed after it was read. */
function isSentOnOrRemoved(text: string): boolean {
  return (
    isSentOn(text) ||
    /\b(?:unlink|rm|remove)(?:Sync)?\s*\(\s*(?:req\.file|file|\w+)\.(?:path|filepath)\b/.test(text)
  );
}

/** `form.uploadDir = '…'` of formidable. */
function* assignedDestinations(file: SourceFile): Iterable<Report> {
  for (const { name, target, value, span } of file.assignments()) {
    if (
      name !== 'uploadDir' ||
      !/^(?:formidable\b|\?\w*form\.)/i.test(target) ||
      file.inText(isSentOnOrRemoved)
    )
      continue;
    if (staysHere(file.evaluate(value))) yield reportAll(span, 'The form', { isCertain: false });
  }
}

/** Methods of an uploaded file: `file.mv(path)` of express-fileupload, `file.save(path)` of Werkzeug. */
function* saves(file: SourceFile): Iterable<Report> {
  const isJavascript = file.family === 'javascript';
  for (const call of file.callsAtAnchors()) {
    const { callee } = call.expression;
    if (callee.kind !== 'member' || callee.property !== (isJavascript ? 'mv' : 'save')) continue;
    const value = call.argument(0, 'dst');
    if (!value || !(isJavascript ? file.inText(isFileOfExpress) : isFileOfWerkzeug(file, call))) continue;
    if (!staysHere(value) || isTransientAround(file, call.span.start)) continue;
    yield reportOne(call.span, true);
  }
}

function isFileOfExpress(text: string): boolean {
  return /\breq(?:uest)?\.files\b/.test(text);
}

function isFileOfWerkzeug(file: SourceFile, { callee }: Call): boolean {
  if (/^(?:flask|quart)\.request\.files\b/.test(callee)) return true;
  if (/^flask_(?:re)?uploaded?s?\.UploadSet\(\)\.save$/.test(callee)) return true;
  return callee.startsWith('?') && file.inText(handlesFileOfForm);
}

function handlesFileOfForm(text: string): boolean {
  return (
    /\brequest\.files\b|\bFileStorage\b/.test(text) ||
    (/\bFileField\b/.test(text) && /secure_filename/.test(text))
  );
}

/** What a handler writes with its own hands: `open(path, "wb")`, `fs.createWriteStream`. */
function* writes(file: SourceFile): Iterable<Report> {
  for (const { call, path, isCopy } of fileWrites(file)) {
    const { start } = call.span;
    if (path.isTemporary || path.isConfigured || !handlesUpload(file, start)) continue;
    if (isTransientAround(file, start, isCopy)) continue;
    yield reportOne(call.span, path.isKnown);
  }
}

function isTransientAround(file: SourceFile, offset: number, isCopy = false): boolean {
  const around = file.functionAround(offset);
  if (!around) return false;
  const text = file.source(around.span);
  return isCopy ? isSentOn(text) : isTransient(text);
}

/** A path on this machine that is written down; buffers, temporary directories and configured paths are none. */
function staysHere(value: Value): boolean {
  const { isTemporary, isConfigured, isKnown } = readPath(value);
  return isKnown && !isTemporary && !isConfigured;
}

type Certainty = { readonly isCertain: boolean; readonly fixes?: readonly Fix[] };

/** A library that is told where all uploads go. */
function reportAll(span: Span, subject: string, { isCertain, fixes = [] }: Certainty): Report {
  return {
    span,
    message: `${subject} puts uploaded files on the disk of this machine: a new release wipes them, and other processes do not find them. Send them to object storage, and keep at most temporary copies.`,
    confidence: isCertain ? 'high' : 'medium',
    fixes,
  };
}

/** A handler that puts one file somewhere. */
function reportOne(span: Span, isCertain: boolean): Report {
  return {
    span,
    message:
      'The uploaded file is put on the disk of this machine: a new release wipes it, and other processes do not find it. Send it to object storage, and keep at most a temporary copy.',
    confidence: isCertain ? 'high' : 'medium',
  };
}

/**
 * Multer in memory: handlers find `file.buffer` instead of `file.path`, ready to be sent on. None where a handler
 * asks for the path or the name on the disk, or where other code chooses them and would be left over.
 */
function inMemory(file: SourceFile, call: Call, { hasMemoryStorage }: UploadDestination): Fix | undefined {
  const { callee, arguments: given, argumentsSpan } = call.expression;
  const options = given[0]?.value;
  if (!hasMemoryStorage || options?.kind !== 'object' || file.inText(readsPlace)) return undefined;
  const entry = options.entries.find(({ key }) => key === 'dest' || key === 'destination');
  if (!entry || !isWrittenOut(entry.value)) return undefined;
  const source = file.source(callee.span);
  if (callee.kind === 'member' && callee.property === 'diskStorage') {
    const choosesName = /\bfilename\b/.test(file.source(options.span));
    const end = callee.span.end;
    return choosesName
      ? undefined
      : holding(file, [
          { span: { start: end - 'diskStorage'.length, end }, text: 'memoryStorage' },
          { span: argumentsSpan, text: '()' },
        ]);
  }
  if (callee.kind !== 'name' || entry.key !== 'dest') return undefined;
  return holding(file, [{ span: entry.span, text: `storage: ${source}.memoryStorage()` }]);
}

function holding(file: SourceFile, edits: readonly Edit[]): Fix {
  return {
    title: 'Hold uploads in memory, to be sent on to object storage',
    kind: 'suggested',
    edits: [...edits, ...removeUnusedImports(file, edits)],
  };
}

/** `'uploads/'`, `path.join(__dirname, 'uploads')`; not a function or a name, which may be used elsewhere too. */
function isWrittenOut({ kind }: Expression): boolean {
  return kind === 'string' || kind === 'template' || kind === 'call' || kind === 'binary';
}

/** `req.file.path`, `const { filename } = req.file`: in memory there is neither. */
function readsPlace(text: string): boolean {
  return (
    /\b(?:\w*[fF]iles?\b(?:\[\w+\])?|upload(?:ed)?)[?!]?\.(?:path|filename|destination)\b/.test(text) ||
    /\{[^{}]*\b(?:path|filename|destination)\b[^{}]*\}\s*=\s*[\w.]*\bfiles?\b/.test(text)
  );
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
