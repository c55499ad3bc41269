const DRAINED_WITHIN_MS = 9000;

// Preloaded into every child: a supervisor that dies closes the channel, and the child drains as if it had been asked to.
process.once('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), DRAINED_WITHIN_MS).unref();
});
// A child that only runs a script must still end by itself.
process.channel?.unref();
