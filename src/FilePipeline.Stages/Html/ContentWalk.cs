using HtmlAgilityPack;

namespace FilePipeline.Stages.Html;

/// <summary>
/// Walks a part of a page in document order, without recursion, and says what a reader sees: text goes into a run, images go
/// to a receiver.
/// </summary>
internal sealed class ContentWalk(TextRun text, BoilerplateParts? boilerplate, Action<HtmlNode>? onImage)
{
    private readonly Stack<ElementRole> _roles = [];
    private int _preformatted;

    public void Over(HtmlNode part)
    {
        for (var node = part; node is not null;)
        {
            if (Enter(node, isRoot: node == part) && node.FirstChild is { } child)
            {
                node = child;
                continue;
            }
            while (node != part && node!.NextSibling is null)
            {
                node = node.ParentNode;
                Leave();
            }
            node = node == part ? null : node.NextSibling;
        }
    }

    /// <returns>Whether to go on with its children, and <see cref="Leave"/> it after them.</returns>
    private bool Enter(HtmlNode node, bool isRoot)
    {
        if (node.NodeType == HtmlNodeType.Text)
        {
            text.Append(node.OwnerDocument.ParsedText.AsSpan(node.OuterStartIndex, node.OriginalOuterLength), _preformatted > 0);
            return false;
        }
        var role = Elements.RoleOf(node.Name);
        if (!isRoot && !IsSeen(node, role))
        {
            if (role is ElementRole.Block or ElementRole.Preformatted)
                text.Separate(Separator.Line);
            return false;
        }
        switch (role)
        {
            case ElementRole.LineBreak:
                text.Separate(Separator.Line);
                return false;
            case ElementRole.Image:
                ShowImage(node);
                return false;
            case ElementRole.Inline when onImage is not null && PageImage.IsPlaceholder(node):
                ShowImage(node);
                return false;
            case ElementRole.Inline when boilerplate is not null && node.Name == "math" && Formula.SourceOf(node) is { } formula:
                text.Append(formula, preformatted: false);
                return false;
        }
        if (node.FirstChild is null)
        {
            Mark(role);
            return false;
        }
        Mark(role);
        if (role == ElementRole.Preformatted)
            _preformatted++;
        _roles.Push(role);
        return true;
    }

    private void Leave()
    {
        var role = _roles.Pop();
        if (role == ElementRole.Preformatted)
            _preformatted--;
        Mark(role);
    }

    private void Mark(ElementRole role)
    {
        switch (role)
        {
            case ElementRole.Block or ElementRole.Preformatted:
                text.Separate(Separator.Line);
                break;
            case ElementRole.Cell:
                text.Separate(Separator.Tab);
                break;
            case ElementRole.Control:
                text.Separate(Separator.Space);
                break;
        }
    }

    private bool IsSeen(HtmlNode node, ElementRole role) =>
        (role != ElementRole.Unseen || IsShadowTree(node))
        && !(role == ElementRole.Control && boilerplate is not null)
        && !HiddenParts.IsHidden(node)
        && !(boilerplate is not null && boilerplate.Holds(node));

    /// <summary>A template that browsers show at once in the place of its parent's content.</summary>
    private static bool IsShadowTree(HtmlNode node) => node.Name == "template" && node.Value("shadowrootmode") is not null;

    private void ShowImage(HtmlNode node)
    {
        if (boilerplate is not null && Formula.SourceOf(node) is { } formula)
            text.Append(formula, preformatted: false);
        else
            onImage?.Invoke(node);
    }
}
