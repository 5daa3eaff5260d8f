/** Keeps something shown up to date: one refresh at a time, and only while it is wanted. */
export type Refresher = {
  /** What is shown is out of date. What is said while a refresh is under way is done after it. */
  outdate(): Promise<void>;
  /** It may be wanted now: brings it up to date unless it is. */
  catchUp(): Promise<void>;
};

/** `refresh` is called while `isWanted`; what it throws goes to `onError`, and the next change tries again. */
export function createRefresher(
  isWanted: () => boolean,
  refresh: () => Promise<void>,
  onError: (error: unknown) => void,
): Refresher {
  let isStale = true;
  let isRefreshing = false;

  async function catchUp(): Promise<void> {
    if (isRefreshing) return;
    isRefreshing = true;
    try {
      while (isStale && isWanted()) {
        isStale = false;
        await refresh();
      }
    } catch (error) {
      onError(error);
    } finally {
      isRefreshing = false;
    }
  }

  return {
    catchUp,
    outdate() {
      isStale = true;
      return catchUp();
    },
  };
}
