export interface Skip {
  file: string;
  /** One test of the file; without it, all. */
  test?: string;
  reason: string;
  /** True when no server could pass it: the driver or the way servers are started is what differs. */
  everywhere: boolean;
}

/** Tests of the announced server that do not pass, each with why. One that passes must leave the list. */
export const skips: readonly Skip[] = [
  ...of('fail points: the store has none, a real server only with test commands enabled', true, [
    ['bulkWrite-errorResponse'],
    ['client-bulkWrite-errorResponse'],
    ['client-bulkWrite-errors', 'a top-level failure occurs during a bulkWrite'],
    ['client-bulkWrite-errors', 'a write concern error occurs during a bulkWrite'],
    ['deleteOne-errorResponse'],
    ['estimatedDocumentCount', 'estimatedDocumentCount errors correctly--command error'],
    ['estimatedDocumentCount', 'estimatedDocumentCount errors correctly--socket error'],
    ['insertOne-errorResponse'],
    ['updateOne-errorResponse', 'update operations support errorResponse assertions'],
  ]),
  ...of('the driver leaves out bypassDocumentValidation when it is false', true, [
    ['bypassDocumentValidation', 'BulkWrite passes bypassDocumentValidation: false'],
    ['bypassDocumentValidation', 'FindOneAndReplace passes bypassDocumentValidation: false'],
    ['bypassDocumentValidation', 'FindOneAndUpdate passes bypassDocumentValidation: false'],
    ['bypassDocumentValidation', 'InsertMany passes bypassDocumentValidation: false'],
  ]),
  ...of('the driver gives a partial result of zeros where none is asked for', true, [
    [
      'client-bulkWrite-partialResults',
      'partialResult is unset when first operation fails during an ordered bulk write (verbose)',
    ],
    [
      'client-bulkWrite-partialResults',
      'partialResult is unset when first operation fails during an ordered bulk write (summary)',
    ],
    [
      'client-bulkWrite-partialResults',
      'partialResult is unset when all operations fail during an unordered bulk write',
    ],
  ]),
  ...of('the driver gives an inserted document an ObjectId in place of a null _id', true, [
    ['create-null-ids', 'inserting _id with type null via insertOne'],
    ['create-null-ids', 'inserting _id with type null via insertMany'],
    ['create-null-ids', 'inserting _id with type null via bulkWrite'],
    ['create-null-ids', 'inserting _id with type null via clientBulkWrite'],
  ]),
  ...of('collations other than simple are refused', false, [
    ['aggregate-collation'],
    ['bulkWrite-collation'],
    ['count-collation'],
    ['deleteMany-collation'],
    ['deleteOne-collation'],
    ['distinct-collation'],
    ['find-collation'],
    ['findOneAndDelete-collation'],
    ['findOneAndReplace-collation'],
    ['findOneAndUpdate-collation'],
    ['replaceOne-collation'],
    ['updateMany-collation'],
    ['updateOne-collation'],
  ]),
  ...of('$out and $merge are refused', false, [
    ['aggregate-let', 'Aggregate to collection with let option'],
    ['aggregate-merge'],
    ['aggregate-merge-errorResponse'],
    ['aggregate-out'],
    ['bypassDocumentValidation', 'Aggregate with $out passes bypassDocumentValidation: false'],
  ]),
  ...of('views are refused', false, [['estimatedDocumentCount', 'estimatedDocumentCount works correctly on views']]),
  ...of('document validators are refused', false, [
    ['findOneAndUpdate-errorResponse', 'findOneAndUpdate document validation errInfo is accessible'],
  ]),
];

function of(reason: string, everywhere: boolean, tests: readonly (readonly [string, string?])[]): Skip[] {
  return tests.map(([file, test]) => ({ file, reason, everywhere, ...(test === undefined ? {} : { test }) }));
}
