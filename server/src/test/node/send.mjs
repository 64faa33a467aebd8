// Sends the six calls with one of the SDKs: node send.mjs segment|rudderstack URL
import {createRequire} from 'node:module';

const [sdk, url] = process.argv.slice(2);
const require = createRequire(import.meta.url);

const calls = [
  ['identify', {traits: {plan: 'pro'}}],
  ['track', {event: 'Order Completed', properties: {total: 9.5}}],
  ['page', {name: 'Home'}],
  ['screen', {name: 'Main'}],
  ['group', {groupId: 'g'}],
  ['alias', {previousId: 'a'}],
];

async function segment() {
  const {Analytics} = require('@segment/analytics-node');
  const analytics = new Analytics({writeKey: 'WK', host: url, maxEventsInBatch: 20, maxRetries: 10});
  analytics.on('error', (error) => console.error(error));
  for (const [call, more] of calls) {
    analytics[call]({userId: 'u', messageId: `${call}-1`, ...more});
  }
  await analytics.closeAndFlush({timeout: 60000});
}

async function rudderstack() {
  const RudderAnalytics = require('@rudderstack/rudder-sdk-node');
  const analytics = new RudderAnalytics('WK', {dataPlaneUrl: url, flushAt: 20, logLevel: 'error'});
  for (const [call, more] of calls) {
    analytics[call]({userId: 'u', messageId: `${call}-1`, ...more});
  }
  await new Promise((done) => setTimeout(done, 500));
  await analytics.flush();
  await new Promise((done) => setTimeout(done, 500));
}

await (sdk === 'segment' ? segment() : rudderstack());
process.exit(0);
