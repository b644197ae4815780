/** Something about a backup or its target is not as it must be. The message says what, for whoever runs the command. */
export class BackupRefused extends Error {}

/** Somebody has ended the command. */
export class Interrupted extends BackupRefused {
  constructor() {
    super('Interrupted: nothing was left behind.');
  }
}

/** The connection was lost while the restore was committed, and the database could not be asked whether it was. */
export class OutcomeUnknown extends Error {
  constructor() {
    super(
      'It is not known whether the restore was committed: the database went away at the last moment. The files were left ' +
        'in place. When it is back, look whether public.users has rows: if so the restore is there, whole; else run it again.',
    );
  }
}
