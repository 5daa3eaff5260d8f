import type { VariableUse, VariableUses } from '../../model/variable.ts';
import { readTextVariables } from './text.ts';

const BLOCK = /^[ \t]*variable[ \t]+"([A-Za-z_]\w*)"[ \t]*\{([^{}]*)/gm;
/** Maps of variables: of functions, containers and builds of the large providers; `args` of Bake's targets. */
const MAP =
  /(?:^|[\s{])(environment[ \t]*\{\s*variables|environment_variables|env_vars|args)[ \t]*=[ \t]*\{/g;
const KEY = /(?:^|[\n,{])[ \t]*"?([A-Za-z_]\w*)"?[ \t]*[=:](?!=)/g;
/** `env { name = "X" … }` of Cloud Run and Kubernetes, `{ name = "X", value = … }` of the containers of ECS. */
const ITEM =
  /(?:^|[\s{])env[ \t]*\{\s*name[ \t]*=[ \t]*"([A-Za-z_]\w*)|\{\s*"?name"?[ \t]*[=:][ \t]*"([A-Z_][A-Z0-9_]*)(?=",?\s*"?value(?:From)?"?[ \t]*[=:])/g;

/** Up to the bracket that closes a map; those of `${…}` inside are passed over. */
const BODY = /[^{}]*(?:\{[^{}]*\}[^{}]*)*/y;

/**
 * Terraform and Docker Bake. A `variable` of Bake is filled by the variable of its name, one of Terraform by
 * `TF_VAR_name`.
 */
export function readHclVariables(path: string, text: string): VariableUses {
  const isTerraform = path.endsWith('.tf');
  const uses: VariableUse[] = [];
  for (const match of text.matchAll(BLOCK)) {
    const [block, name = '', body = ''] = match;
    const start = match.index + block.indexOf(`"${name}"`) + 1;
    uses.push({
      name: isTerraform ? `TF_VAR_${name}` : name,
      kind: 'declare',
      span: { start, end: start + name.length },
      need: /(?:^|[\s{])default[ \t]*=/.test(body) ? 'default' : isTerraform ? 'required' : 'optional',
      detail: 'variable',
      ...(isTerraform ? { derived: true } : {}),
    });
  }
  for (const match of text.matchAll(MAP)) {
    const [head, detail = ''] = match;
    const from = match.index + head.length;
    BODY.lastIndex = from;
    const body = BODY.exec(text)?.[0] ?? '';
    for (const inner of body.matchAll(KEY)) {
      const name = inner[1] ?? '';
      const start = from + inner.index + inner[0].indexOf(name);
      uses.push({
        name,
        kind: 'provide',
        span: { start, end: start + name.length },
        detail: detail.replace(/\s.*/s, ''),
      });
    }
  }
  for (const match of text.matchAll(ITEM)) {
    const name = match[1] ?? match[2] ?? '';
    const start = match.index + match[0].length - name.length;
    uses.push({ name, kind: 'provide', span: { start, end: start + name.length }, detail: 'env' });
  }
  return { uses: [...uses, ...readTextVariables(path, text).uses], readsWholeEnvironment: false };
}
