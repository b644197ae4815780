import { escaped } from '../../../core/text/escaped';
import { INK, LINE, seriesColour, SOFT_INK } from '../palette';

/** Every chart is this wide, in units of its own; renderers scale it. */
export const WIDTH = 720;
export const FONT = 'Roboto, Segoe UI, Helvetica, Arial, sans-serif';
/** Of a letter, on average, at size 1. */
const LETTER = 0.54;

const n = (value: number): string => String(Number(value.toFixed(2)));

export const widthOf = (text: string, size = 11): number => text.length * size * LETTER;

/** Shortened to about so many units. */
export function fitted(text: string, width: number, size = 11): string {
  const letters = Math.max(3, Math.floor(width / (size * LETTER)));
  const characters = [...text];
  return characters.length <= letters ? text : `${characters.slice(0, letters - 1).join('')}…`;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

export function label(
  { x, y }: Place,
  text: string,
  {
    anchor = 'start',
    size = 11,
    colour = SOFT_INK,
    weight = 'normal',
  }: { anchor?: 'start' | 'middle' | 'end'; size?: number; colour?: string; weight?: 'normal' | 'bold' } = {},
): string {
  return `<text x="${n(x)}" y="${n(y)}" text-anchor="${anchor}" font-size="${size}" font-weight="${weight}" fill="${colour}">${escaped(text)}</text>`;
}

export const box = (x: number, y: number, width: number, height: number, colour: string): string =>
  `<rect x="${n(x)}" y="${n(y)}" width="${n(Math.max(0, width))}" height="${n(Math.max(0, height))}" fill="${colour}"/>`;

export const stroke = (from: Place, to: Place, colour = LINE): string =>
  `<line x1="${n(from.x)}" y1="${n(from.y)}" x2="${n(to.x)}" y2="${n(to.y)}" stroke="${colour}" stroke-width="1"/>`;

export const path = (points: readonly Place[], colour: string): string =>
  points.length < 2
    ? ''
    : `<path d="${points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${n(x)} ${n(y)}`).join(' ')}" fill="none" stroke="${colour}" stroke-width="2" stroke-linejoin="round"/>`;

export const dot = ({ x, y }: Place, colour: string): string =>
  `<circle cx="${n(x)}" cy="${n(y)}" r="2.6" fill="${colour}"/>`;

/** Part of a ring, between two fractions of the whole turn, clockwise from the top. */
export function ringPart(
  centre: Place,
  [inner, outer]: readonly [number, number],
  from: number,
  to: number,
  colour: string,
): string {
  // The whole ring has no beginning and no end, of which an arc needs two.
  const end = Math.min(to, from + 0.99999);
  const at = (turn: number, radius: number): string => {
    const angle = turn * 2 * Math.PI - Math.PI / 2;
    return `${n(centre.x + radius * Math.cos(angle))} ${n(centre.y + radius * Math.sin(angle))}`;
  };
  const large = end - from > 0.5 ? 1 : 0;
  return `<path d="M${at(from, outer)} A${outer} ${outer} 0 ${large} 1 ${at(end, outer)} L${at(end, inner)} A${inner} ${inner} 0 ${large} 0 ${at(from, inner)} Z" fill="${colour}" stroke="#ffffff" stroke-width="1"/>`;
}

/** Names of the series in a row, which goes on below when it is full. Gives the marks and how high they are. */
export function legend(
  names: readonly string[],
  left: number,
  top: number,
): { readonly marks: string; readonly height: number } {
  if (names.length < 2) return { marks: '', height: 0 };
  let [x, y] = [left, top];
  const marks = names.map((name, at) => {
    const text = fitted(name, 200);
    const width = widthOf(text) + 34;
    if (x + width > WIDTH && x > left) [x, y] = [left, y + 18];
    const mark =
      box(x, y, 11, 11, seriesColour(name, at)) + label({ x: x + 16, y: y + 10 }, text, { colour: INK });
    x += width;
    return mark;
  });
  return { marks: marks.join(''), height: y - top + 24 };
}

/** The whole drawing. Without style sheets or scripts, so that it may stand anywhere. */
export const drawing = (height: number, title: string, marks: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${n(height)}" width="${WIDTH}" height="${n(height)}" role="img" aria-label="${escaped(title)}" font-family="${FONT}">${marks}</svg>`;
