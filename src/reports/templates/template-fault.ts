/** Why a template cannot be read or rendered, in words for the people who wrote it. */
export class TemplateFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }

  /** With the place, counted from 1. */
  static at(text: string, position: number, message: string): TemplateFault {
    const before = text.slice(0, position);
    const line = before.split('\n').length;
    const column = position - before.lastIndexOf('\n');
    return new TemplateFault(`line ${line}, column ${column}: ${message}`);
  }
}
