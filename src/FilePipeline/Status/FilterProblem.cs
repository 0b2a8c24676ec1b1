namespace FilePipeline.Status;

/// <summary>What is wrong with a filter.</summary>
/// <param name="Position">From 0, in the filter's text.</param>
/// <param name="Message">A sentence without a full stop; where there is one, it ends with the nearest word.</param>
public sealed record FilterProblem(int Position, int Length, string Message);
