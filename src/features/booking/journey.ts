import { type DraftAnswers, seatsOf } from './draft.js';

export const STEP_NAMES = ['people', 'hall', 'time', 'details', 'phone', 'check'] as const;
export type StepName = (typeof STEP_NAMES)[number];

interface Step {
  name: StepName;
  /** What of the answers belongs to the step, as far as it decides what is booked. */
  answer: (answers: DraftAnswers) => unknown;
  /** Whether the couple has said what the step asks for. */
  isAnswered: (answers: DraftAnswers) => boolean;
  /** Whether the answer still counts: holds and codes run out. */
  isInForce?: (answers: DraftAnswers, now: Date) => boolean;
}

/** The journey, in order. Every page, link and redirect of it follows from this list. */
const JOURNEY: readonly Step[] = [
  {
    name: 'people',
    answer: ({ people, receiptNumber }) => [people, receiptNumber],
    isAnswered: ({ people }) => people !== undefined,
  },
  { name: 'hall', answer: ({ hall }) => hall, isAnswered: ({ hall }) => hall !== undefined },
  {
    name: 'time',
    answer: ({ time }) => [time?.date, time?.start],
    isAnswered: ({ time }) => time !== undefined,
    isInForce: isHeld,
  },
  { name: 'details', answer: ({ details, email }) => [details, email], isAnswered: hasDetails },
  {
    name: 'phone',
    answer: ({ contact }) => contact?.phone,
    isAnswered: ({ contact }) => contact?.verified !== undefined,
    isInForce: isVerified,
  },
  { name: 'check', answer: () => undefined, isAnswered: () => false },
];

/** Where a couple goes on: the first step that is open, or whose answer has run out. */
export function nextStep(answers: DraftAnswers, now: Date): StepName {
  return JOURNEY.find((step) => !isDone(step, answers, now))?.name ?? 'check';
}

/** Whether a page may be shown: everything before it is done. */
export function mayShow(name: StepName, answers: DraftAnswers, now: Date): boolean {
  return stepsBefore(name).every((step) => isDone(step, answers, now));
}

/** Whether what a page sends may be kept: it may, even when the place ran out while they were typing. */
export function mayAnswer(name: StepName, answers: DraftAnswers): boolean {
  return stepsBefore(name).every((step) => step.isAnswered(answers));
}

export function isHeld({ time }: DraftAnswers, now: Date): boolean {
  return time !== undefined && time.lost === undefined && new Date(time.heldUntil) > now;
}

export function isVerified({ contact }: DraftAnswers, now: Date): boolean {
  return contact?.verified !== undefined && new Date(contact.verified.until) > now;
}

/** The steps whose answers two states of a draft do not share. */
export function stepsThatDiffer(before: DraftAnswers, after: DraftAnswers): StepName[] {
  return JOURNEY.filter(({ answer }) => JSON.stringify(answer(before)) !== JSON.stringify(answer(after))).map(
    ({ name }) => name,
  );
}

/** The steps that changed after the revision somebody was looking at. */
export function changedSince({ changedIn = {} }: DraftAnswers, revision: number): StepName[] {
  return STEP_NAMES.filter((name) => (changedIn[name] ?? 0) > revision);
}

function isDone({ isAnswered, isInForce }: Step, answers: DraftAnswers, now: Date): boolean {
  return isAnswered(answers) && (isInForce?.(answers, now) ?? true);
}

function stepsBefore(name: StepName): readonly Step[] {
  return JOURNEY.slice(
    0,
    JOURNEY.findIndex((step) => step.name === name),
  );
}

function hasDetails(answers: DraftAnswers): boolean {
  const seats = seatsOf(answers);
  return seats.length > 0 && seats.every((seat) => answers.details?.[seat]?.name && answers.details[seat].number);
}
