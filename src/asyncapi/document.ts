import type { Schema } from '../openapi/document';

type Reference = { readonly $ref: string };

/** A message that goes over the socket. */
export interface Message {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly payload: Schema;
  readonly examples: readonly { readonly name: string; readonly payload: unknown }[];
  /** Name of the tag of the document that it belongs to. */
  readonly 'x-group': string;
  /** Of an event: what a listener must hold, and the channels that it goes to. */
  readonly 'x-permissions'?: readonly string[];
  readonly 'x-channels'?: readonly string[];
}

interface Operation {
  readonly action: 'send' | 'receive';
  readonly channel: Reference;
  readonly title: string;
  readonly summary: string;
  readonly messages: readonly Reference[];
  readonly reply?: { readonly channel: Reference; readonly messages: readonly Reference[] };
}

/** An AsyncAPI 3.0 document, as far as it is used here. */
export interface AsyncApiDocument {
  readonly asyncapi: '3.0.0';
  readonly info: {
    readonly title: string;
    readonly version: string;
    readonly description: string;
    readonly license: { readonly name: string; readonly url: string };
    readonly externalDocs: { readonly description: string; readonly url: string };
    readonly tags: readonly { readonly name: string; readonly description: string }[];
  };
  readonly defaultContentType: string;
  readonly servers: Readonly<Record<string, unknown>>;
  readonly channels: Readonly<Record<string, LiveChannel>>;
  readonly operations: Readonly<Record<string, Operation>>;
  readonly components: {
    readonly messages: Readonly<Record<string, Message>>;
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly securitySchemes: Readonly<Record<string, unknown>>;
  };
}

interface LiveChannel {
  readonly address: string;
  readonly title: string;
  readonly description: string;
  readonly servers: readonly Reference[];
  readonly messages: Readonly<Record<string, Reference>>;
  readonly bindings: unknown;
  readonly 'x-subscriptions': readonly { readonly channel: string; readonly about: string }[];
  readonly 'x-close-codes': readonly {
    readonly code: number;
    readonly reason: string;
    readonly meaning: string;
    readonly remedy: string;
  }[];
  readonly 'x-errors': readonly string[];
}
