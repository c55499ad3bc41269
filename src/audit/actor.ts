/** Who does something at a hall, as services and histories name them. */
export interface Actor {
  id: string;
  name: string;
  hall: string;
}

/** How an actor stands in histories and in the chain. */
export function actorId({ id }: Pick<Actor, 'id'>): string {
  return `staff:${id}`;
}
