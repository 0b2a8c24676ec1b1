namespace FilePipeline;

/// <summary>An item's content is not what its stage can read. Trying again does not help: the item becomes a dead letter.</summary>
public sealed class ItemFormatException : Exception
{
    public ItemFormatException(string code, string message, Exception? inner = null) : base(message, inner) => Code = code;

    /// <summary>A short name of the kind of problem, as <c>bad_json</c>; filters and counts go by it.</summary>
    public string Code { get; }
}
