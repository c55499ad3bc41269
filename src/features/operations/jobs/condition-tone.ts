import { type JobCondition, needsSomebody } from './job-condition.js';

/** How a condition is coloured; its words say the same. */
export function conditionTone(condition: JobCondition): 'success' | 'neutral' | 'warning' | 'error' {
  if (condition === 'fine') return 'success';
  if (!needsSomebody(condition)) return 'neutral';
  return condition === 'failing' || condition === 'stuck' ? 'error' : 'warning';
}
