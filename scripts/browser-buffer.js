/** The one use of Node's Buffer in what the worker bundles: dockerfile-ast asks whether a text begins with a BOM. */
export const Buffer = { from: (text) => new TextEncoder().encode(text) };
