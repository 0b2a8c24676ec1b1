using FilePipeline.Cli.Output;
using FilePipeline.Definition;

namespace FilePipeline.Cli.Commands;

/// <summary><c>help stages</c> and <c>help html.interleave</c>: what <c>uses</c> may name, and what goes below <c>with</c>.</summary>
internal static class StageHelp
{
    public static void ShowAll(Session session)
    {
        var screen = session.Screen;
        screen.Answer("Kinds of stages, for `uses:`");
        screen.Answer();
        var table = new Table();
        foreach (var stage in session.Catalog().Stages)
            table.Row(new(stage.Name, Paint: screen.Paint.Bold), stage.Description);
        Print(screen, table);
        screen.Answer();
        screen.Answer("filepipe help NAME tells the parameters of one.");
    }

    public static void ShowOne(Session session, StageDescriptor stage)
    {
        var screen = session.Screen;
        screen.Answer($"{screen.Paint.Bold(stage.Name)}, version {stage.Version}");
        if (stage.Description.Length > 0)
            screen.Answer(stage.Description);
        screen.Answer();
        var parameters = StageParameter.Of(stage);
        if (parameters.Count == 0)
        {
            screen.Answer("It takes no parameters.");
            return;
        }
        screen.Answer("Parameters, below `with:`");
        var table = new Table();
        foreach (var parameter in parameters)
            table.Row(new(parameter.Name, Paint: screen.Paint.Bold), parameter.Kind, parameter.IsRequired ? "required" : $"default {parameter.Default ?? "nothing"}", parameter.Description);
        Print(screen, table);
    }

    private static void Print(Screen screen, Table table)
    {
        foreach (var line in table.Lines("  "))
            screen.Answer(line);
    }
}
