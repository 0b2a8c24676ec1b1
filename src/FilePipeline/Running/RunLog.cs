using Microsoft.Extensions.Logging;

namespace FilePipeline.Running;

internal static partial class RunLog
{
    [LoggerMessage(1, LogLevel.Warning, "{Stage}: the machine went down before everything was on the disk; {Count} results were torn and are made again, the first is {Key}")]
    public static partial void LogTornResults(this ILogger log, string stage, int count, ItemKey key);
}
