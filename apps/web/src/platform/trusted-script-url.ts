type Policy = { createScriptURL(url: string): unknown };
type PolicyFactory = {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy;
};

/** The one policy the server's Content-Security-Policy allows (`security-headers.ts`). */
const policyName = 'sotto#worker';

const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
const policy = factory?.createPolicy(policyName, { createScriptURL: ownUrl });

/** The address of a worker of ours, in the shape a browser with Trusted Types asks for (REQ-W1). */
export function trustedScriptUrl(url: string): string {
  // TrustedScriptURL is accepted wherever an address is; TypeScript's DOM types do not know it yet.
  return (policy?.createScriptURL(url) ?? ownUrl(url)) as string;
}

function ownUrl(url: string): string {
  if (new URL(url, location.href).origin !== location.origin) {
    throw new TypeError('scripts come from this origin only');
  }
  return url;
}
