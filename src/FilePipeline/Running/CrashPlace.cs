using System.Diagnostics;
using System.Reflection;

namespace FilePipeline.Running;

/// <summary>Where the code of a stage was when it threw: <c>Pages.Slow.Read in Slow.cs:13</c>.</summary>
internal static class CrashPlace
{
    /// <summary>The innermost place in the stage's own assembly, else the innermost of all; <c>null</c>: the exception does not say.</summary>
    public static string? Of(Exception problem, Assembly stage)
    {
        var frames = new StackTrace(problem, fNeedFileInfo: true).GetFrames().Where(frame => frame.GetMethod()?.DeclaringType is not null).ToList();
        var frame = frames.Find(frame => frame.GetMethod()!.DeclaringType!.Assembly == stage) ?? frames.FirstOrDefault();
        if (frame is null)
            return null;
        var file = frame.GetFileName() is { } path ? $" in {Path.GetFileName(path)}:{frame.GetFileLineNumber()}" : "";
        return Name(frame.GetMethod()!) + file;
    }

    private static string Name(MethodBase method)
    {
        var type = method.DeclaringType!;
        var name = method.Name;
        // The compiler makes of an asynchronous method a type `<RunAsync>d__1`, of a lambda a method `<Run>b__0`: what was written is in the brackets.
        for (; type.Name.StartsWith('<') && type.DeclaringType is { } outer; type = outer)
            name = name.StartsWith('<') ? name : type.Name;
        var end = name.IndexOf('>', StringComparison.Ordinal);
        return $"{type.FullName}.{(name.StartsWith('<') && end > 1 ? name[1..end] : name)}".Replace('+', '.');
    }
}
