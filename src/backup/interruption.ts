/** Is aborted when somebody ends the command; who does it again does not wait for the clean-up. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.once(signal, () => controller.abort());
  return controller.signal;
}
