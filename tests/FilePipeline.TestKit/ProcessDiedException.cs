namespace FilePipeline.TestKit;

/// <summary>A simulated process has ended in the middle of what it did. Only the test catches this.</summary>
public sealed class ProcessDiedException() : Exception("the simulated process is dead");
