namespace FilePipeline.Running;

/// <summary>
/// Runs an item that may have killed its worker in a process of its own: only so is it known whose fault the next death is. A worker
/// that dies takes its quarantined children with it, and then nobody is blamed.
/// </summary>
public interface IQuarantine
{
    /// <summary>Returns when the process has ended, however it did. It calls <see cref="PipelineRunner.RunQuarantinedAsync"/>.</summary>
    /// <param name="stopNow">The process is to give the item back and end.</param>
    Task RunAsync(QuarantinedItem item, CancellationToken stopNow);
}

/// <param name="Parent">The worker that watches over it.</param>
/// <param name="ForcedSince">Make it again although it is fresh; see <see cref="Planning.StageSettings.ForcedSince"/>.</param>
public readonly record struct QuarantinedItem(string Stage, ItemKey Key, string Parent, DateTimeOffset? ForcedSince);
