import type { SourceFile } from '../../model/source-file.ts';

/** Signs in a function's text that it has an uploaded file in its hands. */
const UPLOAD: Readonly<Record<SourceFile['family'], RegExp>> = {
  javascript:
    /\b(?:req|request|ctx\.request)\.files?\b|\bfiles?\.(?:buffer|originalname|originalFilename|filepath|mv)\b|\b[Bb]usboy\b|\b[Ff]ormidable\b|\bUploadedFiles?\b|\.mv\(|\brequest\.(?:file|parts|saveRequestFiles)\(/,
  python:
    /\bUploadFile\b|\brequest\.files\b|\brequest\.FILES\b|\.chunks\(\)|\bcopyfileobj\(\s*\w+\.file\b|\bUploadedFile\b/,
};

/** Whether a function around the offset handles an uploaded file. */
export function handlesUpload(file: SourceFile, offset: number): boolean {
  for (let one = file.functionAround(offset); one; one = file.functionAround(one.span.start - 1)) {
    if (UPLOAD[file.family].test(file.source(one.span))) return true;
    if (one.span.start === 0) return false;
  }
  return false;
}
