import { isUtf8 } from 'node:buffer';
import { brokenRequest } from './broken-request';

const broken = (): Error =>
  brokenRequest('the body is not a protobuf message of the form that was announced');

/** Wire types that are in use; groups are not, and would nest without end. */
const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;
const MAX_VARINT = 10;

/**
 * Reads a protobuf message within its bounds, field by field: `while (reader.next()) switch (reader.field) …`. Throws
 * InvalidRequest for whatever does not keep to the format or reaches beyond its end.
 */
export class WireReader {
  /** Number and wire type of the field at hand, as one number: field × 8 + type. */
  field = 0;

  constructor(
    private readonly bytes: Buffer,
    private at = 0,
    private readonly end = bytes.length,
    private fieldsLeft = Infinity,
  ) {}

  /** Goes to the next field; false at the end. */
  next(): boolean {
    if (this.at === this.end) return false;
    if (--this.fieldsLeft < 0) throw brokenRequest('the body holds more fields than can be meant');
    this.field = this.varint();
    if (this.field < 8 || this.field > 0xffffffff) throw broken();
    return true;
  }

  skip(): void {
    switch (this.field % 8) {
      case VARINT:
        return void this.varint();
      case FIXED64:
        return void this.take(8);
      case BYTES:
        return void this.take(this.varint());
      case FIXED32:
        return void this.take(4);
      default:
        throw broken();
    }
  }

  double(): number {
    return this.bytes.readDoubleLE(this.take(8));
  }

  /** A signed number: exact within ±2^53, beyond that only large. */
  int64(): number {
    const start = this.at;
    const value = this.varint();
    // Ten bytes are a negative number in two's complement, and none of those is of any use here.
    return this.at - start === MAX_VARINT ? Number.MIN_SAFE_INTEGER : value;
  }

  /** The message inside this field, of at most so many fields. */
  message(mostFields: number): WireReader {
    const size = this.varint();
    const start = this.take(size);
    return new WireReader(this.bytes, start, start + size, mostFields);
  }

  /** The text inside this field, or null when it is not UTF-8. */
  text(): string | null {
    const size = this.varint();
    const start = this.take(size);
    const text = this.bytes.toString('utf8', start, start + size);
    // What cannot be decoded turns into this character, which may also have been meant.
    return text.includes('\ufffd') && !isUtf8(this.bytes.subarray(start, start + size)) ? null : text;
  }

  /** Where so many bytes begin, which are passed over. */
  private take(size: number): number {
    const start = this.at;
    if (size > this.end - start) throw broken();
    this.at += size;
    return start;
  }

  private varint(): number {
    let value = 0;
    for (let count = 0, unit = 1; count < MAX_VARINT && this.at < this.end; count++, unit *= 128) {
      const byte = this.bytes[this.at++];
      value += (byte & 127) * unit;
      if (byte < 128) return value;
    }
    throw broken();
  }
}
