using System.Diagnostics;

namespace FilePipeline.Cli.Tests.Proof;

/// <summary>The program as a process of its own.</summary>
internal sealed class Filepipe : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _answer;
    private readonly Task<string> _talk;

    private Filepipe(Process process)
    {
        _process = process;
        _answer = process.StandardOutput.ReadToEndAsync();
        _talk = process.StandardError.ReadToEndAsync();
    }

    public bool HasExited => _process.HasExited;

    public int Id => _process.Id;

    public static Filepipe Start(string folder, params string[] arguments) => Start(folder, new Dictionary<string, string>(), arguments);

    public static Filepipe Start(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "filepipe.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int Exit, string Answer, string Talk)> RunAsync(string folder, params string[] arguments)
    {
        using var program = Start(folder, arguments);
        return await program.EndAsync();
    }

    public async Task<(int Exit, string Answer, string Talk)> EndAsync()
    {
        await _process.WaitForExitAsync();
        return (_process.ExitCode, await _answer, await _talk);
    }

    /// <summary>SIGKILL. <c>false</c>: it had ended by itself.</summary>
    public async Task<bool> KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        return _process.ExitCode == 128 + 9;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
