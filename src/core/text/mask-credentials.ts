/** An API token, or a JWT, which begins with `{"` in base64. The lookbehind keeps hostile text from being searched anew at every letter. */
const CREDENTIAL = /sk(?:_|%5f)[\w-]{43,}|(?<![\w-])eyJ[\w-]+\.[\w-]+\.[\w-]+/gi;

/** The text without credentials that were put into it by mistake, as where an id belongs: logs and records outlive a request. */
export const maskCredentials = (text: string): string => text.replace(CREDENTIAL, '***');
