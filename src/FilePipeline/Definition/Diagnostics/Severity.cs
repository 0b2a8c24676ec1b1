namespace FilePipeline.Definition.Diagnostics;

public enum Severity
{
    /// <summary>The pipeline cannot run.</summary>
    Error,

    /// <summary>The pipeline runs, though probably not as it was meant.</summary>
    Warning,
}
