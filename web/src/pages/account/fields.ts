import { codeInAddress } from './codes';

// Fields that several of these pages have.
export const codeField = () => ({ name: 'code', label: 'One-time code', autoComplete: 'off', initial: codeInAddress() }) as const;
export const newPasswordField = { name: 'password', label: 'Password', autoComplete: 'new-password', secret: true, hint: 'At least 8 characters' } as const;
