import type { Span } from '../../model/span.ts';
import { isPlaceholder } from '../config/secret-values.ts';

/** What is wrong with the text of an address. Spans count from its start. */
export type UrlProblem =
  | { readonly kind: 'scheme'; readonly span: Span; readonly meant: string }
  | {
      readonly kind: 'password';
      readonly span: Span;
      /** Characters that have a meaning in an address. */
      readonly characters: readonly string[];
      readonly encoded: string;
    }
  | { readonly kind: 'percent'; readonly span: Span }
  | { readonly kind: 'port'; readonly span: Span };

/** Slips in the scheme of web addresses: a slash or colon too few or too many, letters missing, doubled or swapped. */
const SCHEME_SLIPS =
  /^(?:h?t{1,3}ps?|http?ss|hhttps?|htpps?|htps?|httsp|hptts?|htttps?)(?::\/\/|:\/|\/\/|::\/\/|;\/\/|:;\/\/|:\/\/\/)(?=[\w[])/i;
const WEB_SCHEME = /^https?:\/\/(?=[^/])/i;
/** `http://https://…`: pasted behind what was there. */
const DOUBLED_SCHEME = /^(https?:\/\/)(?=https?:?\/\/)/i;

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;
const HIGHEST_PORT = 65_535;

/** Judges an address that stands alone in a value; nothing for lists and for what holds references or marks to fill in. */
export function urlProblemIn(text: string): UrlProblem | undefined {
  if (/[\s,<>{}$|'"`]/.test(text) || text.length > 2_048) return undefined;
  const doubled = DOUBLED_SCHEME.exec(text)?.[1];
  if (doubled !== undefined) return { kind: 'scheme', span: { start: 0, end: doubled.length }, meant: '' };
  if (!WEB_SCHEME.test(text)) {
    const slip = SCHEME_SLIPS.exec(text)?.[0];
    if (slip !== undefined) {
      const meant = /ps|sp|ss/i.test(slip) ? 'https://' : 'http://';
      return { kind: 'scheme', span: { start: 0, end: slip.length }, meant };
    }
  }
  const scheme = SCHEME.exec(text)?.[0];
  return scheme === undefined || /^file:/i.test(scheme) ? undefined : authorityProblem(text, scheme.length);
}

/** What an address needs its name for: `host`, `host:port`, and then a path, a query, a fragment or nothing. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::(\d+))?(?=[/?#]|$)/i;

function authorityProblem(text: string, start: number): UrlProblem | undefined {
  const end = start + text.slice(start).search(/[/?#]|$/);
  const authority = text.slice(start, end);
  const at = authority.lastIndexOf('@');
  if (at >= 0) return credentialsProblem(text, start, start + at) ?? portProblem(text, start + at + 1);
  const colon = authority.indexOf(':');
  // `user:pa/ss@host`: what stands after the colon is no port, and a host follows a later `@`.
  const port = authority.slice(colon + 1);
  if (colon >= 0 && !authority.startsWith('[') && /\D/.test(port) && port.toUpperCase() !== port) {
    const before = text.slice(start).search(/\?[\w.-]+=/);
    const later = text.slice(0, before < 0 ? text.length : start + before).lastIndexOf('@');
    if (later > end && HOST.test(text.slice(later + 1))) return credentialsProblem(text, start, later);
  }
  return portProblem(text, start);
}

function credentialsProblem(text: string, start: number, at: number): UrlProblem | undefined {
  const credentials = text.slice(start, at);
  const colon = credentials.indexOf(':');
  if (colon < 0) return undefined;
  const span = { start: start + colon + 1, end: at };
  const password = text.slice(span.start, span.end);
  if (isPlaceholder(password)) return undefined;
  const characters = [...new Set(password.match(/[@/?#[\]]/g))];
  if (characters.length > 0) return { kind: 'password', span, characters, encoded: encode(password) };
  return /%(?![\da-f]{2})/i.test(password) ? { kind: 'percent', span } : undefined;
}

/** Encodes what is not encoded yet. */
function encode(password: string): string {
  return password.replace(/%(?![\da-f]{2})|[^\w.~!*()%-]/gi, (character) => encodeURIComponent(character));
}

function portProblem(text: string, start: number): UrlProblem | undefined {
  const [whole = '', port] = HOST.exec(text.slice(start)) ?? [];
  if (port === undefined || Number(port) <= HIGHEST_PORT) return undefined;
  const end = start + whole.length;
  return { kind: 'port', span: { start: end - port.length, end } };
}
