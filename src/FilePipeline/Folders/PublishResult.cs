namespace FilePipeline.Folders;

public enum PublishResult
{
    New,
    Replaced,

    /// <summary>The bytes are those that stood there: nothing was renamed, nothing after it has to run.</summary>
    Same,

    /// <summary>A hand has put or changed a result meanwhile: it stays.</summary>
    Overtaken,
}
