using System.Text;
using FilePipeline.Cli.Output;
using FilePipeline.Status;

namespace FilePipeline.Cli;

/// <summary>What touches many items shows them first, and waits for a yes; it never blocks a script.</summary>
internal static class Consent
{
    /// <summary>So many are done without asking: what they are fits the preview.</summary>
    public const int Few = 20;
    public const int Sample = 5;

    /// <summary>What was typed of <c>-n</c>, <c>--yes</c> and <c>--json</c>.</summary>
    internal readonly record struct Given(bool DryRun, bool Yes, bool Json);

    /// <param name="question">As <c>Try 25 items again?</c></param>
    /// <param name="typed">The command as it was typed, without <c>--yes</c>.</param>
    /// <returns><c>false</c>: a dry run, or there is nothing to do.</returns>
    /// <exception cref="CommandException">Nobody has said yes.</exception>
    public static bool Obtain(Session session, int count, Given given, string question, params IEnumerable<string> typed)
    {
        if (given.DryRun || count == 0)
            return false;
        if (count > Few && !given.Yes && !IsConfirmed(session, question, given.Json))
            throw new CommandException(ExitCode.Usage, "nothing was changed", $"filepipe {string.Join(' ', typed.Select(Shown.Quoted))} --yes");
        return true;
    }

    /// <summary>Items in groups, some of each by name.</summary>
    public static void Preview(Screen screen, IEnumerable<(string What, ItemKey Key)> items)
    {
        foreach (var group in items.GroupBy(item => item.What))
        {
            var sample = string.Join(", ", group.Take(Sample).Select(item => Shown.Text(item.Key.Value)));
            screen.Answer($"  {Shown.Text(group.Key)}  {Words.Number(group.Count())}  {sample}{(group.Count() > Sample ? ", …" : "")}");
        }
    }

    public static void PreviewByReason(Screen screen, IEnumerable<StageItem> items) =>
        Preview(screen, items.Select(item => ($"{item.Stage}  {item.StateName}  {Planning.Reasons.Name(item.Reason)}", item.Key)));

    /// <summary>What could not be done, and why.</summary>
    public static void TellRest(Screen screen, Care.CareResult result)
    {
        if (result.Gone > 0)
            screen.Answer($"  {Words.Number(result.Gone)} had changed meanwhile and {(result.Gone == 1 ? "was" : "were")} left alone");
        foreach (var (stage, key) in result.Claimed)
            screen.Answer($"  {stage}  {Shown.Text(key.Value)} is in work just now and was left alone");
    }

    public static object Json(string schema, Given given, int found, Care.CareResult result) => new
    {
        Schema = schema,
        given.DryRun,
        Found = found,
        result.Done,
        result.Gone,
        Claimed = result.Claimed.Select(item => new { item.Stage, Key = item.Key.Value }),
    };

    private static bool IsConfirmed(Session session, string question, bool json)
    {
        if (json || !session.InputIsTerminal || !session.Screen.Traits.TalkIsTerminal)
            return false;
        session.Screen.Ask($"{question} [y/N] ");
        using var reader = new StreamReader(session.Input(), Encoding.UTF8);
        return reader.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }
}
