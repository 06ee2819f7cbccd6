export interface StartOptions {
  /** Port to listen on; 0, the default, takes a free one. */
  port?: number;
  /** Directory of the database, created if need be. Without it all data is in memory. */
  data?: string;
  /** Region that stands in ARNs, and in `env`. Default: us-east-1. */
  region?: string;
  /** More flags of `stator serve`, such as `['--transition-ms', '50']`. */
  args?: readonly string[];
  /** Another program than the one that comes with this package. */
  binary?: string;
  /** Milliseconds in which the server must listen. Default: 30000. */
  timeout?: number;
}

/** The server's clock: expiry, retention and states of tables follow it. Times are Unix times in
 * seconds. Each change resolves to the new time, when all that fell due by then has been done. */
export interface Clock {
  now(): Promise<number>;
  /** Seconds of at least 0. */
  advance(seconds: number): Promise<number>;
  set(when: number | Date): Promise<number>;
  /** Stops time, but for `advance` and `set`. */
  freeze(): Promise<number>;
  unfreeze(): Promise<number>;
}

/** What a drain has done. */
export interface DrainReport {
  /** Calls of functions with records of streams, and how many of them failed. */
  invocations: number;
  errors: number;
  /** Records that were delivered, that filters kept back, and that were given up. */
  records: number;
  filtered: number;
  dropped: number;
  /** Waits that were not waited for. */
  skipped_seconds: number;
  /** Calls of functions with events, and how many of them failed. */
  event_invocations: number;
  event_errors: number;
}

/** A running server. It ends with this process, which it does not keep from ending. */
export declare class Stator {
  private constructor();
  /** Such as http://127.0.0.1:41234. */
  readonly url: string;
  /** The same, under the name that AWS clients have for it. */
  readonly endpoint: string;
  readonly port: number;
  readonly pid: number;
  readonly region: string;
  /** Environment variables with which AWS clients use this server and nothing else. */
  readonly env: Readonly<Record<string, string>>;
  readonly clock: Clock;

  /** Remembers the whole database as it is now. */
  mark(): Promise<string>;
  /** Undoes everything since `mark`, which can be rewound to again; marks made since are gone. */
  rewind(mark: string): Promise<void>;
  /** Forgets a mark, and what is kept for it. */
  release(mark: string): Promise<void>;
  /** Calls functions until every change and every event has been delivered, without waiting for
   * windows or retries. Rejects if functions keep each other going for ever. */
  drain(): Promise<DrainReport>;
  /** Closes the open shards of a table's stream, and opens a child of each. */
  rollShards(table: string): Promise<void>;
  /** Ends the server; resolves when it has ended, however often it is called. */
  stop(): Promise<void>;
}

/** What the server refused, or why it did not start or answer. */
export declare class StatorError extends Error {
  name: 'StatorError';
  /** Of the HTTP answer, if there was one. */
  statusCode?: number;
  /** The type of the error, such as NotFoundException. */
  code?: string;
}

/** Starts a server; resolves when it answers, and rejects with what it said if it did not start. */
export declare function start(options?: StartOptions): Promise<Stator>;

/** Path of the program that comes with this package. */
export declare const binary: string;
