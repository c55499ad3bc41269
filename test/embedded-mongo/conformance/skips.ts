const collation = 'collations other than simple are refused';
const failPoint = 'fail points belong to a test build of the server';
const outStage = '$out and $merge are refused: no pipeline writes here';
const bypass = 'this driver leaves bypassDocumentValidation out when it is false';
const nullIds = 'this driver replaces an _id of null before it sends the document';
const partialResult = 'this driver always sets partialResult';

/** Tests this store is not meant to pass, by `file` or `file › test`, each with its reason. */
export const skips: Record<string, string> = {
  'aggregate-collation': collation,
  'bulkWrite-collation': collation,
  'count-collation › Count documents with collation': collation,
  'count-collation › Deprecated count with collation': collation,
  'deleteMany-collation': collation,
  'deleteOne-collation': collation,
  'distinct-collation': collation,
  'find-collation': collation,
  'findOneAndDelete-collation': collation,
  'findOneAndReplace-collation': collation,
  'findOneAndUpdate-collation': collation,
  'replaceOne-collation': collation,
  'updateMany-collation': collation,
  'updateOne-collation': collation,

  'aggregate-let › Aggregate to collection with let option': outStage,
  'aggregate-merge-errorResponse': outStage,
  'aggregate-merge': outStage,
  'aggregate-out': outStage,
  'bypassDocumentValidation › Aggregate with $out passes bypassDocumentValidation: false': outStage,

  'bulkWrite-errorResponse › bulkWrite operations support errorResponse assertions': failPoint,
  'client-bulkWrite-errorResponse': failPoint,
  'client-bulkWrite-errors › a top-level failure occurs during a bulkWrite': failPoint,
  'client-bulkWrite-errors › a write concern error occurs during a bulkWrite': failPoint,
  'deleteOne-errorResponse': failPoint,
  'estimatedDocumentCount › estimatedDocumentCount errors correctly--command error': failPoint,
  'estimatedDocumentCount › estimatedDocumentCount errors correctly--socket error': failPoint,
  'insertOne-errorResponse': failPoint,
  'updateOne-errorResponse › update operations support errorResponse assertions': failPoint,

  'estimatedDocumentCount › estimatedDocumentCount works correctly on views': 'there are no views',
  'findOneAndUpdate-errorResponse › findOneAndUpdate document validation errInfo is accessible':
    'there are no collection validators: mongoose validates',

  'bypassDocumentValidation › BulkWrite passes bypassDocumentValidation: false': bypass,
  'bypassDocumentValidation › FindOneAndReplace passes bypassDocumentValidation: false': bypass,
  'bypassDocumentValidation › FindOneAndUpdate passes bypassDocumentValidation: false': bypass,
  'bypassDocumentValidation › InsertMany passes bypassDocumentValidation: false': bypass,
  'create-null-ids › inserting _id with type null via insertOne': nullIds,
  'create-null-ids › inserting _id with type null via insertMany': nullIds,
  'create-null-ids › inserting _id with type null via bulkWrite': nullIds,
  'create-null-ids › inserting _id with type null via clientBulkWrite': nullIds,
  'client-bulkWrite-partialResults › partialResult is unset when first operation fails during an ordered bulk write (verbose)':
    partialResult,
  'client-bulkWrite-partialResults › partialResult is unset when first operation fails during an ordered bulk write (summary)':
    partialResult,
  'client-bulkWrite-partialResults › partialResult is unset when all operations fail during an unordered bulk write':
    partialResult,
};
