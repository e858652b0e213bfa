import { Modal, type ModalProps } from '@mantine/core';
import { useFocusGivenBack } from './useFocusGivenBack';

/** A dialog that says what its cross is for, and gives the focus back however it goes. */
export function Dialog({ closeButtonProps, ...props }: ModalProps) {
  useFocusGivenBack(props.opened);
  return <Modal closeButtonProps={{ 'aria-label': 'Close', ...closeButtonProps }} {...props} />;
}
