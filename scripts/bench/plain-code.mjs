// Code that computes and calls, as most of any program does: nothing in it is of interest to a rule. Each function
// takes a number that makes names differ and gives lines.

const NOUNS = ['order', 'parcel', 'invoice', 'voucher', 'shelf', 'reader', 'edition', 'review'];
const nounOf = (number) => NOUNS[number % NOUNS.length];

export function plainJavaScript(number) {
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

export function plainTypeScript(number) {
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

export function plainPython(number) {
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
