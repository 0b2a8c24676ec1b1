namespace FilePipeline.Datasets.Tests;

/// <summary>Nothing in the product catches this.</summary>
internal sealed class ProcessEndedException : Exception;
