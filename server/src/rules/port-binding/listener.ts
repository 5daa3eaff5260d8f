/** How a call that starts a server takes its port and host, and who closes the server on SIGTERM. */
export type Listener = {
  /** The name that people know the server by. */
  readonly server: string;
  /** Position of the port; absent where it is only an option. */
  readonly port?: number;
  readonly portKey?: string;
  readonly host?: number;
  readonly hostKey?: string;
  /** Position of an object that holds `portKey` and `hostKey`. */
  readonly options?: number;
  /** The key of that object under which another one holds them. */
  readonly nested?: string;
  /** Host and port stand in one value: `"127.0.0.1:8000"` or `("127.0.0.1", 8000)`. */
  readonly address?: { readonly position: number; readonly keyword?: string };
  /** What the library listens on when nothing is said. */
  readonly defaultHost?: 'loopback' | 'all';
  /** The server itself stops in an orderly way on SIGTERM. */
  readonly handlesShutdown?: true;
  /** It sets up a server for development that another one takes the place of in production. */
  readonly development?: true;
  /** What speaks to it, where that is not the platform's router: such a port is often the same everywhere. */
  readonly purpose?: 'metrics' | 'rpc';
  /** The text that the first argument must be: `app.set('port', 3000)` sets what a later call listens on. */
  readonly setting?: string;
  /** Sure to be a server; a receiver that could not be followed is not. */
  readonly certain: boolean;
};
