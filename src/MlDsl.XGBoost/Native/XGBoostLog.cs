using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace MlDsl.Boosting;

/// <summary>What the library says on the thread that trains: warnings, which would go to the console otherwise.</summary>
internal sealed unsafe partial class XGBoostLog : IDisposable
{
    [ThreadStatic]
    private static List<string>? lines;

    public XGBoostLog(XGBoostApi api)
    {
        lines = [];
        api.Check(api.RegisterLogCallback(&Take));
    }

    /// <summary>Refuses parameters that the library does not use.</summary>
    /// <exception cref="ArgumentException">It said so of some; the message names them.</exception>
    public static void CheckParameters()
    {
        foreach (string line in lines ?? [])
            if (Unused().Match(line) is { Success: true } unused)
                throw new ArgumentException($"XGBoost does not use the parameters {unused.Groups[1].Value.Trim()} with these options; correct Parameters");
    }

    // The callback stays registered with its thread; without a list it says nothing.
    public void Dispose() => lines = null;

    [GeneratedRegex(@"Parameters: \{([^}]*)\} (?:are not used|might not be used)")]
    private static partial Regex Unused();

    [UnmanagedCallersOnly]
    private static void Take(byte* text)
    {
        if (lines is { Count: < 1000 } taken) taken.Add(Marshal.PtrToStringUTF8((nint)text) ?? "");
    }
}
