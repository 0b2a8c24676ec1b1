using System.CommandLine;
using FilePipeline.Care;

namespace FilePipeline.Cli.Commands;

/// <summary><c>pause</c> and <c>resume</c>: whether a stage begins new work.</summary>
internal static class PauseCommand
{
    public static Command CreatePause(Session session) => Create(session, isPause: true, "pause", "Begins no new work in these stages; what runs may end.");

    public static Command CreateResume(Session session) => Create(session, isPause: false, "resume", "Lets paused stages go on.");

    private static Command Create(Session session, bool isPause, string name, string description)
    {
        var stages = new Argument<string[]>("STAGE") { Description = "Which; none: all.", Arity = ArgumentArity.ZeroOrMore };
        var json = new Option<bool>("--json") { Description = $"For programs: filepipe.{name}/1." };
        var command = new Command(name, description) { stages, json };
        command.SetAction(parsed => Run(session, Project.Open(session, parsed.GetValue<string?>("--file")), parsed.GetValue(stages)!, isPause, parsed.GetValue(json)));
        return command;
    }

    private static int Run(Session session, Project project, string[] words, bool isPause, bool json)
    {
        var changed = new List<string>();
        foreach (var stage in StageWord.FindAll(project, words))
        {
            var isNew = isPause ? StagePause.TryPause(project.Volume, project.Pipeline, stage.Name) : StagePause.TryResume(project.Volume, project.Pipeline, stage.Name);
            if (isNew)
                changed.Add(stage.Name);
            if (!json)
                session.Screen.Answer($"{stage.Name}  {(isPause ? isNew ? "paused" : "was paused already" : isNew ? "goes on" : "was not paused")}");
        }
        if (json)
            session.Screen.AnswerJson(new { Schema = $"filepipe.{(isPause ? "pause" : "resume")}/1", Changed = changed });
        return ExitCode.Done;
    }
}
