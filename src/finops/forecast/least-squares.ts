/** A linear model fitted to observations by ordinary least squares. */
export interface Fit {
  /** What the model gives for a row of the same columns. */
  readonly predict: (row: readonly number[]) => number;
  /** Standard deviation of the observations around the model. */
  readonly deviation: number;
  /** Observations beyond those that the columns use up. */
  readonly freedom: number;
  /** How much the row's prediction varies with the observations: row · (XᵀX)⁻¹ · rowᵀ. */
  readonly leverage: (row: readonly number[]) => number;
}

/** Throws RangeError if the rows do not determine the model. */
export function fit(rows: readonly (readonly number[])[], observed: readonly number[]): Fit {
  const width = rows[0].length;
  const range = Array.from({ length: width }, (_, column) => column);
  const products = range.map((i) => range.map((j) => sum(rows.map((row) => row[i] * row[j]))));
  const inverse = inverted(products);
  const moments = range.map((i) => sum(rows.map((row, place) => row[i] * observed[place])));
  const coefficients = inverse.map((line) => dot(line, moments));
  const predict = (row: readonly number[]): number => dot(coefficients, row);
  const freedom = rows.length - width;
  const squares = sum(rows.map((row, place) => (observed[place] - predict(row)) ** 2));
  return {
    predict,
    freedom,
    deviation: Math.sqrt(squares / freedom),
    leverage: (row) =>
      dot(
        row,
        inverse.map((line) => dot(line, row)),
      ),
  };
}

/** Gauss–Jordan with the largest pivot. */
function inverted(matrix: readonly (readonly number[])[]): number[][] {
  const size = matrix.length;
  const lines = matrix.map((line, i) => [...line, ...line.map((_, j) => Number(i === j))]);
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let i = column + 1; i < size; i += 1)
      if (Math.abs(lines[i][column]) > Math.abs(lines[pivot][column])) pivot = i;
    [lines[column], lines[pivot]] = [lines[pivot], lines[column]];
    const head = lines[column][column];
    if (Math.abs(head) < 1e-9) throw new RangeError('the observations do not determine the model');
    lines[column] = lines[column].map((value) => value / head);
    for (let i = 0; i < size; i += 1) {
      if (i === column) continue;
      const factor = lines[i][column];
      lines[i] = lines[i].map((value, j) => value - factor * lines[column][j]);
    }
  }
  return lines.map((line) => line.slice(size));
}

/** 90 % quantile of the normal distribution: of 100 values 80 lie between it and its negative. */
const Z = 1.2815515655446004;

/** 90 % quantile of Student's distribution, good to four digits from six degrees of freedom on (Abramowitz & Stegun 26.7.5). */
export function studentQuantile90(freedom: number): number {
  const [z3, z5, z7] = [Z ** 3, Z ** 5, Z ** 7];
  return (
    Z +
    (z3 + Z) / (4 * freedom) +
    (5 * z5 + 16 * z3 + 3 * Z) / (96 * freedom ** 2) +
    (3 * z7 + 19 * z5 + 17 * z3 - 15 * Z) / (384 * freedom ** 3)
  );
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const dot = (one: readonly number[], other: readonly number[]): number =>
  sum(one.map((value, place) => value * other[place]));
