import { type Accepted, type Channel, ChannelFailure, type ChannelName } from './channel.js';

/** Stands where this installation has no channel; what was written for one waits, in case it comes back. */
export class UnofferedChannel implements Channel {
  constructor(readonly name: ChannelName) {}

  send(): Promise<Accepted> {
    return Promise.reject(new ChannelFailure('not-offered', `no ${this.name} is set up here`));
  }
}
