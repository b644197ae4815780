import { ArrayMaxSize, IsArray } from 'class-validator';
import { field, type FieldOptions } from '../../core/fields';
import { TemplateField } from './template-field';

const MAX_FIELDS = 50;

/** The list of a template's fields. What each of them says is looked at by `checkFields`. */
export const TemplateFields = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    'json',
    options,
    { type: 'jsonb' },
    { type: () => TemplateField, isArray: true, maxItems: MAX_FIELDS },
    [IsArray(), ArrayMaxSize(MAX_FIELDS)],
  );
