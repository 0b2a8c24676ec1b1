using System.CommandLine;
using FilePipeline.Cli.Output;
using FilePipeline.Planning;
using FilePipeline.Status;

namespace FilePipeline.Cli.Commands;

/// <summary><c>list</c>: items, one on a line.</summary>
internal static class ListCommand
{
    public static Argument<string[]> FilterArgument() => new("FILTER")
    {
        Description = "Which: state:failed stage:pages error:http_404 'key:en/*' 'attempts:>=3' 'age:>1h', or a part of the key.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public static Command Create(Session session)
    {
        var filter = FilterArgument();
        var limit = new Option<int?>("--limit") { Description = "At most so many.", HelpName = "N" };
        var json = new Option<bool>("--json") { Description = "For programs: filepipe.list/1." };
        var command = new Command("list", "Items, one on a line: stage, key, state, reason, attempts, since, error.") { filter, limit, json };
        command.SetAction(parsed => Run(session, parsed.GetValue<string?>("--file"), parsed.GetValue(filter)!, parsed.GetValue(limit), parsed.GetValue(json)));
        return command;
    }

    private static int Run(Session session, string? file, string[] words, int? limit, bool json)
    {
        if (limit < 0)
            throw new CommandException(ExitCode.Usage, "--limit takes a number from 0");
        var project = Project.Open(session, file);
        var filter = Filters.Parse(session, project, words);
        var items = StageItem.List(project.Volume, project.Graph, filter, session.Clock);
        if (limit is { } most)
            items = items.Take(most);
        if (json)
            session.Screen.AnswerJson(new { Schema = "filepipe.list/1", Items = items.Select(Json) });
        else if (session.Screen.Traits.AnswerIsTerminal)
            TellTable(session, items.ToList());
        else
            TellLines(session, items);
        return ExitCode.Done;
    }

    public static object Json(StageItem item) => new
    {
        item.Stage,
        Key = item.Key.Value,
        State = item.StateName,
        Reason = item.Reason.Name(),
        item.Attempts,
        Since = item.Since.UtcDateTime,
        NextAttemptAt = StatusJson.Time(item.DueAt),
        item.Owner?.Worker,
        Abandoned = item.Owner is { HasDied: true },
        item.Error?.Code,
        item.Error?.Message,
    };

    private static void TellLines(Session session, IEnumerable<StageItem> items)
    {
        foreach (var item in items)
        {
            if (session.Screen.AnswerGone.IsCancellationRequested)
                return;
            session.Screen.Answer(string.Join('\t', Cells(session, item)));
        }
    }

    private static void TellTable(Session session, List<StageItem> items)
    {
        var screen = session.Screen;
        var paint = screen.Paint;
        var table = new Table();
        if (items.Count > 0)
            table.Row([.. ((string[])["stage", "key", "state", "reason", "attempts", "since", "error"]).Select(name => new Table.Cell(name, name == "attempts", paint.Dim))]);
        foreach (var item in items)
        {
            var cells = Cells(session, item);
            table.Row(cells[0], new(cells[1], Paint: paint.Bold), new(cells[2], Paint: Colour(item.State, paint)), cells[3] == cells[2] ? "" : cells[3],
                Table.Cell.Right(cells[4]), cells[5], string.Join(": ", cells[6..].Where(text => text.Length > 0)));
        }
        foreach (var line in table.Lines("", screen.Traits.Width))
            screen.Answer(line);
        screen.Talk(items.Count == 0 ? "no items" : Words.Count(items.Count, "item"));
    }

    private static string[] Cells(Session session, StageItem item) =>
    [
        item.Stage,
        Shown.Text(item.Key.Value),
        item.StateName,
        item.Reason.Name(),
        item.State is ItemState.Failed or ItemState.Dead ? Words.Number(item.Attempts) : "",
        session.Screen.Traits.AnswerIsTerminal ? Words.Moment(item.Since, session.Clock) : item.Since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
        item.Error?.Code is { } code ? Shown.Text(code) : "",
        item.Error?.Message is { } message ? Shown.Line(message, int.MaxValue) : item.Owner is { } owner ? ReasonText.Of(owner) : "",
    ];

    private static Func<string, string>? Colour(ItemState state, Paint paint) => state switch
    {
        ItemState.Completed => paint.Green,
        ItemState.Dead => paint.Red,
        ItemState.Failed or ItemState.Stale => paint.Yellow,
        _ => null,
    };
}
