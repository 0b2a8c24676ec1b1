using System.Runtime.InteropServices;

namespace FilePipeline.Storage;

/// <summary>The disk of this machine.</summary>
public static class SystemVolume
{
    public static IVolume Open() =>
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64 ? new PosixVolume()
        : OperatingSystem.IsWindows() ? new PortableVolumeOnWindows()
        : new PortableVolumeOnUnix();
}
