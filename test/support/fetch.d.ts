/** The client is for browsers too, and names a type that Node's `fetch` has without a name. */
type BodyInit = NonNullable<RequestInit['body']>;
