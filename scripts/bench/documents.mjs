import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const LINES = 2_000;

/**
 * Documents of 2,000 lines: every source file of both sample applications once, each in a scope of its own as names
 * repeat between files, and between them code that computes and calls, as most of any program does.
 */
export function makeDocuments(root) {
  const filesOf = (...endings) =>
    ['legacy-shop', 'mended-shop'].flatMap((project) => {
      const folder = path.join(root, 'test', 'projects', project);
      return readdirSync(folder, { recursive: true })
        .filter((name) => endings.some((ending) => name.endsWith(ending)))
        .sort()
        .map((name) => readFileSync(path.join(folder, name), 'utf8').trimEnd().split('\n'));
    });
  return [
    {
      name: 'JavaScript',
      path: 'src/bench.js',
      languageId: 'javascript',
      text: compose(filesOf('.js'), scopeJavaScript, plainJavaScript),
    },
    {
      name: 'TypeScript',
      path: 'src/bench.ts',
      languageId: 'typescript',
      text: compose(filesOf('.ts'), scopeJavaScript, plainTypeScript),
    },
    {
      name: 'Python',
      path: 'worker/bench.py',
      languageId: 'python',
      text: compose(filesOf('.py'), scopePython, plainPython),
    },
  ];
}

/** Puts plain code between the files, as much as fills the document. */
function compose(files, scope, plain) {
  const scopes = files.map(scope);
  const head = [...new Set(scopes.flatMap(({ imports }) => imports))];
  const taken = head.length + scopes.reduce((sum, { lines }) => sum + lines.length, 0);
  const between = (LINES - taken) / scopes.length;
  const lines = [...head];
  let left = LINES - taken;
  let owed = 0;
  let number = 0;
  for (const { lines: own } of scopes) {
    lines.push(...own);
    for (owed += between; owed > 0; ) {
      const filler = plain(number++);
      owed -= filler.length;
      left -= filler.length;
      if (left >= 0) lines.push(...filler);
    }
  }
  while (lines.length < LINES) lines.push('');
  return `${lines.join('\n')}\n`;
}

function scopeJavaScript(lines, index) {
  const text = lines.join('\n');
  const imports = [...text.matchAll(/^import\b[^;]*;$/gm)].map(([statement]) =>
    statement.replace(/\s+/g, ' '),
  );
  const rest = text
    .replace(/^import\b[^;]*;\n?/gm, '')
    .replace(/^export (?:default )?/gm, '')
    .split('\n');
  return { imports, lines: [`async function module${index}() {`, ...rest.map(indent('  ')), '}', ''] };
}

function scopePython(lines, index) {
  return { imports: [], lines: [`def module_${index}():`, ...lines.map(indent('    ')), ''] };
}

function indent(by) {
  return (line) => (line === '' ? '' : by + line);
}

const NOUNS = ['order', 'parcel', 'invoice', 'voucher', 'shelf', 'reader', 'edition', 'review'];
const nounOf = (number) => NOUNS[number % NOUNS.length];

function plainJavaScript(number) {
  const noun = nounOf(number);
  return [
    `/** Puts together what the page about ${noun} ${number} shows. */`,
    `function ${noun}Summary${number}(${noun}, customer, options = {}) {`,
    `  const lines = ${noun}.lines.filter((line) => line.quantity > 0 && !line.cancelled);`,
    '  const subtotal = lines.reduce((sum, line) => sum + line.quantity * line.price, 0);',
    `  const discount = customer.tier === 'gold' ? Math.round(subtotal * ${(number % 20) / 100}) : 0;`,
    '  if (lines.length === 0) {',
    `    return { title: 'Nothing in this ${noun}', lines: [], total: 0 };`,
    '  }',
    '  const weights = lines.map(({ product, quantity }) => (product.weight ?? 250) * quantity);',
    `  const shipping = Math.max(...weights) > ${1000 + number} ? 990 : 490;`,
    '  for (const line of lines) {',
    '    line.label = `$' + '{line.quantity} × $' + '{line.product.title.trim()}`;',
    '    if (options.withAuthors) line.authors = line.product.authors.join(", ");',
    '  }',
    `  return { title: customer.name, lines, subtotal, discount, shipping, total: subtotal - discount + shipping };`,
    '}',
    '',
  ];
}

function plainTypeScript(number) {
  const noun = nounOf(number);
  const type = noun[0].toUpperCase() + noun.slice(1);
  const [comment, , ...body] = plainJavaScript(number);
  return [
    `type ${type}Line${number} = { quantity: number; price: number; cancelled?: boolean; product: Product; label?: string };`,
    comment,
    `function ${noun}Summary${number}(${noun}: ${type}<${type}Line${number}>, customer: Customer, options: Options = {}): Summary {`,
    ...body,
  ];
}

function plainPython(number) {
  const noun = nounOf(number);
  return [
    `def ${noun}_summary_${number}(${noun}, customer, with_authors=False):`,
    `    """What the page about ${noun} ${number} shows."""`,
    `    lines = [line for line in ${noun}.lines if line.quantity > 0 and not line.cancelled]`,
    '    subtotal = sum(line.quantity * line.price for line in lines)',
    `    discount = round(subtotal * ${(number % 20) / 100}) if customer.tier == "gold" else 0`,
    '    if not lines:',
    `        return {"title": "Nothing in this ${noun}", "lines": [], "total": 0}`,
    '    weights = [(line.product.weight or 250) * line.quantity for line in lines]',
    `    shipping = 990 if max(weights) > ${1000 + number} else 490`,
    '    for line in lines:',
    '        line.label = f"{line.quantity} × {line.product.title.strip()}"',
    '        if with_authors:',
    '            line.authors = ", ".join(line.product.authors)',
    '    total = subtotal - discount + shipping',
    '    return {"title": customer.name, "lines": lines, "subtotal": subtotal, "total": total}',
    '',
    '',
  ];
}
