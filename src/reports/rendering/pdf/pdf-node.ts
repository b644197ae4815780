/** What pdfmake lays out. Plain data: it goes to another thread, which adds what is done page by page. */
export type PdfNode = string | { readonly [property: string]: unknown };
