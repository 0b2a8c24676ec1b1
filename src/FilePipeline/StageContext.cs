using Microsoft.Extensions.Logging;

namespace FilePipeline;

/// <summary>What a stage is told beside its item.</summary>
/// <param name="Stage">The stage's name in the pipeline.</param>
/// <param name="Attempt">1 for the first.</param>
/// <param name="Beside">Reads files that lie beside the item.</param>
public sealed record StageContext(string Stage, int Attempt, TimeProvider Clock, ILogger Log, IBesideFiles Beside);
