import { Conflict, Forbidden } from '../../core/errors/domain-error';
import { errorKind } from '../../core/errors/error-kind';
import { SopStatus } from './sop.enums';

const SOP_STATUS_CONFLICT = errorKind({
  code: 'SOP_STATUS_CONFLICT',
  status: 409,
  meaning: 'An SOP goes from draft to review, approved and archived, one step at a time.',
  remedy: 'Take the steps in between first: details name the status it must have.',
});
const SOP_ARCHIVED = errorKind({
  code: 'SOP_ARCHIVED',
  status: 409,
  meaning: 'An archived SOP stays as it is.',
  remedy: 'Write a new one.',
});
const SOP_VERSION_CONFLICT = errorKind({
  code: 'SOP_VERSION_CONFLICT',
  status: 409,
  meaning: 'The SOP has another version than the one that you speak of.',
  remedy: 'Read it again and repeat the request with its present version.',
});

/** A step of the life cycle that does not follow the present one. */
export class SopStatusConflict extends Conflict {
  constructor(status: SopStatus, wanted: SopStatus, from: SopStatus) {
    super(
      `Only an SOP in ${from} can become ${wanted}, and this one is in ${status}.`,
      { status, wanted, allowed_from: from },
      SOP_STATUS_CONFLICT,
    );
  }
}

export class SopArchived extends Conflict {
  constructor() {
    super(SOP_ARCHIVED.meaning, { status: SopStatus.archived }, SOP_ARCHIVED);
  }
}

/** Two pairs of eyes. */
export class AuthorCannotApprove extends Forbidden {
  constructor() {
    super(
      'You wrote some of what this SOP says.',
      { reason: 'AUTHOR_CANNOT_APPROVE' },
      'Ask somebody else to approve it.',
    );
  }
}

/** Somebody speaks of a version that is not the present one. */
export class SopHasChanged extends Conflict {
  constructor(current: string, given: string) {
    super(
      `You speak of version ${given}, but the SOP is at ${current}.`,
      { current_version: current, given_version: given },
      SOP_VERSION_CONFLICT,
    );
  }
}

/** The file was made of a version that is not the present one. */
export class SopVersionConflict extends Conflict {
  constructor(current: string, imported: string) {
    super(
      `The file was made of version ${imported}, but the SOP is at ${current}.`,
      { current_version: current, imported_version: imported },
      SOP_VERSION_CONFLICT,
      'Bring the changes together, or leave the version out of the file.',
    );
  }
}
