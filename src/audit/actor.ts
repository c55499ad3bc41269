/** Who does something at a hall, as services and histories name them. */
export interface Actor {
  id: string;
  name: string;
  hall: string;
  /** Network address the request came from. */
  address?: string;
}

const BY_ITSELF = 'system';

/** The bureau itself, for what falls due by the clock. */
export function systemActor(hall: string): Actor {
  return { id: BY_ITSELF, name: BY_ITSELF, hall };
}

/** How an actor stands in histories and in the chain; an operator's id, as `os:root`, says already what kind it is. */
export function actorId({ id }: Pick<Actor, 'id'>): string {
  return id === BY_ITSELF || id.includes(':') ? id : `staff:${id}`;
}

/** The same for one line of a history or of the chain, with where it came from. */
export function actedBy(actor: Actor): { actor: string; address?: string } {
  return { actor: actorId(actor), ...(actor.address !== undefined && { address: actor.address }) };
}
