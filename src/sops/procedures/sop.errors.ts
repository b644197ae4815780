import { Conflict, Forbidden } from '../../core/errors/domain-error';
import { SopStatus } from './sop.enums';

/** A step of the life cycle that does not follow the present one. */
export class SopStatusConflict extends Conflict {
  constructor(status: SopStatus, wanted: SopStatus, from: SopStatus) {
    super(
      `An SOP goes from draft to review, approved and archived: only one that is in ${from} can become ${wanted}, and this one is in ${status}.`,
      { status, wanted, allowed_from: from },
      'SOP_STATUS_CONFLICT',
    );
  }
}

export class SopArchived extends Conflict {
  constructor() {
    super('An archived SOP stays as it is: write a new one.', { status: SopStatus.archived }, 'SOP_ARCHIVED');
  }
}

/** Two pairs of eyes. */
export class AuthorCannotApprove extends Forbidden {
  constructor() {
    super('You wrote some of what this SOP says: somebody else has to approve it.', {
      reason: 'AUTHOR_CANNOT_APPROVE',
    });
  }
}

/** Somebody speaks of a version that is not the present one. */
export class SopHasChanged extends Conflict {
  constructor(current: string, given: string) {
    super(
      `You speak of version ${given}, but the SOP is at ${current}: read it again.`,
      { current_version: current, given_version: given },
      'SOP_VERSION_CONFLICT',
    );
  }
}

/** The file was made of a version that is not the present one. */
export class SopVersionConflict extends Conflict {
  constructor(current: string, imported: string) {
    super(
      `The file was made of version ${imported}, but the SOP is at ${current}: bring the changes together, or leave the version out of the file.`,
      { current_version: current, imported_version: imported },
      'SOP_VERSION_CONFLICT',
    );
  }
}
