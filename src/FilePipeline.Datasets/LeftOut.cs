namespace FilePipeline.Datasets;

/// <summary>Keys that could not become rows, of one folder and for one reason.</summary>
/// <param name="Reason">
/// <c>missing</c>: another folder of the join has the key, this one has not · <c>gone</c>: removed while the export ran ·
/// <c>bad_name</c> · <c>not_a_file</c> · <c>too_large</c> · <c>bad_json</c> · <c>not_an_object</c> · <c>duplicate_field</c> ·
/// <c>no_rows</c>: the array whose elements are the rows is empty or missing · <c>not_an_array</c>.
/// </param>
/// <param name="First">The first few keys.</param>
public sealed record LeftOut(string Folder, string Reason, long Count, IReadOnlyList<string> First);
