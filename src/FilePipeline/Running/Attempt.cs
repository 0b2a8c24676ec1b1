using FilePipeline.Folders;
using FilePipeline.Planning;

namespace FilePipeline.Running;

/// <summary>One try at one claimed item.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Input">What was read; the digest is <c>null</c> where it could not be.</param>
/// <param name="Started">Of <see cref="TimeProvider.GetTimestamp"/>.</param>
internal sealed record Attempt(ItemKey Key, Verdict Verdict, int Number, FileIdentity Input, DateTimeOffset StartedAt, long Started);
