using FilePipeline.Cli.Output;
using Microsoft.Extensions.Logging;

namespace FilePipeline.Cli;

/// <summary>What stages log goes to the talk: warnings and errors, with <c>--debug</c> everything.</summary>
internal sealed class ScreenLog(Screen screen, LogLevel least) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new StageLog(screen, categoryName, least);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private sealed class StageLog(Screen screen, string stage, LogLevel least) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least && logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
                return;
            var text = formatter(state, exception) + (exception is null ? "" : $" ({exception.GetType().Name}: {exception.Message})");
            screen.Talk($"{stage}: {Shown.Text(text)}");
        }
    }
}
