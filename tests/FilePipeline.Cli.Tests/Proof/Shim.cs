using System.Diagnostics;
using FilePipeline.TestKit;

namespace FilePipeline.Cli.Tests.Proof;

/// <summary><c>tests/shim/shim.c</c>, built once: it kills the program at a file-system call of choice, or lets that call fail.</summary>
internal static class Shim
{
    private static readonly Lazy<string?> Library = new(Build);

    /// <summary>Skips the test where there is no compiler.</summary>
    public static void SkipWhenMissing() => Assert.SkipWhen(Library.Value is null, "no C compiler here (cc), or this is not Linux on x64 or arm64");

    /// <param name="fault">As shim.c says; <c>null</c>: only trace.</param>
    /// <param name="trace">Gets one line a call.</param>
    public static IReadOnlyDictionary<string, string> Environment(string folder, string trace, string? fault = null)
    {
        var environment = new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = Library.Value!,
            ["FILEPIPE_SHIM_ROOTS"] = $"{folder}/data:{folder}/datasets",
            ["FILEPIPE_SHIM_TRACE"] = trace,
        };
        if (fault is not null)
            environment["FILEPIPE_SHIM"] = fault;
        return environment;
    }

    private static string? Build()
    {
        var library = Path.Combine(AppContext.BaseDirectory, "filepipe-shim.so");
        try
        {
            using var compiler = Process.Start(new ProcessStartInfo("cc",
                ["-std=gnu17", "-shared", "-fPIC", "-O1", "-o", library, Path.Combine(SharedData.Repository, "tests/shim/shim.c"), "-ldl"])
                { RedirectStandardError = true })!;
            var errors = compiler.StandardError.ReadToEnd();
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? library : throw new InvalidOperationException(errors);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
