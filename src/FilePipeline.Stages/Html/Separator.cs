namespace FilePipeline.Stages.Html;

/// <summary>What stands between two pieces of text; of several the strongest.</summary>
internal enum Separator
{
    None,
    Space,
    Tab,
    Line,
}
