/** How far the server's clock is ahead of this device's, from the time the server printed into the page. */
export function serverOffset(serverNow: string): number {
  return Date.parse(serverNow) - pageReceivedAt();
}

// The age of the page comes from the monotonic clock: timeOrigin and Date.now() drift apart when a phone corrects its time.
function pageReceivedAt(): number {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const age = navigation ? performance.now() - navigation.responseStart : 0;
  return Date.now() - age;
}
