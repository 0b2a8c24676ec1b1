using System.IO.Abstractions;
using System.Reflection;

namespace FilePipeline.Datasets.Tests;

/// <summary>A file system whose process may end at any call of its files, folders and streams' openings.</summary>
public class MortalFiles : DispatchProxy
{
    private object _inner = null!;
    private Death _death = null!;

    internal static IFileSystem Of(IFileSystem inner, Death death) => Of<IFileSystem>(inner, death);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var part = targetMethod!.ReturnType;
        if (part == typeof(IFile) || part == typeof(IDirectory) || part == typeof(IFileStreamFactory))
        {
            var of = typeof(MortalFiles).GetMethod(nameof(Of), 1, BindingFlags.NonPublic | BindingFlags.Static, [Type.MakeGenericMethodParameter(0), typeof(Death)])!;
            return of.MakeGenericMethod(part).Invoke(null, [targetMethod.Invoke(_inner, args), _death]);
        }
        if (part == typeof(IPath))
            return targetMethod.Invoke(_inner, args);
        return _death.Pass(() => targetMethod.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null));
    }

    private static T Of<T>(T inner, Death death) where T : class
    {
        var proxy = Create<T, MortalFiles>();
        ((MortalFiles)(object)proxy)._inner = inner;
        ((MortalFiles)(object)proxy)._death = death;
        return proxy;
    }
}
