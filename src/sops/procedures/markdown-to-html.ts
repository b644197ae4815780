import MarkdownIt from 'markdown-it';
import sanitizeHtml from 'sanitize-html';

/** HTML inside the Markdown is shown as text, never taken for HTML. */
const renderer = new MarkdownIt({ html: false, linkify: false, typographer: false });

/** Within the page, on this host, or by http(s) and mail: not by its own list of what is known to be bad. */
renderer.validateLink = (url) => /^(https?:|mailto:|#|\/(?![/\\]))/i.test(url);

/** A second lock behind the first: whatever the renderer makes, nothing else leaves. */
const ALLOWED: sanitizeHtml.IOptions = {
  allowedTags: [
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'br', 'hr', 'blockquote', 'pre', 'code'],
    ...['ul', 'ol', 'li', 'strong', 'em', 's', 'a', 'img'],
    ...['table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  allowedAttributes: { a: ['href', 'title', 'rel'], img: ['src', 'alt', 'title'], ol: ['start'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowedSchemesByTag: { img: ['http', 'https'] },
  allowProtocolRelative: false,
  transformTags: {
    a: (tagName, attribs) => ({ tagName, attribs: { ...attribs, rel: 'noopener noreferrer nofollow' } }),
  },
};

/** HTML that can be put into a page as it is: no scripts, no handlers, no styles, links and pictures by http(s) only. */
export const markdownToHtml = (markdown: string): string => sanitizeHtml(renderer.render(markdown), ALLOWED);
