using System.Runtime.InteropServices;

namespace FilePipeline.Storage;

/// <summary>Error numbers of Linux, the same on x64 and arm64.</summary>
internal static class Errno
{
    public const int NotPermitted = 1;
    public const int NoEntry = 2;
    public const int Interrupted = 4;
    public const int Io = 5;
    public const int NoDeviceOrAddress = 6;
    public const int TryAgain = 11;
    public const int Access = 13;
    public const int Exists = 17;
    public const int CrossDevice = 18;
    public const int NoDevice = 19;
    public const int NotADirectory = 20;
    public const int IsADirectory = 21;
    public const int Invalid = 22;
    public const int TooManyOpenInSystem = 23;
    public const int TooManyOpen = 24;
    public const int NoSpace = 28;
    public const int ReadOnly = 30;
    public const int NameTooLong = 36;
    public const int NoSuchCall = 38;
    public const int NotEmpty = 39;
    public const int Loop = 40;
    public const int NotSupported = 95;
    public const int Stale = 116;
    public const int Quota = 122;

    public static VolumeFault ToFault(int error) => error switch
    {
        NoEntry => VolumeFault.NotFound,
        Exists or NotEmpty => VolumeFault.Exists,
        Access or NotPermitted => VolumeFault.Denied,
        NoSpace => VolumeFault.NoSpace,
        Quota => VolumeFault.Quota,
        TooManyOpen or TooManyOpenInSystem => VolumeFault.TooManyOpen,
        Io or Stale => VolumeFault.Io,
        ReadOnly => VolumeFault.ReadOnly,
        NameTooLong => VolumeFault.NameTooLong,
        CrossDevice => VolumeFault.CrossDevice,
        NoSuchCall or NotSupported => VolumeFault.NotSupported,
        NotADirectory or Loop => VolumeFault.NotAFolder,
        _ => VolumeFault.Other,
    };

    /// <summary>The system's own words: <c>No space left on device</c>.</summary>
    public static string Reason(int error) => Marshal.GetPInvokeErrorMessage(error);
}
