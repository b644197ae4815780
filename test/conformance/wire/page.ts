import { flag, listOf, object, whole, type Shape } from '../../support/shape';

export const PAGINATION: Shape = {
  current_page: whole,
  total_pages: whole,
  total_items: whole,
  items_per_page: whole,
  has_next: flag,
  has_previous: flag,
};
/** A PaginatedResponse. */
export const pageOf = (item: Shape): Shape => ({
  data: listOf(object(item)),
  pagination: object(PAGINATION),
});
