import type { MessagePreferenceModel } from './message-preference.model.js';

export interface PreferenceChange {
  phoneHash: string;
  /** The kinds that were asked about; what was declined of others stays. */
  offered: readonly string[];
  declined: readonly string[];
  now: Date;
}

/** Which reminders a person declined, by the keyed hash of their phone. Whoever never said anything gets them all. */
export class MessagePreferences {
  constructor(private readonly preferences: MessagePreferenceModel) {}

  async declines(phoneHash: string, kind: string): Promise<boolean> {
    return (await this.preferences.exists({ _id: phoneHash, declined: kind })) !== null;
  }

  async of(phoneHash: string): Promise<string[]> {
    return (await this.preferences.findById(phoneHash).lean())?.declined ?? [];
  }

  /** Twice is as once. Answers whether anything is otherwise than before. */
  async set({ phoneHash, offered, declined, now }: PreferenceChange): Promise<boolean> {
    const chosen = offered.filter((kind) => declined.includes(kind));
    const others = { $setDifference: [{ $ifNull: ['$declined', []] }, offered] };
    const before = await this.preferences
      .findOneAndUpdate({ _id: phoneHash }, [{ $set: { declined: { $setUnion: [others, chosen] }, changedAt: now } }], {
        upsert: true,
        returnDocument: 'before',
        updatePipeline: true,
      })
      .lean();
    const earlier = (before?.declined ?? []).filter((kind) => offered.includes(kind));
    return earlier.length !== chosen.length || chosen.some((kind) => !earlier.includes(kind));
  }

  /** Forgets what a person said, so that they get every reminder again. */
  async erase(phoneHash: string): Promise<number> {
    return (await this.preferences.deleteOne({ _id: phoneHash })).deletedCount;
  }
}
