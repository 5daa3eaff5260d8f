/** A repository has a few manifests that everybody asks for; each of many others is asked for several times in turn. */
const CAPACITY = 24;

/**
 * Reads a text once, as long as its path is among the last that were asked for: in one scan the same manifest is asked
 * for by rules, by the graph of variables, and to tell what kind of project it is.
 *
 * @param parse whose documents nobody changes
 */
export function recently<Document>(
  parse: (path: string, text: string) => Document,
): (path: string, text: string) => Document {
  const recent = new Map<string, { readonly text: string; readonly document: Document }>();
  return (path, text) => {
    const known = recent.get(path);
    recent.delete(path);
    const now = known?.text === text ? known : { text, document: parse(path, text) };
    recent.set(path, now);
    const [oldest] = recent.keys();
    if (recent.size > CAPACITY && oldest !== undefined) recent.delete(oldest);
    return now.document;
  };
}
