using FilePipeline.Definition.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace FilePipeline.Definition.Yaml;

/// <summary>
/// Makes the tree of the one document in a text. Works on the parser's events with a stack of its own, so that no input can
/// exhaust memory, time or the thread's stack: nesting, aliases and merged keys are bounded, and types cannot be named.
/// </summary>
internal sealed class YamlReader(Problems problems)
{
    public const int DeepestNesting = 64;
    public const int MostAliases = 100;

    private readonly Stack<OpenCollection> _open = [];
    private readonly YamlAnchors _anchors = new(problems);
    private YamlNode? _root;
    private ParsingEvent? _last;
    private int _documents;

    /// <returns><c>null</c>: there is no document, or not a whole one. What could be read past is reported and the tree returned.</returns>
    public YamlNode? Read()
    {
        if (ConflictMarkers.Report(problems))
            return null;
        try
        {
            var parser = new Parser(new Scanner(new StringReader(problems.Source.Text), skipComments: true));
            while (parser.MoveNext())
            {
                if (!Take(parser.Current!))
                    return null;
                _last = parser.Current;
            }
        }
        catch (YamlException trouble)
        {
            new YamlMistake(problems, _last, Innermost).Report(trouble);
            return null;
        }
        catch (InvalidOperationException trouble) // YamlDotNet 16.3 for a bracket that is not closed before a key
        {
            new YamlMistake(problems, _last, Innermost).Report(new YamlException(trouble.Message));
            return null;
        }
        if (_root is null or YamlScalar { IsNull: true } && !problems.HasErrors)
            problems.Error(Codes.FileEmpty, default, "the file is empty", help: "begin with `name:` and one stage, or let `filepipe init` write the file");
        return _root;
    }

    private OpenCollection? Innermost => _open.TryPeek(out var innermost) ? innermost : null;

    /// <returns><c>false</c>: stop reading.</returns>
    private bool Take(ParsingEvent happened)
    {
        var at = SourceSpan.Between((int)happened.Start.Index, (int)happened.End.Index);
        switch (happened)
        {
            case DocumentStart when ++_documents > 1:
                problems.Error(Codes.SeveralDocuments, at, "the file holds several documents", "a second one begins here", "one file is one pipeline: remove the line `---`, or move the rest to a file of its own");
                return false;
            case MappingStart or SequenceStart:
                return Open((NodeEvent)happened, at);
            case MappingEnd or SequenceEnd:
                Close(at);
                return true;
            case Scalar scalar:
                CheckTag(scalar, at);
                var isPlain = scalar.Style == ScalarStyle.Plain && (scalar.Tag.IsEmpty || scalar.Tag.Value is not ("!" or "tag:yaml.org,2002:str"));
                return Place(_anchors.Define(scalar.Anchor, new YamlScalar(at, scalar.Value, isPlain)));
            case AnchorAlias alias:
                return _anchors.Resolve(alias, at) is { } node && Place(node);
            default:
                return true;
        }
    }

    private bool Open(NodeEvent start, SourceSpan at)
    {
        CheckTag(start, at);
        if (_open.Count == DeepestNesting)
        {
            problems.Error(Codes.NestedTooDeep, at, $"nested deeper than {DeepestNesting} levels", "this is one level too many");
            return false;
        }
        _anchors.Begin(start.Anchor);
        _open.Push(new OpenCollection(start, at));
        return true;
    }

    private void Close(SourceSpan end)
    {
        var closed = _open.Pop();
        // the end of a collection in brackets is the place of the bracket
        var span = SourceSpan.Between(closed.At.Start, closed.IsFlow ? end.Start + 1 : end.End);
        YamlNode node = closed.IsMapping
            ? new YamlMapping(span, MergeKeys.Apply(closed.Entries, problems))
            : new YamlSequence(span, closed.Items);
        Place(_anchors.Define(closed.Start.Anchor, node));
    }

    private bool Place(YamlNode node)
    {
        if (Innermost is { } parent)
            parent.Add(node, problems);
        else
            _root = node;
        return true;
    }

    private void CheckTag(NodeEvent node, SourceSpan at)
    {
        if (node.Tag.IsEmpty || node.Tag.IsNonSpecific || _coreTags.Contains(node.Tag.Value))
            return;
        problems.Error(Codes.Tag, at, $"the tag `{node.Tag.Value}` is not allowed", "tags name types; the keys here have theirs", "remove the tag; a text that begins with `!` needs quotes");
    }

    private static readonly HashSet<string> _coreTags =
    [
        "tag:yaml.org,2002:str", "tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool",
        "tag:yaml.org,2002:null", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq",
    ];
}
