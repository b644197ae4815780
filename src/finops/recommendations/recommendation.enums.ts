export const RecommendationType = {
  rightsizing: 'rightsizing',
  idle_resource: 'idle_resource',
  reserved_instance: 'reserved_instance',
  spot_instance: 'spot_instance',
  storage_optimization: 'storage_optimization',
} as const;
export type RecommendationType = (typeof RecommendationType)[keyof typeof RecommendationType];

export const RecommendationPriority = { high: 'high', medium: 'medium', low: 'low' } as const;
export type RecommendationPriority = (typeof RecommendationPriority)[keyof typeof RecommendationPriority];

export const RecommendationStatus = {
  pending: 'pending',
  in_progress: 'in_progress',
  completed: 'completed',
  dismissed: 'dismissed',
} as const;
export type RecommendationStatus = (typeof RecommendationStatus)[keyof typeof RecommendationStatus];
