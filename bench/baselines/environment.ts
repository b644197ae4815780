/** A variable that the benchmark sets for each of its processes. */
export function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; the baselines are started by bench/run.ts`);
  return value;
}
