import { createServer } from 'node:net';

/**
 * Whether something on this machine listens on a port. A port that cannot be opened for another reason is not taken.
 *
 * @param port 1 to 65535
 */
export async function isPortTaken(port: number): Promise<boolean> {
  // Without an address it is every one of both families; macOS lets that succeed beside a listener on one address.
  for (const host of [undefined, '127.0.0.1']) if (await isRefused(port, host)) return true;
  return false;
}

function isRefused(port: number, host: string | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EADDRINUSE'));
    server.listen({ port, exclusive: true, ...(host !== undefined && { host }) }, () => {
      server.close(() => resolve(false));
    });
  });
}
