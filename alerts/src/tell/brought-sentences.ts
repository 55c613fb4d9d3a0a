/** Why a file that is imported, a list of places or a message that is pushed to us is not taken, in English. */
export const broughtSentences = {
  'import.notAwaited': 'This import is {importState}; no more of its file is expected.',
  'import.noBytes': 'Expected bytes; got none.',
  'import.otherByte': 'The part at byte {expectedByte} comes next; this one is for byte {got}.',
  'import.moreBytes': 'The file was said to be {bytes} bytes long; this part ends at {got}.',
  'import.partElsewhere': 'Another part came first.',
  'import.otherState':
    'This import is {importState}; it can be asked to {importMove} while it is {importStateOptions}.',
  'import.noMapping': 'There is no mapping "{name}".',
  'import.unknown': 'There is no such import.',
  'import.rowsOnce': 'Expected each row from {firstRow} to {lastRow} once; got {rowsCount} rows before {nextRow}',
  'import.otherRow': 'Row {nextRow} comes next; this chunk holds {firstRow} to {lastRow}.',
  'import.chunkElsewhere': 'Another chunk came first, or the import was paused. Nothing was stored.',
  'import.undoneElsewhere': 'It is being undone elsewhere.',

  'push.asked': '{name} is asked by us; nothing is pushed to it.',
  'push.off': '{name} is switched off.',
  'push.permission': 'This needs the permission "{permission}", or a signature.',
  'push.unsigned': 'Send a token that may ingest, or sign the body with the feed’s secret (Standard Webhooks).',
  'push.otherSignature':
    'The signature does not fit the body and the feed’s secret, or is older than {minutes} minutes.',
  'push.repeated': 'A message with this webhook-id was taken already.',

  'places.finished': 'The list "{name}" is finished; begin a new one of the same name to replace it.',
  'places.most': 'A list holds at most {mostCount} places.',
  'places.removed': 'The list "{name}" was removed meanwhile.',
} as const
