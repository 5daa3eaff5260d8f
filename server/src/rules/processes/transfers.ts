/**
 * Signs in a function's text that what it writes does not stay: it is sent on to a backing service or removed, so
 * that the file is the brief cache of a single transaction that the methodology allows.
 */
const SENT_ON =
  /\.(?:upload|uploadFile|uploadStream|upload_file|upload_fileobj|upload_blob|upload_from_file(?:name)?|putObject|put_object|fPutObject|fput_object)\s*\(|\b(?:PutObjectCommand|new Upload)\s*\(|\bcloudinary\b/;
const REMOVED =
  /\bunlink(?:Sync|Async)?\s*\(|\b(?:fs|fsp|fse|fsPromises|fsExtra)(?:\.promises)?\.(?:rm|remove)(?:Sync)?\s*\(|\brimraf\b|\bos\.remove\s*\(|\brmtree\s*\(|\brmSync\s*\(/;
const TEMPORARY =
  /\b(?:tmpdir|mkdtemp(?:Sync)?|mkstemp|TemporaryDirectory|NamedTemporaryFile|SpooledTemporaryFile|get_temporary_\w+|tmp\.(?:file|dir)(?:Sync)?)\b/;

export function isSentOn(text: string): boolean {
  return SENT_ON.test(text);
}

export function isTransient(text: string): boolean {
  return SENT_ON.test(text) || REMOVED.test(text) || TEMPORARY.test(text);
}
