// Preloaded into every child: a supervisor that dies closes the channel, and the child drains as if it had been asked to.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// A child that only runs a script must still end by itself.
process.channel?.unref();
