namespace FilePipeline.Tests.Proof;

/// <summary>The engine did what the protocol forbids. No code of the engine catches it.</summary>
public sealed class LawBrokenException(string law) : Exception(law);
