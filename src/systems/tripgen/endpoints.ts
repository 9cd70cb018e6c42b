import { publicEndpoint } from '../../constructs/azure';

/** What ai-service asks answers on the internet (TG-13); nothing that is private may be reached that way. */
export const PUBLIC_APIS = publicEndpoint('public-apis', 443);
