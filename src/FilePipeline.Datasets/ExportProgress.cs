namespace FilePipeline.Datasets;

public enum ExportPhase
{
    /// <summary>The keys are being listed; the total is not known yet.</summary>
    Listing,

    /// <summary>Items are read, each once, and their rows laid by beside the dataset (as much disk as the items take). Counted in keys.</summary>
    Reading,

    /// <summary>Rows are written to the files.</summary>
    Writing,

    /// <summary>The files are read back.</summary>
    Verifying,
}

/// <summary>How far an export is; told about every thousand rows.</summary>
public readonly record struct ExportProgress(ExportPhase Phase, long Done, long Total);
