import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import type { ProcfileReading, ReadProcess } from './reading.ts';

/**
 * Cloud Foundry (cloudfoundry/buildpackapplifecycle buildpackrunner/runner.go), Flynn and Railway take a Procfile
 * for a YAML map. Observed with Ruby's YAML 1.1; the others' libraries may differ in details, such as a name that
 * comes twice.
 */
export function readYamlMap(text: string): ProcfileReading {
  try {
    return readMap(text);
  } catch {
    // Nesting that exhausts the library's recursion.
    return { processes: [], warnings: [], refusal: { message: 'Psych::SyntaxError' } };
  }
}

function readMap(text: string): ProcfileReading {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    version: '1.1',
    uniqueKeys: false,
    lineCounter,
    logLevel: 'silent',
    prettyErrors: false,
  });
  const error = document.errors[0];
  const lineAt = (offset: number) => lineCounter.linePos(offset).line - 1;
  if (error !== undefined) {
    return {
      processes: [],
      warnings: [],
      refusal: { message: 'Psych::SyntaxError', line: lineAt(error.pos[0]) },
    };
  }
  if (!isMap(document.contents)) {
    const value = JSON.stringify(document.toJS() ?? null);
    return { processes: [], warnings: [], refusal: { message: `NOT A MAP ${value}` } };
  }

  const processes = new Map<string, ReadProcess>();
  for (const { key, value } of document.contents.items) {
    if (!isScalar(key)) continue;
    const name = key.source ?? String(key.value);
    const line = lineAt(key.range?.[0] ?? 0);
    const parsed = isScalar(value) ? value.value : isMap(value) ? value.toJS(document) : value;
    if (typeof parsed === 'string') processes.set(name, { name, command: parsed, line });
    else
      processes.set(name, {
        name,
        command: isScalar(value) ? (value.source ?? '') : '',
        line,
        value: parsed,
      });
  }
  return { processes: [...processes.values()], warnings: [] };
}
