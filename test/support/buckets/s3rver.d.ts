/** As much of it as is used. */
declare module 's3rver' {
  interface Context {
    query: Record<string, string | undefined>;
    body: unknown;
  }
  interface Listing {
    readonly objects: readonly { readonly key: string }[];
    readonly isTruncated: boolean;
  }
  interface Stored {
    readonly size: number;
    readonly md5: string;
  }
  class S3rver {
    constructor(options: {
      readonly port: number;
      readonly address: string;
      readonly silent: boolean;
      readonly directory: string;
      readonly vhostBuckets: boolean;
      readonly configureBuckets: readonly { readonly name: string }[];
    });
    /** As Koa keeps it: the first one is the outermost. */
    readonly middleware: ((context: Context, next: () => Promise<unknown>) => Promise<unknown>)[];
    readonly store: {
      listObjects(bucket: string, options: object): Promise<Listing>;
      putObject(object: { readonly bucket: string; readonly key: string }): Promise<Stored>;
      getResourcePath(bucket: string, key: string, resource: string): string;
    };
    readonly httpServer: import('node:http').Server;
    run(): Promise<import('node:net').AddressInfo>;
    close(): Promise<void>;
  }
  export = S3rver;
}
