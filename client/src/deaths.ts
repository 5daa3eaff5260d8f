/** Five deaths in three minutes: as the language client's own error handler counts. */
const DEATHS = 5;
const WITHIN_MS = 3 * 60 * 1000;

/**
 * Counts the deaths of a server. The function that it returns is called at each, and tells whether the server died
 * too often to be started again; after that it counts anew. `now` is in milliseconds.
 */
export function countDeaths(now: () => number): () => boolean {
  let deaths: readonly number[] = [];
  return () => {
    const time = now();
    deaths = [...deaths.filter((death) => time - death < WITHIN_MS), time];
    if (deaths.length < DEATHS) return false;
    deaths = [];
    return true;
  };
}
