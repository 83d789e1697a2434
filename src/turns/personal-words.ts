import type { Profile } from '../customers';

/** What is known of a follower by name, to be masked wherever it stands in a text that others read. */
export function personalWords(profile: Profile): string[] {
  const { name, phone, email, org_name, bound_phone, unit_name, unit_code } = profile;
  return [name, phone, email, org_name, bound_phone, unit_name, unit_code].filter(
    (word): word is string => word !== null && word !== '',
  );
}
